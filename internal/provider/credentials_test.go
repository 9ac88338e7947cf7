// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

const (
	describe          = "config:DescribeConfigurationRecorderStatus"
	assumeRole        = "sts:AssumeRole"
	assumeWebIdentity = "sts:AssumeRoleWithWebIdentity"
	callerIdentity    = "sts:GetCallerIdentity"
	identityToken     = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwaXBlbGluZSIsImF1ZCI6InN0cy5hbWF6b25hd3MuY29tIiwiaXNzIjoiaHR0cHM6Ly9leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl"
)

// way is a way to authenticate: a provider block, its environment, and the requests that
// it needs.
type way struct {
	provider string
	env      map[string]string
	files    map[string]string // Files in the workspace.
	source   *credentialSource // The source of the credentials, if it is not AWS.
	sourced  int               // The number of requests to the source for one plan.
	account  string            // The account to read.
	requests []string          // The requests to AWS for one plan.
	secrets  []string          // Secrets that must not be stored, in addition to the credentials of the backend.
}

// waysToAuthenticate returns the ways that users of hashicorp/aws have. %[1]s is
// replaced with the folder of the workspace.
func waysToAuthenticate(t *testing.T, backend *acctest.Backend) map[string]way {
	t.Helper()
	keys := backend.Credentials
	static := fmt.Sprintf("access_key = %q\nsecret_key = %q\ntoken = %q\n", keys.AccessKeyID, keys.SecretAccessKey, keys.SessionToken)
	environment := map[string]string{"AWS_ACCESS_KEY_ID": keys.AccessKeyID, "AWS_SECRET_ACCESS_KEY": keys.SecretAccessKey, "AWS_SESSION_TOKEN": keys.SessionToken}
	profile := fmt.Sprintf("aws_access_key_id = %s\naws_secret_access_key = %s\naws_session_token = %s\n", keys.AccessKeyID, keys.SecretAccessKey, keys.SessionToken)
	files := "shared_config_files = [\"%[1]s/config\"]\nshared_credentials_files = [\"%[1]s/credentials\"]\n"
	other, third := acctest.NewAccountID(t), acctest.NewAccountID(t)
	role := func(account string) string { return fmt.Sprintf("arn:aws:iam::%s:role/path/reader", account) }

	foreign := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAFOREIGN", "AWS_SECRET_ACCESS_KEY": "foreign"}

	metadata := newInstanceMetadata(t, keys)
	container := newContainerCredentials(t, keys, "container-authorization")
	portal := newSSOPortal(t, keys, "sso-access-token")
	process, err := json.Marshal(map[string]any{"Version": 1, "AccessKeyId": keys.AccessKeyID, "SecretAccessKey": keys.SecretAccessKey, "SessionToken": keys.SessionToken})
	if err != nil {
		t.Fatal(err)
	}
	signIn, err := json.Marshal(map[string]any{"startUrl": "https://example.awsapps.com/start", "region": home, "accessToken": "sso-access-token", "expiresAt": time.Now().Add(time.Hour).UTC()})
	if err != nil {
		t.Fatal(err)
	}

	return map[string]way{
		"static keys": {
			provider: static, account: backend.AccountID, requests: []string{describe},
		},
		"environment": {
			env: environment, account: backend.AccountID, requests: []string{describe},
		},
		"shared files with a named profile": {
			provider: files + `profile = "audit"`,
			files:    map[string]string{"config": "[profile audit]\nregion = eu-west-1\n", "credentials": "[audit]\n" + profile},
			account:  backend.AccountID, requests: []string{describe},
		},
		"profile of the environment": {
			env:     map[string]string{"AWS_PROFILE": "audit", "AWS_SHARED_CREDENTIALS_FILE": "%[1]s/credentials"},
			files:   map[string]string{"credentials": "[audit]\n" + profile},
			account: backend.AccountID, requests: []string{describe},
		},
		"profile before the environment": {
			provider: files + `profile = "audit"`,
			env:      foreign,
			files:    map[string]string{"credentials": "[audit]\n" + profile},
			account:  backend.AccountID, requests: []string{describe},
		},
		"arguments before a profile and the environment": {
			provider: files + static,
			env:      merged(foreign, map[string]string{"AWS_PROFILE": "audit"}),
			files:    map[string]string{"credentials": "[audit]\naws_access_key_id = AKIAFOREIGN\naws_secret_access_key = foreign\n"},
			account:  backend.AccountID, requests: []string{describe},
		},
		"source_profile with a role": {
			provider: files + `profile = "audit"`,
			files:    map[string]string{"config": fmt.Sprintf("[profile audit]\nrole_arn = %s\nsource_profile = base\n", role(other)), "credentials": "[base]\n" + profile},
			account:  other, requests: []string{assumeRole, describe},
		},
		"credential_process": {
			provider: files + `profile = "audit"`,
			files:    map[string]string{"config": "[profile audit]\ncredential_process = cat %[1]s/process.json\n", "process.json": string(process)},
			account:  backend.AccountID, requests: []string{describe},
		},
		"sso_session": {
			provider: files + `profile = "audit"`,
			env:      map[string]string{"AWS_ENDPOINT_URL_SSO": portal.URL},
			files: map[string]string{
				"config": "[sso-session people]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n" +
					"[profile audit]\nsso_session = people\nsso_account_id = 123456789012\nsso_role_name = Reader\n",
				"home/.aws/sso/cache/" + peopleSession() + ".json": string(signIn),
			},
			source: portal, sourced: 1,
			account: backend.AccountID, requests: []string{describe}, secrets: []string{"sso-access-token"},
		},
		"container": {
			env:    map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": container.URL + "/credentials", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "container-authorization"},
			source: container, sourced: 1,
			account: backend.AccountID, requests: []string{describe}, secrets: []string{"container-authorization"},
		},
		"instance metadata": {
			provider: fmt.Sprintf("ec2_metadata_service_endpoint = %q\nskip_metadata_api_check = false\n", metadata.URL),
			source:   metadata, sourced: 3,
			account: backend.AccountID, requests: []string{describe},
		},
		"web identity token file": {
			provider: fmt.Sprintf("assume_role_with_web_identity {\n role_arn = %q\n session_name = \"pipeline\"\n web_identity_token_file = \"%%[1]s/token\"\n}\n", role(other)),
			files:    map[string]string{"token": identityToken},
			account:  other, requests: []string{assumeWebIdentity, describe}, secrets: []string{identityToken},
		},
		"web identity token": {
			provider: fmt.Sprintf("assume_role_with_web_identity {\n role_arn = %q\n web_identity_token = %q\n}\n", role(other), identityToken),
			account:  other, requests: []string{assumeWebIdentity, describe}, secrets: []string{identityToken},
		},
		"web identity of the environment": {
			env:     map[string]string{"AWS_ROLE_ARN": role(other), "AWS_WEB_IDENTITY_TOKEN_FILE": "%[1]s/token", "AWS_ROLE_SESSION_NAME": "pod"},
			files:   map[string]string{"token": identityToken},
			account: other, requests: []string{assumeWebIdentity, describe}, secrets: []string{identityToken},
		},
		"web identity block and the environment": {
			provider: "assume_role_with_web_identity {\n duration = \"15m\"\n}\n",
			env:      map[string]string{"AWS_ROLE_ARN": role(other), "AWS_WEB_IDENTITY_TOKEN_FILE": "%[1]s/token", "AWS_ROLE_SESSION_NAME": "pod"},
			files:    map[string]string{"token": identityToken},
			account:  other, requests: []string{assumeWebIdentity, describe}, secrets: []string{identityToken},
		},
		"token of the environment": {
			provider: fmt.Sprintf("assume_role_with_web_identity {\n role_arn = %q\n}\n", role(other)),
			env:      map[string]string{"TF_AWS_WEB_IDENTITY_TOKEN": identityToken},
			account:  other, requests: []string{assumeWebIdentity, describe}, secrets: []string{identityToken},
		},
		"role": {
			provider: static + fmt.Sprintf("assume_role {\n role_arn = %q\n}\n", role(other)),
			account:  other, requests: []string{assumeRole, describe},
		},
		"chain of two roles": {
			provider: static + fmt.Sprintf("assume_role {\n role_arn = %q\n}\nassume_role {\n role_arn = %q\n}\n", role(other), role(third)),
			account:  third, requests: []string{assumeRole, assumeRole, describe},
		},
		"web identity and a role": {
			provider: fmt.Sprintf("assume_role_with_web_identity {\n role_arn = %q\n web_identity_token_file = \"%%[1]s/token\"\n}\nassume_role {\n role_arn = %q\n}\n", role(other), role(third)),
			files:    map[string]string{"token": identityToken},
			account:  third, requests: []string{assumeWebIdentity, assumeRole, describe}, secrets: []string{identityToken},
		},
		"allowed account": {
			provider: static + fmt.Sprintf("allowed_account_ids = [%q, %q]\n", other, backend.AccountID),
			account:  backend.AccountID, requests: []string{callerIdentity, describe},
		},
		"role in an allowed account": {
			provider: static + fmt.Sprintf("allowed_account_ids = [%q]\nassume_role {\n role_arn = %q\n}\n", other, role(other)),
			account:  other, requests: []string{assumeRole, describe}, // The response of AssumeRole contained the account.
		},
		"validated credentials": {
			provider: static + "skip_credentials_validation = false\n",
			account:  backend.AccountID, requests: []string{callerIdentity, describe},
		},
	}
}

func TestAccProvider_credentials(t *testing.T) {
	t.Parallel()
	for name := range waysToAuthenticate(t, acctest.New(t)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			w := waysToAuthenticate(t, backend)[name]
			backend.InAccount(t, w.account).CreateRecorder(t, home, "recorder-of-"+w.account)

			workspace := acctest.NewWorkspace(t, `
data "awsconfig_configuration_recorder_status" "test" {}
output "name" {
  value = data.awsconfig_configuration_recorder_status.test.name
}
`)
			inWorkspace := func(text string) string { return strings.ReplaceAll(text, "%[1]s", workspace.Dir) }
			written := []string{workspace.Write(t, "provider.tf", fmt.Sprintf("provider \"awsconfig\" {\n region = %q\n%s\nendpoints {\n configservice = %[3]q\n sts = %[3]q\n}\n}\n", home, inWorkspace(w.provider), backend.URL))}
			for file, content := range w.files {
				written = append(written, workspace.Write(t, file, inWorkspace(content)))
			}
			for variable, value := range w.env {
				workspace.Env[variable] = inWorkspace(value)
			}
			workspace.Env["TF_LOG"] = "TRACE"
			workspace.Env["TF_LOG_PATH"] = workspace.Dir + "/terraform.log"

			workspace.MustRun(t, "plan", "-input=false", "-out=tfplan")
			var got []string
			for _, request := range backend.Requests() {
				got = append(got, request.Service+":"+request.Operation)
			}
			if !slices.Equal(got, w.requests) {
				t.Errorf("one plan sent %v, not %v", got, w.requests)
			}
			if w.source != nil && int(w.source.requests.Load()) != w.sourced {
				t.Errorf("the source of the credentials got %d requests, not %d", w.source.requests.Load(), w.sourced)
			}

			output := workspace.MustRun(t, "apply", "-input=false", "tfplan")
			if want := fmt.Sprintf("\nname = %q\n", "recorder-of-"+w.account); !strings.Contains(output, want) {
				t.Errorf("%q is not in:\n%s", want, output)
			}
			keys := backend.Credentials
			issued := backend.Secrets()
			if roles := len(slices.DeleteFunc(slices.Clone(w.requests), func(r string) bool { return !strings.HasPrefix(r, assumeRole) })); len(issued) < 2*roles {
				t.Errorf("%d roles were assumed, but the test knows of %d secrets", roles, len(issued))
			}
			expectNoSecrets(t, workspace.Dir, slices.Concat(w.secrets, issued, []string{keys.SecretAccessKey, keys.SessionToken}), written...)
			expectLog(t, workspace, w.requests)
		})
	}
}

// expectLog checks that the log, which the test searches for secrets, contains requests.
func expectLog(t *testing.T, workspace *acctest.Workspace, requests []string) {
	t.Helper()
	log := workspace.Read(t, "terraform.log")
	for _, request := range requests {
		_, operation, _ := strings.Cut(request, ":")
		if !strings.Contains(log, "Sent a request to AWS") || !strings.Contains(log, "aws.operation="+operation) {
			t.Errorf("the log does not tell of %s", request)
		}
	}
}

func merged[Value any](first, second map[string]Value) map[string]Value {
	both := maps.Clone(first)
	maps.Copy(both, second)
	return both
}

// peopleSession is the name that the AWS CLI gives to the cached token of the session
// "people".
func peopleSession() string {
	sum := sha1.Sum([]byte("people"))
	return hex.EncodeToString(sum[:])
}
