// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

func TestAccConfigurationRecorderStatusDataSource_diagnostics(t *testing.T) {
	t.Parallel()
	denied := `User: arn:aws:sts::123456789012:assumed-role/ci/plan is not authorized to perform: config:DescribeConfigurationRecorderStatus because no identity-based policy allows the config:DescribeConfigurationRecorderStatus action`
	for name, test := range map[string]struct {
		status    int
		body      string
		arguments string
		want      []string
	}{
		"denied": {
			http.StatusBadRequest, `{"__type":"AccessDeniedException","message":"` + denied + `"}`, "",
			[]string{"Access to AWS Config Denied", "Allow the IAM action config:DescribeConfigurationRecorderStatus in eu-west-1", "RequestID: 11111111-2222-3333-4444-555555555555", "because no identity-based policy allows"},
		},
		"denied with 403": {
			http.StatusForbidden, `{"__type":"AccessDeniedException","Message":"` + denied + `"}`, "",
			[]string{"Access to AWS Config Denied"},
		},
		"unknown token": {
			http.StatusBadRequest, `{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}`, "",
			[]string{"AWS Credentials Rejected", "AWS does not know the credentials"},
		},
		"wrong signature": {
			http.StatusForbidden, `{"__type":"InvalidSignatureException","message":"The request signature we calculated does not match the signature you provided."}`, "",
			[]string{"AWS Credentials Rejected", "the clock of this machine"},
		},
		"denied by another name": {
			http.StatusForbidden, `{"__type":"AccessDenied","message":"no"}`, "",
			[]string{"Access to AWS Config Denied"},
		},
		"expired token": {
			http.StatusBadRequest, `{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}`, "",
			[]string{"AWS Credentials Expired", "Get new ones"},
		},
		"throttled": {
			http.StatusBadRequest, `{"__type":"ThrottlingException","message":"Rate exceeded"}`, "",
			[]string{"AWS Config Throttled the Request", "raise max_retries", "Rate exceeded"},
		},
		"invalid request": {
			http.StatusBadRequest, `{"__type":"ValidationException","message":"no such service principal"}`, `service_principal = "example.amazonaws.com"`,
			[]string{"Unable to Read the Configuration Recorder Status", `service_principal = "example.amazonaws.com"`, "Check that the service principal is that of an AWS service that has a configuration recorder", "no such service principal"},
		},
		"server error": {
			http.StatusInternalServerError, ``, "",
			[]string{"Unable to Read the Configuration Recorder Status", "StatusCode: 500"},
		},
		"not JSON": {
			http.StatusOK, `<html>`, "",
			[]string{"Unable to Read the Configuration Recorder Status"},
		},
		"another name": {
			http.StatusOK, running, `name = "audit"`,
			[]string{"Unable to Read the Configuration Recorder Status", `name = "audit"`, `the request was for the configuration recorder named "audit" in eu-west-1, but the response has "default"`},
		},
		"another ARN": {
			http.StatusOK, `{"ConfigurationRecordersStatus":[{"arn":"arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/aaaaaaaaaaaaaaaa","name":"default","recording":true}]}`, `arn = "` + someARN + `"`,
			[]string{"Unable to Read the Configuration Recorder Status", "configuration-recorder/default/aaaaaaaaaaaaaaaa"},
		},
		"no ARN where one was asked for": {
			http.StatusOK, running, `arn = "` + someARN + `"`,
			[]string{"Unable to Read the Configuration Recorder Status", `arn = "` + someARN, "The endpoint is probably not AWS"},
		},
		"a service-linked recorder where none was asked for": {
			http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"AWSConfigurationRecorderForSecurityHubCSPM","servicePrincipal":"securityhub.amazonaws.com","recording":true}]}`, "",
			[]string{"Unable to Read the Configuration Recorder Status", `of "securityhub.amazonaws.com"`},
		},
		"one recorder beside the one that was asked for": {
			http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"default","recording":true},{"name":"audit","recording":false}]}`, `name = "audit"`,
			[]string{"Unable to Read the Configuration Recorder Status", `the response has "default", "audit"`},
		},
		"two customer managed recorders": {
			http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"default","recording":true},{"name":"audit","recording":false}]}`, "",
			[]string{"Multiple Configuration Recorders Found", "- default", "- audit", "the response has 2 recorders, RequestID: 11111111-2222-3333-4444-555555555555"},
		},
		"a recorder of another region": {
			http.StatusOK, `{"ConfigurationRecordersStatus":[{"arn":"arn:aws:config:eu-west-2:123456789012:configuration-recorder/default/aaaaaaaaaaaaaaaa","name":"default","recording":true}]}`, "",
			[]string{"Unable to Read the Configuration Recorder Status", "The endpoint is probably not AWS", "in eu-west-1, but the response has"},
		},
		"no list": {
			http.StatusOK, `{}`, "",
			[]string{"Unable to Read the Configuration Recorder Status", "The endpoint is probably not AWS", "no list of recorders"},
		},
		"an empty list": {
			http.StatusOK, `{"ConfigurationRecordersStatus":[]}`, "",
			[]string{"Configuration Recorder Not Found", "the response has no recorder, RequestID: 11111111-2222-3333-4444-555555555555"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(test.status, test.body))
			expectReadError(t, server.URL, test.arguments, test.want...)
			if got := len(server.Requests()); got != 1 {
				t.Errorf("one plan with one attempt sent %d requests", got)
			}
		})
	}
}

func TestAccConfigurationRecorderStatusDataSource_unreachable(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	expectReadError(t, closed.URL, "", "AWS Config Endpoint Unreachable", "because "+closed.URL+"/ could not be reached")

	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(untrusted.Close)
	expectReadError(t, untrusted.URL, "", "AWS Config Endpoint Not Trusted", "custom_ca_bundle", "certificate signed by unknown authority")

	expectReadError(t, "http://config.invalid", "", "AWS Config Endpoint Unreachable")
}

func TestAccConfigurationRecorderStatusDataSource_timeout(t *testing.T) {
	t.Parallel()
	hanging := acctest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
	}))
	started := time.Now()
	expectReadError(t, hanging.URL, "timeouts {\n read = \"100ms\"\n}", "Timed Out Reading the Configuration Recorder Status", "did not finish within 100ms", "AWS Config did not respond")
	if took := time.Since(started); took > time.Minute {
		t.Errorf("a read with a timeout of 100 ms took %s", took)
	}
}

// If the time limit passes in a pause after a throttled attempt, the diagnostic still
// reports the throttling.
func TestAccConfigurationRecorderStatusDataSource_timeoutWhileThrottled(t *testing.T) {
	t.Parallel()
	server := acctest.Serve(t, answer(http.StatusBadRequest, `{"__type":"ThrottlingException","message":"Rate exceeded"}`))
	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(server.URL, someKeys, "max_retries = 100") +
			"data \"awsconfig_configuration_recorder_status\" \"test\" {\n timeouts {\n read = \"300ms\"\n }\n}\n",
		ExpectError: phrase("Timed Out Reading the Configuration Recorder Status", "The last attempt failed", "Other callers in the account share the limit", "ThrottlingException: Rate exceeded"),
		PlanOnly:    true,
	}})
}

// A call that begins after an interrupt ends immediately.
func TestServer_stopped(t *testing.T) {
	t.Parallel()
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		s, server := serving(t, r.body(`{"name":"default"}`))
		if _, err := s.server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
			t.Fatal(err)
		}
		var arguments map[string]any
		if r.waits() {
			arguments = map[string]any{"wait_for": map[string]any{"recording": true}}
		}
		started := time.Now()
		if r.failsWith(t, s, arguments, "was canceled"); len(server.Requests()) != 0 {
			t.Errorf("it sent %v", server.Requests())
		}
		if took := time.Since(started); took > 10*time.Second {
			t.Errorf("it took %s to end", took)
		}
	})
}

// expectReadError plans one read and checks that its diagnostic contains the texts.
func expectReadError(t *testing.T, endpoint, arguments string, want ...string) {
	t.Helper()
	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(endpoint, someKeys) +
			"data \"awsconfig_configuration_recorder_status\" \"test\" {\n" + arguments + "\n}\n",
		ExpectError: phrase(want...),
		PlanOnly:    true,
	}})
}
