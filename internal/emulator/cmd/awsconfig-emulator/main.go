// SPDX-License-Identifier: MPL-2.0

// Command awsconfig-emulator serves an emulator of AWS Config configuration recorders on
// this machine, or runs another command with it.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

// version can be set by the linker, with -X main.version=VERSION.
var version = "dev"

func main() {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, endSignals()...)
	os.Exit(run(signals, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// endSignals contains the signals that end the emulator, or the command that it runs. A
// hangup that is ignored at the start stays ignored, as nohup requires.
func endSignals() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}
