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

// incident is a fault that befalls one request. Its methods are the kinds.
type incident struct {
	Fault
	w     http.ResponseWriter
	r     *http.Request
	asked request
	now   func() time.Time
	// late is this request's part of the jitter.
	late time.Duration
	// next answers without the fault.
	next func(w http.ResponseWriter)
}

// latency answers late.
func (i incident) latency() {
	if i.wait(i.delay + i.late) {
		i.next(i.w)
	}
}

// wait lets time pass, and tells whether the client is there still.
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

// throttle refuses as AWS does when it is asked too often.
//
// Assumption 51: AWS Config calls that a ThrottlingException, and AWS Account
// Management says "Rate exceeded" in its own exception too.
func (i incident) throttle() {
	emulator.WriteRefusal(i.w, i.r, "Throttling", "Rate exceeded")
}

// error refuses with an error of AWS, whose message is AWS's own if that is known.
func (i incident) error() {
	emulator.WriteError(i.w, i.r, cmp.Or(i.status, http.StatusBadRequest), i.value, cmp.Or(i.content, i.asked.message(i.value)))
}

// bareStatus fails as what stands before AWS does, which knows no protocol.
func (i incident) bareStatus() {
	i.w.WriteHeader(i.status)
	_, _ = io.WriteString(i.w, i.content)
}

// redirect sends the client elsewhere.
func (i incident) redirect() {
	i.w.Header().Set("Location", i.value)
	i.w.WriteHeader(cmp.Or(i.status, http.StatusFound))
}

// contentType answers under another content type.
func (i incident) contentType() {
	held := i.hold()
	i.w.Header().Set("Content-Type", i.value)
	held.send()
}

// heldAnswer is an answer that is held back, to be changed before it is sent.
// Its header is that of the writer below.
type heldAnswer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// hold returns what is answered without the fault.
func (i incident) hold() *heldAnswer {
	held := &heldAnswer{ResponseWriter: i.w}
	i.next(held)
	return held
}

// WriteHeader implements [http.ResponseWriter].
func (h *heldAnswer) WriteHeader(status int) { h.status = cmp.Or(h.status, status) }

// Write implements [http.ResponseWriter].
func (h *heldAnswer) Write(b []byte) (int, error) { return h.body.Write(b) }

// Flush implements [http.Flusher]. Nothing is sent before all is known.
func (h *heldAnswer) Flush() {}

// Unwrap lets [http.ResponseController] find the connection.
func (h *heldAnswer) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// send sends the status and the body as they are, and what the header says.
func (h *heldAnswer) send() {
	h.sendHeader()
	_, _ = h.ResponseWriter.Write(h.body.Bytes())
}

func (h *heldAnswer) sendHeader() {
	h.ResponseWriter.WriteHeader(cmp.Or(h.status, http.StatusOK))
}

// setLength announces how long the body will be, in bytes.
func (h *heldAnswer) setLength(length int) {
	h.Header().Set("Content-Length", strconv.Itoa(length))
}
