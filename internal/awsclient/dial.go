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

// newDial returns how dialer connects, with a resolver that connects with lookup. If a
// lookup fails because the process has too many open files, the error wraps
// syscall.EMFILE: package net keeps the text of such an error alone. Lookups of a host
// are shared, so their failures are counted for all of them.
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

// openFilesError adds the cause that its text already has.
type openFilesError struct {
	error
}

func (e *openFilesError) Unwrap() []error { return []error{e.error, syscall.EMFILE} }
