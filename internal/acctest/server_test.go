// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// The tests use this to check that the provider only reads.
func TestRequest_readOnly(t *testing.T) {
	t.Parallel()
	for operation, want := range map[string]bool{
		"config:DescribeConfigurationRecorderStatus":  true,
		"config:ListConfigurationRecorders":           true,
		"sts:GetCallerIdentity":                       true,
		"sts:AssumeRole":                              true,
		"sts:AssumeRoleWithWebIdentity":               true,
		"account:ListRegions":                         true,
		"account:EnableRegion":                        false,
		"config:StartConfigurationRecorder":           false,
		"config:PutConfigurationRecorder":             false,
		"config:DeleteConfigurationRecorder":          false,
		"config:DescribeConfigurationRecorderStatus2": false,
		"sts:GetSessionToken":                         false,
		"iam:ListRoles":                               false,
		":":                                           false,
	} {
		service, name, _ := strings.Cut(operation, ":")
		if got := (Request{Service: service, Operation: name}).ReadOnly(); got != want {
			t.Errorf("%s: got %t", operation, got)
		}
	}
}

func TestNewRequest(t *testing.T) {
	t.Parallel()
	signed := httptest.NewRequest("POST", "/", nil)
	signed.Header.Set("X-Amz-Target", "StarlingDoveService.StopConfigurationRecorder")
	signed.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/eu-west-1/config/aws4_request, SignedHeaders=host, Signature=0")
	if got := newRequest(signed, "{}"); got.Service != "config" || got.Operation != "StopConfigurationRecorder" || got.Region != "eu-west-1" {
		t.Errorf("got %+v", got)
	}

	unsigned := httptest.NewRequest("POST", "/", nil)
	if got := newRequest(unsigned, "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"); got.Service != "sts" || got.Operation != "AssumeRoleWithWebIdentity" {
		t.Errorf("got %+v", got)
	}
}
