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
	"strings"
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

// withoutCredentials removes the credentials from the environment, which other examples
// use.
func (e *example) withoutCredentials() {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"} {
		delete(e.Env, name)
	}
}

// expectReads fails the test unless the example reads the recorder of an account with
// the given requests.
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

// useProfiles copies the shared files of the example to the default folder of the SDK.
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

	// The cache that `aws sso login` writes.
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
	e.Fail(t, []string{"AWS Account Not Allowed", "The account 123456789012 is not one of the allowed accounts: 210987654321."}, "plan", "-input=false")
	e.ExpectSent(t, callerIdentity) // AWS Config was not called.
}

func runAccounts(t *testing.T, e *example) {
	e.backend.InAccount(t, hubAccount).CreateRecorder(t, home, recorderOf+hubAccount)
	expectPhrases(t, e.Plan(t), `recorder = "arn:aws:config:eu-west-1:210987654321:`)
	e.ExpectSent(t, callerIdentity, assumeRole, describe)
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

// policyExamples has what each IAM policy of the examples is for.
var policyExamples = map[string]struct {
	provider, config string
	services         []string // Whose calls the policy allows. The others are those of another identity.
}{
	"one-recorder.json":        {provider: assumeHubRole, config: readDefault, services: []string{"config"}},
	"everything.json":          {provider: assumeHubRole, services: []string{"account", "config"}, config: readDefault + readPlural("include_service_linked = true", "all_regions = true")},
	"assume-role.json":         {provider: assumeHubRole, config: readDefault, services: []string{"sts"}},
	"organization-reader.json": {provider: readerRole, config: readPlural("", "all_accounts = true", "all_regions = true"), services: []string{"account", "config", "organizations", "sts"}},
}

const (
	readerRole    = "account_role {\n name = \"config-reader\"\n}"
	assumeHubRole = "assume_role {\n role_arn = \"arn:aws:iam::" + hubAccount + ":role/config-reader\"\n}"
)

// readPlural returns a block of each plural data source. The argument ofRecorders is for
// those of recorders.
func readPlural(ofRecorders string, arguments ...string) string {
	var b strings.Builder
	for _, name := range []string{"configuration_recorder_statuses", "configuration_recorders", "delivery_channel_statuses", "delivery_channels"} {
		body := strings.Join(arguments, "\n")
		if strings.HasPrefix(name, "configuration_recorder") {
			body += "\n" + ofRecorders
		}
		fmt.Fprintf(&b, "data %q \"test\" {\n%s\n}\n", "awsconfig_"+name, body)
	}
	return b.String()
}

// Each policy allows what the provider calls for that, and nothing else.
func TestAccExamples_policies(t *testing.T) {
	t.Parallel()
	folder := path.Join(examplesFolder, "iam")
	if files := acctest.ExampleFiles(t, folder); len(files) != len(policyExamples)+1 {
		t.Errorf("there are the files %v, and one of them is %s", files, trustPolicy)
	}
	for file, example := range policyExamples {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			backend := acctest.New(t)
			backend.Require(t, acctest.AccountRegions, acctest.ServiceLinked)
			backend.InAccount(t, hubAccount).CreateRecorder(t, home, "default")
			backend.Seed(t, fmt.Sprintf(`{"organization": {"managementAccount": %q, "accounts": {%q: {}}}}`, ownAccount, hubAccount))
			workspace := acctest.NewWorkspace(t, backend.ProviderConfig(example.provider)+example.config)
			workspace.MustRun(t, "plan", "-input=false")
			called := map[string]bool{}
			for _, request := range backend.Requests() {
				if slices.Contains(example.services, request.Service) {
					called[request.Service+":"+request.Operation] = true
				}
			}
			delete(called, callerIdentity) // It needs no permission.
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

// trustPolicy is the example of the trust policy of a role.
const trustPolicy = "trust-with-external-id.json"

// TestAccExamples_trust lets the emulator enforce the trust policy.
func TestAccExamples_trust(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	content, err := os.ReadFile(path.Join(examplesFolder, "iam", trustPolicy))
	if err != nil {
		t.Fatal(err)
	}
	trust := trustedBy(t, content)
	backend.Seed(t, fmt.Sprintf(`{"roles": {"arn:aws:iam::*:role/config-reader": {"externalId": %q, "trusts": [%q]}}}`, trust.externalID, trust.principal))
	plan := func(externalID string) (string, error) {
		provider := fmt.Sprintf("assume_role {\n role_arn = %q\n}\naccount_role {\n name = \"config-reader\"\n external_id = %q\n}", trust.principal, externalID)
		config := fmt.Sprintf("data \"awsconfig_configuration_recorder_statuses\" \"test\" {\n account_ids = [%q]\n}\n", hubAccount)
		return acctest.NewWorkspace(t, backend.ProviderConfig(provider)+config).Run(t, "plan", "-input=false")
	}
	if output, err := plan("partner:42"); err != nil {
		t.Errorf("the role cannot be assumed: %v\n%s", err, output)
	}
	output, err := plan("partner:43")
	if err == nil {
		t.Error("the role can be assumed with another external ID")
	}
	expectPhrases(t, output, "Unable to Assume the IAM Role")
}

// policyDocument is an IAM policy, or the trust policy of a role.
type policyDocument struct {
	Version   string
	Statement []struct {
		Effect, Resource string
		Action           any
		Principal        struct{ AWS string }
		Condition        struct {
			StringEquals struct {
				ExternalID string `json:"sts:ExternalId"`
			}
		}
	}
}

func decodePolicy(t *testing.T, content []byte) policyDocument {
	t.Helper()
	var policy policyDocument
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&policy); err != nil {
		t.Fatal(err)
	}
	if policy.Version != "2012-10-17" || len(policy.Statement) == 0 {
		t.Fatalf("the policy is %+v", policy)
	}
	return policy
}

// allowedBy returns the actions that an IAM policy allows, sorted.
func allowedBy(t *testing.T, content []byte) []string {
	t.Helper()
	var actions []string
	for _, statement := range decodePolicy(t, content).Statement {
		if statement.Effect != "Allow" || statement.Resource == "" {
			t.Fatalf("the statement is %+v", statement)
		}
		switch action := statement.Action.(type) {
		case string:
			actions = append(actions, action)
		case []any:
			for _, name := range action {
				actions = append(actions, fmt.Sprint(name))
			}
		default:
			t.Fatalf("the action is a %T", action)
		}
	}
	slices.Sort(actions)
	return actions
}

// trusted is who may assume a role.
type trusted struct{ principal, externalID string }

// trustedBy returns whom a trust policy trusts.
func trustedBy(t *testing.T, content []byte) trusted {
	t.Helper()
	policy := decodePolicy(t, content)
	statement := policy.Statement[0]
	if len(policy.Statement) != 1 || statement.Effect != "Allow" || statement.Action != assumeRole || statement.Principal.AWS == "" {
		t.Fatalf("the trust policy is %+v", policy)
	}
	return trusted{statement.Principal.AWS, statement.Condition.StringEquals.ExternalID}
}
