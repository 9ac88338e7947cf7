// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

const (
	defaultAddr      = "127.0.0.1:4599"
	defaultFaultSeed = 1
	// anyPort is where a command is served that was given no address.
	anyPort = "127.0.0.1:0"
	// defaultSettle is how long AWS Config was seen to take.
	defaultSettle = 10 * time.Second
)

const synopsis = `Usage: awsconfig-emulator [FLAG]...
       awsconfig-emulator [FLAG]... -- COMMAND [ARG]...
`

const help = synopsis + `
Serves an emulator of AWS Config configuration recorders on this machine. With
COMMAND, serves on a free port, runs the command with the AWS endpoint,
credentials and region in its environment, and ends with its exit status.

Flags:
  --addr HOST:PORT   serve there; without it on 127.0.0.1:4599, or on a free
                     port when there is a command
  --allow-remote     let other machines in, when --addr is not a loopback
                     address
  --fault TEXT       let a fault befall requests, such as throttle,rate=0.2;
                     more than once for several, the outermost first
  --fault-seed N     choose other requests for the faults that have a rate;
                     without it 1
  --latency DURATION let every request wait for so long, such as 100ms;
                     without it not at all
  --seed FILE        begin with the recorders, roles and organization in FILE
  --settle DURATION  how long a recorder that was started stays PENDING, such
                     as 500ms; without it 10s
  --version          print the version and end
`

type options struct {
	addr        string
	allowRemote bool
	command     []string
	faults      []fault.Fault
	faultSeed   uint64
	latency     time.Duration
	seed        string
	settle      time.Duration
	version     bool
}

// parseOptions reads the command line. What is wrong with it stands in the
// error; [flag.ErrHelp] asks for the help.
func parseOptions(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("awsconfig-emulator", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.addr, "addr", "", "")
	flags.BoolVar(&o.allowRemote, "allow-remote", false, "")
	flags.Func("fault", "", func(text string) error {
		f, err := fault.Parse(text)
		o.faults = append(o.faults, f)
		return err
	})
	flags.Uint64Var(&o.faultSeed, "fault-seed", defaultFaultSeed, "")
	flags.DurationVar(&o.latency, "latency", 0, "")
	flags.StringVar(&o.seed, "seed", "", "")
	flags.DurationVar(&o.settle, "settle", defaultSettle, "")
	flags.BoolVar(&o.version, "version", false, "")
	hasCommand := false
	if i := slices.Index(args, "--"); i >= 0 {
		args, o.command, hasCommand = args[:i], args[i+1:], true
	}
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q: a command to run stands after --", flags.Arg(0))
	case hasCommand && len(o.command) == 0:
		return o, errors.New("no command stands after --")
	case o.latency < 0:
		return o, fmt.Errorf("--latency is %s, and must not be negative", o.latency)
	case o.settle < 0:
		return o, fmt.Errorf("--settle is %s, and must not be negative", o.settle)
	}
	if o.addr == "" {
		o.addr = defaultAddr
		if hasCommand {
			o.addr = anyPort
		}
	}
	return o, checkAddr(o.addr, o.allowRemote)
}

// checkAddr refuses what is no address, and one that other machines could
// reach: the emulator asks nobody for a secret.
func checkAddr(addr string, allowRemote bool) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %q is not of the form HOST:PORT", addr)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("--addr %q has the port %q, and must have one of 0 to 65535", addr, port)
	}
	if !isLoopback(host) && !allowRemote {
		return fmt.Errorf("--addr %q is not a loopback address, and the emulator lets in everybody who reaches it: add --allow-remote if that is meant", addr)
	}
	if _, err := net.ResolveTCPAddr("tcp", addr); err != nil {
		return fmt.Errorf("--addr %q has a host that cannot be found: %w", addr, err)
	}
	return nil
}
