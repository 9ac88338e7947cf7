// SPDX-License-Identifier: MPL-2.0

package awsclient_test

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/configservice"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// newUntrusted is a server with an untrusted certificate. It counts connections.
func newUntrusted(t *testing.T) (string, *atomic.Int32) {
	t.Helper()
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL, &connections
}

// A retry cannot make a certificate trusted.
func TestNew_untrustedCertificate(t *testing.T) {
	t.Parallel()
	url, connections := newUntrusted(t)
	config := keys
	config.Region = "eu-west-1"
	config.MaxRetries = 3
	config.Endpoints = []awsclient.Endpoints{{ConfigService: url}}
	client, err := awsclient.New(t.Context(), config, awsclient.Caller{MaxBackoff: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{})
	var untrusted *tls.CertificateVerificationError
	if !errors.As(err, &untrusted) || connections.Load() != 1 {
		t.Errorf("%d connections ended with %v", connections.Load(), err)
	}
}

// The same holds for the sources of credentials that the SDK finds.
func TestNew_untrustedCredentials(t *testing.T) {
	url, connections := newUntrusted(t)
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)
	_, err := awsclient.New(t.Context(), awsclient.Config{MaxRetries: 3}, awsclient.Caller{MaxBackoff: time.Millisecond})
	var untrusted *tls.CertificateVerificationError
	if !errors.As(err, &untrusted) || connections.Load() != 1 {
		t.Errorf("%d connections ended with %v", connections.Load(), err)
	}
}
