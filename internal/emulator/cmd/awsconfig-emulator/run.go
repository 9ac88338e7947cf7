// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

// Exit statuses, as shells use them.
const (
	exitFailure       = 1
	exitUsage         = 2
	exitNotExecutable = 126
	exitNotFound      = 127
	exitSignal        = 128
)

// grace is the time for requests to finish after a signal to end.
const grace = 5 * time.Second

// run runs the command and returns the exit status. It ends after a signal, when the seed
// is written or, if it runs another command, when that command ends.
func run(signals <-chan os.Signal, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	logger := log.New(stderr, "awsconfig-emulator: ", 0)
	complain := func(err error) { logger.Print(err) }

	usage := func(err error) int {
		if errors.Is(err, flag.ErrHelp) {
			_, _ = io.WriteString(stdout, help)
			return 0
		}
		complain(err)
		_, _ = io.WriteString(stderr, synopsis)
		return exitUsage
	}
	if len(args) > 0 && args[0] == writeSeedArgument {
		regions, err := parseRegions(args[1:])
		if err != nil {
			return usage(err)
		}
		if err := writeSeed(signals, regions, stdout); err != nil {
			complain(err)
			return exitFailure
		}
		return 0
	}
	o, err := parseOptions(args)
	if err != nil {
		return usage(err)
	}
	if o.version {
		_, _ = fmt.Fprintln(stdout, "awsconfig-emulator "+version)
		return 0
	}

	store, err := newStore(o, stdin)
	if err != nil {
		complain(err)
		return exitFailure
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		complain(err)
		return exitFailure
	}
	handler, faults := newHandler(store, o, logger)
	defer func() {
		for _, f := range faults.Unmatched() {
			complain(fmt.Errorf("the fault %q matched no request", f))
		}
	}()
	server := newServer(handler, logger)
	served := make(chan error, 1)
	// From now on, the listener queues connections, so the command can connect
	// immediately.
	go func() { served <- server.Serve(listener) }()

	endpoint, host := address(listener)
	if len(o.command) > 0 {
		if o.ownServices {
			environ = ownServicesEnviron(environ, endpoint, host)
		} else {
			environ = commandEnviron(environ, endpoint, host)
		}
		status := runCommand(signals, o.command, stdin, stdout, stderr, environ, complain)
		shutDown(server)
		return status
	}
	_, _ = fmt.Fprintf(stderr, "awsconfig-emulator: serving on %s; for the AWS CLI, SDKs and Terraform set AWS_ENDPOINT_URL=%s and any AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n", endpoint, endpoint)
	select {
	case <-signals:
		shutDown(server)
		return 0
	case err := <-served:
		complain(err)
		return exitFailure
	}
}

// newServer returns a server with timeouts, so that stalled clients do not keep
// connections open forever.
func newServer(handler http.Handler, logger *log.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          logger,
	}
}

func newStore(o options, stdin io.Reader) (*emulator.Store, error) {
	settings := []emulator.Option{emulator.WithSettle(o.settle)}
	if o.ownServices {
		// The command keeps its own credentials, which can be those of a session at AWS.
		settings = append(settings, emulator.WithForeignSessions())
	}
	store := emulator.NewStore(settings...)
	for _, name := range o.seeds {
		seed, err := readSeed(name, stdin)
		if err != nil {
			return nil, err
		}
		if err := store.Apply(seed); err != nil {
			return nil, err
		}
	}
	return store, nil
}

// newHandler returns the handler of the emulator with the faults of the options. The
// latency applies to every request, including those with a fault.
func newHandler(store *emulator.Store, o options, logger *log.Logger) (http.Handler, *fault.Handler) {
	faults := fault.Wrap(emulator.NewHandler(store), fault.Options{Seed: o.faultSeed, Account: store.Account, Caller: store.Caller}, o.faults...)
	var handler http.Handler = faults
	if o.latency > 0 {
		handler = fault.Wrap(handler, fault.Options{}, fault.MustParse("latency="+o.latency.String()))
	}
	if o.log {
		handler = logRequests(handler, store.Account, logger)
	}
	handler = answerHealth(handler)
	if !o.allowRemote {
		handler = refuseBrowsers(handler)
	}
	return handler, faults
}

// address returns the address of a listener for clients on this machine.
func address(listener net.Listener) (endpoint, host string) {
	host, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return "http://" + listener.Addr().String(), ""
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port), host
}

// shutDown waits a short time for the requests in progress.
func shutDown(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close()
	}
}
