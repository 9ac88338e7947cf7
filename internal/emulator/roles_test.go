// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
)

func TestRolesOfASeed(t *testing.T) {
	t.Parallel()
	const (
		external = "arn:aws:iam::111122223333:role/external"
		account  = "arn:aws:iam::111122223333:role/account"
		root     = "arn:aws:iam::111122223333:role/root"
		user     = "arn:aws:iam::111122223333:role/user"
		chained  = "arn:aws:iam::111122223333:role/chained"
		session  = "arn:aws:iam::111122223333:role/session"
		nobody   = "arn:aws:iam::111122223333:role/nobody"
		short    = "arn:aws:iam::111122223333:role/short"
		open     = "arn:aws:iam::111122223333:role/open"
		hub      = "arn:aws:iam::444455556666:role/path/hub"
	)
	const seed = `{"roles":{
		"` + external + `":{"externalId":"right"},
		"` + account + `":{"trusts":["210987654321","444455556666"]},
		"` + root + `":{"trusts":["arn:aws:iam::210987654321:root"]},
		"` + user + `":{"trusts":["arn:aws:iam::210987654321:user/emulator"]},
		"` + chained + `":{"trusts":["` + hub + `"]},
		"` + session + `":{"trusts":["arn:aws:sts::444455556666:assumed-role/hub/named"]},
		"` + nobody + `":{"trusts":[],"webIdentity":true},
		"` + short + `":{"maxSessionDuration":7200,"webIdentity":false},
		"` + open + `":{}}}`
	for _, test := range []struct {
		// caller is an account, or the name of a session of the role hub.
		caller, role, externalID string
		duration                 int32
		status                   int
		code, message            string
	}{
		{testAccount, external, "right", 0, 200, "", ""},
		{testAccount, external, "", 0, 403, "AccessDenied", "User: arn:aws:iam::210987654321:user/emulator is not authorized to perform: sts:AssumeRole on resource: " + external},
		{testAccount, external, "Right", 0, 403, "AccessDenied", ""},
		{testAccount, account, "unasked", 0, 200, "", ""},
		{"444455556666", account, "", 0, 200, "", ""},
		{"named", account, "", 0, 200, "", ""},
		{"111122223333", account, "", 0, 403, "AccessDenied", ""},
		{testAccount, root, "", 0, 200, "", ""},
		{"444455556666", root, "", 0, 403, "AccessDenied", ""},
		{testAccount, user, "", 0, 200, "", ""},
		{"named", user, "", 0, 403, "AccessDenied", "User: arn:aws:sts::444455556666:assumed-role/hub/named is not authorized to perform: sts:AssumeRole on resource: " + user},
		{"named", chained, "", 0, 200, "", ""},
		{"444455556666", chained, "", 0, 403, "AccessDenied", ""},
		{"named", session, "", 0, 200, "", ""},
		{"other", session, "", 0, 403, "AccessDenied", ""},
		{testAccount, nobody, "", 0, 403, "AccessDenied", ""},
		{testAccount, short, "", 7200, 200, "", ""},
		{testAccount, short, "", 7201, 400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."},
		{testAccount, open, "any", 43200, 200, "", ""},
		{testAccount, otherRole, "any", 43200, 200, "", ""},
	} {
		t.Run(test.caller+" "+test.role+" "+test.externalID, func(t *testing.T) {
			t.Parallel()
			f := serve(t)
			f.seed(t, seed)
			client := f.sts(test.caller)
			if !accountPattern.MatchString(test.caller) {
				client = f.stsWith(with(assume(t, f.sts("444455556666"), sts.AssumeRoleInput{RoleArn: aws.String(hub), RoleSessionName: &test.caller}).Credentials))
			}
			in := &sts.AssumeRoleInput{
				DurationSeconds: aws.Int32(cmp.Or(test.duration, 900)),
				RoleArn:         &test.role,
				RoleSessionName: aws.String("test"),
			}
			if test.externalID != "" {
				in.ExternalId = &test.externalID
			}
			before := len(f.store.Sessions())
			_, err := client.AssumeRole(t.Context(), in)
			if test.status != http.StatusOK {
				wantRefusal(t, test.role, err, test.status, test.code, test.message)
				if n := len(f.store.Sessions()); n != before {
					t.Errorf("got %d sessions, want none of a refused role", n)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if sessions := f.store.Sessions(); len(sessions) != before+1 || sessions[before].ExternalID != test.externalID {
				t.Errorf("got the sessions %+v, want one with the external id", sessions)
			}
		})
	}
}

// TestRolesAreSeededAnew replaces a role during one of its sessions.
func TestRolesAreSeededAnew(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"roles":{"`+otherRole+`":{"externalId":"right"},"`+testRole+`":{"externalId":"right"}}}`)
	out := assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(otherRole), ExternalId: aws.String("right")})
	f.seed(t, `{"roles":{"`+otherRole+`":{"externalId":"changed"}}}`)
	for _, role := range []string{otherRole, testRole} {
		_, err := f.sts(testAccount).AssumeRole(t.Context(), &sts.AssumeRoleInput{RoleArn: aws.String(role), RoleSessionName: aws.String("test"), ExternalId: aws.String("righ")})
		wantRefusal(t, role, err, http.StatusForbidden, "AccessDenied", "")
	}
	assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(otherRole), ExternalId: aws.String("changed")})
	assume(t, f.sts(testAccount), sts.AssumeRoleInput{RoleArn: aws.String(testRole), ExternalId: aws.String("right")})
	if _, err := f.stsWith(with(out.Credentials)).GetCallerIdentity(t.Context(), nil); err != nil {
		t.Errorf("got %v, want the session to go on", err)
	}
}

func TestTags(t *testing.T) {
	t.Parallel()
	f := serve(t)
	tag := func(key, value string) types.Tag { return types.Tag{Key: &key, Value: &value} }
	for _, test := range []struct {
		name       string
		tags       []types.Tag
		transitive []string
		code       string
	}{
		{"other letters", []types.Tag{tag("Größe/ü:1", "a b_.:/=+-@")}, []string{"größe/Ü:1"}, ""},
		{"twice", []types.Tag{tag("a", "1"), tag("a", "2")}, nil, "InvalidParameterValue"},
		{"twice in two cases", []types.Tag{tag("a", "1"), tag("A", "2")}, nil, "InvalidParameterValue"},
		{"transitive without a tag", []types.Tag{tag("a", "1")}, []string{"b"}, "InvalidParameterValue"},
		{"a bad key", []types.Tag{tag("a*", "1")}, nil, "ValidationError"},
		{"too many", tooManyTags(), nil, "ValidationError"},
	} {
		_, err := f.sts(testAccount).AssumeRole(t.Context(), &sts.AssumeRoleInput{
			RoleArn: aws.String(otherRole), RoleSessionName: aws.String("test"), Tags: test.tags, TransitiveTagKeys: test.transitive,
		})
		if test.code != "" {
			wantRefusal(t, test.name, err, http.StatusBadRequest, test.code, "")
		} else if err != nil {
			t.Errorf("%s: got %v, want a session", test.name, err)
		}
	}
	// A client sends an empty list as an empty string.
	out, err := f.sts(testAccount).AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String(otherRole), RoleSessionName: aws.String("test"), Tags: []types.Tag{}, TransitiveTagKeys: []string{}, PolicyArns: []types.PolicyDescriptorType{},
	})
	if err != nil || !out.Credentials.Expiration.Equal(f.clock.Now().Truncate(time.Second).Add(time.Hour)) {
		t.Errorf("got %+v and %v for empty lists, want a session", out, err)
	}
	sessions := f.store.Sessions()
	if len(sessions) != 2 || sessions[0].Tags["Größe/ü:1"] != "a b_.:/=+-@" || len(sessions[0].TransitiveTagKeys) != 1 || sessions[1].Tags != nil {
		t.Errorf("got the sessions %+v, want one with a tag and one without", sessions)
	}
}

func tooManyTags() []types.Tag {
	tags := make([]types.Tag, maxSessionTags+1)
	for i := range tags {
		tags[i] = types.Tag{Key: aws.String(fmt.Sprintf("k%d", i)), Value: aws.String("")}
	}
	return tags
}
