// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// Unknown values can become valid, so validation only rejects known values.
func TestValidate(t *testing.T) {
	t.Parallel()
	const plural = "awsconfig_configuration_recorder_statuses"
	unknown := tftypes.UnknownValue
	blocks := func(blocks ...any) []any { return blocks }
	type object = map[string]any
	s := newSession(t.Context(), t, acctest.Serve(t, answer(http.StatusOK, running)).URL, someKeys, nil)
	for name, test := range map[string]struct {
		source    string // Empty for the provider block.
		arguments object
		want      string // Severity and summary, or empty.
	}{
		"unknown secret key":        {"", object{"access_key": "AKIAEXAMPLE", "secret_key": unknown}, ""},
		"unknown role of a chain":   {"", object{"assume_role": blocks(object{"role_arn": chainedRole}, object{"role_arn": unknown})}, ""},
		"unknown validation":        {"", object{"region": "Ireland", "skip_region_validation": unknown}, ""},
		"unknown token":             {"", object{"assume_role_with_web_identity": blocks(object{"role_arn": chainedRole, "web_identity_token": unknown})}, ""},
		"unknown web identity":      {"", object{"assume_role_with_web_identity": blocks(object{"role_arn": unknown, "web_identity_token_file": unknown})}, ""},
		"two endpoints of accounts": {"", object{"endpoints": blocks(object{"account": "http://a"}, object{"account": "http://b"})}, "ERROR: Conflicting Endpoints"},
		"unknown regions":           {plural, object{"regions": unknown}, ""},
		"regions, and not all":      {plural, object{"all_regions": false, "regions": blocks(home)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diagnostics []*tfprotov6.Diagnostic
			if test.source == "" {
				response, err := s.server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: dynamicValue(t, s.schemas.Provider, test.arguments)})
				if err != nil {
					t.Fatal(err)
				}
				diagnostics = response.Diagnostics
			} else {
				response, err := s.server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: test.source, Config: dynamicValue(t, s.schemas.DataSourceSchemas[test.source], test.arguments)})
				if err != nil {
					t.Fatal(err)
				}
				diagnostics = response.Diagnostics
			}
			got := ""
			for _, d := range diagnostics {
				got += d.Severity.String() + ": " + d.Summary
			}
			if got != test.want {
				t.Errorf("%q is shown, not %q", got, test.want)
			}
		})
	}
}

// A defect of the provider is a diagnostic, not a crash.
func TestDataSource_unexpectedProviderData(t *testing.T) {
	t.Parallel()
	source, ok := provider.NewConfigurationRecorderStatusesDataSource().(datasource.DataSourceWithConfigure)
	if !ok {
		t.Fatal("the data source cannot be configured")
	}
	source.Configure(t.Context(), datasource.ConfigureRequest{ProviderData: "no client"}, &datasource.ConfigureResponse{})
	var schema datasource.SchemaResponse
	source.Schema(t.Context(), datasource.SchemaRequest{}, &schema)
	response := datasource.ReadResponse{State: tfsdk.State{Schema: schema.Schema}}
	source.Read(t.Context(), datasource.ReadRequest{Config: tfsdk.Config{Schema: schema.Schema, Raw: terraformValue(schema.Schema.Type().TerraformType(t.Context()), map[string]any{})}}, &response)
	if len(response.Diagnostics) != 1 || response.Diagnostics[0].Summary() != "Unexpected Provider Data" {
		t.Errorf("got %v", response.Diagnostics)
	}
}
