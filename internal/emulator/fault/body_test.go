// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestCut(t *testing.T) {
	t.Parallel()
	f := serve(t, "body=cut")
	got := f.describe(t)
	if got.StatusCode != http.StatusOK || got.ContentLength != int64(len(honest)) || got.body != honest[:len(honest)/2] || !errors.Is(got.err, io.ErrUnexpectedEOF) {
		t.Errorf("got %s, a length of %d, %q and %v, want half of the honest answer", got.Status, got.ContentLength, got.body, got.err)
	}
	if got := f.send(t, post(t, f.url, "StopConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)); !errors.Is(got.err, io.ErrUnexpectedEOF) {
		t.Errorf("got %q and %v, want an empty answer cut too", got.body, got.err)
	}
	for service, err := range f.callAll(t.Context()) {
		if err == nil {
			t.Errorf("%s: the SDK takes a cut answer for a whole one", service)
		}
	}
}

func TestSlow(t *testing.T) {
	t.Parallel()
	const pace = 100 * time.Microsecond
	f := serve(t, "body=slow,pace=100us")
	begin := time.Now()
	got := f.describe(t)
	if took := time.Since(begin); got.err != nil || got.body != honest || got.ContentLength != int64(len(honest)) || took < pace*time.Duration(len(honest)) {
		t.Errorf("got %q and %v after %s, want the honest answer after %s at least", got.body, got.err, took, pace*time.Duration(len(honest)))
	}
	if got := f.send(t, post(t, f.url, "StopConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)); got.StatusCode != http.StatusOK || got.body != "" {
		t.Errorf("got %s and %q, want an empty answer", got.Status, got.body)
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	f := serve(t, "body=empty")
	// A request that the server would reject also succeeds.
	got := f.send(t, post(t, f.url, describe, `{"Arn":"x"}`))
	if got.StatusCode != http.StatusOK || got.body != "" || got.ContentLength != 0 || got.Header.Get("Content-Type") != "application/x-amz-json-1.1" {
		t.Errorf("got %s, %q and %s, want an empty success", got.Status, got.body, got.Header.Get("Content-Type"))
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	f := serve(t, "body=text")
	got := f.describe(t)
	if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.body, "<html>") || got.Header.Get("Content-Type") != "application/x-amz-json-1.1" {
		t.Errorf("got %s, %q and %s, want HTML as JSON", got.Status, got.body, got.Header.Get("Content-Type"))
	}
	for service, err := range f.callAll(t.Context()) {
		if err == nil {
			t.Errorf("%s: the SDK takes HTML for an answer", service)
		}
	}
}

func TestHuge(t *testing.T) {
	t.Parallel()
	whole := hugeBegin + hugePart
	for _, test := range []struct{ text, want string }{
		{"body=huge,size=1", "{"},
		{"body=huge,size=50", whole[:50]},
		{"body=huge,size=40000", (whole + hugePart)[:40000]},
	} {
		if got := serve(t, test.text).describe(t); got.body != test.want || got.err != nil || got.StatusCode != http.StatusOK {
			t.Errorf("%s: got %s, %d bytes and %v, want %d", test.text, got.Status, len(got.body), got.err, len(test.want))
		}
	}
	_, err := serve(t, "body=huge,size=1000").config(testAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil)
	if err == nil {
		t.Error("the SDK takes a list that is never closed for a whole one")
	}
}

// TestHugeIsNotHeld measures the allocations for a hundred megabytes. It is not
// parallel, because other tests would also allocate.
func TestHugeIsNotHeld(t *testing.T) {
	f := serve(t, "body=huge")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, err := f.client.Do(post(t, f.url, describe, "{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	read, err := io.Copy(io.Discard, res.Body)
	runtime.ReadMemStats(&after)
	if err != nil || read != defaultSize {
		t.Errorf("got %d bytes and %v, want %d", read, err, defaultSize)
	}
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 8<<20 {
		t.Errorf("%d bytes were allocated, want 8 MiB at most", allocated)
	}
}
