// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/capture"
)

// writeSeedArgument is the first argument of the command line that writes a seed.
const writeSeedArgument = "write-seed"

// maxReading is the time in which AWS must have answered all requests.
const maxReading = 5 * time.Minute

// parseRegions parses the arguments after [writeSeedArgument].
func parseRegions(args []string) ([]string, error) {
	flags := flag.NewFlagSet(writeSeedArgument, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	for _, name := range flags.Args() {
		if !emulator.IsRegion(name) {
			return nil, fmt.Errorf("%q is not a region: write one such as eu-west-1, and a space between two", name)
		}
	}
	return flags.Args(), nil
}

// writeSeed writes a seed with what AWS Config has in regions of the account of the
// environment. It only reads from AWS, and stops after a signal.
func writeSeed(signals <-chan os.Signal, regions []string, stdout io.Writer) error {
	return stoppable(signals, func(ctx context.Context) error { return readAndWrite(ctx, regions, stdout) })
}

// stoppable calls fn until it ends, a signal arrives or [maxReading] has passed. It does
// not wait for a write that blocks.
func stoppable(signals <-chan os.Signal, fn func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(context.Background(), maxReading, fmt.Errorf("AWS did not answer everything within %s", maxReading))
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- fn(ctx) }()
	select {
	case sig := <-signals:
		return fmt.Errorf("stopped by a signal: %v", sig)
	case <-ctx.Done():
		return context.Cause(ctx)
	case err := <-done:
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
}

func readAndWrite(ctx context.Context, regions []string, stdout io.Writer) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	if cfg.Region == "" && len(regions) > 0 {
		cfg.Region = regions[0]
	}
	if cfg.Region == "" {
		return errors.New("no region is set: name the regions to read, or set AWS_REGION to read all enabled ones")
	}
	text, err := capture.Seed(ctx, cfg, regions)
	if err != nil {
		return err
	}
	if _, err := stdout.Write(text); err != nil {
		return err
	}
	if _, err := emulator.ParseSeed("the seed", text); err != nil {
		return fmt.Errorf("the seed was written, but AWS returned something that no seed can have. Please report it, and correct the line: %w", err)
	}
	return nil
}
