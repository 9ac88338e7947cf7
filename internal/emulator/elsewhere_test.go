// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"strings"
	"testing"
)

// TestElsewhere sends requests to services that the emulator does not have.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	f := serve(t)
	for _, test := range []struct {
		name, method, path, body, service string
		status                            int
		want                              string
	}{
		{"JSON", http.MethodPost, "/", "{}", "dynamodb", 400, `"__type":"UnknownOperationException","message":"The emulator does not have the service dynamodb, so it cannot answer ListTables."`},
		{"query", http.MethodPost, "/", "Action=ListRoles", "iam", 400, "<Code>InvalidAction</Code><Message>The emulator does not have the service iam, so it cannot answer ListRoles.</Message>"},
		{"EC2", http.MethodPost, "/", "Action=DescribeRegions", "ec2", 400, "<Response><Errors><Error><Code>InvalidAction</Code><Message>The emulator does not have the service ec2, so it cannot answer DescribeRegions.</Message></Error></Errors><RequestID>"},
		{"S3", http.MethodGet, "/example?list-type=2", "", "s3", 501, "<Error><Code>NotImplemented</Code><Message>The emulator does not have the service s3, so it cannot answer GET /example.</Message></Error>"},
		{"S3, all buckets", http.MethodGet, "/", "", "s3", 501, "it cannot answer GET /."},
		{"Lambda", http.MethodPost, "/2015-03-31/functions/example/invocations", "{}", "lambda", 404, `{"message":"The emulator does not have the service lambda, so it cannot answer POST /2015-03-31/functions/example/invocations."}`},
		{"SSO", http.MethodGet, "/federation/credentials?role_name=example", "", "", 404, `{"message":"The emulator does not have the service sso, so it cannot answer GetRoleCredentials."}`},
		{"SSO OIDC", http.MethodPost, "/token", "{}", "", 404, `{"message":"The emulator does not have the service sso-oidc, so it cannot answer CreateToken."}`},
		{"unsigned STS", http.MethodPost, "/", "Action=AssumeRoleWithSAML", "", 400, "<Code>InvalidAction</Code><Message>The emulator does not have the operation AssumeRoleWithSAML of the service sts.</Message>"},
		{"account management", http.MethodPost, "/enableRegion", "{}", "account", 404, `{"message":"The emulator does not have the operation EnableRegion of the service account."}`},
	} {
		headers := []string{"Content-Type", "application/x-amz-json-1.0"}
		switch {
		case strings.HasPrefix(test.body, "Action="):
			headers[1] = formContentType
		case test.service == "dynamodb":
			headers = append(headers, "X-Amz-Target", "DynamoDB_20120810.ListTables")
		}
		if test.service != "" {
			headers = append(headers, "Authorization", authorization(test.service))
		}
		if got := f.send(t, test.method, test.path, test.body, headers...); got.status != test.status || !strings.Contains(got.body, test.want) {
			t.Errorf("%s: got %d and %s, want %d and %s", test.name, got.status, got.body, test.status, test.want)
		}
	}
}
