// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// TestServerTimeLimits connects clients that stall. Each case tests one limit of the
// server, a hundred times shorter, without the other limits.
func TestServerTimeLimits(t *testing.T) {
	t.Parallel()
	const request = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n"
	for _, test := range []struct {
		name string
		keep func(limited, server *http.Server)
		sent string
		// answers is the number of responses before the client stalls.
		answers int
	}{
		{"headers", func(limited, server *http.Server) { limited.ReadHeaderTimeout = server.ReadHeaderTimeout / 100 }, "POST / HTTP/1.1\r\nHost:", 0},
		{"body", func(limited, server *http.Server) { limited.ReadTimeout = server.ReadTimeout / 100 }, request + "{", 0},
		{"idle", func(limited, server *http.Server) { limited.IdleTimeout = server.IdleTimeout / 100 }, request + "{}", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			handler, _ := newHandler(emulator.NewStore(), options{}, nil)
			server := newServer(handler, log.New(io.Discard, "", 0))
			limited := &http.Server{Handler: server.Handler, ErrorLog: server.ErrorLog}
			test.keep(limited, server)
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			go func() { _ = limited.Serve(listener) }()
			t.Cleanup(func() { _ = limited.Close() })

			conn, err := net.Dial("tcp", listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close() })
			if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(conn, test.sent); err != nil {
				t.Fatal(err)
			}
			reader := bufio.NewReader(conn)
			for range test.answers {
				response, err := http.ReadResponse(reader, nil)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, response.Body); err != nil || response.Close {
					t.Fatalf("got %v and a connection that ends: %v, want an answer and a connection that stays", err, response.Close)
				}
			}
			if _, err := io.Copy(io.Discard, reader); errors.Is(err, os.ErrDeadlineExceeded) {
				t.Error("the connection of a client that stalls is still open after ten seconds")
			}
		})
	}
}
