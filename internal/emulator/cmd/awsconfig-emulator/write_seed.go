// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/capture"
)

// writeSeedArgument is the first argument of the command line that writes a seed.
const writeSeedArgument = "write-seed"

// parseRegions parses the arguments after [writeSeedArgument].
func parseRegions(args []string) ([]string, error) {
	flags := flag.NewFlagSet(writeSeedArgument, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	return flags.Args(), err
}

// writeSeed writes a seed with what AWS Config has in regions of the account of the
// environment. It only reads from AWS, and stops after a signal.
func writeSeed(signals <-chan os.Signal, regions []string, stdout io.Writer) error {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	go func() {
		select {
		case sig := <-signals:
			cancel(fmt.Errorf("stopped by a signal: %v", sig))
		case <-ctx.Done():
		}
	}()
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
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	if _, err := stdout.Write(text); err != nil {
		return err
	}
	if _, err := emulator.ParseSeed("standard output", text); err != nil {
		return fmt.Errorf("the emulator cannot read this seed. Please report what AWS returned, and remove it: %w", err)
	}
	return nil
}
