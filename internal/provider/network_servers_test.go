// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
)

// proxy is a local forward proxy that sends requests for all hosts to one address, so
// that tests can use the host names of AWS.
type proxy struct {
	URL      string
	requests atomic.Int32
}

// newProxy returns a proxy to the endpoint of a server.
func newProxy(t testing.TB, endpoint string) *proxy {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{}
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.requests.Add(1)
		if r.Method == http.MethodConnect {
			tunnel(w, target.Host)
			return
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// tunnel joins the client of a CONNECT request to an address.
func tunnel(w http.ResponseWriter, address string) {
	upstream, err := net.Dial("tcp", address)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	client, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	go func() {
		defer upstream.Close() //nolint:errcheck // The other end is closed already.
		_, _ = io.Copy(upstream, buffered)
	}()
	defer client.Close() //nolint:errcheck // As above.
	if _, err := io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n"); err == nil {
		_, _ = io.Copy(client, upstream)
	}
}

// serveTLS serves a handler with a new certificate, and returns the URL and the
// certificate in PEM format. The certificate is also valid for example.com.
func serveTLS(t testing.TB, endpoint string) (string, string) {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(httputil.NewSingleHostReverseProxy(target))
	t.Cleanup(server.Close)
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	return server.URL, string(certificate)
}
