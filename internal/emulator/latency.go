// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// WithLatency returns a handler that lets every request wait before next
// answers it, as a far service does. Requests wait at the same time, each for
// itself. One whose client goes away ends at once, and never reaches next.
func WithLatency(next http.Handler, delay time.Duration) http.Handler {
	if delay <= 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		timer := time.NewTimer(delay)
		defer timer.Stop()
		again := r.WithContext(r.Context())
		again.Body = readAhead(r.Body)
		select {
		case <-timer.C:
			next.ServeHTTP(w, again)
		case <-r.Context().Done():
		}
	})
}

// readAhead reads a request body and returns it to be read again. The server
// notices that a client goes away only after the body was read to its end. What
// is too large for the emulator is left to be read by who refuses it.
func readAhead(body io.ReadCloser) io.ReadCloser {
	// A server's body that failed once fails again, so the error is not lost.
	read, _ := io.ReadAll(io.LimitReader(body, maxBody+1))
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(read), body), body}
}
