// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// Each diagnostic shows the line of its argument.
func TestAccProvider_refusedArguments(t *testing.T) {
	t.Parallel()
	const role = `role_arn = "arn:aws:iam::123456789012:role/reader"`
	assume := func(argument string) string { return fmt.Sprintf("assume_role {\n%s\n%s\n}", role, argument) }
	web := func(arguments string) string { return fmt.Sprintf("assume_role_with_web_identity {\n%s\n}", arguments) }

	server := acctest.Serve(t, answer(http.StatusOK, running))
	refusals := map[string]refusal{}
	for name, test := range map[string]struct {
		arguments string
		want      []string
	}{
		"no role name":            {"account_role {\n}", []string{"Missing required argument", `argument "name" is required`}},
		"ARN for a role name":     {"account_role {\n name = \"arn:aws:iam::123456789012:role/reader\"\n}", []string{"Invalid IAM Role Name", "is an ARN, but the role has the same name in each account"}},
		"slash in a role name":    {"account_role {\n name = \"/audit/reader\"\n}", []string{"Invalid IAM Role Name", `enter "audit/reader"`}},
		"no name in a role name":  {"account_role {\n name = \"audit/\"\n}", []string{"Invalid IAM Role Name", "is not the name of an IAM role"}},
		"two account roles":       {"account_role {\n name = \"a\"\n}\naccount_role {\n name = \"b\"\n}", []string{"account_role", "at most 1"}},
		"external ID of accounts": {"account_role {\n name = \"a\"\n external_id = \"x y\"\n}", []string{"Invalid External ID"}},
		"access key alone":        {`access_key = "AKIAEXAMPLE"`, []string{"Incomplete AWS Credentials", "The argument access_key is set, but secret_key is not"}},
		"secret key alone":        {`secret_key = "secret"`, []string{"Incomplete AWS Credentials", "The argument secret_key is set, but access_key is not"}},
		"token alone":             {`token = "token"`, []string{"Incomplete AWS Credentials", "The argument token is set, but access_key is not"}},
		"account lists":           {"allowed_account_ids = [\"123456789012\"]\nforbidden_account_ids = [\"123456789013\"]", []string{"Conflicting Account Lists", "forbidden_account_ids =", "Keep allowed_account_ids"}},
		"allowed account":         {`allowed_account_ids = ["123"]`, []string{"Invalid Account ID", "allowed_account_ids =", "enter its 12 digits"}},
		"forbidden account":       {`forbidden_account_ids = ["12345678901x"]`, []string{"Invalid Account ID", "forbidden_account_ids =", "enter its 12 digits"}},
		"null account":            {`allowed_account_ids = [null]`, []string{"allowed_account_ids =", "null"}},
		"null product":            {`user_agent = ["x", null]`, []string{"user_agent =", "null"}},
		"retries":                 {`max_retries = -1`, []string{"max_retries = -1", "must be at least 0"}},
		"bucket":                  {`token_bucket_rate_limiter_capacity = -1`, []string{"token_bucket_rate_limiter_capacity = -1", "must be at least 0"}},
		"retry mode":              {`retry_mode = "legacy"`, []string{"Invalid Retry Mode", "retry_mode =", `enter "standard" or "adaptive"`}},
		"region":                  {`region = "Ireland"`, []string{"Invalid AWS Region", "region =", "skip_region_validation"}},
		"zone for a region":       {`region = "eu-west-1a"`, []string{"Invalid AWS Region", `enter its region, "eu-west-1"`}},
		"region of STS":           {`sts_region = "global"`, []string{"Invalid AWS Region", "sts_region =", `"global" does not have the form`}},
		"metadata endpoint":       {`ec2_metadata_service_endpoint = "169.254.169.254"`, []string{"Invalid Endpoint URL", "ec2_metadata_service_endpoint =", "enter scheme and host"}},
		"metadata mode":           {`ec2_metadata_service_endpoint_mode = "IPv5"`, []string{"Invalid Instance Metadata Endpoint Mode", "ec2_metadata_service_endpoint_mode =", `enter "IPv4" or "IPv6"`}},
		"metadata switch":         {`skip_metadata_api_check = "perhaps"`, []string{"Invalid Boolean", "skip_metadata_api_check =", "neither true nor false"}},
		"HTTP proxy":              {`http_proxy = "ftp://proxy.example.com"`, []string{"Invalid Proxy Address", "the schemes are http, https, socks5 and socks5h", "Correct the argument http_proxy"}},
		"HTTPS proxy":             {`https_proxy = "http://"`, []string{"Invalid Proxy Address", "enter a URL or a host with its port", "Correct the argument https_proxy"}},
		"endpoint":                {`endpoints { configservice = "localhost:4599" }`, []string{"Invalid Endpoint URL", "configservice =", `"localhost:4599" is not the URL of an endpoint`}},
		"endpoint by both names":  {"endpoints {\nconfig = \"http://a\"\nconfigservice = \"http://b\"\n}", []string{"Conflicting Endpoints", `configservice = "http://b"`, "The endpoint of the service configservice is set twice"}},
		"endpoint in two blocks":  {"endpoints {\nsts = \"http://a\"\n}\nendpoints {\nsts = \"http://b\"\n}", []string{"Conflicting Endpoints", `sts = "http://b"`, "The endpoint of the service sts is set twice"}},
		"role":                    {assume("") + "\nassume_role {\nrole_arn = \"reader\"\n}", []string{"Invalid IAM Role ARN", `role_arn = "reader"`, "arn:PARTITION:iam::ACCOUNT:role/NAME"}},
		"role that is a user":     {"assume_role {\nrole_arn = \"arn:aws:iam::123456789012:user/alice\"\n}", []string{"Invalid IAM Role ARN", `its resource is "user/alice"`}},
		"chain with a gap":        {"assume_role {\n}\n" + assume(""), []string{"Missing IAM Role ARN", "A chain of roles needs the role_arn of every assume_role block"}},
		"duration without a unit": {assume(`duration = "3600"`), []string{"Invalid Session Duration", `duration = "3600"`, `as in "30m" or "1h30m"`}},
		"duration too short":      {assume(`duration = "14m59s"`), []string{"Invalid Session Duration", "lasts from 15m to 12h"}},
		"duration too long":       {assume(`duration = "12h1s"`), []string{"Invalid Session Duration", "lasts from 15m to 12h"}},
		"external ID":             {assume(`external_id = "a b"`), []string{"Invalid External ID", "external_id =", "2 to 1224 letters"}},
		"policy":                  {assume(`policy = "{"`), []string{"Invalid IAM Policy", "policy =", "write it with jsonencode"}},
		"policy that is a list":   {assume(`policy = "[]"`), []string{"Invalid IAM Policy", "not a JSON object"}},
		"long policy":             {assume(fmt.Sprintf("policy = %q", `{"a":"`+strings.Repeat("b", 2048)+`"}`)), []string{"Invalid IAM Policy", "at most 2048"}},
		"policy ARN":              {assume(`policy_arns = ["ReadOnlyAccess"]`), []string{"Invalid IAM Policy ARN", "policy_arns =", "arn:PARTITION:iam::ACCOUNT:policy/NAME"}},
		"many policy ARNs":        {assume(`policy_arns = [for i in range(11) : "arn:aws:iam::aws:policy/P${i}"]`), []string{"policy_arns =", "at most 10 elements"}},
		"session name":            {assume(`session_name = "a"`), []string{"Invalid Session Name", "session_name =", "2 to 64 letters"}},
		"source identity":         {assume(`source_identity = "alice bob"`), []string{"Invalid Source Identity", "source_identity =", "2 to 64 letters"}},
		"empty tag key":           {assume(`tags = { "" = "x" }`), []string{"tags =", "must be between 1 and 128"}},
		"long tag value":          {assume(fmt.Sprintf("tags = { x = %q }", strings.Repeat("x", 257))), []string{"tags =", "must be at most 256"}},
		"web identity role":       {web("role_arn = \"reader\"\nweb_identity_token = \"token\""), []string{"Invalid IAM Role ARN", `role_arn = "reader"`}},
		"web identity without":    {web("web_identity_token = \"token\""), []string{"Missing IAM Role ARN", "AWS_ROLE_ARN"}},
		"no token":                {web(role), []string{"Missing Web Identity Token", "AWS_WEB_IDENTITY_TOKEN_FILE"}},
		"two tokens":              {web(role + "\nweb_identity_token = \"token\"\nweb_identity_token_file = \"/token\""), []string{"Conflicting Web Identity Tokens", "web_identity_token_file =", "Keep web_identity_token or web_identity_token_file"}},
		"short token":             {web(role + "\nweb_identity_token = \"abc\""), []string{"Invalid Web Identity Token", "4 to 20000", "Correct the argument assume_role_with_web_identity[0].web_identity_token"}},
		"two web identities":      {web(role+"\nweb_identity_token = \"token\"") + "\n" + web(role+"\nweb_identity_token = \"token\""), []string{"Several Web Identities", "role_arn =", "Keep one of them"}},
		"unknown argument":        {`assume = "role"`, []string{"Unsupported argument", "assume"}},
	} {
		if !strings.Contains(test.arguments, "endpoints") {
			test.arguments += fmt.Sprintf("\nendpoints {\nconfigservice = %[1]q\nsts = %[1]q\n}", server.URL)
		}
		refusals[name] = refusal{"provider \"awsconfig\" {\nalias = \"test\"\n" + test.arguments + "\n}\n" + block(dataKind, "provider = awsconfig.test"), test.want}
	}
	expectRefusals(t, server, "", refusals)
}

// A block of hashicorp/aws with every argument of it, but for the endpoints of other
// services.
const copiedBlock = `
provider "aws" {
  access_key          = %[1]q
  secret_key          = %[2]q
  token               = %[3]q
  allowed_account_ids = [%[4]q]

  custom_ca_bundle                   = "~/bundle.pem"
  ec2_metadata_service_endpoint      = "http://127.0.0.1:1"
  ec2_metadata_service_endpoint_mode = "IPv4"
  http_proxy                         = ""
  https_proxy                        = ""
  insecure                           = false
  max_retries                        = 2000
  no_proxy                           = "127.0.0.1,localhost"
  profile                            = ""
  region                             = "moon-1"
  retry_mode                         = "adaptive"
  s3_us_east_1_regional_endpoint     = "regional"
  s3_use_path_style                  = true
  shared_config_files                = ["~/.aws/config"]
  shared_credentials_files           = ["~/.aws/credentials"]
  skip_credentials_validation        = true
  skip_metadata_api_check            = true
  skip_region_validation             = true
  skip_requesting_account_id         = true
  sts_region                         = "eu-west-1"
  tag_policy_compliance              = "warning"
  token_bucket_rate_limiter_capacity = 100
  use_dualstack_endpoint             = false
  use_fips_endpoint                  = false
  user_agent                         = ["example/1.0"]

  assume_role {
    duration            = "1h"
    external_id         = "example"
    policy              = jsonencode({ Version = "2012-10-17", Statement = [] })
    policy_arns         = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    role_arn            = "arn:aws:iam::%[4]s:role/reader"
    session_name        = "example"
    source_identity     = "example"
    tags                = { team = "audit" }
    transitive_tag_keys = ["team"]
  }

  default_tags {
    tags = { team = "audit" }
  }

  endpoints {
    account       = %[5]q
    configservice = %[5]q
    sts           = %[5]q
  }

  ignore_tags {
    key_prefixes = ["example:"]
    keys         = ["owner"]
  }
}
`

func TestAccProvider_copiedBlock(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	_, certificate := serveTLS(t, backend.URL)

	block := strings.Replace(copiedBlock, `provider "aws"`, `provider "awsconfig"`, 1)
	workspace := acctest.NewWorkspace(t, fmt.Sprintf(block, backend.Credentials.AccessKeyID, backend.Credentials.SecretAccessKey, backend.Credentials.SessionToken, backend.AccountID, backend.URL)+
		fmt.Sprintf("data \"awsconfig_configuration_recorder_status\" \"test\" {\n  region = %q\n}\n", home))
	workspace.Write(t, "home/bundle.pem", certificate)
	workspace.MustRun(t, "validate")
	workspace.MustRun(t, "plan", "-input=false")
	if requests := backend.Requests(); len(requests) != 2 {
		t.Errorf("the plan sent %+v", requests)
	}
}

// Modules use empty arguments for optional settings.
func TestAccProvider_emptyArguments(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	workspace := acctest.NewWorkspace(t, `
provider "awsconfig" {
  access_key                         = ""
  secret_key                         = ""
  token                              = ""
  allowed_account_ids                = []
  forbidden_account_ids              = []
  custom_ca_bundle                   = ""
  ec2_metadata_service_endpoint      = ""
  ec2_metadata_service_endpoint_mode = ""
  no_proxy                           = ""
  profile                            = null
  region                             = ""
  retry_mode                         = ""
  shared_config_files                = []
  shared_credentials_files           = null
  skip_metadata_api_check            = ""
  sts_region                         = ""
  user_agent                         = []

  assume_role {
    role_arn = ""
  }

  assume_role_with_web_identity {
    role_arn = ""
  }

  endpoints {
    configservice = ""
  }
}
`+readDefault)
	workspace.Env["AWS_ENDPOINT_URL"] = backend.URL
	workspace.Env["AWS_REGION"] = home
	workspace.Env["AWS_ACCESS_KEY_ID"] = backend.Credentials.AccessKeyID
	workspace.Env["AWS_SECRET_ACCESS_KEY"] = backend.Credentials.SecretAccessKey
	workspace.Env["AWS_SESSION_TOKEN"] = backend.Credentials.SessionToken
	output := workspace.MustRun(t, "plan", "-input=false")
	if !phrase("Warning: Missing IAM Role ARN", "so no role is assumed", "more similar warning").MatchString(output) {
		t.Errorf("the empty role is not told of:\n%s", output)
	}
	if requests := backend.Requests(); len(requests) != 1 {
		t.Errorf("the plan sent %+v", requests)
	}
}

// The output and the log of Terraform contain no secrets of the configuration, valid or
// not.
func TestAccProvider_secretsInDiagnostics(t *testing.T) {
	t.Parallel()
	const secret = "hunter2-secret"
	for name, test := range map[string]struct {
		arguments string // %[1]s is the folder of the workspace.
		config    string // The shared configuration file.
		want      string // Empty where the plan works.
	}{
		"secret key alone":        {arguments: `secret_key = "` + secret + `"`, want: "Incomplete AWS Credentials"},
		"token alone":             {arguments: `token = "` + secret + `"`, want: "Incomplete AWS Credentials"},
		"password of a proxy":     {arguments: `http_proxy = "http://user:` + secret + `@127.0.0.1:1"` + "\n" + `no_proxy = "127.0.0.1"` + "\n", want: ""},
		"process with half JSON":  {config: `credential_process = echo {"Version":1,"AccessKeyId":"AKIAEXAMPLE","SecretAccessKey":"` + secret + `"`, want: "the output of credential_process is not the JSON"},
		"process with wrong JSON": {config: `credential_process = echo '{"Version":"` + secret + `"}'`, want: "the output of credential_process is not the JSON"},
		"process that fails":      {config: `credential_process = exit 3`, want: "Unable to Get AWS Credentials"},
		"token of a web identity": {arguments: "assume_role_with_web_identity {\n role_arn = \"arn:aws:iam::123456789012:role/r\"\n web_identity_token = \"" + secret + "\"\n web_identity_token_file = \"/x\"\n}\n", want: "Conflicting Web Identity Tokens"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, answer(http.StatusOK, running))
			workspace := acctest.NewWorkspace(t, readDefault)
			files := []string{workspace.Write(t, "config", "[profile audit]\n"+test.config+"\n")}
			arguments := test.arguments
			switch {
			case test.config != "":
				arguments = fmt.Sprintf("profile = \"audit\"\nshared_config_files = [%q]\n", files[0])
			case test.want == "":
				arguments += fmt.Sprintf("access_key = %q\nsecret_key = %q\n", someKeys.AccessKeyID, someKeys.SecretAccessKey)
			}
			files = append(files, workspace.Write(t, "provider.tf", fmt.Sprintf("provider \"awsconfig\" {\nregion = %q\n%s\nendpoints {\nconfigservice = %q\n}\n}\n", home, arguments, server.URL)))
			workspace.Env["TF_LOG"] = "TRACE"
			workspace.Env["TF_LOG_PATH"] = workspace.Dir + "/terraform.log"

			output, err := workspace.Run(t, "plan", "-input=false", "-out=tfplan")
			if (err == nil) != (test.want == "") || !phrase(test.want).MatchString(output) {
				t.Errorf("planned with %v:\n%s", err, output)
			}
			if strings.Contains(output, secret) {
				t.Errorf("the secret is printed:\n%s", output)
			}
			expectNoSecrets(t, workspace.Dir, []string{secret}, files...)
		})
	}
}
