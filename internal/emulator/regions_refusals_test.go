// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"
)

// wantRESTError checks an error of AWS Account Management.
func wantRESTError(t *testing.T, got answer, status int, code string) {
	t.Helper()
	var refusal map[string]string
	if err := json.Unmarshal([]byte(got.body), &refusal); err != nil {
		t.Errorf("got %q, want an error: %v", got.body, err)
	}
	if got.status != status || got.header.Get("X-Amzn-Errortype") != code || got.header.Get("Content-Type") != "application/json" || len(refusal) != 1 || refusal["message"] == "" {
		t.Errorf("got status %d, type %q and %s, want %d, %s and a message", got.status, got.header.Get("X-Amzn-Errortype"), got.body, status, code)
	}
}

func TestListRegionsRefusals(t *testing.T) {
	t.Parallel()
	f := serve(t)
	for _, test := range []struct {
		name, body string
		status     int
		code       string
	}{
		{"another account", `{"AccountId":"111122223333"}`, http.StatusForbidden, "AccessDeniedException"},
		{"no account", `{"AccountId":"1"}`, http.StatusBadRequest, "ValidationException"},
		{"an empty account", `{"AccountId":""}`, http.StatusBadRequest, "ValidationException"},
		{"no results", `{"MaxResults":0}`, http.StatusBadRequest, "ValidationException"},
		{"too many results", `{"MaxResults":51}`, http.StatusBadRequest, "ValidationException"},
		{"negative results", `{"MaxResults":-1}`, http.StatusBadRequest, "ValidationException"},
		{"a status that is none", `{"RegionOptStatusContains":["Enabled"]}`, http.StatusBadRequest, "ValidationException"},
		{"a token that is none", `{"NextToken":"eu-west-1"}`, http.StatusBadRequest, "ValidationException"},
		{"a long token", `{"NextToken":"` + strings.Repeat("A", 1001) + `"}`, http.StatusBadRequest, "ValidationException"},
		{"results of another type", `{"MaxResults":"1"}`, http.StatusBadRequest, "SerializationException"},
		{"no JSON", `{`, http.StatusBadRequest, "SerializationException"},
		{"a large body", strings.Repeat(" ", maxBody+1), http.StatusRequestEntityTooLarge, "RequestEntityTooLargeException"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			wantRESTError(t, f.listRegions(t, test.body), test.status, test.code)
		})
	}
}

// TestListRegionsErrorsOfTheSDK checks that errors have the types of the model.
func TestListRegionsErrorsOfTheSDK(t *testing.T) {
	t.Parallel()
	client := serve(t).account(testAccount)
	_, err := client.ListRegions(t.Context(), &account.ListRegionsInput{AccountId: aws.String("111122223333")})
	if denied := (*types.AccessDeniedException)(nil); !errors.As(err, &denied) || denied.ErrorMessage() != "User: arn:aws:iam::"+testAccount+":user/emulator is not authorized to perform: account:ListRegions on resource: arn:aws:account::111122223333:account" {
		t.Errorf("got %v, want AccessDeniedException", err)
	}
	_, err = client.ListRegions(t.Context(), &account.ListRegionsInput{MaxResults: aws.Int32(51)})
	if invalid := (*types.ValidationException)(nil); !errors.As(err, &invalid) || invalid.ErrorMessage() == "" {
		t.Errorf("got %v, want ValidationException", err)
	}
}

func TestAccountManagementRequests(t *testing.T) {
	t.Parallel()
	f := serve(t)
	good := authorization("account")
	for _, test := range []struct {
		name, method, path, authorization string
		status                            int
		code, message                     string
	}{
		{"another operation", http.MethodPost, "/enableRegion", good, 404, "UnknownOperationException", "The emulator does not have the operation EnableRegion of the service account."},
		{"no operation's path", http.MethodPost, "/list-regions", good, 404, "UnknownOperationException", "The emulator answers POST to /, not POST to /list-regions."},
		{"a path below", http.MethodPost, "/listRegions/", good, 404, "UnknownOperationException", ""},
		{"another method", http.MethodGet, "/listRegions", good, 404, "UnknownOperationException", "The emulator answers POST to /listRegions, not GET to /listRegions."},
		{"no signature", http.MethodPost, "/listRegions", "", 403, "MissingAuthenticationTokenException", "Missing Authentication Token"},
		{"half a signature", http.MethodPost, "/listRegions", "AWS4-HMAC-SHA256 Credential=x", 403, "IncompleteSignatureException", ""},
		{"no region", http.MethodPost, "/listRegions", strings.Replace(good, testRegion, "aws-global", 1), 403, "InvalidSignatureException", ""},
		{"a key that is not known", http.MethodPost, "/listRegions", strings.Replace(good, testAccount, "ASIAEXAMPLE", 1), 403, "UnrecognizedClientException", "The security token included in the request is invalid."},
		{"the scope of AWS Config", http.MethodPost, "/listRegions", authorization("config"), 403, "InvalidSignatureException", ""},
		{"the scope of AWS STS", http.MethodPost, "/getCallerIdentity", authorization("sts"), 403, "InvalidSignatureException", ""},
		{"unsigned", http.MethodPost, "/assumeRoleWithWebIdentity", "", 403, "MissingAuthenticationTokenException", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := serve(t)
			headers := []string{"Content-Type", "application/json"}
			if test.authorization != "" {
				headers = append(headers, "Authorization", test.authorization)
			}
			got := f.send(t, test.method, test.path, "{}", headers...)
			wantRESTError(t, got, test.status, test.code)
			if test.message != "" && got.body != `{"message":"`+test.message+`"}` {
				t.Errorf("got %s, want %q", got.body, test.message)
			}
		})
	}

	// The other protocols do not reach it.
	if got := f.send(t, http.MethodPost, "/", "Action=ListRegions", "Content-Type", formContentType, "Authorization", good); !strings.Contains(got.body, "<Code>SignatureDoesNotMatch</Code>") {
		t.Errorf("got %s for a form, want SignatureDoesNotMatch", got.body)
	}
	if got := f.send(t, http.MethodPost, "/", "{}", "X-Amz-Target", "X.ListRegions", "Authorization", good); !strings.Contains(got.body, `"InvalidSignatureException"`) {
		t.Errorf("got %s for a target, want InvalidSignatureException", got.body)
	}
}

// TestFailuresOfTheService checks errors that no request can cause.
func TestFailuresOfTheService(t *testing.T) {
	t.Parallel()
	if got := (restJSONProtocol{}).spell(asAPIError(errors.New("oops"))); got.code != "InternalServerException" || got.status != http.StatusInternalServerError {
		t.Errorf("got %+v, want InternalServerException and 500", got)
	}
}
