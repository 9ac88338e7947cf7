// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// Server is the endpoint that a provider under test speaks to. It keeps what
// the provider sent, and fails the test where that was not a read.
type Server struct {
	URL string

	mu       sync.Mutex
	requests []Request
}

// Request is a request that the provider sent.
type Request struct {
	Service   string // As in the credential scope: config or sts.
	Operation string
	Region    string
	Body      string
	UserAgent string
}

// Serve puts a handler behind an endpoint until the test ends.
func Serve(t *testing.T, handler http.Handler) *Server {
	t.Helper()

	server := &Server{}
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		server.keep(newRequest(r, string(body)))
		handler.ServeHTTP(w, r)
	}))
	server.URL = listener.URL

	t.Cleanup(func() {
		listener.Close()
		for _, request := range server.Requests() {
			if !readOnly.MatchString(request.Service + ":" + request.Operation) {
				t.Errorf("the provider sent %s:%s, but it promises to read only", request.Service, request.Operation)
			}
		}
	})
	return server
}

// readOnly matches the operations that the provider may call.
var readOnly = regexp.MustCompile(`^(config:(Describe|List)[A-Za-z]+|sts:(GetCallerIdentity|AssumeRole|AssumeRoleWithWebIdentity))$`)

func (s *Server) keep(request Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, request)
}

// Requests returns what the provider sent so far, in the order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

var credentialScope = regexp.MustCompile(`Credential=[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request`)

func newRequest(r *http.Request, body string) Request {
	request := Request{Body: body, UserAgent: r.UserAgent()}
	if scope := credentialScope.FindStringSubmatch(r.Header.Get("Authorization")); scope != nil {
		request.Region, request.Service = scope[1], scope[2]
	}
	_, request.Operation, _ = strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if form, err := url.ParseQuery(body); err == nil && request.Operation == "" {
		request.Operation = form.Get("Action")
	}
	return request
}
