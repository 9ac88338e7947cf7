// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// testOrganization is a seed in which testAccount is the management account.
const testOrganization = `{"organization":{
	"managementAccount":"` + testAccount + `",
	"delegatedAdministrators":["` + otherAccount + `"],
	"accounts":{
		"444455556666":{"state":"SUSPENDED"},
		"` + otherAccount + `":{"name":"Audit","email":"audit@example.org"}}}}`

func (f *fixture) organizations(accessKeyID string) *organizations.Client {
	return organizations.New(organizations.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(accessKeyID, "secret", ""),
		Region:           testRegion,
		RetryMaxAttempts: 1,
	})
}

// listAccounts sends a well-formed request to AWS Organizations.
func (f *fixture) listAccounts(t *testing.T, body string) answer {
	t.Helper()
	return f.organizationsCall(t, "ListAccounts", body, authorization("organizations"))
}

func (f *fixture) organizationsCall(t *testing.T, operation, body, authorization string) answer {
	t.Helper()
	return f.send(t, http.MethodPost, "/", body,
		"Authorization", authorization,
		"Content-Type", "application/x-amz-json-1.1",
		"X-Amz-Target", "AWSOrganizationsV20161128."+operation)
}

// accountPages returns the IDs of the accounts on each page.
func (f *fixture) accountPages(t *testing.T, in organizations.ListAccountsInput) [][]string {
	t.Helper()
	var all [][]string
	pages := organizations.NewListAccountsPaginator(f.organizations(testAccount), &in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ids := []string{}
		for _, a := range page.Accounts {
			ids = append(ids, *a.Id)
		}
		all = append(all, ids)
	}
	return all
}

func TestListAccountsOnTheWire(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, testOrganization)
	const (
		audit = `{"Arn":"arn:aws:organizations::210987654321:account/o-exampleorgid/111122223333","Email":"audit@example.org","Id":"111122223333",` +
			`"JoinedMethod":"CREATED","JoinedTimestamp":1.5778368E9,"Name":"Audit","Paths":["o-exampleorgid/r-exam/111122223333/"],"State":"ACTIVE"}`
		management = `{"Arn":"arn:aws:organizations::210987654321:account/o-exampleorgid/210987654321","Email":"210987654321@example.com","Id":"210987654321",` +
			`"JoinedMethod":"INVITED","JoinedTimestamp":1.5778368E9,"Name":"account-210987654321","Paths":["o-exampleorgid/r-exam/210987654321/"],"State":"ACTIVE"}`
		suspended = `{"Arn":"arn:aws:organizations::210987654321:account/o-exampleorgid/444455556666","Email":"444455556666@example.com","Id":"444455556666",` +
			`"JoinedMethod":"CREATED","JoinedTimestamp":1.5778368E9,"Name":"account-444455556666","Paths":["o-exampleorgid/r-exam/444455556666/"],"State":"SUSPENDED"}`
	)
	first := `{"Accounts":[` + audit + `,` + management + `],"NextToken":"` + writeToken(testAccount) + `"}`
	if got := f.listAccounts(t, `{"MaxResults":2}`); got.status != http.StatusOK || got.body != first || got.header.Get("Content-Type") != "application/x-amz-json-1.1" {
		t.Errorf("got %+v, want 200 and %s", got, first)
	}
	second := `{"Accounts":[` + suspended + `]}`
	if got := f.listAccounts(t, `{"NextToken":"`+writeToken(testAccount)+`"}`); got.status != http.StatusOK || got.body != second {
		t.Errorf("got %+v, want 200 and %s", got, second)
	}
	if got := f.listAccounts(t, `{"NextToken":"`+writeToken("444455556666")+`"}`); got.body != `{"Accounts":[]}` {
		t.Errorf("got %s after the last account, want an empty list", got.body)
	}
	govCloud := strings.Replace(authorization("organizations"), testRegion, "us-gov-west-1", 1)
	if got := f.organizationsCall(t, "ListAccounts", "", govCloud); !strings.Contains(got.body, `"Arn":"arn:aws-us-gov:organizations::`) {
		t.Errorf("got %s in GovCloud, want ARNs of its partition", got.body)
	}
}

func TestListAccountsPages(t *testing.T) {
	t.Parallel()
	var ids, entries []string
	for i := range 45 {
		ids = append(ids, fmt.Sprintf("3%011d", i))
		entries = append(entries, fmt.Sprintf("%q:{}", ids[i]))
	}
	ids = append([]string{testAccount}, ids...)
	for _, test := range []struct {
		name, fields string
		in           organizations.ListAccountsInput
		sizes        []int
	}{
		{"no members", "", organizations.ListAccountsInput{}, []int{20, 20, 6}},
		{"MaxResults", "", organizations.ListAccountsInput{MaxResults: aws.Int32(15)}, []int{15, 15, 15, 1}},
		{"a seeded page size", `"pageSize":12,`, organizations.ListAccountsInput{}, []int{12, 12, 12, 10}},
		{"MaxResults over a seeded page size", `"pageSize":12,`, organizations.ListAccountsInput{MaxResults: aws.Int32(20)}, []int{12, 12, 12, 10}},
		{"MaxResults under a seeded page size", `"pageSize":20,`, organizations.ListAccountsInput{MaxResults: aws.Int32(16)}, []int{16, 16, 14}},
		{"an empty first page", `"emptyFirstPage":true,`, organizations.ListAccountsInput{}, []int{0, 20, 20, 6}},
	} {
		f := serve(t)
		f.seed(t, `{"organization":{`+test.fields+`"managementAccount":"`+testAccount+`","accounts":{`+strings.Join(entries, ",")+`}}}`)
		pages := f.accountPages(t, test.in)
		var sizes []int
		for _, page := range pages {
			sizes = append(sizes, len(page))
		}
		if !slices.Equal(sizes, test.sizes) || !slices.Equal(slices.Concat(pages...), ids) {
			t.Errorf("%s: got pages of %v with %v, want %v with every account once", test.name, sizes, pages, test.sizes)
		}
	}
}

func TestAccountStates(t *testing.T) {
	t.Parallel()
	f := serve(t)
	var entries []string
	for i, state := range types.AccountState("").Values() {
		entries = append(entries, fmt.Sprintf(`"30000000000%d":{"state":%q}`, i, state))
	}
	f.seed(t, `{"organization":{"managementAccount":"`+testAccount+`","accounts":{`+strings.Join(entries, ",")+`}}}`)
	out, err := f.organizations(testAccount).ListAccounts(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []types.AccountState
	for _, a := range out.Accounts[1:] {
		got = append(got, a.State)
	}
	if want := types.AccountState("").Values(); !slices.Equal(got, want) || out.Accounts[0].State != types.AccountStateActive {
		t.Errorf("got %v after %v, want %v after ACTIVE", got, out.Accounts[0].State, want)
	}
}

// TestWhoMayListAccounts lists accounts with the credentials of accounts in and outside
// of an organization.
func TestWhoMayListAccounts(t *testing.T) {
	t.Parallel()
	f := serve(t)
	ctx := t.Context()
	_, err := f.organizations(testAccount).ListAccounts(ctx, nil)
	if notInUse := (*types.AWSOrganizationsNotInUseException)(nil); !errors.As(err, &notInUse) || notInUse.ErrorMessage() != "Your account is not a member of an organization." {
		t.Errorf("got %v without an organization, want AWSOrganizationsNotInUseException", err)
	}

	f.seed(t, testOrganization)
	for _, account := range []string{testAccount, otherAccount} {
		if out, err := f.organizations(account).ListAccounts(ctx, nil); err != nil || len(out.Accounts) != 3 {
			t.Errorf("%s: got %+v and %v, want all accounts", account, out, err)
		}
	}
	_, err = f.organizations("444455556666").ListAccounts(ctx, nil)
	if denied := (*types.AccessDeniedException)(nil); !errors.As(err, &denied) || denied.ErrorMessage() != "You don't have permissions to access this resource." {
		t.Errorf("got %v in a member account, want AccessDeniedException", err)
	}
	_, err = f.organizations(defaultAccount).ListAccounts(ctx, nil)
	if notInUse := (*types.AWSOrganizationsNotInUseException)(nil); !errors.As(err, &notInUse) {
		t.Errorf("got %v in an account outside, want AWSOrganizationsNotInUseException", err)
	}

	session := assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::444455556666:role/reader")})
	_, err = f.organizations("").ListAccounts(ctx, nil, func(o *organizations.Options) { o.Credentials = with(session.Credentials) })
	if denied := (*types.AccessDeniedException)(nil); !errors.As(err, &denied) {
		t.Errorf("got %v with a role of a member account, want AccessDeniedException", err)
	}

	// Another seed with an organization replaces it, and a seed without one does not
	// change it.
	f.seed(t, `{"organization":{"managementAccount":"444455556666"}}`)
	f.seed(t, `{}`)
	if out, err := f.organizations("444455556666").ListAccounts(ctx, nil); err != nil || len(out.Accounts) != 1 {
		t.Errorf("got %+v and %v after another seed, want the management account alone", out, err)
	}
	_, err = f.organizations(testAccount).ListAccounts(ctx, nil)
	if notInUse := (*types.AWSOrganizationsNotInUseException)(nil); !errors.As(err, &notInUse) {
		t.Errorf("got %v in an account of the earlier organization, want AWSOrganizationsNotInUseException", err)
	}
}

func TestListAccountsRefusals(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, testOrganization)
	good := authorization("organizations")
	for _, test := range []struct {
		name, operation, body, authorization, code, reason string
	}{
		{"no results", "ListAccounts", `{"MaxResults":0}`, good, "InvalidInputException", "MIN_VALUE_EXCEEDED"},
		{"too many results", "ListAccounts", `{"MaxResults":21}`, good, "InvalidInputException", "MAX_VALUE_EXCEEDED"},
		{"a token that is none", "ListAccounts", `{"NextToken":"next"}`, good, "InvalidInputException", "INVALID_NEXT_TOKEN"},
		{"a long token", "ListAccounts", `{"NextToken":"` + strings.Repeat("A", 100_001) + `"}`, good, "InvalidInputException", "MAX_LENGTH_EXCEEDED"},
		{"results of another type", "ListAccounts", `{"MaxResults":"1"}`, good, "SerializationException", ""},
		{"another operation", "DescribeOrganization", `{}`, good, "UnknownOperationException", ""},
		{"the scope of AWS Config", "ListAccounts", `{}`, authorization("config"), "InvalidSignatureException", ""},
		{"an operation of AWS Config", "DescribeConfigurationRecorders", `{}`, good, "UnknownOperationException", ""},
		{"an unknown key", "ListAccounts", `{}`, strings.Replace(good, testAccount, "ASIAEXAMPLE", 1), "UnrecognizedClientException", ""},
		// Invalid requests are reported even if the caller is not allowed to list
		// accounts.
		{"an account outside", "ListAccounts", `{"MaxResults":0}`, strings.Replace(good, testAccount, defaultAccount, 1), "InvalidInputException", "MIN_VALUE_EXCEEDED"},
	} {
		got := f.organizationsCall(t, test.operation, test.body, test.authorization)
		var refusal struct {
			Type            string `json:"__type"`
			Message, Reason string
		}
		if err := json.Unmarshal([]byte(got.body), &refusal); err != nil {
			t.Errorf("%s: got %s: %v", test.name, got.body, err)
		}
		if got.status != http.StatusBadRequest || refusal.Type != test.code || refusal.Reason != test.reason || refusal.Message == "" {
			t.Errorf("%s: got status %d and %s, want 400, %s and the reason %q", test.name, got.status, got.body, test.code, test.reason)
		}
		if test.operation == "DescribeOrganization" && refusal.Message != "The emulator does not have the operation DescribeOrganization of the service organizations." {
			t.Errorf("%s: got %q, want the name of the operation", test.name, refusal.Message)
		}
	}
	_, err := f.organizations(testAccount).ListAccounts(t.Context(), &organizations.ListAccountsInput{NextToken: aws.String("next")})
	if invalid := (*types.InvalidInputException)(nil); !errors.As(err, &invalid) || invalid.Reason != types.InvalidInputExceptionReasonInvalidPaginationToken {
		t.Errorf("got %v from the SDK, want InvalidInputException with its reason", err)
	}
}

// TestManyAccounts reads every account of an organization with a role.
func TestManyAccounts(t *testing.T) {
	t.Parallel()
	const count, elsewhere, barred = 20, "300000000003", "300000000007"
	f := serve(t)
	var members, states, enabled []string
	for i := range count {
		id := fmt.Sprintf("3%011d", i)
		members = append(members, fmt.Sprintf("%q:{}", id))
		states = append(states, fmt.Sprintf(`%q:{"eu-west-1":{"ConfigurationRecordersStatus":[{"name":"recorder-%s"}]}}`, id, id))
		enabled = append(enabled, fmt.Sprintf(`%q:["us-east-1","eu-west-1"]`, id))
	}
	enabled[3] = `"` + elsewhere + `":["us-east-1"]`
	f.seed(t, `{
		"organization":{"managementAccount":"`+testAccount+`","accounts":{`+strings.Join(members, ",")+`}},
		"accounts":{`+strings.Join(states, ",")+`},
		"enabledRegions":{`+strings.Join(enabled, ",")+`},
		"roles":{
			"arn:aws:iam::*:role/path/reader":{"externalId":"right","trusts":["`+testAccount+`"]},
			"arn:aws:iam::`+barred+`:role/path/reader":{"trusts":[]}}}`)

	var read []string
	for _, id := range slices.Concat(f.accountPages(t, organizations.ListAccountsInput{})...)[1:] {
		session, err := f.sts(testAccount).AssumeRole(t.Context(), &sts.AssumeRoleInput{
			RoleArn: aws.String("arn:aws:iam::" + id + ":role/path/reader"), RoleSessionName: aws.String("survey"), ExternalId: aws.String("right"),
		})
		if id == barred {
			wantRefusal(t, id, err, http.StatusForbidden, "AccessDenied", "")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		out, err := f.configIn(testAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil, func(o *configservice.Options) {
			o.Credentials = with(session.Credentials)
		})
		if id == elsewhere {
			var refusal smithy.APIError
			if !errors.As(err, &refusal) || refusal.ErrorCode() != "UnrecognizedClientException" {
				t.Errorf("%s: got %+v and %v where the region is not enabled, want UnrecognizedClientException", id, out, err)
			}
			continue
		}
		if err != nil || len(out.ConfigurationRecordersStatus) != 1 || *out.ConfigurationRecordersStatus[0].Name != "recorder-"+id {
			t.Errorf("%s: got %+v and %v, want the account's own recorder", id, out, err)
			continue
		}
		read = append(read, id)
	}
	if len(read) != count-2 {
		t.Errorf("read %v, want %d accounts", read, count-2)
	}

	for _, test := range []struct{ name, caller, role, externalID string }{
		{"no external ID", testAccount, "arn:aws:iam::300000000000:role/path/reader", ""},
		{"another caller", otherAccount, "arn:aws:iam::300000000000:role/path/reader", "right"},
		{"an account outside the organization", testAccount, otherRole, ""},
	} {
		in := &sts.AssumeRoleInput{RoleArn: &test.role, RoleSessionName: aws.String("survey")}
		if test.externalID != "" {
			in.ExternalId = &test.externalID
		}
		_, err := f.sts(test.caller).AssumeRole(t.Context(), in)
		wantRefusal(t, test.name, err, http.StatusForbidden, "AccessDenied", "")
	}
	// A role with another name, path or partition is another role, which everybody can
	// assume.
	for _, role := range []string{"arn:aws:iam::300000000000:role/reader", "arn:aws:iam::300000000000:role/path/writer", "arn:aws-us-gov:iam::300000000000:role/path/reader"} {
		assume(t, f.sts(otherAccount), sts.AssumeRoleInput{RoleArn: &role})
	}
}
