// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// form sends an operation and its members, which begin with an ampersand, to
// AWS STS.
func (f *fixture) form(t *testing.T, operation, members string, headers ...string) answer {
	t.Helper()
	return f.send(t, http.MethodPost, "/", "Action="+operation+"&Version=2011-06-15"+members,
		append(headers, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8")...)
}

// wantForm checks a response of AWS STS. An empty fragment matches every response.
func (f *fixture) wantForm(t *testing.T, name, operation, members string, status int, code, fragment string, headers ...string) {
	t.Helper()
	got := f.form(t, operation, members, headers...)
	start := `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>` + code + `</Code><Message>`
	if code == "" {
		start = "<" + operation + "Response "
	}
	if got.status != status || !strings.HasPrefix(got.body, start) || !strings.Contains(got.body, fragment) {
		t.Errorf("%s: got status %d and\n%s\nwant %d, %s and %s", name, got.status, got.body, status, start, fragment)
	}
}

func TestAssumeRoleXML(t *testing.T) {
	t.Parallel()
	f := serve(t)
	const (
		begin       = `^<%[1]sResponse xmlns="https://sts\.amazonaws\.com/doc/2011-06-15/"><%[1]sResult>`
		user        = `<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/reader/test</Arn><AssumedRoleId>AROA[A-Z2-7]{17}:test</AssumedRoleId></AssumedRoleUser>`
		credentials = `<Credentials><AccessKeyId>ASIA[A-Z2-7]{16}</AccessKeyId><SecretAccessKey>[\w+/]{40}</SecretAccessKey><SessionToken>([\w+/]+)</SessionToken><Expiration>2026-08-28T08:50:06Z</Expiration></Credentials>`
		use         = `<PackedPolicySize>%[3]d</PackedPolicySize><SessionTokenSize>%[2]d</SessionTokenSize><SessionTokenUtilization>%[3]d</SessionTokenUtilization>`
		end         = `</%[1]sResult><ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata></%[1]sResponse>$`
	)
	for _, test := range []struct {
		operation, members string
		size, percent      int
		want               string
	}{
		{"AssumeRole", "", 400, 10, begin + user + credentials + use + end},
		{"AssumeRole", "&MinimumSessionTokenSize=399", 400, 10, begin + user + credentials + use + end},
		{"AssumeRole", "&MinimumSessionTokenSize=4095", 4095, 100, begin + user + credentials + use + end},
		{"AssumeRole", "&Tags.member.1.Key=k&Tags.member.1.Value=%C3%BC&PolicyArns.member.1.arn=arn:aws:iam::aws:policy/p", 428, 11, begin + user + credentials + use + end},
		{"AssumeRole", "&SourceIdentity=alice&Policy={}", 402, 10, begin + `<SourceIdentity>alice</SourceIdentity>` + user + credentials + use + end},
		{"AssumeRoleWithWebIdentity", "&WebIdentityToken=opaque&MinimumSessionTokenSize=4096", 4096, 100, begin + user + credentials + use + end},
		{"AssumeRoleWithWebIdentity", "&WebIdentityToken=" + webToken(`{"sub":"<s>","aud":"a","iss":"i"}`), 400, 10, begin + `<SubjectFromWebIdentityToken>&lt;s&gt;</SubjectFromWebIdentityToken><Audience>a</Audience>` + user + credentials + `<Provider>i</Provider>` + use + end},
	} {
		got := f.form(t, test.operation, "&RoleSessionName=test&RoleArn="+otherRole+test.members, "Authorization", authorization("sts"))
		want := regexp.MustCompile(fmt.Sprintf(test.want, test.operation, test.size, test.percent))
		if m := want.FindStringSubmatch(got.body); got.status != http.StatusOK || m == nil || len(m[1]) != test.size {
			t.Errorf("%s%s: got status %d and\n%s\nwant 200 and\n%s", test.operation, test.members, got.status, got.body, want)
		}
	}
}

func TestAssumeRoleConstraints(t *testing.T) {
	t.Parallel()
	f := serve(t)
	const (
		arn  = "&RoleArn=" + otherRole
		name = "&RoleSessionName=test"
		role = arn + name
		bad  = "ValidationError"
	)
	at := func(member, rule string) string {
		return "at &#39;" + member + "&#39; failed to satisfy constraint: Member must " + rule
	}
	policyARN := func(n int) string {
		return fmt.Sprintf("&PolicyArns.member.%d.arn=arn:aws:iam::111122223333:policy/p", n)
	}
	tenPolicies := ""
	for i := range maxPolicyARNs {
		tenPolicies += policyARN(i + 1)
	}
	manyTags := ""
	for i := range maxSessionTags {
		manyTags += fmt.Sprintf("&Tags.member.%[1]d.Key=k%[1]d&Tags.member.%[1]d.Value=%[2]s", i+1, strings.Repeat("v", 256))
	}
	for _, test := range []struct {
		members, code, fragment string
	}{
		{role, "", ""},
		{"", bad, "<Message>2 validation errors detected: Value null " + at("roleArn", "not be null") + "; Value null " + at("roleSessionName", "not be null") + "</Message>"},
		{name + "&RoleArn=", bad, "<Message>2 validation errors detected: Value &#39;&#39; at &#39;roleArn&#39;"},
		{name + "&RoleArn=arn:aws:iam::1:role/r", bad, "Request ARN is invalid"},
		{name + "&RoleArn=arn:aws:iam::111122223333:user/u", bad, "Request ARN is invalid"},
		{name + "&RoleArn=arn:aws:iam::111122223333:role/a%20b", bad, "Request ARN is invalid"},
		{name + "&RoleArn=arn:aws:iam::111122223333:role/" + strings.Repeat("r", 65), bad, "Request ARN is invalid"},
		{name + "&RoleArn=" + otherRole + "%01", bad, at("roleArn", `satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E`)},
		{name + "&RoleArn=arn:aws:iam::111122223333:role/" + strings.Repeat("p/", 1010), bad, at("roleArn", "have length less than or equal to 2048")},
		{arn + "&RoleSessionName=a", bad, "Value &#39;a&#39; " + at("roleSessionName", "have length greater than or equal to 2")},
		{arn + "&RoleSessionName=" + strings.Repeat("a", 65), bad, at("roleSessionName", "have length less than or equal to 64")},
		{arn + "&RoleSessionName=a/b", bad, "<Message>1 validation error detected: Value &#39;a/b&#39; " + at("roleSessionName", `satisfy regular expression pattern: [\w+=,.@-]*</Message>`)},
		{arn + "&RoleSessionName=" + url.QueryEscape("a_+=,.@-b"), "", "assumed-role/reader/a_+=,.@-b"},
		{role + "&DurationSeconds=899", bad, "Value &#39;899&#39; " + at("durationSeconds", "have value greater than or equal to 900")},
		{role + "&DurationSeconds=43201", bad, "Value &#39;43201&#39; " + at("durationSeconds", "have value less than or equal to 43200")},
		{role + "&DurationSeconds=43200", "", "2026-08-28T19:50:06Z"},
		{role + "&DurationSeconds=1h", "MalformedQueryString", "&#34;1h&#34; is not an integer"},
		{role + "&MinimumSessionTokenSize=-1", bad, "Value &#39;-1&#39; " + at("minimumSessionTokenSize", "have value greater than or equal to 0")},
		{role + "&MinimumSessionTokenSize=4097", bad, at("minimumSessionTokenSize", "have value less than or equal to 4096")},
		{role + manyTags, "", "<SessionTokenSize>4096</SessionTokenSize><SessionTokenUtilization>100</SessionTokenUtilization>"},
		{role + manyTags + "&Tags.member.51.Key=k&Tags.member.51.Value=", bad, "Value " + at("tags", "have length less than or equal to 50")},
		{role + "&DurationSeconds.member.1=1", "MalformedQueryString", ""},
		{role + "&ExternalId=a", bad, at("externalId", "have length greater than or equal to 2")},
		{role + "&ExternalId=" + strings.Repeat("a", 1225), bad, at("externalId", "have length less than or equal to 1224")},
		{role + "&ExternalId=a%20b", bad, at("externalId", "satisfy regular expression pattern")},
		{role + "&ExternalId=" + url.QueryEscape("a_+=,.@:/-"), "", ""},
		{role + "&SourceIdentity=aws:x", bad, at("sourceIdentity", "satisfy regular expression pattern")},
		{role + "&SerialNumber=short&TokenCode=123456", bad, at("serialNumber", "have length greater than or equal to 9")},
		{role + "&SerialNumber=GAHT12345678&TokenCode=secret1", bad, "2 validation errors detected: Value at &#39;tokenCode&#39;"},
		{role + "&SerialNumber=GAHT12345678", "AccessDenied", "SerialNumber and TokenCode must be provided together."},
		{role + "&SerialNumber=GAHT12345678&TokenCode=123456", "", ""},
		{role + "&Policy=", bad, at("policy", "have length greater than or equal to 1")},
		{role + "&Policy=%E2%82%AC", bad, at("policy", "satisfy regular expression pattern")},
		{role + "&Policy={", "MalformedPolicyDocument", ""},
		{role + "&Policy=null", "MalformedPolicyDocument", ""},
		{role + "&Policy={\"a\":\"" + strings.Repeat("a", 2048) + "\"}", "PackedPolicyTooLarge", ""},
		{role + "&Policy={\"a\":\"" + strings.Repeat("a", 2040) + "\"}", "", "<SessionTokenSize>2448</SessionTokenSize>"},
		{role + "&Policy={\"a\":\"" + strings.Repeat("a", 2040) + "\"}" + policyARN(1), "PackedPolicyTooLarge", ""},
		{role + tenPolicies, "", ""},
		{role + tenPolicies + policyARN(11), bad, ""},
		{role + "&PolicyArns.member.1.arn=short", bad, at("policyArns.1.member.arn", "have length greater than or equal to 20")},
		{role + "&PolicyArns.member.1.other=x", bad, "Value null " + at("policyArns.1.member.arn", "not be null")},
		{role + "&PolicyArns.member.1.arn=" + otherRole, bad, "is not that of an IAM policy"},
		{role + "&PolicyArns=x", "MalformedQueryString", ""},
		{role + "&PolicyArns.member.0.arn=x", "MalformedQueryString", ""},
		{role + "&PolicyArns.member.01.arn=x", "MalformedQueryString", ""},
		{role + "&PolicyArns.member.1=x", "MalformedQueryString", ""},
		{role + "&PolicyArns.1.arn=x", "MalformedQueryString", ""},
		{role + "&RoleArn.member.1=x", "MalformedQueryString", "is out of place"},
		{role + "&" + strings.Repeat("a.", 100000) + "=x", "MalformedQueryString", "is out of place"},
		{role + "&Tags.member.1.Key=a", bad, "Value null " + at("tags.1.member.value", "not be null")},
		{role + "&Tags.member.1.Value=a", bad, "Value null " + at("tags.1.member.key", "not be null")},
		{role + "&Tags.member.1.Key=&Tags.member.1.Value=" + strings.Repeat("a", 257), bad, "3 validation errors detected"},
		{role + "&Tags.member.2.Key=b&Tags.member.2.Value=2&Tags.member.10.Key=c&Tags.member.10.Value=3&TransitiveTagKeys.member.1=c", "", ""},
		{role + "&TransitiveTagKeys.member.1=*", bad, at("transitiveTagKeys.1.member", "satisfy regular expression pattern")},
		{role + "&ProvidedContexts=", bad, at("providedContexts", "have length greater than or equal to 1")},
		{role + "&ProvidedContexts.member.1.ProviderArn=x", bad, at("providedContexts.1.member.providerArn", "have length greater than or equal to 20")},
		{role + "&ProvidedContexts.member.1.ContextAssertion=abc", bad, "Value " + at("providedContexts.1.member.contextAssertion", "have length greater than or equal to 4")},
		{role + "&ProvidedContexts.member.1.ProviderArn=arn:aws:iam::aws:contextProvider/IdentityCenter&ProvidedContexts.member.1.ContextAssertion=assertion", "", ""},
		{role + "&Unknown=x&Unknown2.member.1=y", "", ""},
	} {
		status := http.StatusBadRequest
		switch test.code {
		case "":
			status = http.StatusOK
		case "AccessDenied":
			status = http.StatusForbidden
		}
		f.wantForm(t, test.members[:min(len(test.members), 200)], "AssumeRole", test.members, status, test.code, test.fragment, "Authorization", authorization("sts"))
	}
}

// TestNoSecretIsReturned sends a secret in every possible place of a request, and
// searches for it in the responses and in the sessions of the store.
func TestNoSecretIsReturned(t *testing.T) {
	t.Parallel()
	f := serve(t)
	const hush = "123hush456"
	var seen []string
	role := "&RoleSessionName=test&RoleArn=" + otherRole
	for _, members := range []string{
		"&WebIdentityToken=" + hush,
		"&webidentitytoken=" + hush,
		"&WEBIDENTITYTOKEN=" + hush,
		"&WebIdentityToken=" + hush + "&WebIdentityToken=" + hush,
		"&WebIdentityToken.member.1=" + hush,
		"&SerialNumber=GAHT12345678&TokenCode=" + hush,
		"&ProvidedContexts.member.1.ContextAssertion=" + hush,
		"&WebIdentityToken=" + hush + "&Bad=%zz",
	} {
		for _, operation := range []string{"AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity", "Unknown"} {
			seen = append(seen,
				f.form(t, operation, role+members).body,
				f.form(t, operation, role+members, "Authorization", authorization("sts"), "X-Amz-Security-Token", hush).body)
		}
	}
	out := assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(otherRole)})
	if _, err := f.configWith(with(out.Credentials), testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil); err != nil {
		t.Fatal(err)
	}

	sessions := f.store.Sessions()
	if len(sessions) < 2 {
		t.Errorf("got %d sessions, want some that a secret began", len(sessions))
	}
	for _, s := range sessions {
		seen = append(seen, fmt.Sprintf("%+v", s))
	}
	for _, text := range seen {
		for _, secret := range []string{hush, *out.Credentials.SecretAccessKey, *out.Credentials.SessionToken} {
			if strings.Contains(text, secret) {
				t.Errorf("a secret is returned: %s", text)
			}
		}
	}
}
