// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
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
		return backend.ProviderConfig(fmt.Sprintf("alias = %q\nassume_role {\n role_arn = \"arn:aws:iam::%s:role/reader\"\n}", alias, account)) +
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

// One provider block reads two accounts that are not its own.
func TestAccProvider_accountRole(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	first, second := acctest.NewAccountID(t), acctest.NewAccountID(t)
	backend.InAccount(t, first).CreateRecorder(t, home, "first")
	backend.InAccount(t, first).StartRecorder(t, home, "first") // With a delivery channel.
	backend.InAccount(t, second).CreateRecorder(t, home, "second")
	const list = "[for item in %s : \"${item.account_id} ${item.name}\"]"
	places := fmt.Sprintf("account_ids = [%q, %q]", first, second)
	workspace := acctest.NewWorkspace(t, backend.ProviderConfig("account_role {\n name = \"config-reader\"\n}")+`
data "awsconfig_configuration_recorder_statuses" "all" {
  `+places+`
}
data "awsconfig_configuration_recorders" "all" {
  `+places+`
}
data "awsconfig_delivery_channels" "all" {
  `+places+`
}
output "found" {
  value = sort(concat(`+
		fmt.Sprintf(list, "data.awsconfig_configuration_recorder_statuses.all.statuses")+", "+
		fmt.Sprintf(list, "data.awsconfig_configuration_recorders.all.recorders")+", "+
		fmt.Sprintf(list, "data.awsconfig_delivery_channels.all.delivery_channels")+`))
}
output "not_recording" {
  value = join(", ", data.awsconfig_configuration_recorder_statuses.all.not_recording[*].account_id)
}
`)
	workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	want := []string{first + " default", first + " first", first + " first", second + " second", second + " second"}
	slices.Sort(want)
	var found []string
	if err := json.Unmarshal([]byte(workspace.MustRun(t, "output", "-json", "found")), &found); err != nil || !slices.Equal(found, want) {
		t.Errorf("found %v and %v, not %v", found, err, want)
	}
	if got := workspace.MustRun(t, "output", "-raw", "not_recording"); got != second {
		t.Errorf("not recording are %s", got)
	}
}

func TestAccProvider_roleArguments(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	backend.CreateRecorder(t, home, "default")
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"config:Describe*","Resource":"*"}]}`

	runSteps(t, []resource.TestStep{{
		Config: backend.ProviderConfig(fmt.Sprintf(`
sts_region = "eu-central-1"
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
`, policy)) + `data "awsconfig_configuration_recorder_status" "test" {}`,
		PlanOnly: true,
	}})

	if request := backend.Requests()[0]; request.Operation != "AssumeRole" || request.Region != "eu-central-1" {
		t.Errorf("the first request is %+v", request)
	}
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

	runSteps(t, []resource.TestStep{{
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
	}})

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

	runSteps(t, []resource.TestStep{
		{
			Config: backend.ProviderConfig("assume_role {\n role_arn = \"arn:aws:iam::123456789012:role/partner\"\n}") +
				`data "awsconfig_configuration_recorder_status" "test" {}`,
			ExpectError: phrase("Unable to Assume the IAM Role", "If the trust policy requires an external ID", "AccessDenied"),
			PlanOnly:    true,
		},
		{
			Config: backend.ProviderConfig("assume_role {\n role_arn = \"arn:aws:iam::123456789012:role/partner\"\n external_id = \"partner:42\"\n}") +
				`data "awsconfig_configuration_recorder_status" "test" {}`,
			ExpectError: phrase("Configuration Recorder Not Found"),
			PlanOnly:    true,
		},
	})
}

// The lists of accounts make the provider fail before it calls AWS Config.
func TestAccProvider_accountLists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments func(account string) string
		want      []string
	}{
		"not allowed": {
			func(string) string { return `allowed_account_ids = ["999999999999"]` },
			[]string{"AWS Account Not Allowed", "is not one of the allowed accounts: 999999999999"},
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
			runSteps(t, []resource.TestStep{{
				Config: backend.ProviderConfig(test.arguments(backend.AccountID)) +
					`data "awsconfig_configuration_recorder_status" "test" {}`,
				ExpectError: phrase(test.want...),
				PlanOnly:    true,
			}})
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
	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(server.URL, someKeys, "skip_credentials_validation = false") +
			`data "awsconfig_configuration_recorder_status" "test" {}`,
		ExpectError: phrase("Unable to Validate the AWS Credentials", "InvalidClientTokenId"),
		PlanOnly:    true,
	}})
}

// Arguments are validated before AWS STS is called, and failures of AWS STS are reported
// at the argument that caused them.
func TestAccProvider_roleFailures(t *testing.T) {
	t.Parallel()
	const role = "assume_role {\n role_arn = \"arn:aws:iam::123456789012:role/reader\"\n}\n"
	static := fmt.Sprintf("access_key = %q\nsecret_key = %q\nmax_retries = 1\n", someKeys.AccessKeyID, someKeys.SecretAccessKey)
	region := fmt.Sprintf("region = %q\n", home)
	for name, test := range map[string]struct {
		arguments string // Without endpoints, it gets those of the server.
		env       map[string]string
		want      []string
	}{
		"no region":                     {static + role, nil, []string{"Unable to Assume the IAM Role", "Set region or sts_region"}},
		"no region to validate":         {static + "skip_credentials_validation = false\n", nil, []string{"Unable to Validate the AWS Credentials", "Set region or sts_region"}},
		"bad region of the environment": {static + role, map[string]string{"AWS_REGION": "Ireland"}, []string{"Invalid AWS Region", `"Ireland" does not have the form`}},
		"bad endpoint of the environment": {static + region, map[string]string{"AWS_ENDPOINT_URL_ACCOUNT": "localhost:1"}, []string{
			"Unable to Configure the AWS Client", `"localhost:1" is not the URL of an endpoint`}},
		"bad role of the environment": {region + "assume_role_with_web_identity {\n web_identity_token = \"token\"\n}\n", map[string]string{"AWS_ROLE_ARN": "junk"}, []string{
			"Invalid IAM Role ARN", "It comes from the environment variable AWS_ROLE_ARN"}},
		"no token file": {region + "assume_role_with_web_identity {\n role_arn = \"arn:aws:iam::123456789012:role/reader\"\n web_identity_token_file = \"/nowhere/token\"\n}\n", nil, []string{
			"Unreadable Web Identity Token", `web_identity_token_file = "/nowhere/token"`, "Correct web_identity_token_file"}},
		"STS out of reach": {static + region + role + "endpoints {\n sts = \"http://127.0.0.1:9\"\n}\n", nil, []string{
			"Unable to Assume the IAM Role", "http://127.0.0.1:9/ could not be reached"}},
		"second role out of order": {static + region + role + "assume_role {\n}\n", nil, []string{"Missing IAM Role ARN"}},
		"unused web identity": {static + "allowed_account_ids = [\"1\"]\nassume_role_with_web_identity {\n role_arn = \"arn:aws:iam::123456789012:role/reader\"\n web_identity_token = \"token\"\n}\n", nil, []string{
			"Unused Web Identity", "The static credentials of access_key and secret_key take precedence"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(http.StatusOK, running))
			arguments := test.arguments
			if !strings.Contains(arguments, "endpoints {") {
				arguments += fmt.Sprintf("endpoints {\n configservice = %[1]q\n sts = %[1]q\n}\n", server.URL)
			}
			workspace := acctest.NewWorkspace(t, "provider \"awsconfig\" {\n"+arguments+"\n}\n"+readDefault)
			for variable, value := range test.env {
				workspace.Env[variable] = value
			}
			output, err := workspace.Run(t, "plan", "-input=false")
			if err == nil || !phrase(test.want...).MatchString(output) {
				t.Errorf("planned with %v:\n%s", err, output)
			}
			if requests := server.Requests(); len(requests) != 0 {
				t.Errorf("requests were sent: %v", requests)
			}
		})
	}
}

func TestAccProvider_secondRoleRefuses(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	backend.Seed(t, `{"roles": {"arn:aws:iam::123456789012:role/partner": {"externalId": "partner:42"}}, "accounts": {"123456789012": {"eu-west-1": {}}}}`)
	runSteps(t, []resource.TestStep{{
		Config: backend.ProviderConfig("assume_role {\n role_arn = \"arn:aws:iam::123456789012:role/first\"\n}\nassume_role {\n role_arn = \"arn:aws:iam::123456789012:role/partner\"\n}") +
			`data "awsconfig_configuration_recorder_status" "test" {}`,
		ExpectError: phrase("Unable to Assume the IAM Role", `role_arn = "arn:aws:iam::123456789012:role/partner"`, "Assuming the role arn:aws:iam::123456789012:role/partner was denied"),
		PlanOnly:    true,
	}})
}
