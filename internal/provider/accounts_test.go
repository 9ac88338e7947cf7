// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

const statusesName = "awsconfig_configuration_recorder_statuses"

var accountRole = map[string]any{"account_role": []any{map[string]any{"name": "audit/config-reader"}}}

// newAccounts returns a backend with a running recorder in the home region of each
// account.
func newAccounts(t *testing.T, accountIDs ...string) *acctest.Backend {
	t.Helper()
	backend := acctest.New(t)
	backend.Require(t, acctest.SeededStatus)
	accounts := map[string]any{}
	for _, accountID := range accountIDs {
		accounts[accountID] = map[string]any{home: map[string]any{"ConfigurationRecordersStatus": []any{map[string]any{"name": "default", "recording": true, "lastStatus": "SUCCESS"}}}}
	}
	seed, err := json.Marshal(map[string]any{"accounts": accounts})
	if err != nil {
		t.Fatal(err)
	}
	backend.Seed(t, string(seed))
	return backend
}

// mustRead reads a data source and expects no diagnostics.
func mustRead(t *testing.T, s *session, name string, arguments map[string]any) map[string]any {
	t.Helper()
	state, diagnostics := s.read(t.Context(), t, name, arguments)
	if len(diagnostics) > 0 {
		t.Fatal(texts(diagnostics))
	}
	return s.goValues(t, name, state)
}

// column returns a member of each object in a list.
func column(t *testing.T, values map[string]any, list string, members ...string) string {
	t.Helper()
	elements, ok := values[list].([]any)
	if !ok {
		t.Fatalf("%s is %v", list, values[list])
	}
	var rows []string
	for _, element := range elements {
		object, ok := element.(map[string]any)
		if !ok {
			t.Fatalf("%s has %v", list, element)
		}
		var row []string
		for _, member := range members {
			row = append(row, fmt.Sprint(object[member]))
		}
		rows = append(rows, strings.Join(row, " "))
	}
	return strings.Join(rows, "\n")
}

func operations(backend interface{ Requests() []acctest.Request }) map[string]int {
	count := map[string]int{}
	for _, request := range backend.Requests() {
		count[request.Operation]++
	}
	return count
}

func TestAccounts_plural(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount, hubAccount)
	s := newSession(t.Context(), t, backend.URL, backend.Credentials, accountRole)
	values := mustRead(t, s, statusesName, map[string]any{
		"account_ids": []any{farAccount, hubAccount, ownAccount}, "regions": []any{other, home},
	})
	if got := column(t, values, "statuses", "account_id", "region", "arn"); !regexp.MustCompile(`^123456789012 eu-west-1 arn:aws:config:eu-west-1:123456789012:\S+\n210987654321 eu-west-1 arn:aws:config:eu-west-1:210987654321:\S+$`).MatchString(got) {
		t.Errorf("the statuses are\n%s", got)
	}
	if got, want := column(t, values, "not_recording", "account_id", "region", "reason", "message"), strings.TrimSpace(`
123456789012 us-east-2 NoRecorder AWS Config in us-east-2 of account 123456789012 has no customer managed configuration recorder.
210987654321 us-east-2 NoRecorder AWS Config in us-east-2 of account 210987654321 has no customer managed configuration recorder.
345678901234 eu-west-1 NoRecorder AWS Config in eu-west-1 of account 345678901234 has no customer managed configuration recorder.
345678901234 us-east-2 NoRecorder AWS Config in us-east-2 of account 345678901234 has no customer managed configuration recorder.`); got != want {
		t.Errorf("not recording are\n%s", got)
	}
	if got := fmt.Sprint(values["account_ids"], values["regions"], values["errors"]); got != "[123456789012 210987654321 345678901234] [eu-west-1 us-east-2] []" {
		t.Errorf("it returned %s", got)
	}
	for _, session := range backend.Sessions() {
		if !strings.HasSuffix(session.RoleARN, ":role/audit/config-reader") {
			t.Errorf("the role is %s", session.RoleARN)
		}
	}
}

func TestAccounts_singular(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount, hubAccount)
	arn := func(s *session, accountID string) string {
		values := mustRead(t, s, statusName, map[string]any{"account_id": accountID})
		if values["account_id"] != accountID || !strings.Contains(fmt.Sprint(values["arn"]), ":"+accountID+":") {
			t.Errorf("in account %s it returned %v", accountID, values)
		}
		return fmt.Sprint(values["arn"])
	}
	s := newSession(t.Context(), t, backend.URL, backend.Credentials, accountRole)
	arn(s, ownAccount)
	ofProduction := arn(s, hubAccount)
	// The ARN names the account.
	if values := mustRead(t, s, statusName, map[string]any{"arn": ofProduction}); values["account_id"] != hubAccount {
		t.Errorf("by ARN it returned %v", values)
	}
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	if _, diagnostics := s.open(t.Context(), t, statusName, map[string]any{"account_id": hubAccount}); len(diagnostics) > 0 {
		t.Error(texts(diagnostics))
	}
	if _, diagnostics := s.read(t.Context(), t, statusName, map[string]any{"account_id": farAccount}); !strings.Contains(texts(diagnostics), "AWS Config in eu-west-1 of account 345678901234 has no customer managed configuration recorder") {
		t.Error(texts(diagnostics))
	}
	if got := fmt.Sprint(operations(backend)); got != "map[AssumeRole:2 DescribeConfigurationRecorderStatus:5 GetCallerIdentity:1]" {
		t.Errorf("it sent %s", got)
	}
}

// The role is that of a partition.
func TestAccounts_partition(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.RoleConditions)
	for region, partition := range map[string]string{"us-gov-west-1": "aws-us-gov", "cn-north-1": "aws-cn", "eusc-de-east-1": "aws-eusc", "us-isob-east-1": "aws-iso-b", "il-central-1": "aws"} {
		s := newSession(t.Context(), t, backend.URL, backend.Credentials, map[string]any{"region": region, "account_role": []any{map[string]any{"name": "in-" + partition}}})
		_, _ = s.read(t.Context(), t, statusName, map[string]any{"account_id": hubAccount})
	}
	for _, session := range backend.Sessions() {
		partition := strings.TrimPrefix(session.RoleARN[strings.Index(session.RoleARN, "in-"):], "in-")
		if !strings.HasPrefix(session.RoleARN, "arn:"+partition+":iam::"+hubAccount+":role/") {
			t.Errorf("the role is %s", session.RoleARN)
		}
	}
	if len(backend.Sessions()) != 5 {
		t.Errorf("the sessions are %v", backend.Sessions())
	}
}

// The account of the credentials, the accounts, the regions and the credentials of each
// role are requested only once, for any number of objects.
func TestAccounts_onceInAProcess(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount, hubAccount)
	backend.Seed(t, fmt.Sprintf(`{"organization": {"managementAccount": %q, "accounts": {%[1]q: {}, %q: {}, %q: {"state": "SUSPENDED"}}}}`, ownAccount, hubAccount, farAccount))
	s := newSession(t.Context(), t, backend.URL, backend.Credentials, accountRole)
	done := make(chan []*tfprotov6.Diagnostic)
	for _, arguments := range []map[string]any{
		{"all_accounts": true, "all_regions": true},
		{"all_accounts": true, "all_regions": true},
		{"account_ids": []any{ownAccount, hubAccount}, "all_regions": true},
	} {
		go func() {
			_, diagnostics := s.read(t.Context(), t, statusesName, arguments)
			done <- diagnostics
		}()
	}
	for range 3 {
		if diagnostics := <-done; len(diagnostics) > 0 {
			t.Error(texts(diagnostics))
		}
	}
	if got := fmt.Sprint(operations(backend)); got != "map[AssumeRole:1 DescribeConfigurationRecorderStatus:102 GetCallerIdentity:1 ListAccounts:1 ListRegions:2]" {
		t.Errorf("it sent %s", got)
	}
}

// An account that failed as a whole is one element of errors or one diagnostic, and
// fails every check.
func TestAccounts_roleRefused(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount, hubAccount, farAccount)
	backend.Seed(t, fmt.Sprintf(`{"roles": {"arn:aws:iam::%s:role/audit/config-reader": {"trusts": []}}}`, hubAccount))
	s := newSession(t.Context(), t, backend.URL, backend.Credentials, accountRole)
	arguments := map[string]any{"account_ids": []any{ownAccount, hubAccount, farAccount}, "regions": []any{home, other}}

	_, diagnostics := s.read(t.Context(), t, statusesName, arguments)
	if shown := texts(diagnostics); len(diagnostics) != 1 || !regexp.MustCompile(`(?s)Unable to Assume the IAM Role
Assuming the role audit/config-reader in account 210987654321 was denied\. Check that the role exists, that its trust policy allows the identity named below.*sts:AssumeRole.*Original Error: the role arn:aws:iam::210987654321:role/audit/config-reader cannot be assumed.*RequestID`).MatchString(shown) {
		t.Errorf("it showed\n%s", shown)
	}
	refused := operations(backend)["AssumeRole"]
	_, diagnostics = s.read(t.Context(), t, statusName, map[string]any{"account_id": hubAccount})
	if shown := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(shown, "Assuming the role audit/config-reader in account 210987654321 was denied.") {
		t.Errorf("the singular object showed\n%s", shown)
	}

	arguments["on_error"] = "report"
	values := mustRead(t, s, statusesName, arguments)
	if got := column(t, values, "errors", "account_id", "region", "code"); got != "210987654321 * AccessDenied" {
		t.Errorf("the errors are\n%s", got)
	}
	if got := column(t, values, "errors", "message"); !strings.HasPrefix(got, "account 210987654321: the role arn:aws:iam::210987654321:role/audit/config-reader cannot be assumed: ") {
		t.Errorf("the message is\n%s", got)
	}
	if got := column(t, values, "statuses", "account_id"); got != ownAccount+"\n"+farAccount {
		t.Errorf("the statuses are of\n%s", got)
	}
	if got := column(t, values, "not_recording", "account_id", "region", "reason"); got != "123456789012 us-east-2 NoRecorder\n210987654321 eu-west-1 Unreadable\n210987654321 us-east-2 Unreadable\n345678901234 us-east-2 NoRecorder" {
		t.Errorf("not recording are\n%s", got)
	}
	if got := fmt.Sprint(values["account_ids"], values["regions"]); got != "[123456789012 210987654321 345678901234] [eu-west-1 us-east-2]" {
		t.Errorf("it returned %s", got)
	}
	// A permanent failure is not requested again.
	if again := operations(backend)["AssumeRole"]; again != refused {
		t.Errorf("roles were assumed %d times, then %d times", refused, again)
	}
}

// Accounts with unknown regions have the region *.
func TestAccounts_regionsNotListed(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount)
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{Account: backend.Account}, fault.MustParse("error=AccessDeniedException,operation=ListRegions,account="+hubAccount))
	})
	s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
	arguments := map[string]any{"account_ids": []any{ownAccount, hubAccount}, "all_regions": true}
	_, diagnostics := s.read(t.Context(), t, statusesName, arguments)
	if shown := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(shown, "Listing the enabled regions with AWS Account Management in account 210987654321 was denied. Allow the IAM action account:ListRegions") {
		t.Errorf("it showed\n%s", shown)
	}
	arguments["on_error"] = "report"
	values := mustRead(t, s, statusesName, arguments)
	if got := column(t, values, "errors", "account_id", "region", "code"); got != "210987654321 * AccessDeniedException" {
		t.Errorf("the errors are\n%s", got)
	}
	if got := column(t, values, "not_recording", "account_id", "region", "reason"); !strings.HasSuffix(got, "\n210987654321 * Unreadable") {
		t.Errorf("not recording are\n%s", got)
	}
}

func TestAccounts_organizationNotListed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		seed, fault string
		code        string
		want        string
	}{
		"no organization": {
			`{}`, "", "AWSOrganizationsNotInUseException",
			"Unable to List the AWS Accounts\nListing the accounts of the organization with AWS Organizations failed because the account of the credentials is in no organization. Use credentials of the management account",
		},
		"a member": {
			fmt.Sprintf(`{"organization": {"managementAccount": %q, "accounts": {%q: {}}}}`, hubAccount, ownAccount), "", "AccessDeniedException",
			"Access to AWS Organizations Denied\nListing the accounts of the organization with AWS Organizations was denied. Only the management account of the organization and its delegated administrators may list the accounts: use credentials of one of them, and allow the IAM action organizations:ListAccounts",
		},
		"throttled": {
			fmt.Sprintf(`{"organization": {"managementAccount": %q}}`, ownAccount), "throttle,service=organizations", "TooManyRequestsException",
			"AWS Organizations Throttled the Request\nListing the accounts of the organization with AWS Organizations was throttled on every attempt. All callers in the organization share the limit of this API",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := newAccounts(t, ownAccount)
			backend.Seed(t, test.seed)
			server := backend.Wrap(t, func(next http.Handler) http.Handler {
				if test.fault == "" {
					return next
				}
				return fault.Wrap(next, fault.Options{Account: backend.Account}, fault.MustParse(test.fault))
			})
			s := newSession(t.Context(), t, server.URL, backend.Credentials, map[string]any{"max_retries": 2})
			_, diagnostics := s.read(t.Context(), t, statusesName, map[string]any{"all_accounts": true})
			if shown := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(shown, test.want) || !strings.Contains(shown, "Alternatively, set the argument account_ids") {
				t.Errorf("it showed\n%s", shown)
			}
			values := mustRead(t, s, statusesName, map[string]any{"all_accounts": true, "on_error": "report"})
			if got := column(t, values, "errors", "account_id", "region", "code") + column(t, values, "not_recording", "account_id", "region", "reason"); got != "* * "+test.code+"* eu-west-1 Unreadable" {
				t.Errorf("it returned\n%s", got)
			}
		})
	}
}

// Forbidden accounts are rejected before a role is assumed.
func TestAccounts_allowed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		provider map[string]any
		code     string
		want     string
	}{
		"not allowed": {
			map[string]any{"allowed_account_ids": []any{ownAccount, farAccount}}, "AccountNotAllowed",
			"AWS Account Not Allowed\nReading the statuses of the configuration recorders in account 210987654321 failed because allowed_account_ids does not contain the account. Add it",
		},
		"forbidden": {
			map[string]any{"forbidden_account_ids": []any{hubAccount}}, "AccountNotAllowed",
			"failed because forbidden_account_ids contains the account. Remove it",
		},
		"no role": {
			map[string]any{"account_role": nil}, "MissingAccountRole",
			"Missing Account Role\nReading the statuses of the configuration recorders in account 210987654321 failed because the account is not that of the credentials, and the provider has no role to assume there. Set account_role",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := newAccounts(t, ownAccount, hubAccount)
			arguments := map[string]any{"account_role": accountRole["account_role"]}
			for argument, value := range test.provider {
				arguments[argument] = value
			}
			s := newSession(t.Context(), t, backend.URL, backend.Credentials, arguments)
			_, diagnostics := s.read(t.Context(), t, statusesName, map[string]any{"account_ids": []any{hubAccount, ownAccount}})
			if shown := texts(diagnostics); len(diagnostics) != 1 || !strings.Contains(shown, test.want) {
				t.Errorf("it showed\n%s", shown)
			}
			values := mustRead(t, s, statusesName, map[string]any{"account_ids": []any{hubAccount, ownAccount}, "on_error": "report"})
			if got := column(t, values, "errors", "account_id", "region", "code"); got != hubAccount+" * "+test.code {
				t.Errorf("the errors are\n%s", got)
			}
			if _, diagnostics := s.read(t.Context(), t, statusName, map[string]any{"account_id": hubAccount}); len(diagnostics) != 1 {
				t.Errorf("the singular object showed\n%s", texts(diagnostics))
			}
			if count := operations(backend); count["AssumeRole"] != 0 || count["GetCallerIdentity"] != 1 {
				t.Errorf("it sent %v", count)
			}
		})
	}
}

// Places that fail for the same reason share a diagnostic.
func TestAccounts_sameReason(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount)
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{Account: backend.Account},
			fault.MustParse("error=AccessDeniedException,account="+hubAccount+",operation=DescribeConfigurationRecorderStatus,message=User is not authorized because of a policy"),
			fault.MustParse("error=AccessDeniedException,account="+farAccount+",operation=DescribeConfigurationRecorderStatus,message=User is not authorized because of a policy"),
			fault.MustParse("error=AccessDeniedException,region=us-east-1,message=User is not authorized with an explicit deny in a service control policy"))
	})
	s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
	_, diagnostics := s.read(t.Context(), t, statusesName, map[string]any{"account_ids": []any{ownAccount, hubAccount, farAccount}, "regions": []any{home, other, "us-east-1"}})
	shown := texts(diagnostics)
	if len(diagnostics) != 2 {
		t.Fatalf("%d diagnostics:\n%s", len(diagnostics), shown)
	}
	for _, want := range []string{
		"Reading the statuses of the configuration recorders in us-east-1 of account 123456789012 was denied.", "explicit deny",
		"Reading the statuses of the configuration recorders in 6 places of 2 accounts was denied. Allow the IAM action config:DescribeConfigurationRecorderStatus in each of these places for the identity named below.",
		"\n\nThese accounts are affected:\n  - 210987654321, 345678901234: eu-west-1, us-east-1 and us-east-2\n\nOriginal Error: eu-west-1 of account 210987654321: ",
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing in\n%s", want, shown)
		}
	}
}

// Different reasons stay apart, and each is blamed on its own argument.
func TestAccounts_otherReasons(t *testing.T) {
	t.Parallel()
	accountIDs := []any{ownAccount, hubAccount, farAccount}
	for name, test := range map[string]struct {
		faults    []string
		arguments map[string]any
		want      []string // A part of each diagnostic.
		argument  string   // The argument that the first one blames, or empty.
	}{
		"credentials that another region accepts": {
			[]string{"error=UnrecognizedClientException,account=" + hubAccount, "error=UnrecognizedClientException,account=" + ownAccount + ",region=us-east-1"},
			map[string]any{"account_ids": []any{ownAccount, hubAccount}, "regions": []any{home, "us-east-1"}},
			[]string{"in us-east-1 of account 123456789012 failed because AWS did not accept the credentials there, although it accepts them in eu-west-1", "in eu-west-1 and us-east-1 of account 210987654321 failed because AWS does not know the credentials"}, "",
		},
		"what used up the time": {
			[]string{"latency=1h,account=" + farAccount, "throttle,operation=DescribeConfigurationRecorderStatus,account=" + hubAccount},
			map[string]any{"account_ids": accountIDs, "timeouts": map[string]any{"read": "1s"}},
			[]string{"Other callers in the account share the limit", "AWS Config did not respond"}, "",
		},
		"an empty list of regions": {
			[]string{"set=Regions,operation=ListRegions,to=[]"}, map[string]any{"all_regions": true, "name": "default"}, []string{"Listing the enabled regions"}, "all_regions",
		},
		"an identity that AWS STS does not return": {
			[]string{"error=ValidationError,operation=GetCallerIdentity"}, map[string]any{"account_ids": accountIDs, "name": "default"}, []string{"did not accept the request. The error below gives the reason."}, "",
		},
		"AWS STS in a region": {
			[]string{"error=RegionDisabledException,operation=AssumeRole"}, map[string]any{"account_ids": accountIDs}, []string{"in 2 accounts failed because AWS STS is not active in eu-west-1"}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backend := newAccounts(t, ownAccount, hubAccount, farAccount)
			server := backend.Wrap(t, func(next http.Handler) http.Handler {
				var faults []fault.Fault
				for _, text := range test.faults {
					faults = append(faults, fault.MustParse(text))
				}
				return fault.Wrap(next, fault.Options{Account: backend.Account, Seed: 1}, faults...)
			})
			retries := 1
			if test.arguments["timeouts"] != nil {
				retries = 100000 // Until the time is used up.
			}
			s := newSession(t.Context(), t, server.URL, backend.Credentials, map[string]any{"account_role": accountRole["account_role"], "max_retries": retries})
			_, diagnostics := s.read(t.Context(), t, statusesName, test.arguments)
			if len(diagnostics) != len(test.want) {
				t.Fatalf("%d diagnostics:\n%s", len(diagnostics), texts(diagnostics))
			}
			for i, want := range test.want {
				if !strings.Contains(diagnostics[i].Detail, want) {
					t.Errorf("%q is missing in\n%s", want, diagnostics[i].Detail)
				}
			}
			if blamed := fmt.Sprint(diagnostics[0].Attribute); test.argument != "" && !strings.Contains(blamed, test.argument) {
				t.Errorf("the diagnostic blames %s", blamed)
			}
		})
	}
}

// A role that is not assumed in time is not asked for any longer.
func TestAccounts_roleOutOfTime(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, hubAccount)
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{}, fault.MustParse("latency=20ms,operation=AssumeRole"), fault.MustParse("status=500,operation=AssumeRole"))
	})
	s := newSession(t.Context(), t, server.URL, backend.Credentials, map[string]any{"account_role": accountRole["account_role"], "max_retries": 10000})
	_, diagnostics := s.read(t.Context(), t, statusName, map[string]any{"account_id": hubAccount, "timeouts": map[string]any{"read": "200ms"}})
	if shown := texts(diagnostics); !strings.Contains(shown, "Timed Out Assuming the IAM Role") {
		t.Errorf("it showed\n%s", shown)
	}
	sent := len(server.Requests())
	time.Sleep(200 * time.Millisecond)
	if later := len(server.Requests()); later > sent+1 { // The last one can be under way.
		t.Errorf("it sent %d requests, and %d later", sent, later)
	}
}

// The credentials of one account are never used for another, and are not stored
// anywhere.
func TestAccounts_credentialsStayApart(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, ownAccount, hubAccount)
	var sent sentKeys
	server := backend.Wrap(t, func(next http.Handler) http.Handler { return sent.watch(next) })
	s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
	accountIDs := []any{ownAccount, hubAccount, farAccount}
	state, diagnostics := s.read(t.Context(), t, statusesName, map[string]any{"account_ids": accountIDs, "regions": []any{home, other}, "include_service_linked": true})
	if len(diagnostics) > 0 {
		t.Fatal(texts(diagnostics))
	}
	issued := map[string]string{backend.Credentials.AccessKeyID: ownAccount}
	for _, session := range backend.Sessions() {
		issued[session.AccessKeyID] = session.AccountID
	}
	if len(issued) != 3 {
		t.Fatalf("the keys are %v", issued)
	}
	want := map[string]int{ownAccount + " sts": 3} // GetCallerIdentity and two roles.
	for _, accountID := range []string{ownAccount, hubAccount} {
		want[accountID+" config"] = 3 // Two lists and one recorder.
	}
	want[farAccount+" config"] = 2
	got := map[string]int{}
	for _, key := range sent.all() {
		accessKey, service, _ := strings.Cut(key, " ")
		got[issued[accessKey]+" "+service]++
	}
	if !maps.Equal(got, want) {
		t.Errorf("accounts received %v", got)
	}
	for _, secret := range append(server.Secrets(), backend.Credentials.SecretAccessKey) {
		if secret != "" && strings.Contains(fmt.Sprint(s.goValues(t, statusesName, state))+string(state.MsgPack), secret) {
			t.Errorf("the state has the secret %s", secret)
		}
	}
}

// Credentials that expire during a run are renewed.
func TestAccounts_renewedCredentials(t *testing.T) {
	t.Parallel()
	backend := newAccounts(t, hubAccount)
	expiration := regexp.MustCompile(`<Expiration>[^<]*<`)
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return rewritten(next, func(body string) string {
			return expiration.ReplaceAllString(body, "<Expiration>"+time.Now().Add(time.Second).UTC().Format(time.RFC3339Nano)+"<")
		})
	})
	s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
	for range 2 {
		mustRead(t, s, statusName, map[string]any{"account_id": hubAccount})
		time.Sleep(1100 * time.Millisecond)
	}
	if count := operations(server); count["AssumeRole"] != 2 || count["GetCallerIdentity"] != 1 {
		t.Errorf("it sent %v", count)
	}
}

// One account in ten denies access, one call in five is throttled, and one account never
// responds. All other places are read in time, and places that were not read do not
// pass.
func TestAccounts_trouble(t *testing.T) {
	t.Parallel()
	var accountIDs []string
	for i := range 20 {
		accountIDs = append(accountIDs, fmt.Sprintf("2%011d", i))
	}
	backend := newAccounts(t, accountIDs...)
	backend.Seed(t, fmt.Sprintf(`{"roles": {"arn:aws:iam::%s:role/audit/config-reader": {"trusts": []}, "arn:aws:iam::%s:role/audit/config-reader": {"trusts": []}}}`, accountIDs[3], accountIDs[13]))
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{Account: backend.Account, Seed: 1}, fault.MustParse("latency=1h,account="+accountIDs[7]), fault.MustParse("throttle,rate=0.2"))
	})
	s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
	started := time.Now()
	values := mustRead(t, s, statusesName, map[string]any{
		"account_ids": anyOf(accountIDs), "regions": []any{home}, "on_error": "report", "timeouts": map[string]any{"read": "5s"},
	})
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	want := accountIDs[3] + " * AccessDenied\n" + accountIDs[7] + " eu-west-1 Timeout\n" + accountIDs[13] + " * AccessDenied"
	if got := column(t, values, "errors", "account_id", "region", "code"); got != want {
		t.Errorf("the errors are\n%s", got)
	}
	if got := strings.Count(column(t, values, "statuses", "account_id"), "\n") + 1; got != 17 {
		t.Errorf("%d accounts have a status", got)
	}
	if got := column(t, values, "not_recording", "account_id"); got != accountIDs[3]+"\n"+accountIDs[7]+"\n"+accountIDs[13] {
		t.Errorf("not recording are\n%s", got)
	}
}

func TestAccounts_interrupted(t *testing.T) {
	t.Parallel()
	for _, hanging := range []string{"AssumeRole", "GetCallerIdentity", "ListAccounts", "ListRegions", "DescribeConfigurationRecorderStatus"} {
		t.Run(hanging, func(t *testing.T) {
			t.Parallel()
			backend := newAccounts(t, ownAccount, hubAccount, farAccount)
			backend.Seed(t, fmt.Sprintf(`{"organization": {"managementAccount": %q, "accounts": {%q: {}, %q: {}}}}`, ownAccount, hubAccount, farAccount))
			var reached atomic.Bool
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			var interrupted time.Time
			server := backend.Wrap(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					body, _ := io.ReadAll(r.Body)
					r.Body = io.NopCloser(bytes.NewReader(body))
					if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+hanging) || hanging == "ListRegions" && r.URL.Path == "/listRegions" || strings.Contains(string(body), "Action="+hanging+"&") {
						if !reached.Swap(true) {
							time.AfterFunc(100*time.Millisecond, func() {
								interrupted = time.Now()
								interrupt()
							})
						}
						<-r.Context().Done()
						return
					}
					next.ServeHTTP(w, r)
				})
			})
			s := newSession(t.Context(), t, server.URL, backend.Credentials, accountRole)
			_, diagnostics := s.read(ctx, t, statusesName, map[string]any{"all_accounts": true, "all_regions": true, "on_error": "report"})
			if took := time.Since(interrupted); !reached.Load() || took > time.Second {
				t.Errorf("it ended %s after the interrupt", took)
			}
			if len(diagnostics) == 0 || slices.ContainsFunc(diagnostics, func(d *tfprotov6.Diagnostic) bool { return !strings.Contains(d.Detail, "was canceled") }) {
				t.Errorf("it showed\n%s", texts(diagnostics))
			}
		})
	}
}

func anyOf(values []string) []any {
	converted := make([]any, 0, len(values))
	for _, value := range values {
		converted = append(converted, value)
	}
	return converted
}

// sentKeys keeps the access key and the service of each request.
type sentKeys struct {
	mu   sync.Mutex
	keys []string
}

var signedScope = regexp.MustCompile(`Credential=([^/]+)/[^/]+/[^/]+/([^/]+)/`)

func (s *sentKeys) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scope := signedScope.FindStringSubmatch(r.Header.Get("Authorization"))
		s.mu.Lock()
		s.keys = append(s.keys, strings.Join(scope[1:], " "))
		s.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func (s *sentKeys) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.keys)
}

// rewritten changes the bodies of responses.
func rewritten(next http.Handler, change func(string) string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		response := httptest.NewRecorder()
		next.ServeHTTP(response, r)
		maps.Copy(w.Header(), response.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(response.Code)
		_, _ = io.WriteString(w, change(response.Body.String()))
	})
}
