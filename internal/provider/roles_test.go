// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

func TestAccProvider_aliasesReadTwoAccounts(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	first, second := acctest.NewAccountID(t), acctest.NewAccountID(t)
	backend.InAccount(t, first).CreateRecorder(t, home, "first")
	backend.InAccount(t, second).CreateRecorder(t, home, "second")
	block := func(alias, account string) string {
		return backend.ProviderConfig(fmt.Sprintf("alias = %q\nregion = %q\nassume_role {\n role_arn = \"arn:aws:iam::%s:role/reader\"\n}\n", alias, home, account)) +
			fmt.Sprintf("data \"awsconfig_configuration_recorder_status\" %q {\n provider = awsconfig.%[1]s\n}\n", alias)
	}

	workspace := acctest.NewWorkspace(t, block("one", first)+block("two", second)+`
output "names" {
  value = "${data.awsconfig_configuration_recorder_status.one.name} and ${data.awsconfig_configuration_recorder_status.two.name}"
}
`)
	workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	if names := workspace.MustRun(t, "output", "-raw", "names"); names != "first and second" {
		t.Errorf("read %q", names)
	}
}

func TestAccProvider_roleArguments(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	backend.CreateRecorder(t, home, "default")
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"config:Describe*","Resource":"*"}]}`

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providerFactories,
		Steps: []resource.TestStep{{
			Config: backend.ProviderConfig(fmt.Sprintf(`
region = %q
assume_role {
  duration            = "45m"
  external_id         = "partner:42"
  policy              = %q
  policy_arns         = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  role_arn            = "arn:aws:iam::123456789012:role/reader"
  session_name        = "plan"
  source_identity     = "alice"
  tags                = { team = "audit", stage = "test" }
  transitive_tag_keys = ["team"]
}
`, home, policy)) + `data "awsconfig_configuration_recorder_status" "test" {}`,
			PlanOnly: true,
		}},
	})

	sessions := backend.Sessions()
	if len(sessions) == 0 {
		t.Fatal("no role was assumed")
	}
	got := sessions[0]
	if got.RoleARN != "arn:aws:iam::123456789012:role/reader" || got.Name != "plan" || got.SourceIdentity != "alice" || got.ExternalID != "partner:42" ||
		got.Policy != policy || !slices.Equal(got.PolicyARNs, []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"}) || got.Duration != 45*time.Minute ||
		!maps.Equal(got.Tags, map[string]string{"team": "audit", "stage": "test"}) || !slices.Equal(got.TransitiveTagKeys, []string{"team"}) {
		t.Errorf("the session is %+v", got)
	}
}

func TestAccProvider_webIdentityArguments(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	backend.CreateRecorder(t, home, "default")

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providerFactories,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf(`
provider "awsconfig" {
  region = %q
  assume_role_with_web_identity {
    duration           = "20m"
    policy             = "{}"
    policy_arns        = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    role_arn           = "arn:aws:iam::123456789012:role/reader"
    session_name       = "pipeline"
    web_identity_token = %q
  }
  endpoints {
    config = %[3]q
  }
  endpoints {
    sts = %[3]q
  }
}
data "awsconfig_configuration_recorder_status" "test" {}
`, home, identityToken, backend.URL),
			PlanOnly: true,
		}},
	})

	sessions := backend.Sessions()
	if len(sessions) == 0 {
		t.Fatal("no role was assumed")
	}
	got := sessions[0]
	if !got.WebIdentity || got.Name != "pipeline" || got.Policy != "{}" || !slices.Equal(got.PolicyARNs, []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"}) || got.Duration != 20*time.Minute {
		t.Errorf("the session is %+v", got)
	}
}

func TestAccProvider_roleThatRefuses(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	backend.Seed(t, `{"roles": {"arn:aws:iam::123456789012:role/partner": {"externalId": "partner:42"}}, "accounts": {"123456789012": {"eu-west-1": {}}}}`)

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providerFactories,
		Steps: []resource.TestStep{
			{
				Config: backend.ProviderConfig(fmt.Sprintf("region = %q\nassume_role {\n role_arn = \"arn:aws:iam::123456789012:role/partner\"\n}\n", home)) +
					`data "awsconfig_configuration_recorder_status" "test" {}`,
				ExpectError: phrase("Unable to Assume the IAM Role", "with the external ID", "AccessDenied"),
				PlanOnly:    true,
			},
			{
				Config: backend.ProviderConfig(fmt.Sprintf("region = %q\nassume_role {\n role_arn = \"arn:aws:iam::123456789012:role/partner\"\n external_id = \"partner:42\"\n}\n", home)) +
					`data "awsconfig_configuration_recorder_status" "test" {}`,
				ExpectError: phrase("Configuration Recorder Not Found"),
				PlanOnly:    true,
			},
		},
	})
}

// The lists of accounts stop the run before AWS Config is called.
func TestAccProvider_accountLists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments func(account string) string
		want      []string
	}{
		"not allowed": {
			func(string) string { return `allowed_account_ids = ["999999999999"]` },
			[]string{"AWS Account Not Allowed", "is not among those allowed: 999999999999"},
		},
		"forbidden": {
			func(account string) string { return fmt.Sprintf("forbidden_account_ids = [%q]", account) },
			[]string{"AWS Account Not Allowed", "is forbidden"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			backend.CreateRecorder(t, home, "default")
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: providerFactories,
				Steps: []resource.TestStep{{
					Config: backend.ProviderConfig(fmt.Sprintf("region = %q\n%s\n", home, test.arguments(backend.AccountID))) +
						`data "awsconfig_configuration_recorder_status" "test" {}`,
					ExpectError: phrase(test.want...),
					PlanOnly:    true,
				}},
			})
			requests := backend.Requests()
			if len(requests) != 1 || requests[0].Operation != "GetCallerIdentity" {
				t.Errorf("the plan sent %+v", requests)
			}
		})
	}
}

func TestAccProvider_invalidCredentials(t *testing.T) {
	t.Parallel()
	const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error></ErrorResponse>`
	server := acctest.Serve(t, answer(http.StatusForbidden, body))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providerFactories,
		Steps: []resource.TestStep{{
			Config: acctest.ProviderConfig(server.URL, someKeys, fmt.Sprintf("region = %q\nskip_credentials_validation = false\n", home)) +
				`data "awsconfig_configuration_recorder_status" "test" {}`,
			ExpectError: phrase("Unable to Validate the AWS Credentials", "InvalidClientTokenId"),
			PlanOnly:    true,
		}},
	})
}

func TestAccProvider_roleWithoutRegion(t *testing.T) {
	t.Parallel()
	server := acctest.Serve(t, answer(http.StatusOK, running))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providerFactories,
		Steps: []resource.TestStep{{
			Config: acctest.ProviderConfig(server.URL, someKeys, "assume_role {\n role_arn = \"arn:aws:iam::123456789012:role/reader\"\n}\n") +
				"data \"awsconfig_configuration_recorder_status\" \"test\" {\n region = \"eu-west-1\"\n}\n",
			ExpectError: phrase("Unable to Assume the IAM Role", "no region tells which endpoint of AWS Security Token Service to ask"),
			PlanOnly:    true,
		}},
	})
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("requests were sent: %v", requests)
	}
}
