// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestLatency(t *testing.T) {
	t.Parallel()
	const delay = 30 * time.Millisecond
	for _, test := range []struct {
		name   string
		body   string
		status int
	}{
		{"an answer", `{"ConfigurationRecorderNames":[]}`, http.StatusOK},
		{"no body", ``, http.StatusOK},
		{"a refusal", `{"Arn":"x"}`, http.StatusBadRequest},
		{"a large body", strings.Repeat(" ", maxBody+100), http.StatusRequestEntityTooLarge},
		{"the largest body", strings.Repeat(" ", maxBody-2) + "{}", http.StatusOK},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := serve(t)
			server := httptest.NewServer(WithLatency(f.handler, delay))
			t.Cleanup(server.Close)
			f.client, f.url = server.Client(), server.URL
			begin := time.Now()
			got := f.call(t, "DescribeConfigurationRecorderStatus", test.body)
			if took := time.Since(begin); took < delay {
				t.Errorf("took %s, want %s at least", took, delay)
			}
			if got.status != test.status {
				t.Errorf("got status %d and %s, want %d", got.status, got.body, test.status)
			}
			if log := f.handler.Requests(); test.status == http.StatusOK && string(log[0].Body) != test.body {
				t.Errorf("got a body of %d bytes in the log, want %d", len(log[0].Body), len(test.body))
			}
		})
	}
}

func TestNoLatency(t *testing.T) {
	t.Parallel()
	handler := NewHandler(NewStore())
	if got := WithLatency(handler, 0); got != http.Handler(handler) {
		t.Errorf("got %T, want the handler itself", got)
	}
}

// TestLatencyEndsWithTheClient cancels a request that would wait for an hour.
func TestLatencyEndsWithTheClient(t *testing.T) {
	t.Parallel()
	handler := NewHandler(NewStore())
	slow := WithLatency(handler, time.Hour)
	arrived, ended := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		slow.ServeHTTP(w, r)
		close(ended)
	}))
	t.Cleanup(server.Close)
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, io.NopCloser(strings.NewReader("{}")))
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-arrived
		cancel()
	}()
	res, err := server.Client().Do(req)
	if err == nil {
		_ = res.Body.Close()
		t.Fatalf("got %s, want no answer", res.Status)
	}
	<-ended
	if got := handler.Requests(); len(got) != 0 {
		t.Errorf("got %+v, want no request that was answered", got)
	}
}
