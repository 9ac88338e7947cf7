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

// Server is the endpoint of a provider under test. It records requests, and fails the
// test if a request is not a read.
type Server struct {
	URL string

	mu       sync.Mutex
	requests []Request
	secrets  []string
}

// Request is a request that the provider sent.
type Request struct {
	Service   string // As in the credential scope: account, config, organizations or sts.
	Operation string
	Region    string
	Body      string
	UserAgent string
}

// Serve serves a handler at an endpoint until the test ends.
func Serve(t testing.TB, handler http.Handler) *Server {
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
		response := &copyingWriter{ResponseWriter: w}
		handler.ServeHTTP(response, r)
		server.keepSecrets(response.body.String())
	}))
	server.URL = listener.URL

	t.Cleanup(func() {
		// The SDK continues to fetch credentials in the background.
		_ = listener.Listener.Close()
		listener.CloseClientConnections()
		listener.Close()
		for _, request := range server.Requests() {
			if !request.ReadOnly() {
				t.Errorf("the provider sent %s:%s, but it promises to read only", request.Service, request.Operation)
			}
		}
	})
	return server
}

// readOnly matches the operations that the provider can call.
var readOnly = regexp.MustCompile(`^(account:ListRegions|organizations:ListAccounts|config:(Describe|List)[A-Za-z]+|sts:(GetCallerIdentity|AssumeRole|AssumeRoleWithWebIdentity))$`)

// ReadOnly reports whether the provider can send the request.
func (r Request) ReadOnly() bool {
	return readOnly.MatchString(r.Service + ":" + r.Operation)
}

func (s *Server) keep(request Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, request)
}

// Requests returns the requests of the provider so far, in the order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Secrets returns the secret keys and session tokens that the endpoint issued.
func (s *Server) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.secrets...)
}

var issuedSecret = regexp.MustCompile(`<(?:SecretAccessKey|SessionToken)>([^<]+)<`)

func (s *Server) keepSecrets(answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, match := range issuedSecret.FindAllStringSubmatch(answer, -1) {
		s.secrets = append(s.secrets, match[1])
	}
}

// copyingWriter keeps a copy of the body.
type copyingWriter struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (w *copyingWriter) Write(content []byte) (int, error) {
	w.body.Write(content)
	return w.ResponseWriter.Write(content)
}

func (w *copyingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

var credentialScope = regexp.MustCompile(`Credential=[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request`)

func newRequest(r *http.Request, body string) Request {
	request := Request{Body: body, UserAgent: r.UserAgent()}
	if scope := credentialScope.FindStringSubmatch(r.Header.Get("Authorization")); scope != nil {
		request.Region, request.Service = scope[1], scope[2]
	}
	_, request.Operation, _ = strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if request.Service == "account" && r.URL.Path == "/listRegions" {
		request.Operation = "ListRegions"
	}
	// A request with a web identity token is not signed.
	if form, err := url.ParseQuery(body); err == nil && form.Has("Action") {
		request.Service, request.Operation = "sts", form.Get("Action")
	}
	return request
}
