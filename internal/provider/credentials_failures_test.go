// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// The diagnostic contains only the source of credentials that was found and failed.
func TestCredentials_failures(t *testing.T) {
	const (
		role       = "role_arn = arn:aws:iam::123456789012:role/reader\n"
		keys       = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret-key-of-the-test\n"
		identity   = "sso_session = people\nsso_account_id = 123456789012\nsso_role_name = Reader\n[sso-session people]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n"
		legacy     = "sso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\nsso_account_id = 123456789012\nsso_role_name = Reader\n"
		login      = "login_session = arn:aws:iam::123456789012:user/alice\nregion = eu-west-1\n"
		notFound   = "AWS Credentials Not Found"
		unable     = "Unable to Get AWS Credentials"
		badProfile = "Invalid AWS Profile"
		badSetting = "Invalid Environment Variable"
	)
	byEnvironment := map[string]string{"AWS_PROFILE": "dev"}
	for name, test := range map[string]struct {
		env       map[string]string // %s is the folder of the files.
		config    string
		keyFile   string         // The credentials file.
		arguments map[string]any // Besides the region and the endpoints.
		token     string         // The token of the portal of IAM Identity Center, if somebody signed in.
		summary   string
		want      string // %s is the folder of the files.
	}{
		"none":                       {nil, "", "", nil, "", notFound, "No AWS credentials were found. Set"},
		"access key alone":           {map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE"}, "", "", nil, "", badSetting, "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not"},
		"secret key alone":           {map[string]string{"AWS_SECRET_ACCESS_KEY": "x"}, "", "", nil, "", badSetting, "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not"},
		"old access key alone":       {map[string]string{"AWS_ACCESS_KEY": "AKIAEXAMPLE"}, "", "", nil, "", badSetting, "AWS_SECRET_ACCESS_KEY is not"},
		"old secret key alone":       {map[string]string{"AWS_SECRET_KEY": "x"}, "", "", nil, "", badSetting, "AWS_ACCESS_KEY_ID is not"},
		"retry mode":                 {map[string]string{"AWS_RETRY_MODE": "legacy"}, "", "", nil, "", badSetting, `AWS_RETRY_MODE is "legacy", which the provider does not support: set it to standard`},
		"missing bundle":             {map[string]string{"AWS_CA_BUNDLE": "%s/none.pem"}, "", "", nil, "", "Invalid CA Bundle", "The CA bundle that the environment variable AWS_CA_BUNDLE specifies"},
		"empty bundle":               {map[string]string{"AWS_CA_BUNDLE": os.DevNull}, "", "", nil, "", "Invalid CA Bundle", "the environment variable AWS_CA_BUNDLE specifies"},
		"missing bundle of profile":  {byEnvironment, "[profile dev]\nca_bundle = /none.pem\n" + keys, "", nil, "", "Invalid CA Bundle", `ca_bundle of the profile "dev" specifies`},
		"no such profile":            {byEnvironment, "[profile other]\n" + keys, "", nil, "", badProfile, `The environment variable AWS_PROFILE names the profile "dev", which does not exist: correct the name, or add the profile to %s/config or %[1]s/credentials`},
		"no such default profile":    {map[string]string{"AWS_DEFAULT_PROFILE": "dev"}, "[profile other]\n" + keys, "", nil, "", badProfile, `AWS_DEFAULT_PROFILE names the profile "dev", which does not exist`},
		"no such profile, argument":  {nil, "[profile other]\n" + keys, "", map[string]any{"profile": "dev"}, "", badProfile, `The argument profile names the profile "dev", which does not exist`},
		"profile without credential": {byEnvironment, "[profile dev]\nregion = eu-west-1\n", "", nil, "", badProfile, `AWS_PROFILE names the profile "dev", which has no credentials`},
		"quoted name":                {byEnvironment, "[profile \"dev\"]\n" + keys, "", nil, "", badProfile, `remove the quotes from [profile "dev"] in %s/config`},
		"no prefix":                  {byEnvironment, "[dev]\n" + keys, "", nil, "", badProfile, "write [profile dev] instead of [dev] in %s/config"},
		"prefix in credentials":      {byEnvironment, "", "[profile dev]\n" + keys, nil, "", badProfile, "write [dev] instead of [profile dev] in %s/credentials"},
		"byte order mark":            {nil, "", "\ufeff[default]\n" + keys, nil, "", badProfile, "%s/credentials begins with a byte order mark"},
		"UTF-16":                     {byEnvironment, "", inUTF16("[dev]\n" + keys), nil, "", badProfile, "%s/credentials is not encoded as UTF-8, but probably as UTF-16"},
		"half a key":                 {byEnvironment, "", "[dev]\naws_access_key_id = AKIAEXAMPLE\n", nil, "", badProfile, `The profile "dev" in %s/credentials has no aws_secret_access_key`},
		"half a key of the source":   {byEnvironment, "[profile dev]\nsource_profile = base\n" + role, "[base]\naws_secret_access_key = x\n", nil, "", badProfile, `The profile "base" in %s/credentials has no aws_access_key_id`},
		"retry mode of the profile":  {byEnvironment, "[profile dev]\nRETRY_MODE = legacy # as before\n" + keys, "", nil, "", badProfile, `The profile "dev" has the retry_mode "legacy", which`},
		"retry mode of both files":   {byEnvironment, "[profile dev]\nretry_mode = standard\n", "[dev]\nretry_mode = legacy\n" + keys, nil, "", badProfile, `The profile "dev" has the retry_mode "legacy"`},
		"MFA of the source":          {byEnvironment, "[profile dev]\nsource_profile = base\n" + role + "[profile base]\nsource_profile = root\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n" + role, "[root]\n" + keys, nil, "", badProfile, `The role of the profile "base" requires an MFA code`},
		"no such source":             {byEnvironment, "[profile dev]\nsource_profile = base\n" + role, "", nil, "", badProfile, `The profile "base", which source_profile names, does not exist`},
		"source without credentials": {byEnvironment, "[profile dev]\nsource_profile = base\n" + role + "[profile base]\nregion = eu-west-1\n", "", nil, "", badProfile, `The profile "base", which source_profile names, has no credentials`},
		"circle":                     {byEnvironment, "[profile dev]\nsource_profile = base\n" + role + "[profile base]\nsource_profile = dev\n" + role, "", nil, "", badProfile, "The profiles refer to one another with source_profile, from dev to base to dev"},
		"no role":                    {byEnvironment, "[profile dev]\nsource_profile = base\n[profile base]\n" + keys, "", nil, "", badProfile, `The profile "dev" has source_profile but no role_arn`},
		"MFA":                        {byEnvironment, "[profile dev]\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n" + role + "[profile base]\n" + keys, "", nil, "", badProfile, "`aws configure export-credentials --profile dev --format env`"},
		"never signed in":            {byEnvironment, "[profile dev]\n" + identity, "", nil, "", unable, "`aws sso login --profile dev`"},
		"never signed in, legacy":    {byEnvironment, "[profile dev]\n" + legacy, "", nil, "", unable, "`aws sso login --profile dev`"},
		"signed in for a role":       {byEnvironment, "[profile dev]\nsource_profile = people\n" + role + "[profile people]\n" + identity, "", nil, "", unable, "`aws sso login --profile people`"},
		"session that ended":         {byEnvironment, "[profile dev]\n" + identity, "", nil, "another-token", unable, "`aws sso login --profile dev`"},
		"no permission set":          {byEnvironment, "[profile dev]\n" + strings.Replace(identity, "Reader", "Forbidden", 1), "", nil, "sso-access-token", unable, `Check sso_account_id and sso_role_name of the profile "dev"`},
		"no login":                   {byEnvironment, "[profile dev]\n" + login, "", nil, "", unable, `Getting credentials from the login session of the profile "dev" failed. Sign in with ` + "`aws login --profile dev`"},
		"process that fails":         {byEnvironment, "[profile dev]\ncredential_process = echo hunter2; printf 'no \\033[31m session' >&2; exit 3\n", "", nil, "", unable, "Run the command by hand and correct what it reports. It wrote to its standard error: no  [31m session\n"},
		"process that names a URL":   {byEnvironment, "[profile dev]\ncredential_process = echo 'get https://me:hunter2@example.com' >&2; exit 3\n", "", nil, "", unable, "standard error: get https://example.com\n"},
		"process of a role":          {byEnvironment, "[profile dev]\nsource_profile = base\n" + role + "[profile base]\ncredential_process = echo hunter2; echo no session >&2; exit 3\n", "", nil, "", unable, `Getting credentials from the credential_process of the profile "base" failed`},
		"process that says much":     {byEnvironment, "[profile dev]\ncredential_process = yes line | head -n 1000 >&2; echo the end >&2; exit 3\n", "", nil, "", unable, "line line the end\n"},
		"process without JSON":       {byEnvironment, "[profile dev]\ncredential_process = echo hunter2\n", "", nil, "", unable, "the output of credential_process is not the JSON"},
		"container":                  {map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/x", "AWS_MAX_ATTEMPTS": "1"}, "", "", nil, "", unable, "the endpoint for containers failed. Check AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"},
		"environment of a profile":   {byEnvironment, "[profile dev]\ncredential_source = Environment\n" + role, "", nil, "", unable, `the environment (credential_source of the profile "dev") failed. Set`},
		"instance of a profile":      {byEnvironment, "[profile dev]\ncredential_source = Ec2InstanceMetadata\n" + role, "", nil, "", unable, `the instance metadata service (credential_source of the profile "dev") failed.`},
		"web identity without file":  {map[string]string{"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/r", "AWS_WEB_IDENTITY_TOKEN_FILE": "%s/token"}, "", "", nil, "", "Unreadable Web Identity Token", "Correct AWS_WEB_IDENTITY_TOKEN_FILE"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder+"/config", test.config)
			write(t, folder+"/credentials", test.keyFile)
			portal := newSSOPortal(t, aws.Credentials{}, "sso-access-token")
			for variable, value := range merged(map[string]string{
				"AWS_CONFIG_FILE": "%s/config", "AWS_SHARED_CREDENTIALS_FILE": "%s/credentials", "AWS_ENDPOINT_URL_SSO": portal.URL, "HOME": folder, "AWS_LOGIN_CACHE_DIRECTORY": folder,
			}, test.env) {
				t.Setenv(variable, strings.ReplaceAll(value, "%s", folder))
			}
			if test.token != "" {
				if err := os.MkdirAll(folder+"/.aws/sso/cache", 0o700); err != nil {
					t.Fatal(err)
				}
				write(t, folder+"/.aws/sso/cache/"+peopleSession()+".json", fmt.Sprintf(`{"accessToken":%q,"expiresAt":%q}`, test.token, time.Now().Add(time.Hour).UTC().Format(time.RFC3339)))
			}
			server := acctest.Serve(t, answer(http.StatusOK, running))
			_, diagnostics := configure(t.Context(), t, server.URL, someKeys, merged(map[string]any{"access_key": nil, "secret_key": nil, "token": nil}, test.arguments))
			if len(diagnostics) != 1 {
				t.Fatalf("there are %d diagnostics\n%s", len(diagnostics), texts(diagnostics))
			}
			want := strings.ReplaceAll(strings.ReplaceAll(test.want, "%[1]s", folder), "%s", folder)
			if got := diagnostics[0]; got.Summary != test.summary || !strings.Contains(got.Detail, want) || strings.Contains(got.Detail, "hunter2") || (got.Attribute != nil) != (test.arguments != nil) {
				t.Errorf("expected %s: %s\ngot %s", test.summary, want, texts(diagnostics))
			}
			if requests := server.Requests(); len(requests) != 0 {
				t.Errorf("requests were sent: %v", requests)
			}
		})
	}
}

// The roles of a profile get the same diagnostics as those of the provider block.
func TestCredentials_refusedRoles(t *testing.T) {
	const refusal = `<ErrorResponse><Error><Code>%s</Code><Message>no</Message></Error></ErrorResponse>`
	for name, test := range map[string]struct {
		env  map[string]string
		code string
		want []string
	}{
		"profile":      {map[string]string{"AWS_PROFILE": "dev"}, "ExpiredToken", []string{`Assuming the role of the profile "dev" failed because the credentials have expired`}},
		"denied":       {map[string]string{"AWS_PROFILE": "dev"}, "AccessDenied", []string{`Assuming the role of the profile "dev" was denied`, "trust policy"}},
		"web identity": {map[string]string{"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/r", "AWS_WEB_IDENTITY_TOKEN_FILE": "%s/token"}, "ExpiredTokenException", []string{"Assuming the role of the web identity failed because the web identity token has expired"}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder+"/token", identityToken)
			write(t, folder+"/config", "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n")
			for variable, value := range merged(map[string]string{"AWS_CONFIG_FILE": "%s/config"}, test.env) {
				t.Setenv(variable, strings.ReplaceAll(value, "%s", folder))
			}
			server := acctest.Serve(t, answer(http.StatusForbidden, fmt.Sprintf(refusal, test.code)))
			_, diagnostics := configure(t.Context(), t, server.URL, someKeys, map[string]any{"access_key": nil, "secret_key": nil, "token": nil})
			for _, want := range test.want {
				if !strings.Contains(texts(diagnostics), want) {
					t.Errorf("%q is missing in\n%s", want, texts(diagnostics))
				}
			}
			if requests := server.Requests(); len(requests) != 1 {
				t.Errorf("%d requests were sent", len(requests))
			}
		})
	}
}

func inUTF16(text string) string {
	encoded := "\xff\xfe"
	for _, unit := range utf16.Encode([]rune(text)) {
		encoded += string([]byte{byte(unit), byte(unit >> 8)})
	}
	return encoded
}
