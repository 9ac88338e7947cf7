// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// commandRoleVariable is the role of the command of a test binary that acts as the
// emulator.
const commandRoleVariable = "AWSCONFIG_EMULATOR_TEST_COMMAND_ROLE"

// TestHangup runs the emulator as a process, because an unhandled hangup would end the
// test.
func TestHangup(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send.")
	}
	if signal.Ignored(syscall.SIGHUP) {
		t.Skip("Whoever runs the tests ignores hangups, and so would the emulator.")
	}
	command := []string{os.Args[0], "--", os.Args[0]}
	for _, test := range []struct {
		name    string
		args    []string
		signals []os.Signal
		status  int
	}{
		{"serving", []string{os.Args[0], "--addr", "127.0.0.1:0"}, []os.Signal{syscall.SIGHUP}, 0},
		{"with a command", command, []os.Signal{syscall.SIGHUP}, 8},
		// If both signals are pending, the hangup arrives first.
		{"ignored from the start", append([]string{"sh", "-c", `trap "" HUP; exec "$@"`, "sh"}, command...), []os.Signal{syscall.SIGHUP, syscall.SIGTERM}, 7},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			emulator := exec.Command(test.args[0], test.args[1:]...)
			emulator.Env = playing("emulate", commandRoleVariable+"=obey")
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = r.Close() }()
			emulator.Stdout, emulator.Stderr = w, w
			err = emulator.Start()
			_ = w.Close()
			if err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(r)
			if !lines.Scan() || !strings.Contains(lines.Text(), "ready") && !strings.Contains(lines.Text(), "serving on") {
				t.Errorf("got %q, want the emulator or its command to be ready", lines.Text())
			}
			for _, sig := range test.signals {
				if err := emulator.Process.Signal(sig); err != nil {
					t.Error(err)
				}
			}
			_ = emulator.Wait()
			if got := emulator.ProcessState.ExitCode(); got != test.status {
				t.Errorf("got status %d, want %d", got, test.status)
			}
		})
	}
}

// runUntilReady runs a command in a role that prints a line when it is ready,
// sends a signal then, and returns the exit status.
func runUntilReady(t *testing.T, role string, onReady func(signals chan<- os.Signal)) int {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send.")
	}
	signals, status := make(chan os.Signal), make(chan int)
	stdout, w := io.Pipe()
	go func() { status <- run(signals, []string{"--", os.Args[0]}, nil, w, io.Discard, playing(role)) }()
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("got %q, want the command to be ready", lines.Text())
	}
	onReady(signals)
	return <-status
}

func TestCommandGetsSignals(t *testing.T) {
	t.Parallel()
	if got := runUntilReady(t, "obey", func(signals chan<- os.Signal) { signals <- syscall.SIGTERM }); got != 7 {
		t.Errorf("got status %d of a command that obeys, want its own, 7", got)
	}
}

func TestCommandKilledBySignal(t *testing.T) {
	t.Parallel()
	if got := runUntilReady(t, "wait", func(signals chan<- os.Signal) { signals <- syscall.SIGKILL }); got != 137 {
		t.Errorf("got status %d of a command that was killed, want 137", got)
	}
}

func TestShouldForward(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		signal         os.Signal
		terminal, want bool
	}{
		{os.Interrupt, true, false},
		{os.Interrupt, false, true},
		{syscall.SIGTERM, true, true},
		{syscall.SIGTERM, false, true},
	} {
		if got := shouldForward(test.signal, test.terminal); got != test.want {
			t.Errorf("%v with terminal %v: got %v, want %v", test.signal, test.terminal, got, test.want)
		}
	}
}
