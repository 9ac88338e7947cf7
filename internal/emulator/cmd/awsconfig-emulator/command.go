// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// runCommand runs a command to its end and returns its exit status. Signals
// that arrive meanwhile are passed on.
func runCommand(signals <-chan os.Signal, command []string, stdin io.Reader, stdout, stderr io.Writer, environ []string, complain func(error)) int {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = stdin, stdout, stderr, environ
	if err := cmd.Start(); err != nil {
		complain(err)
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
			return exitNotFound
		}
		return exitNotExecutable
	}

	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case sig := <-signals:
			if passesOn(sig, hasTerminal()) {
				signalProcess(cmd.Process, sig)
			}
		case err := <-ended:
			if cmd.ProcessState == nil {
				complain(fmt.Errorf("running %s: %w", command[0], err))
				return exitFailure
			}
			return exitStatus(cmd.ProcessState)
		}
	}
}

// passesOn tells whether the command must be told of a signal. A terminal sends
// an interrupt to the command as well, and Terraform takes a second one as the
// order to drop everything.
func passesOn(sig os.Signal, terminal bool) bool {
	return sig != os.Interrupt || !terminal
}

// hasTerminal tells whether this process has a terminal that can interrupt it.
func hasTerminal() bool {
	if runtime.GOOS == "windows" {
		return true
	}
	tty, err := os.Open("/dev/tty")
	if err != nil {
		return false
	}
	_ = tty.Close()
	return true
}

// signalProcess sends a signal. Windows knows none but the one that kills.
func signalProcess(process *os.Process, sig os.Signal) {
	if err := process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = process.Kill()
	}
}

// exitStatus is a process's exit status as a shell would tell it.
func exitStatus(state *os.ProcessState) int {
	if ws, ok := state.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return exitSignal + int(ws.Signal())
	}
	return state.ExitCode()
}
