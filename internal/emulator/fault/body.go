// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"cmp"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

const (
	defaultPace = 100 * time.Millisecond
	// defaultSize is far more than any answer of AWS Config, in bytes.
	defaultSize = 100_000_000
)

// page is what a proxy or a login page answers.
const page = "<html><head><title>Welcome</title></head><body>Please sign in to continue.</body></html>\n"

// The begin of an endless list, and what it goes on with.
const hugeBegin = `{"ConfigurationRecordersStatus":[`

var hugePart = strings.Repeat(`{"name":"huge","recording":true},`, 1000)

// cut ends the answer in the middle of its body. The server closes a connection
// on which less came than was announced.
func (i incident) cut() {
	held := i.hold()
	// Of an empty body, one byte is missing.
	held.setLength(max(held.body.Len(), 1))
	held.body.Truncate(held.body.Len() / 2)
	held.send()
}

// slow sends the body a byte at a time, and ends when the client goes away.
func (i incident) slow() {
	held := i.hold()
	held.setLength(held.body.Len())
	held.sendHeader()
	flusher := http.NewResponseController(i.w)
	for at := range held.body.Bytes() {
		_, _ = i.w.Write(held.body.Bytes()[at : at+1])
		if flusher.Flush() != nil || !i.wait(cmp.Or(i.pace, defaultPace)) {
			return
		}
	}
}

// empty succeeds without a body.
func (i incident) empty() { i.succeedWith("") }

// text succeeds with what is not JSON, and says that it is.
func (i incident) text() { i.succeedWith(page) }

func (i incident) succeedWith(body string) {
	i.w.Header().Set("Content-Type", emulator.ContentType(i.r))
	_, _ = io.WriteString(i.w, body)
}

// huge sends a list that is never closed. No more than a part of it is held in
// memory.
func (i incident) huge() {
	i.succeedWith("")
	left := cmp.Or(i.size, defaultSize)
	for part := hugeBegin; left > 0; part = hugePart {
		n, err := io.WriteString(i.w, part[:min(len(part), left)])
		if err != nil {
			return
		}
		left -= n
	}
}
