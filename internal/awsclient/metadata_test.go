// SPDX-License-Identifier: MPL-2.0

package awsclient_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// The argument takes precedence over the environment. The region of the instance is the
// last source.
func TestNew_metadata(t *testing.T) {
	responses := map[string]string{
		"/latest/api/token":                                 "token",
		"/latest/meta-data/iam/security-credentials/":       "reader",
		"/latest/meta-data/iam/security-credentials/reader": `{"Code":"Success","AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"b","Token":"c","Expiration":"2100-01-01T00:00:00Z"}`,
		"/latest/dynamic/instance-identity/document":        `{"region":"eu-south-1"}`,
	}
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "300")
		_, _ = io.WriteString(w, responses[r.URL.Path])
	}))
	defer server.Close()

	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	config := awsclient.Config{EC2MetadataServiceEndpoint: server.URL, SkipMetadataAPICheck: "false"}
	if client, err := awsclient.New(t.Context(), config, awsclient.Caller{}); err != nil || client.Region != "eu-south-1" {
		t.Errorf("got %+v and %v", client, err)
	}

	requests.Store(0)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "false")
	config.SkipMetadataAPICheck = "true"
	var missing *awsclient.CredentialsError
	if _, err := awsclient.New(t.Context(), config, awsclient.Caller{}); !errors.As(err, &missing) || requests.Load() != 0 {
		t.Errorf("%d requests, and %v", requests.Load(), err)
	}
}
