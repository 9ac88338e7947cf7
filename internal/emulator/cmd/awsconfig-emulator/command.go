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

// runCommand runs a command, passes signals on to it and returns its exit status.
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
			if shouldForward(sig, hasTerminal()) {
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

// shouldForward reports whether to pass a signal on to the command. A terminal also sends an
// interrupt to the command, and Terraform would exit immediately after a second one.
func shouldForward(sig os.Signal, terminal bool) bool {
	return sig != os.Interrupt || !terminal
}

// hasTerminal reports whether this process has a terminal that can interrupt it.
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

// signalProcess sends a signal. Windows only supports the kill signal.
func signalProcess(process *os.Process, sig os.Signal) {
	if err := process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = process.Kill()
	}
}

// exitStatus returns the exit status of a process as a shell reports it.
func exitStatus(state *os.ProcessState) int {
	if ws, ok := state.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return exitSignal + int(ws.Signal())
	}
	return state.ExitCode()
}
