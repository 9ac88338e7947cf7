// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

const statusName = "awsconfig_configuration_recorder_status"

// Unknown values in the provider block only prevent reads. The provider never reads with
// credentials or from places that are not those of the final configuration.
func TestProvider_unknownArgument(t *testing.T) {
	t.Parallel()
	const role = "arn:aws:iam::123456789012:role/reader"
	for name, test := range map[string]struct {
		arguments map[string]any
		want      string // Empty if the argument has no effect.
	}{
		"region":    {map[string]any{"region": tftypes.UnknownValue}, "The argument region of the provider is"},
		"secrets":   {map[string]any{"secret_key": tftypes.UnknownValue, "token": tftypes.UnknownValue}, "The arguments secret_key and token of the provider are"},
		"retries":   {map[string]any{"max_retries": tftypes.UnknownValue}, "The argument max_retries of the provider is"},
		"role":      {map[string]any{"assume_role": []any{map[string]any{"role_arn": role}, map[string]any{"role_arn": tftypes.UnknownValue}}}, "The argument assume_role[1].role_arn of the provider is"},
		"tag":       {map[string]any{"assume_role": []any{map[string]any{"role_arn": role, "tags": tftypes.UnknownValue}}}, "The argument assume_role[0].tags of the provider is"},
		"account":   {map[string]any{"allowed_account_ids": []any{tftypes.UnknownValue, "123456789012"}}, "The argument allowed_account_ids of the provider is"},
		"endpoint":  {map[string]any{"endpoints": []any{map[string]any{"configservice": tftypes.UnknownValue}}}, "The argument endpoints[0].configservice of the provider is"},
		"endpoints": {map[string]any{"endpoints": tftypes.UnknownValue}, "The argument endpoints of the provider is"},
		"no effect": {map[string]any{
			"default_tags":                   []any{map[string]any{"tags": tftypes.UnknownValue}},
			"ignore_tags":                    tftypes.UnknownValue,
			"s3_us_east_1_regional_endpoint": tftypes.UnknownValue,
			"s3_use_path_style":              tftypes.UnknownValue,
			"skip_requesting_account_id":     tftypes.UnknownValue,
			"tag_policy_compliance":          tftypes.UnknownValue,
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(http.StatusOK, everything()))
			s, diagnostics := configure(t.Context(), t, server.URL, someKeys, test.arguments)
			if len(diagnostics) > 0 {
				t.Errorf("configured with %s", texts(diagnostics))
			}
			expect := func(name string, diagnostics []*tfprotov6.Diagnostic) {
				text := texts(diagnostics)
				if (test.want == "") != (text == "") || !strings.Contains(text, test.want) {
					t.Errorf("%s is read with %q", name, text)
				}
			}
			for name := range s.schemas.DataSourceSchemas {
				_, diagnostics := s.read(t.Context(), t, name, nil)
				expect(name, diagnostics)
			}
			for name := range s.schemas.EphemeralResourceSchemas {
				_, diagnostics := s.open(t.Context(), t, name, nil)
				expect("ephemeral "+name, diagnostics)
			}
			if requests := server.Requests(); test.want != "" && len(requests) != 0 {
				t.Errorf("the provider went on and sent %v", requests)
			}
		})
	}
}

// Terraform can defer what cannot be read yet. It configures the provider again once the
// values are known.
func TestProvider_unknownArgumentDeferred(t *testing.T) {
	t.Parallel()
	server := acctest.Serve(t, answer(http.StatusOK, running))
	s := newSession(t.Context(), t, server.URL, someKeys, map[string]any{"profile": tftypes.UnknownValue})
	again := func(arguments map[string]any, capabilities *tfprotov6.ConfigureProviderClientCapabilities) {
		response, err := s.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
			ClientCapabilities: capabilities,
			Config:             dynamicValue(t, s.schemas.Provider, arguments),
		})
		if err != nil || len(response.Diagnostics) > 0 {
			t.Fatal(err, texts(response.Diagnostics))
		}
	}

	again(map[string]any{"profile": tftypes.UnknownValue}, &tfprotov6.ConfigureProviderClientCapabilities{DeferralAllowed: true})
	data, err := s.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: statusName, Config: dynamicValue(t, s.schemas.DataSourceSchemas[statusName], nil)})
	if err != nil || data.Deferred == nil || data.Deferred.Reason != tfprotov6.DeferredReasonProviderConfigUnknown || len(data.Diagnostics) > 0 {
		t.Errorf("the data source is not deferred: %+v, %v", data, err)
	}
	opened, err := s.server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: statusName, Config: dynamicValue(t, s.schemas.EphemeralResourceSchemas[statusName], nil)})
	if err != nil || opened.Deferred == nil || opened.Deferred.Reason != tfprotov6.DeferredReasonProviderConfigUnknown || len(opened.Diagnostics) > 0 {
		t.Errorf("the ephemeral resource is not deferred: %+v, %v", opened, err)
	}
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("requests were sent: %v", requests)
	}

	again(map[string]any{
		"access_key": someKeys.AccessKeyID, "secret_key": someKeys.SecretAccessKey, "region": home,
		"endpoints": []any{map[string]any{"configservice": server.URL}},
	}, nil)
	if _, diagnostics := s.read(t.Context(), t, statusName, nil); len(diagnostics) > 0 {
		t.Errorf("not read with known values: %s", texts(diagnostics))
	}
}

// A plan without reads does not need the values of the provider block. They are known
// during the apply.
func TestAccProvider_unknownArgumentUntilApply(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	eachKind(t, func(t *testing.T, kind string) {
		backend := acctest.New(t)
		account := acctest.NewAccountID(t)
		backend.InAccount(t, account).CreateRecorder(t, home, "default")
		workspace := acctest.NewWorkspace(t, fmt.Sprintf(`
resource "terraform_data" "r" {
  input = "arn:aws:iam::%s:role/r"
}
resource "terraform_data" "region" {
  depends_on = [terraform_data.r]
  input      = %q
}
`, account, home)+
			backend.ProviderConfig("assume_role {\n role_arn = terraform_data.r.output\n}")+
			backend.ProviderConfig(`alias = "unused"`, "region = terraform_data.r.id")+
			block(kind, "region = terraform_data.region.output")+
			// OpenTofu opens no ephemeral resource that nothing depends on.
			fmt.Sprintf("resource \"terraform_data\" \"after\" {\n depends_on = [%s.%s.test]\n}\n", kind, statusName))

		workspace.MustRun(t, "plan", "-input=false", "-out=plan")
		if requests := backend.Requests(); len(requests) != 0 {
			t.Errorf("the plan sent %+v", requests)
		}
		workspace.MustRun(t, "apply", "-input=false", "plan")
		if requests := backend.Requests(); len(requests) != 2 || requests[0].Operation != "AssumeRole" {
			t.Errorf("the apply sent %+v", requests)
		}
	})
}

// Terraform shows the object that would read, because the provider block may be in
// another module.
func TestAccProvider_unknownArgumentOfRead(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	eachKind(t, func(t *testing.T, kind string) {
		workspace := acctest.NewWorkspace(t, "resource \"terraform_data\" \"late\" {}\nprovider \"awsconfig\" {\n region = terraform_data.late.id\n}\n"+block(kind, `region = "eu-west-1"`))
		output, err := workspace.Run(t, "plan", "-input=false")
		if err == nil || !phrase("Unknown Provider Argument", "in "+kind, "The argument region of the provider is known only after apply").MatchString(output) {
			t.Errorf("planned with %v:\n%s", err, output)
		}
	})
}
