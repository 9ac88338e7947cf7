// SPDX-License-Identifier: MPL-2.0

// Command awsconfig-emulator serves an emulator of AWS Config configuration
// recorders on this machine, or runs another command against it.
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
	signal.Notify(signals, endings()...)
	os.Exit(run(signals, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// endings is the signals that end the emulator, or the command that it runs. A
// hangup that is ignored from the start stays so: nohup asks for that.
func endings() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}
