// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
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
	expectReadError(t, hanging.URL, "timeouts {\n read = \"100ms\"\n}", "Timed Out Reading the Configuration Recorder Status", "did not end within 100ms", "AWS Config did not respond")
	if took := time.Since(started); took > time.Minute {
		t.Errorf("a read with a timeout of 100 ms took %s", took)
	}
}

// While AWS throttles, the time can run out in a pause between two attempts.
// The diagnostic then still tells of the throttling.
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

// Terraform shows nothing of a diagnostic once it is cancelled, so the data
// sources are read without it.
func TestDataSources_cancelled(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source   datasource.DataSource
		argument string
		value    any
		want     string
	}{
		"status":             {provider.NewConfigurationRecorderStatusDataSource(), "", nil, "in eu-west-1 was canceled"},
		"statuses":           {provider.NewConfigurationRecorderStatusesDataSource(), "", nil, "in eu-west-1 was canceled"},
		"statuses to report": {provider.NewConfigurationRecorderStatusesDataSource(), "on_error", "report", "in eu-west-1 was canceled"},
		"two regions": {provider.NewConfigurationRecorderStatusesDataSource(), "regions",
			[]tftypes.Value{tftypes.NewValue(tftypes.String, home), tftypes.NewValue(tftypes.String, other)}, "in eu-west-1 and us-east-2 was canceled"},
		"all regions": {provider.NewConfigurationRecorderStatusesDataSource(), "all_regions", true, "Listing the enabled regions with AWS Account Management was canceled"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, client := cancelledAtRequest(t)
			source, ok := test.source.(datasource.DataSourceWithConfigure)
			if !ok {
				t.Fatal("the data source cannot be configured")
			}
			source.Configure(ctx, datasource.ConfigureRequest{ProviderData: client}, &datasource.ConfigureResponse{})
			var schema datasource.SchemaResponse
			source.Schema(ctx, datasource.SchemaRequest{}, &schema)
			response := datasource.ReadResponse{State: tfsdk.State{Schema: schema.Schema}}
			source.Read(ctx, datasource.ReadRequest{Config: tfsdk.Config{Schema: schema.Schema, Raw: only(schema.Schema.Type().TerraformType(ctx), test.argument, test.value)}}, &response)

			if len(response.Diagnostics) != 1 || !strings.Contains(response.Diagnostics[0].Detail(), test.want) {
				t.Errorf("got %v", response.Diagnostics)
			}
		})
	}
}

func TestEphemeralResource_cancelled(t *testing.T) {
	t.Parallel()
	ctx, client := cancelledAtRequest(t)
	opened, ok := provider.NewConfigurationRecorderStatusEphemeralResource().(ephemeral.EphemeralResourceWithConfigure)
	if !ok {
		t.Fatal("the ephemeral resource cannot be configured")
	}
	opened.Configure(ctx, ephemeral.ConfigureRequest{ProviderData: client}, &ephemeral.ConfigureResponse{})
	var schema ephemeral.SchemaResponse
	opened.Schema(ctx, ephemeral.SchemaRequest{}, &schema)
	response := ephemeral.OpenResponse{Result: tfsdk.EphemeralResultData{Schema: schema.Schema}}
	opened.Open(ctx, ephemeral.OpenRequest{Config: tfsdk.Config{Schema: schema.Schema, Raw: only(schema.Schema.Type().TerraformType(ctx), "", nil)}}, &response)

	if len(response.Diagnostics) != 1 || !strings.Contains(response.Diagnostics[0].Detail(), "in eu-west-1 was canceled") {
		t.Errorf("got %v", response.Diagnostics)
	}
}

// What begins after Terraform was interrupted ends at once, although it may wait.
func TestServer_stopped(t *testing.T) {
	t.Parallel()
	for _, object := range matrixObjects {
		t.Run(object.name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"default","recording":false}]}`))
			s := newSession(t.Context(), t, server.URL, someKeys, nil)
			if _, err := s.server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
				t.Fatal(err)
			}
			arguments := map[string]any{"wait_for": map[string]any{"recording": true}}
			if strings.HasSuffix(object.name, "_statuses`") {
				arguments = nil // Which does not wait.
			}
			started := time.Now()
			state, diagnostics := object.do(s, t.Context(), t, arguments)
			if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Detail, "was canceled") || len(server.Requests()) != 0 {
				t.Errorf("%d requests, %v and\n%s", len(server.Requests()), state, texts(diagnostics))
			}
			if took := time.Since(started); took > 10*time.Second {
				t.Errorf("it took %s to end", took)
			}
		})
	}
}

// cancelledAtRequest is a context that is cancelled as soon as the client with it
// sends a request, which is never answered.
func cancelledAtRequest(t *testing.T) (context.Context, *survey.Survey) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	hanging := acctest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	clients, err := awsclient.New(ctx, awsclient.Config{
		AccessKey: "AKIAEXAMPLE", SecretKey: "any", Region: home, Endpoints: []awsclient.Endpoints{{Account: hanging.URL, ConfigService: hanging.URL}},
	}, awsclient.Caller{})
	if err != nil {
		t.Fatal(err)
	}
	return ctx, survey.New(clients)
}

// only is a configuration with one argument, or none where its name is empty.
func only(schema tftypes.Type, argument string, value any) tftypes.Value {
	object, ok := schema.(tftypes.Object)
	if !ok {
		panic("a schema is an object")
	}
	values := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		values[name] = tftypes.NewValue(kind, nil)
		if name == argument {
			values[name] = tftypes.NewValue(kind, value)
		}
	}
	return tftypes.NewValue(object, values)
}

// expectReadError plans one read and expects parts of its diagnostic.
func expectReadError(t *testing.T, endpoint, arguments string, want ...string) {
	t.Helper()
	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(endpoint, someKeys) +
			"data \"awsconfig_configuration_recorder_status\" \"test\" {\n" + arguments + "\n}\n",
		ExpectError: phrase(want...),
		PlanOnly:    true,
	}})
}
