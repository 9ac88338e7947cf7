// SPDX-License-Identifier: MPL-2.0

package main

import (
	"net"
	"net/http"
	"net/netip"
)

// refuseBrowsers rejects requests of web pages in a browser on this machine, even after
// DNS rebinding: requests with the host name of another machine, and requests with an
// Origin header. AWS clients send neither.
func refuseBrowsers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(r.Host) || r.Header.Get("Origin") != "" {
			http.Error(w, "The emulator only serves programs on this machine: use its address, such as 127.0.0.1, or start it with --allow-remote.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLoopback reports whether a host, with or without a port, is this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
