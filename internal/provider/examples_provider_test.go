// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// providerExamples are the examples on the page of the provider. Keys and tokens in
// them belong to nobody.
var providerExamples = map[string]exampleCase{
	"provider":                       {run: runProvider},
	"provider/access-key":            {run: runAccessKey},
	"provider/account-list":          {run: runAccountList},
	"provider/accounts":              {run: runAccounts},
	"provider/copied-block":          {run: runCopiedBlock},
	"provider/environment":           {run: runEnvironment},
	"provider/identity-center":       {run: runIdentityCenter},
	"provider/private-endpoint":      {run: runPrivateEndpoint},
	"provider/profile":               {run: runProfile},
	"provider/profile-with-role":     {run: runProfileWithRole},
	"provider/proxy":                 {run: runProxy},
	"provider/role":                  {run: runRole},
	"provider/role-chain":            {run: runRoleChain},
	"provider/web-identity":          {run: runWebIdentity},
	"provider/web-identity-and-role": {run: runWebIdentityAndRole},
}

// The accounts in the examples.
const (
	ownAccount = "123456789012"
	hubAccount = "210987654321"
	farAccount = "345678901234"
	recorderOf = "recorder-of-"
)

// withoutCredentials takes away what the other examples find in the environment.
func (e *example) withoutCredentials() {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"} {
		delete(e.Env, name)
	}
}

// expectReads fails the test unless the example reads the recorder of an account, and
// sends what is told for that.
func (e *example) expectReads(t *testing.T, account string, sends ...string) {
	t.Helper()
	e.backend.InAccount(t, account).CreateRecorder(t, home, recorderOf+account)
	expectPhrases(t, e.Plan(t), fmt.Sprintf("recorder = %q", recorderOf+account))
	e.ExpectSent(t, sends...)
}

func runProvider(t *testing.T, e *example) {
	delete(e.Env, "AWS_REGION")
	e.backend.CreateRecorder(t, home, "default")
	expectPhrases(t, e.Plan(t), "recording = false")
	e.ExpectSent(t, describe)
}

func runAccessKey(t *testing.T, e *example) {
	e.withoutCredentials()
	e.Env["TF_VAR_access_key"], e.Env["TF_VAR_secret_key"] = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	e.expectReads(t, ownAccount, describe)
}

func runEnvironment(t *testing.T, e *example) {
	e.withoutCredentials()
	for _, export := range regexp.MustCompile(`(?m)^export ([A-Z_]+)="(.+)"$`).FindAllStringSubmatch(e.File(t, "credentials.env"), -1) {
		e.Env[export[1]] = export[2]
	}
	e.expectReads(t, ownAccount, describe)
}

// useProfiles puts the shared files of the example where the SDK looks for them.
func (e *example) useProfiles(t *testing.T, files ...string) {
	t.Helper()
	e.withoutCredentials()
	for _, file := range files {
		e.Write(t, "home/.aws/"+file, e.File(t, file+".ini"))
	}
}

func runProfile(t *testing.T, e *example) {
	e.useProfiles(t, "config", "credentials")
	e.expectReads(t, ownAccount, describe)
}

func runProfileWithRole(t *testing.T, e *example) {
	e.useProfiles(t, "config", "credentials")
	e.expectReads(t, hubAccount, assumeRole, describe)
}

func runIdentityCenter(t *testing.T, e *example) {
	e.useProfiles(t, "config")
	e.Fail(t, []string{"Unable to Get AWS Credentials", "Sign in with `aws sso login --profile audit`"}, "plan", "-input=false")

	// What `aws sso login` leaves.
	signIn, err := json.Marshal(map[string]any{"startUrl": "https://example.awsapps.com/start", "region": home, "accessToken": "sso-access-token", "expiresAt": time.Now().Add(time.Hour).UTC()})
	if err != nil {
		t.Fatal(err)
	}
	e.Write(t, "home/.aws/sso/cache/"+peopleSession()+".json", string(signIn))
	e.Env["AWS_ENDPOINT_URL_SSO"] = newSSOPortal(t, e.backend.Credentials, "sso-access-token").URL
	e.expectReads(t, ownAccount, describe)
}

func runRole(t *testing.T, e *example) {
	expectPhrases(t, e.Plan(t), `recorder = "recorder-of-210987654321"`)
	e.ExpectSent(t, assumeRole, describe)
	sessions := e.backend.Sessions()
	if len(sessions) != 1 || sessions[0].Name != "terraform" {
		t.Errorf("the sessions are %+v", sessions)
	}
}

func runRoleChain(t *testing.T, e *example) {
	e.expectReads(t, farAccount, assumeRole, assumeRole, describe)
}

func runWebIdentity(t *testing.T, e *example) {
	e.withoutCredentials()
	e.Fail(t, []string{"Unreadable Web Identity Token", "token.jwt"}, "plan", "-input=false")
	e.Write(t, "token.jwt", identityToken)
	e.expectReads(t, hubAccount, assumeWebIdentity, describe)
}

func runWebIdentityAndRole(t *testing.T, e *example) {
	e.withoutCredentials()
	e.Env["TF_AWS_WEB_IDENTITY_TOKEN"] = identityToken
	e.expectReads(t, farAccount, assumeWebIdentity, assumeRole, describe)
}

func runAccountList(t *testing.T, e *example) {
	e.expectReads(t, ownAccount, callerIdentity, describe)
	e.Replace(t, "provider.tf", ownAccount, hubAccount)
	e.Fail(t, []string{"AWS Account Not Allowed", "The account 123456789012 is not among those allowed: 210987654321."}, "plan", "-input=false")
	e.ExpectSent(t, callerIdentity) // AWS Config was not called.
}

func runAccounts(t *testing.T, e *example) {
	for _, account := range []string{ownAccount, hubAccount} {
		e.backend.InAccount(t, account).CreateRecorder(t, home, recorderOf+account)
	}
	expectPhrases(t, e.Plan(t), "recorders = [", "arn:aws:config:eu-west-1:123456789012:", "arn:aws:config:eu-west-1:210987654321:")
	e.ExpectSent(t, assumeRole, describe, describe)
}

func runCopiedBlock(t *testing.T, e *example) {
	e.expectReads(t, ownAccount, callerIdentity, describe)
}

func runProxy(t *testing.T, e *example) {
	endpoint, certificate := serveTLS(t, e.backend.URL)
	proxy := newProxy(t, endpoint)
	e.Env["AWS_ENDPOINT_URL"] = "https://example.com"
	e.Write(t, "company.pem", certificate)
	e.Replace(t, "provider.tf", "http://proxy.example.com:3128", proxy.URL)
	e.expectReads(t, ownAccount, describe)
	if proxy.requests.Load() == 0 {
		t.Error("the proxy was not asked")
	}
}

func runPrivateEndpoint(t *testing.T, e *example) {
	const endpoint = "https://vpce-0123456789abcdef0-a1b2c3d4.config.eu-west-1.vpce.amazonaws.com"
	e.Env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9"
	e.Replace(t, "provider.tf", endpoint, e.backend.URL)
	e.expectReads(t, ownAccount, describe)
}

// policyExamples tells of each IAM policy in the examples what it is for, and whether
// for those who assume the role of the provider instead of for who reads.
var policyExamples = map[string]struct {
	config     string
	assumption bool
}{
	"one-recorder.json": {config: readDefault},
	"everything.json": {config: readDefault + `
data "awsconfig_configuration_recorder_statuses" "test" {
  all_regions            = true
  include_service_linked = true
}
`},
	"assume-role.json": {config: readDefault, assumption: true},
}

// Each policy allows what the provider calls for that, and nothing else.
func TestAccExamples_policies(t *testing.T) {
	t.Parallel()
	folder := path.Join(examplesFolder, "iam")
	if files := acctest.ExampleFiles(t, folder); len(files) != len(policyExamples) {
		t.Errorf("there are the files %v", files)
	}
	for file, example := range policyExamples {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			backend.Require(t, acctest.AccountRegions, acctest.ServiceLinked)
			backend.InAccount(t, hubAccount).CreateRecorder(t, home, "default")
			workspace := acctest.NewWorkspace(t, backend.ProviderConfig(fmt.Sprintf("assume_role {\n role_arn = \"arn:aws:iam::%s:role/config-reader\"\n}", hubAccount))+example.config)
			workspace.MustRun(t, "plan", "-input=false")
			called := map[string]bool{}
			for _, request := range backend.Requests() {
				if (request.Service == "sts") == example.assumption {
					called[request.Service+":"+request.Operation] = true
				}
			}
			want := slices.Sorted(maps.Keys(called))

			content, err := os.ReadFile(path.Join(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			if got := allowedBy(t, content); !slices.Equal(got, want) {
				t.Errorf("the policy allows %v, and the provider called %v", got, want)
			}
		})
	}
}

// allowedBy returns the actions of an IAM policy that has one statement.
func allowedBy(t *testing.T, content []byte) []string {
	t.Helper()
	var policy struct {
		Version   string
		Statement []struct {
			Effect, Resource string
			Action           any
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&policy); err != nil {
		t.Fatal(err)
	}
	if policy.Version != "2012-10-17" || len(policy.Statement) != 1 || policy.Statement[0].Effect != "Allow" || policy.Statement[0].Resource == "" {
		t.Fatalf("the policy is %+v", policy)
	}
	switch action := policy.Statement[0].Action.(type) {
	case string:
		return []string{action}
	case []any:
		actions := make([]string, 0, len(action))
		for _, name := range action {
			actions = append(actions, fmt.Sprint(name))
		}
		slices.Sort(actions)
		return actions
	default:
		t.Fatalf("the action is a %T", action)
		return nil
	}
}
