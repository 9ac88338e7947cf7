// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"errors"
	"net"
	"sync/atomic"
	"syscall"
)

type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// newDial returns the function DialContext of dialer, with a resolver that connects with
// lookup. If a lookup fails because the process has too many open files, the error wraps
// syscall.EMFILE, of which package net only keeps the text. Concurrent lookups of a host
// share one result, so failures are counted for all lookups.
func newDial(dialer *net.Dialer, lookup dialFunc) dialFunc {
	var exhausted atomic.Int64
	dialer.Resolver = &net.Resolver{Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := lookup(ctx, network, address)
		if errors.Is(err, syscall.EMFILE) {
			exhausted.Add(1)
		}
		return connection, err
	}}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		before := exhausted.Load()
		connection, err := dialer.DialContext(ctx, network, address)
		var failed *net.DNSError
		if errors.As(err, &failed) && exhausted.Load() > before {
			err = &openFilesError{err}
		}
		return connection, err
	}
}

// openFilesError adds the cause syscall.EMFILE to an error.
type openFilesError struct {
	error
}

func (e *openFilesError) Unwrap() []error { return []error{e.error, syscall.EMFILE} }
