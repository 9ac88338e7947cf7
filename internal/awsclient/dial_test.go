// SPDX-License-Identifier: MPL-2.0

//go:build linux

package awsclient

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
	"testing"
)

// A lookup opens files, too, and package net keeps only the text of their errors. On
// other systems, the operating system may do the lookup.
func TestDial_lookup(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.EMFILE, syscall.ECONNREFUSED} {
		dial := newDial(&net.Dialer{}, func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "udp", Err: os.NewSyscallError("socket", cause)}
		})
		_, err := dial(t.Context(), "tcp", "config.eu-west-1.example.test:443")
		var dns *net.DNSError
		if !errors.As(err, &dns) || errors.Is(err, syscall.EMFILE) != (cause == syscall.EMFILE) {
			t.Errorf("%s: dialed with %v", cause, err)
		}
	}
}
