// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func TestAccount(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"accessKeys":{"AKIAMAPPED":"111122223333","ASIAMAPPED":"444455556666"}}`)
	out := assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(otherRole)})
	for key, want := range map[string]string{
		"AKIAMAPPED":                 "111122223333",
		"ASIAMAPPED":                 "444455556666",
		"ASIAFORGED":                 "",
		"AKIDEXAMPLE":                defaultAccount,
		testAccount:                  testAccount,
		*out.Credentials.AccessKeyId: "111122223333",
	} {
		if got := f.store.Account(key); got != want {
			t.Errorf("%s: got the account %q, want %q", key, got, want)
		}
	}
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	const form = "application/x-www-form-urlencoded"
	for _, test := range []struct {
		name, path, body string
		headers          []string
		want             Request
	}{
		{"nothing", "/", "", nil, Request{}},
		{"AWS JSON", "/", "not JSON", []string{"X-Amz-Target", "StarlingDoveService.Unknown", "Authorization", authorization("config")}, Request{Service: "config", Operation: "Unknown", Region: testRegion, AccessKeyID: testAccount}},
		{"no signature", "/", "", []string{"X-Amz-Target", "StarlingDoveService.Unknown"}, Request{Operation: "Unknown"}},
		{"REST JSON", "/listRegions", "", []string{"Authorization", authorization("account")}, Request{Service: "account", Operation: "ListRegions", Region: testRegion, AccessKeyID: testAccount}},
		{"REST JSON without a signature", "/enableRegion", "", nil, Request{Operation: "EnableRegion"}},
		{"a path that is no operation's", "/list-regions", "", nil, Request{}},
		{"a path below an operation's", "/listRegions/", "", nil, Request{}},
		{"another REST service", "/example", "", []string{"Authorization", authorization("s3")}, Request{Service: "s3", Region: testRegion, AccessKeyID: testAccount}},
		{"another JSON service", "/", "", []string{"X-Amz-Target", "DynamoDB_20120810.ListTables", "Authorization", authorization("dynamodb")}, Request{Service: "dynamodb", Operation: "ListTables", Region: testRegion, AccessKeyID: testAccount}},
		{"a path that needs no signature", "/token", "", nil, Request{Service: "sso-oidc", Operation: "CreateToken"}},
		{"query", "/", "Action=GetCallerIdentity&A.B=1&A=1", []string{"Content-Type", form, "Authorization", authorization("sts")}, Request{Service: "sts", Operation: "GetCallerIdentity", Region: testRegion, AccessKeyID: testAccount}},
		{"query that needs no signature", "/", "Action=AssumeRoleWithWebIdentity", []string{"Content-Type", form}, Request{Service: "sts", Operation: "AssumeRoleWithWebIdentity"}},
		{"query that is signed without need", "/", "Action=AssumeRoleWithWebIdentity", []string{"Content-Type", form, "Authorization", authorization("sts")}, Request{Service: "sts", Operation: "AssumeRoleWithWebIdentity", Region: testRegion, AccessKeyID: testAccount}},
		{"query that cannot be read", "/", "Action=%zz", []string{"Content-Type", form, "Authorization", authorization("sts")}, Request{Service: "sts", Region: testRegion, AccessKeyID: testAccount}},
	} {
		req := httptest.NewRequest(http.MethodPost, test.path, nil)
		for i := 0; i < len(test.headers); i += 2 {
			req.Header.Set(test.headers[i], test.headers[i+1])
		}
		got := Identify(req, []byte(test.body))
		if got != test.want {
			t.Errorf("%s: got %+v, want %+v", test.name, got, test.want)
		}
	}
}

// TestWriteErrorBlames checks the error type of the query protocol, Sender or Receiver.
func TestWriteErrorBlames(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{400: "<Type>Sender</Type>", 499: "<Type>Sender</Type>", 500: "<Type>Receiver</Type>"} {
		req := httptest.NewRequest(http.MethodPost, "/", nil)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		recorder := httptest.NewRecorder()
		WriteError(recorder, req, status, "Code", "message")
		if got := recorder.Body.String(); recorder.Code != status || !strings.Contains(got, want) {
			t.Errorf("%d: got %d and %s, want %s", status, recorder.Code, got, want)
		}
	}
}
