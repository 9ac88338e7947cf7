// SPDX-License-Identifier: MPL-2.0

// Command awsconfig-emulator serves an emulator of AWS Config configuration
// recorders on this machine, or runs another command against it.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

// version is set when a release is built.
var version = "dev"

func main() {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	os.Exit(run(signals, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
