// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// TestWriteSeed reads an emulator as if it were AWS.
func TestWriteSeed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name           string
		flags, regions []string
		status         int
		stdout, stderr string
	}{
		{"a region", nil, []string{"eu-west-1"}, 0, `^\{\n  "accounts": \{\n    "123456789012": \{\n      "eu-west-1": \{\n(.*\n)*.*"name": "seeded"`, `^$`},
		{"all regions", nil, nil, 0, `(?s)"af-south-1": \{\}.*"enabledRegions"`, `^$`},
		{"denied", []string{"--fault", "error=AccessDeniedException,service=account"}, nil, 1, `^$`, `^awsconfig-emulator: listing the enabled regions, which you can also name: .* AccessDeniedException`},
		{"a value that no seed has", []string{"--fault", `set=s3BucketName,to="no/bucket"`}, []string{"eu-west-1"}, 1, `"no/bucket"`, `^awsconfig-emulator: the seed was written, but AWS returned something that no seed can have\. Please report it, and correct the line: the seed:\d+: .*no/bucket`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(stoppedSeed, "{", `{"enabledRegions": {"123456789012": ["af-south-1", "eu-west-1"]}, `, 1)
			args := append([]string{"--seed", writeFile(t, text)}, test.flags...)
			args = append(args, "--", os.Args[0], writeSeedArgument)
			var stdout, stderr bytes.Buffer
			status := run(nil, append(args, test.regions...), nil, &stdout, &stderr, playing("emulate", "AWS_MAX_ATTEMPTS=1"))
			if status != test.status || !regexp.MustCompile(test.stdout).Match(stdout.Bytes()) || !regexp.MustCompile(test.stderr).Match(stderr.Bytes()) {
				t.Errorf("got status %d,\n%s\nand %q, want %d, %s and %s", status, &stdout, &stderr, test.status, test.stdout, test.stderr)
			}
			if status == 0 {
				if _, err := emulator.ParseSeed("seed", stdout.Bytes()); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestWriteSeed_arguments(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args           []string
		status         int
		stdout, stderr string
	}{
		{nil, 1, `^$`, `^awsconfig-emulator: no region is set: name the regions to read, or set AWS_REGION to read all enabled ones\n$`},
		{[]string{"--help"}, 0, `^Usage: `, `^$`},
		{[]string{"eu-west-1,eu-west-2"}, 2, `^$`, `^awsconfig-emulator: "eu-west-1,eu-west-2" is not a region: write one such as eu-west-1, and a space between two\nUsage: `},
		{[]string{"eu-west-1", "--help"}, 2, `^$`, `"--help" is not a region`},
		{[]string{"--seed", "x"}, 2, `^$`, `^awsconfig-emulator: flag provided but not defined: -seed\nUsage: `},
	} {
		command := exec.Command(os.Args[0], append([]string{writeSeedArgument}, test.args...)...)
		command.Env = playing("emulate")
		var stdout, stderr bytes.Buffer
		command.Stdout, command.Stderr = &stdout, &stderr
		_ = command.Run()
		if status := command.ProcessState.ExitCode(); status != test.status || !regexp.MustCompile(test.stdout).Match(stdout.Bytes()) || !regexp.MustCompile(test.stderr).Match(stderr.Bytes()) {
			t.Errorf("%v: got status %d, %q and %q, want %d, %s and %s", test.args, status, &stdout, &stderr, test.status, test.stdout, test.stderr)
		}
	}
}

// TestWriteSeed_defaultRegion has no region in the environment, so the identity is read in
// the first one that is named.
func TestWriteSeed_defaultRegion(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(emulator.NewHandler(emulator.NewStore()))
	defer server.Close()
	command := exec.Command(os.Args[0], writeSeedArgument, "eu-west-1")
	command.Env = playing("emulate", "AWS_ENDPOINT_URL="+server.URL, "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=example")
	if output, err := command.CombinedOutput(); err != nil || !strings.Contains(string(output), `"eu-west-1": {}`) {
		t.Errorf("got %s and %v", output, err)
	}
}

// TestWriteSeed_blocked sends a signal while nobody reads the standard output.
func TestWriteSeed_blocked(t *testing.T) {
	t.Parallel()
	signals := make(chan os.Signal)
	blocked, w := io.Pipe()
	defer func() { _ = blocked.Close() }()
	writing := make(chan struct{})
	status := make(chan error, 1)
	go func() {
		status <- stoppable(signals, func(context.Context) error { close(writing); _, err := w.Write([]byte("{}")); return err })
	}()
	<-writing
	signals <- os.Interrupt
	if err := <-status; err == nil || err.Error() != "stopped by a signal: interrupt" {
		t.Errorf("got %v, want that a signal stopped it", err)
	}
}

// TestWriteSeed_signal sends a signal while a response is missing.
func TestWriteSeed_signal(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send.")
	}
	signals, status := make(chan os.Signal), make(chan int, 1)
	stderr, w := io.Pipe()
	go func() {
		args := []string{"--log", "--fault", "latency=1m,operation=DescribeDeliveryChannels", "--", os.Args[0], writeSeedArgument, "eu-west-1"}
		status <- run(signals, args, nil, io.Discard, w, playing("emulate"))
		_ = w.Close()
	}()
	lines := bufio.NewScanner(stderr)
	for lines.Scan() && !strings.Contains(lines.Text(), "DescribeConfigurationRecorderStatus") {
	}
	signals <- syscall.SIGTERM
	rest, _ := io.ReadAll(stderr)
	if got := <-status; got != exitFailure || !strings.Contains(string(rest), "awsconfig-emulator: stopped by a signal: terminated\n") {
		t.Errorf("got status %d and %q, want %d and that a signal stopped it", got, rest, exitFailure)
	}
}
