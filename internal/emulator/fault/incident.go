// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"bytes"
	"cmp"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// incident is a fault that is injected into one request. Its methods are the kinds.
type incident struct {
	Fault
	w     http.ResponseWriter
	r     *http.Request
	asked request
	now   func() time.Time
	// late is the part of the jitter for this request.
	late time.Duration
	// next handles the request without the fault.
	next func(w http.ResponseWriter)
}

// latency delays the response.
func (i incident) latency() {
	if i.wait(i.delay + i.late) {
		i.next(i.w)
	}
}

// wait waits and reports whether the client is still connected.
func (i incident) wait(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-i.r.Context().Done():
		return false
	}
}

// throttle rejects the request like AWS after too many requests.
//
// Assumption 51: AWS Config sends a ThrottlingException, and AWS Account Management also
// sends "Rate exceeded" in its exception.
func (i incident) throttle() {
	emulator.WriteRefusal(i.w, i.r, "Throttling", "Rate exceeded")
}

// error rejects the request with an error of AWS, with the message of AWS if it is
// known.
func (i incident) error() {
	emulator.WriteError(i.w, i.r, cmp.Or(i.status, http.StatusBadRequest), i.value, cmp.Or(i.content, i.asked.message(i.value)))
}

// bareStatus sends an HTTP status without the protocol of the service, like a load
// balancer in front of AWS.
func (i incident) bareStatus() {
	i.w.WriteHeader(i.status)
	_, _ = io.WriteString(i.w, i.content)
}

// redirect redirects the client.
func (i incident) redirect() {
	i.w.Header().Set("Location", i.value)
	i.w.WriteHeader(cmp.Or(i.status, http.StatusFound))
}

// contentType changes the content type of the response.
func (i incident) contentType() {
	held := i.hold()
	i.w.Header().Set("Content-Type", i.value)
	held.send()
}

// heldAnswer buffers a response, so that it can be changed before it is sent. Its header
// is the header of the underlying writer.
type heldAnswer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// hold returns the response without the fault.
func (i incident) hold() *heldAnswer {
	held := &heldAnswer{ResponseWriter: i.w}
	i.next(held)
	return held
}

// WriteHeader implements [http.ResponseWriter].
func (h *heldAnswer) WriteHeader(status int) { h.status = cmp.Or(h.status, status) }

// Write implements [http.ResponseWriter].
func (h *heldAnswer) Write(b []byte) (int, error) { return h.body.Write(b) }

// Flush implements [http.Flusher]. It sends nothing, because the response can still
// change.
func (h *heldAnswer) Flush() {}

// Unwrap lets [http.ResponseController] find the connection.
func (h *heldAnswer) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// send sends the header, the status and the body.
func (h *heldAnswer) send() {
	h.sendHeader()
	_, _ = h.ResponseWriter.Write(h.body.Bytes())
}

func (h *heldAnswer) sendHeader() {
	h.ResponseWriter.WriteHeader(cmp.Or(h.status, http.StatusOK))
}

// setLength sets the announced length of the body, in bytes.
func (h *heldAnswer) setLength(length int) {
	h.Header().Set("Content-Length", strconv.Itoa(length))
}
