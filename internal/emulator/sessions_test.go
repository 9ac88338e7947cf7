// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	smithyhttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
)

// The role that tests assume, in another account than that of the tests.
const (
	otherAccount = "111122223333"
	otherRole    = "arn:aws:iam::111122223333:role/path/reader"
)

// with makes a client use temporary credentials.
func with(c *types.Credentials) aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider(*c.AccessKeyId, *c.SecretAccessKey, *c.SessionToken)
}

func (f *fixture) configWith(p aws.CredentialsProvider, region string) *configservice.Client {
	return configservice.New(configservice.Options{BaseEndpoint: aws.String(f.url), Credentials: p, Region: region, RetryMaxAttempts: 1})
}

func (f *fixture) stsWith(p aws.CredentialsProvider) *sts.Client {
	return sts.New(sts.Options{BaseEndpoint: aws.String(f.url), Credentials: p, Region: testRegion, RetryMaxAttempts: 1})
}

// assume assumes a role, which must succeed.
func assume(t *testing.T, client *sts.Client, in sts.AssumeRoleInput) *sts.AssumeRoleOutput {
	t.Helper()
	if in.RoleSessionName == nil {
		in.RoleSessionName = aws.String("test")
	}
	out, err := client.AssumeRole(t.Context(), &in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wantRefusal checks the error of an SDK client. An empty message is not compared.
func wantRefusal(t *testing.T, what string, err error, status int, code, message string) {
	t.Helper()
	var refusal smithy.APIError
	var response *smithyhttp.ResponseError
	if !errors.As(err, &refusal) || !errors.As(err, &response) {
		t.Errorf("%s: got %v, want status %d and %s", what, err, status, code)
		return
	}
	if refusal.ErrorCode() != code || response.HTTPStatusCode() != status || message != "" && refusal.ErrorMessage() != message {
		t.Errorf("%s: got status %d, %s and %q, want %d, %s and %q", what, response.HTTPStatusCode(), refusal.ErrorCode(), refusal.ErrorMessage(), status, code, message)
	}
}

func TestAssumedRoleIsOfItsAccount(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"accounts":{"`+otherAccount+`":{"eu-west-2":{"ConfigurationRecordersStatus":[{"name":"theirs"}]}}}}`)
	out := assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(otherRole)})
	user, got := out.AssumedRoleUser, out.Credentials
	const arn = "arn:aws:sts::111122223333:assumed-role/reader/test"
	if *user.Arn != arn || !strings.HasPrefix(*user.AssumedRoleId, "AROA") || len(*user.AssumedRoleId) != len("AROA")+17+len(":test") || !strings.HasSuffix(*user.AssumedRoleId, ":test") {
		t.Errorf("got the user %s and %s, want %s", *user.Arn, *user.AssumedRoleId, arn)
	}
	if !strings.HasPrefix(*got.AccessKeyId, "ASIA") || len(*got.AccessKeyId) != 20 || len(*got.SecretAccessKey) != 40 || len(*got.SessionToken) < 100 {
		t.Errorf("got credentials that do not look like those of AWS: %s", *got.AccessKeyId)
	}
	if want := time.Date(2026, 8, 28, 8, 50, 6, 0, time.UTC); !got.Expiration.Equal(want) {
		t.Errorf("got expiration %s, want %s", got.Expiration, want)
	}
	if *out.SessionTokenSize != int32(len(*got.SessionToken)) || out.SourceIdentity != nil {
		t.Errorf("got %v and %v, want the size of the token and no source identity", *out.SessionTokenSize, out.SourceIdentity)
	}

	identity, err := f.stsWith(with(got)).GetCallerIdentity(t.Context(), nil)
	if err != nil || *identity.Account != otherAccount || *identity.Arn != arn || *identity.UserId != *user.AssumedRoleId {
		t.Errorf("got %+v and %v, want the assumed role", identity, err)
	}
	for region, want := range map[string]string{"eu-west-2": "theirs", testRegion: ""} {
		config := f.configWith(with(got), region)
		status, err := config.DescribeConfigurationRecorderStatus(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var name string
		for _, s := range status.ConfigurationRecordersStatus {
			name += *s.Name
		}
		if name != want {
			t.Errorf("%s: got recorder %q, want %q", region, name, want)
		}
	}
	if err := setUp(t, f.configWith(with(got), testRegion)); err != nil {
		t.Error(err)
	}
	if theirs, err := f.configIn(otherAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil); err != nil || len(theirs.ConfigurationRecordersStatus) != 1 {
		t.Errorf("got %+v and %v, want the recorder that the role put into its account", theirs, err)
	}
	if mine := f.status(t); len(mine) != 0 {
		t.Errorf("got %+v, want nothing in the caller's account", mine)
	}
}

func TestTwoSessionsAreApart(t *testing.T) {
	t.Parallel()
	f := serve(t)
	in := sts.AssumeRoleInput{RoleArn: aws.String(otherRole)}
	one, two := assume(t, f.sts(testAccount), in).Credentials, assume(t, f.sts(testAccount), in).Credentials
	if *one.AccessKeyId == *two.AccessKeyId || *one.SecretAccessKey == *two.SecretAccessKey || *one.SessionToken == *two.SessionToken {
		t.Error("two sessions share a key, a secret or a token")
	}
}

func TestSessionCredentialsAreChecked(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"accessKeys":{"ASIASEEDED":"`+otherAccount+`"}}`)
	client := f.sts(testAccount)
	one := assume(t, client, sts.AssumeRoleInput{RoleArn: aws.String(otherRole), DurationSeconds: aws.Int32(900)}).Credentials
	two := assume(t, client, sts.AssumeRoleInput{RoleArn: aws.String(otherRole)}).Credentials
	const (
		invalid = "The security token included in the request is invalid."
		expired = "The security token included in the request is expired"
	)
	for _, test := range []struct {
		name             string
		after            time.Duration
		key, token       string
		config, sts, msg string
	}{
		{"its own token", 0, *one.AccessKeyId, *one.SessionToken, "", "", ""},
		{"no token", 0, *one.AccessKeyId, "", "UnrecognizedClientException", "InvalidClientTokenId", invalid},
		{"another token", 0, *one.AccessKeyId, *two.SessionToken, "UnrecognizedClientException", "InvalidClientTokenId", invalid},
		{"never issued", 0, "ASIANEVERISSUED00000", *one.SessionToken, "UnrecognizedClientException", "InvalidClientTokenId", invalid},
		{"seeded", 0, "ASIASEEDED", "any", "", "", ""},
		{"no session", 0, "AKIAEXAMPLE", *one.SessionToken, "", "", ""},
		{"just before the end", 15*time.Minute - time.Second, *one.AccessKeyId, *one.SessionToken, "", "", ""},
		{"at the end", 15 * time.Minute, *one.AccessKeyId, *one.SessionToken, "ExpiredTokenException", "ExpiredToken", expired},
		{"at the end, another token", 15 * time.Minute, *one.AccessKeyId, "x", "UnrecognizedClientException", "InvalidClientTokenId", invalid},
		{"a longer one then", 15 * time.Minute, *two.AccessKeyId, *two.SessionToken, "", "", ""},
	} {
		f.clock.advance(test.after)
		p := credentials.NewStaticCredentialsProvider(test.key, "secret", test.token)
		_, err := f.configWith(p, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil)
		if test.config != "" {
			wantRefusal(t, test.name, err, http.StatusBadRequest, test.config, test.msg)
		} else if err != nil {
			t.Errorf("%s: got %v, want an answer", test.name, err)
		}
		_, err = f.stsWith(p).GetCallerIdentity(t.Context(), nil)
		if test.sts != "" {
			wantRefusal(t, test.name, err, http.StatusForbidden, test.sts, test.msg)
		} else if err != nil {
			t.Errorf("%s: got %v, want an identity", test.name, err)
		}
		f.clock.advance(-test.after)
	}
}

// TestExpiredSessionsAreDropped simulates days.
func TestExpiredSessionsAreDropped(t *testing.T) {
	t.Parallel()
	clock := newTestClock()
	store := NewStore(WithClock(clock.Now))
	begin := func(n int, duration time.Duration) (last *session) {
		for i := range n {
			last, _ = store.issue(session{Session: Session{Name: fmt.Sprint(i), Duration: duration}})
		}
		return last
	}
	expired := begin(manySessions-1, time.Hour)
	lives := begin(1, 12*time.Hour)
	clock.advance(2 * time.Hour)
	if n := len(store.Sessions()); n != manySessions {
		t.Errorf("got %d sessions, want all %d to stay while there is room", n, manySessions)
	}
	begin(1, 12*time.Hour)
	if n := len(store.Sessions()); n != 2 {
		t.Errorf("got %d sessions, want the 2 that live", n)
	}
	if _, err := store.authenticate(lives.AccessKeyID, lives.token, testRegion); err != nil {
		t.Errorf("got %v for a session that lives", err)
	}
	if _, err := store.authenticate(expired.AccessKeyID, expired.token, testRegion); err == nil || len(store.sessions.byKey) != 2 {
		t.Errorf("got %v and %d keys, want the expired session to be forgotten", err, len(store.sessions.byKey))
	}

	begin(3*manySessions, 12*time.Hour)
	if n := len(store.Sessions()); n != 3*manySessions+2 {
		t.Errorf("got %d sessions, want every one that lives", n)
	}
}

func TestConcurrentSessions(t *testing.T) {
	t.Parallel()
	f := serve(t)
	const callers = 20
	keys := make(chan string, callers)
	for i := range callers {
		go func() {
			out, err := f.sts(fmt.Sprintf("%012d", i)).AssumeRole(t.Context(), &sts.AssumeRoleInput{RoleArn: aws.String(otherRole), RoleSessionName: aws.String("test")})
			if err != nil {
				t.Error(err)
				keys <- ""
				return
			}
			f.store.Sessions()
			if _, err := f.stsWith(with(out.Credentials)).GetCallerIdentity(t.Context(), nil); err != nil {
				t.Error(err)
			}
			keys <- *out.Credentials.AccessKeyId
		}()
	}
	want, got := map[string]bool{}, map[string]bool{}
	for range callers {
		want[<-keys] = true
	}
	for _, s := range f.store.Sessions() {
		got[s.AccessKeyID] = true
	}
	if !maps.Equal(got, want) || len(got) != callers {
		t.Errorf("got the sessions %v, want %v", got, want)
	}
}
