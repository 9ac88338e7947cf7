// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/base64"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// webToken returns a JSON Web Token with an invalid signature.
func webToken(claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256"}`)) + "." + encode([]byte(claims)) + "." + encode([]byte("signature"))
}

func TestWebIdentity(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"accounts":{"`+otherAccount+`":{"eu-west-1":{"ConfigurationRecordersStatus":[{"name":"theirs"}]}}}}`)
	token := webToken(`{"iss":"https://token.example.com","sub":"repo:org/repo:ref","aud":"sts.amazonaws.com","exp":1,"https://aws.amazon.com/source_identity":"alice"}`)
	// A client without credentials, because it only has a token.
	client := f.stsWith(aws.AnonymousCredentials{})
	out, err := client.AssumeRoleWithWebIdentity(t.Context(), &sts.AssumeRoleWithWebIdentityInput{
		DurationSeconds:  aws.Int32(7200),
		RoleArn:          aws.String(otherRole),
		RoleSessionName:  aws.String("ci"),
		WebIdentityToken: aws.String(token),
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{*out.SubjectFromWebIdentityToken, *out.Audience, *out.Provider, *out.SourceIdentity, *out.AssumedRoleUser.Arn}
	if want := []string{"repo:org/repo:ref", "sts.amazonaws.com", "https://token.example.com", "alice", "arn:aws:sts::111122223333:assumed-role/reader/ci"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	status, err := f.configWith(with(out.Credentials), testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil)
	if err != nil || len(status.ConfigurationRecordersStatus) != 1 {
		t.Errorf("got %+v and %v, want the recorder of the role's account", status, err)
	}
	want := []Session{{
		AccessKeyID:    *out.Credentials.AccessKeyId,
		AccountID:      otherAccount,
		RoleARN:        otherRole,
		Name:           "ci",
		SourceIdentity: "alice",
		Duration:       2 * time.Hour,
		Expiration:     f.clock.Now().Truncate(time.Second).Add(2 * time.Hour),
		WebIdentity:    true,
	}}
	if got := f.store.Sessions(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}

	// A chain that begins with a web identity is like any other.
	chain := f.stsWith(with(out.Credentials))
	_, err = chain.AssumeRole(t.Context(), &sts.AssumeRoleInput{RoleArn: aws.String(testRole), RoleSessionName: aws.String("test"), DurationSeconds: aws.Int32(7200)})
	wantRefusal(t, "a long chain", err, http.StatusBadRequest, "ValidationError", "")
	if next := assume(t, chain, sts.AssumeRoleInput{RoleArn: aws.String(testRole)}); *next.SourceIdentity != "alice" {
		t.Errorf("got the source identity %s, want that of the token", *next.SourceIdentity)
	}
}

func TestWebIdentityTokens(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, token, providerID string
		want                    webIdentity
	}{
		{"audiences", webToken(`{"sub":"s","aud":["one","two"],"iss":"i"}`), "www.amazon.com", webIdentity{"s", "one", "i", ""}},
		{"no audience", webToken(`{"aud":[]}`), "", webIdentity{}},
		{"padded", "e30.eyJzdWIiOiJzIn0=.x", "", webIdentity{subject: "s"}},
		{"opaque", "opaque", "www.amazon.com", webIdentity{provider: "www.amazon.com"}},
		{"no base64", "a.*.c", "", webIdentity{}},
		{"no JSON", "a.YQ.c", "", webIdentity{}},
		{"other types", webToken(`{"sub":1}`), "", webIdentity{}},
		{"another audience", webToken(`{"aud":{}}`), "", webIdentity{}},
	} {
		if got := readWebIdentity(test.token, test.providerID); got != test.want {
			t.Errorf("%s: got %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestWebIdentityRefusals(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"roles":{
		"`+otherRole+`":{"webIdentity":false},
		"arn:aws:iam::111122223333:role/only":{"trusts":[],"webIdentity":true,"externalId":"not-asked-of-web-identities","maxSessionDuration":3600}}}`)
	const (
		only  = "&RoleSessionName=test&RoleArn=arn:aws:iam::111122223333:role/only"
		token = "&WebIdentityToken=token"
	)
	for _, test := range []struct {
		name, body string
		status     int
		code       string
		fragment   string
	}{
		{"trusted", only + token, 200, "", ""},
		{"too long", only + token + "&DurationSeconds=3601", 400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."},
		{"not trusted", "&RoleSessionName=test&RoleArn=" + otherRole + token, 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"},
		{"nothing", "", 400, "ValidationError", "3 validation errors detected: Value null at &#39;roleArn&#39; failed to satisfy constraint: Member must not be null; Value null at &#39;roleSessionName&#39;"},
		{"no token", only, 400, "ValidationError", "1 validation error detected: Value null at &#39;webIdentityToken&#39;"},
		{"short token", only + "&WebIdentityToken=abc", 400, "ValidationError", "<Message>1 validation error detected: Value at &#39;webIdentityToken&#39; failed to satisfy constraint: Member must have length greater than or equal to 4</Message>"},
		{"long token", only + "&WebIdentityToken=" + strings.Repeat("a", 20001), 400, "ValidationError", "<Message>1 validation error detected: Value at &#39;webIdentityToken&#39; failed to satisfy constraint: Member must have length less than or equal to 20000</Message>"},
		{"long policy", only + token + "&Policy=" + strings.Repeat("a", 2049), 400, "ValidationError", "at &#39;policy&#39; failed to satisfy constraint: Member must have length less than or equal to 2048"},
		{"provider", only + token + "&ProviderId=abc", 400, "ValidationError", "at &#39;providerId&#39;"},
		{"another role", "&RoleSessionName=test&RoleArn=arn:aws:iam::1111:role/only" + token, 400, "ValidationError", "<Message>Request ARN is invalid</Message>"},
	} {
		f.wantForm(t, test.name, "AssumeRoleWithWebIdentity", test.body, test.status, test.code, test.fragment)
	}
}

// TestOnlyWebIdentityNeedsNoSignature sends several requests without a signature.
func TestOnlyWebIdentityNeedsNoSignature(t *testing.T) {
	t.Parallel()
	f := serve(t)
	members := "&RoleSessionName=test&RoleArn=" + otherRole + "&WebIdentityToken=token"
	for _, operation := range []string{"AssumeRole", "GetCallerIdentity"} {
		f.wantForm(t, operation, operation, members, 400, "MissingAuthenticationToken", "")
	}
	f.wantForm(t, "signed", "AssumeRoleWithWebIdentity", members, 200, "", "", "Authorization", authorization("sts"))
	f.wantForm(t, "signed badly", "AssumeRoleWithWebIdentity", members, 400, "MissingAuthenticationToken", "", "Authorization", "Bearer token")
	f.wantForm(t, "signed for another service", "AssumeRoleWithWebIdentity", members, 400, "SignatureDoesNotMatch", "", "Authorization", authorization("config"))
	for _, target := range []string{".AssumeRoleWithWebIdentity", "StarlingDoveService.AssumeRoleWithWebIdentity"} {
		got := f.send(t, http.MethodPost, "/", `{"RoleArn":"`+otherRole+`","RoleSessionName":"test","WebIdentityToken":"token"}`, "X-Amz-Target", target)
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, "MissingAuthenticationTokenException") {
			t.Errorf("%s: got status %d and %s, want 400 and MissingAuthenticationTokenException", target, got.status, got.body)
		}
	}
}
