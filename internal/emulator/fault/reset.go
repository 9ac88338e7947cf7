// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"io"
	"net"
	"net/http"
)

// resetBeforeHeaders resets the connection without an answer.
func (i incident) resetBeforeHeaders() { i.reset("") }

// resetInHeaders resets the connection in the middle of a header.
func (i incident) resetInHeaders() { i.reset("HTTP/1.1 200 OK\r\nContent-Type: ") }

// resetAfterHeaders resets the connection in the middle of the body.
func (i incident) resetAfterHeaders() {
	i.cut()
	_ = http.NewResponseController(i.w).Flush()
	i.reset("")
}

// reset sends some data and resets the connection. It does not return, so that no outer
// fault sends a response.
func (i incident) reset(last string) {
	// A connection that cannot be hijacked, such as one of HTTP/2, is only closed.
	if conn, _, err := http.NewResponseController(i.w).Hijack(); err == nil {
		_, _ = io.WriteString(conn, last)
		if tcp, ok := conn.(*net.TCPConn); ok {
			// Without linger, Close resets the connection.
			_ = tcp.SetLinger(0)
		}
		_ = conn.Close()
	}
	panic(http.ErrAbortHandler)
}
