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
	// anyPort is the default address with a command.
	anyPort = "127.0.0.1:0"
	// defaultSettle is the time that AWS Config was seen to take.
	defaultSettle = 10 * time.Second
)

const synopsis = `Usage: awsconfig-emulator [FLAG]...
       awsconfig-emulator [FLAG]... -- COMMAND [ARG]...
       awsconfig-emulator write-seed [REGION]...
`

const help = synopsis + `
Serves an emulator of AWS Config configuration recorders on this machine. With
COMMAND, serves on a free port, runs the command with the AWS endpoint,
credentials and region in its environment, and exits with its status.

With write-seed, writes a seed with the recorders and delivery channels of your
account at AWS to standard output. Reads the regions, or all enabled ones, with
the credentials of the environment, and changes nothing at AWS.

Flags:
  --addr HOST:PORT   address to serve on; by default 127.0.0.1:4599, or a free
                     port with a command
  --allow-remote     allow an --addr that other machines can reach
  --fault TEXT       inject a fault; repeat the flag for several faults, the
                     outermost first
  --fault-seed N     choose other requests for faults with a rate; by default 1
  --latency DURATION delay every response, such as by 100ms; by default not at
                     all
  --log              write a line to standard error for each request: operation,
                     service, account, region and status
  --own-services-only
                     leave the environment of COMMAND as it is, and redirect
                     only AWS Config, STS, Account Management and Organizations
  --seed FILE        start with the recorders, roles and organization in FILE,
                     or - for standard input; if you repeat the flag, a later
                     seed replaces everything that it also defines
  --settle DURATION  how long a recorder that was started stays PENDING, such
                     as 500ms; by default 10s
  --version          print the version and exit

Faults have the form KIND[=VALUE][,KEY=VALUE]..., such as throttle,rate=0.2. The
kinds are
  ` + faultKinds + `
and every kind has the keys account, operation, region, service, rate and times.

A seed is a JSON file, such as
` + seedExample + `
The README describes all faults and the whole seed:
https://github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/tree/main/internal/emulator
`

const faultKinds = `add=MEMBER, body=cut, body=empty, body=huge, body=slow, body=text,
  clock=DURATION, content-type=TYPE, error=CODE, latency=DURATION, redirect=URL,
  reset=after-headers, reset=before-headers, reset=in-headers, set=MEMBER,
  status=N, throttle`

const seedExample = `  {"accounts": {"123456789012": {"eu-west-1": {
    "ConfigurationRecorders": [...],
    "ConfigurationRecordersStatus": [{"name": "default", "recording": true}],
    "DeliveryChannels": [...],
    "DeliveryChannelsStatus": [...]
  }}}}
Each list has the form that the AWS CLI prints.`

type options struct {
	addr        string
	allowRemote bool
	command     []string
	faults      []fault.Fault
	faultSeed   uint64
	latency     time.Duration
	log         bool
	ownServices bool
	seeds       []string
	settle      time.Duration
	version     bool
}

// parseOptions parses the command line. The error is [flag.ErrHelp] if it requests the
// help.
func parseOptions(args []string) (options, error) {
	o := options{settle: defaultSettle}
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
	flags.Func("latency", "", duration(&o.latency))
	flags.BoolVar(&o.log, "log", false, "")
	flags.BoolVar(&o.ownServices, "own-services-only", false, "")
	flags.Func("seed", "", func(name string) error {
		o.seeds = append(o.seeds, name)
		return nil
	})
	flags.Func("settle", "", duration(&o.settle))
	flags.BoolVar(&o.version, "version", false, "")
	hasCommand := false
	if i := slices.Index(args, "--"); i >= 0 {
		args, o.command, hasCommand = args[:i], args[i+1:], true
	}
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.Arg(0) == writeSeedArgument:
		return o, fmt.Errorf("%s has no flags: put it first", writeSeedArgument)
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q: put a command after --", flags.Arg(0))
	case hasCommand && len(o.command) == 0:
		return o, errors.New("a command is missing after --")
	case o.ownServices && !hasCommand:
		return o, errors.New("--own-services-only needs a command after --")
	}
	if o.addr == "" {
		o.addr = defaultAddr
		if hasCommand {
			o.addr = anyPort
		}
	}
	return o, checkAddr(o.addr, o.allowRemote)
}

// duration returns a function that parses a duration that is not negative.
func duration(into *time.Duration) func(string) error {
	return func(value string) error {
		d, err := time.ParseDuration(value)
		if _, notNumber := strconv.ParseUint(value, 10, 64); notNumber == nil && err != nil {
			return fmt.Errorf("the unit is missing: write %ss for seconds or %sms for milliseconds", value, value)
		}
		if err != nil || d < 0 {
			return errors.New("write a duration that is not negative, such as 10s or 500ms")
		}
		*into = d
		return nil
	}
}

// checkAddr returns an error if addr is not a valid address, or if other machines could
// reach it without allowRemote, because the emulator has no access control.
func checkAddr(addr string, allowRemote bool) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %q is not of the form HOST:PORT", addr)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("--addr %q has the port %q, but a port is a number from 0 to 65535", addr, port)
	}
	if !isLoopback(host) && !allowRemote {
		return fmt.Errorf("--addr %q is not a loopback address, and the emulator has no access control: add --allow-remote to serve other machines", addr)
	}
	if _, err := net.ResolveTCPAddr("tcp", addr); err != nil {
		return fmt.Errorf("--addr %q has a host that cannot be found: %w", addr, err)
	}
	return nil
}
