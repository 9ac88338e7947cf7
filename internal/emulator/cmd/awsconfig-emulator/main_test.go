// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// roleVariable makes this test binary act as the command that the emulator runs.
const roleVariable = "AWSCONFIG_EMULATOR_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "":
		for _, name := range outside(os.Environ()) {
			_ = os.Unsetenv(name)
		}
		os.Exit(m.Run())
	case "fail":
		os.Exit(3)
	case "echo":
		_, _ = io.Copy(os.Stdout, os.Stdin)
		_, _ = fmt.Fprint(os.Stderr, os.Args[1:])
	case "ask", "start":
		if err := ask(context.Background(), os.Getenv(roleVariable) == "start"); err != nil {
			_, _ = fmt.Println(err)
			os.Exit(1)
		}
	case "emulate":
		_ = os.Setenv(roleVariable, os.Getenv(commandRoleVariable))
		main()
	case "obey":
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGTERM, syscall.SIGHUP)
		_, _ = fmt.Println("ready")
		select {
		case sig := <-signals:
			if sig == syscall.SIGHUP {
				os.Exit(8)
			}
			os.Exit(7)
		case <-time.After(time.Minute):
			os.Exit(9)
		}
	case "wait":
		_, _ = fmt.Println("ready")
		// Long enough to be killed, and short enough not to remain.
		time.Sleep(time.Minute)
	}
}

// ask reads the status with the SDK and the environment. It first starts the recorder if
// start is set.
func ask(ctx context.Context, start bool) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	caller, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, nil)
	if err != nil {
		return err
	}
	client := configservice.NewFromConfig(cfg)
	if start {
		if _, err := client.StartConfigurationRecorder(ctx, &configservice.StartConfigurationRecorderInput{ConfigurationRecorderName: aws.String("seeded")}); err != nil {
			return err
		}
	}
	out, err := client.DescribeConfigurationRecorderStatus(ctx, nil)
	if err != nil {
		return err
	}
	for _, s := range out.ConfigurationRecordersStatus {
		_, _ = fmt.Println(cfg.Region, *caller.Account, *s.Name, s.LastStatus)
	}
	return nil
}

// playing returns an environment for this test binary in a role, without the shared
// files of the user.
func playing(role string, variables ...string) []string {
	own := []string{roleVariable + "=" + role, "AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull}
	return slices.Concat(os.Environ(), own, variables)
}
