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
	// defaultSize is much larger than any response of AWS Config, in bytes.
	defaultSize = 100_000_000
)

// page is the response of a proxy or a login page.
const page = "<html><head><title>Welcome</title></head><body>Please sign in to continue.</body></html>\n"

// The beginning of an endless list, and its repeated elements.
const hugeBegin = `{"ConfigurationRecordersStatus":[`

var hugePart = strings.Repeat(`{"name":"huge","recording":true},`, 1000)

// cut ends the response in the middle of its body. The server closes the connection,
// because the body is shorter than its announced length.
func (i incident) cut() {
	held := i.hold()
	// Announce one byte for an empty body.
	held.setLength(max(held.body.Len(), 1))
	held.body.Truncate(held.body.Len() / 2)
	held.send()
}

// slow sends the body byte by byte, and ends when the client disconnects.
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

// empty sends a success without a body.
func (i incident) empty() { i.succeedWith("") }

// text sends a success with a body that is not JSON, with the content type of JSON.
func (i incident) text() { i.succeedWith(page) }

func (i incident) succeedWith(body string) {
	i.w.Header().Set("Content-Type", emulator.ContentType(i.r))
	_, _ = io.WriteString(i.w, body)
}

// huge sends a list that never ends. Only a part of it is in memory.
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
