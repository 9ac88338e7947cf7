// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
)

// TestChain assumes a role with the credentials of another.
func TestChain(t *testing.T) {
	t.Parallel()
	f := serve(t)
	first := assume(t, f.sts(testAccount), sts.AssumeRoleInput{
		RoleArn:         aws.String("arn:aws:iam::111122223333:role/hub"),
		RoleSessionName: aws.String("one"),
		DurationSeconds: aws.Int32(43200),
		ExternalId:      aws.String("ext:1"),
		Policy:          aws.String(`{"Version":"2012-10-17","Statement":[]}`),
		PolicyArns:      []types.PolicyDescriptorType{{Arn: aws.String("arn:aws:iam::aws:policy/ReadOnlyAccess")}},
		SourceIdentity:  aws.String("alice"),
		Tags: []types.Tag{
			{Key: aws.String("Team"), Value: aws.String("audit")},
			{Key: aws.String("stage"), Value: aws.String("")},
		},
		TransitiveTagKeys: []string{"team"},
	})
	if *first.SourceIdentity != "alice" {
		t.Errorf("got %v, want alice", *first.SourceIdentity)
	}
	hub := f.stsWith(with(first.Credentials))
	second := assume(t, hub, sts.AssumeRoleInput{
		RoleArn:           aws.String("arn:aws-cn:iam::444455556666:role/spoke"),
		RoleSessionName:   aws.String("two"),
		DurationSeconds:   aws.Int32(3600),
		Tags:              []types.Tag{{Key: aws.String("stage"), Value: aws.String("prod")}},
		TransitiveTagKeys: []string{"stage"},
	})
	third := assume(t, f.stsWith(with(second.Credentials)), sts.AssumeRoleInput{RoleArn: aws.String(otherRole), SourceIdentity: aws.String("alice")})

	begin := f.clock.Now().Truncate(time.Second)
	want := []Session{
		{
			AccessKeyID:       *first.Credentials.AccessKeyId,
			AccountID:         otherAccount,
			RoleARN:           "arn:aws:iam::111122223333:role/hub",
			Name:              "one",
			SourceIdentity:    "alice",
			ExternalID:        "ext:1",
			Policy:            `{"Version":"2012-10-17","Statement":[]}`,
			PolicyARNs:        []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"},
			Tags:              map[string]string{"Team": "audit", "stage": ""},
			TransitiveTagKeys: []string{"Team"},
			Duration:          12 * time.Hour,
			Expiration:        begin.Add(12 * time.Hour),
			CallerARN:         "arn:aws:iam::210987654321:user/emulator",
		},
		{
			AccessKeyID:       *second.Credentials.AccessKeyId,
			AccountID:         "444455556666",
			RoleARN:           "arn:aws-cn:iam::444455556666:role/spoke",
			Name:              "two",
			SourceIdentity:    "alice",
			Tags:              map[string]string{"Team": "audit", "stage": "prod"},
			TransitiveTagKeys: []string{"Team", "stage"},
			Duration:          time.Hour,
			Expiration:        begin.Add(time.Hour),
			CallerARN:         "arn:aws:sts::111122223333:assumed-role/hub/one",
		},
		{
			AccessKeyID:       *third.Credentials.AccessKeyId,
			AccountID:         otherAccount,
			RoleARN:           otherRole,
			Name:              "test",
			SourceIdentity:    "alice",
			Tags:              map[string]string{"Team": "audit", "stage": "prod"},
			TransitiveTagKeys: []string{"Team", "stage"},
			Duration:          time.Hour,
			Expiration:        begin.Add(time.Hour),
			CallerARN:         "arn:aws-cn:sts::444455556666:assumed-role/spoke/two",
		},
	}
	got := f.store.Sessions()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	got[0].Tags["Team"], got[0].TransitiveTagKeys[0], got[0].PolicyARNs[0] = "x", "x", "x"
	if again := f.store.Sessions(); !reflect.DeepEqual(again, want) {
		t.Errorf("got %+v after a change to an earlier copy, want it unchanged", again)
	}

	team := func(key string) []types.Tag { return []types.Tag{{Key: aws.String(key), Value: aws.String("x")}} }
	for _, test := range []struct {
		name         string
		in           sts.AssumeRoleInput
		status       int
		code, detail string
	}{
		{"longer than an hour", sts.AssumeRoleInput{DurationSeconds: aws.Int32(3601)}, 400, "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."},
		{"an inherited tag", sts.AssumeRoleInput{Tags: team("Team")}, 400, "InvalidParameterValue", "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session."},
		{"an inherited tag in another case", sts.AssumeRoleInput{Tags: team("TEAM")}, 400, "InvalidParameterValue", "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session."},
		{"an inherited tag again transitive", sts.AssumeRoleInput{TransitiveTagKeys: []string{"Team"}}, 400, "InvalidParameterValue", "The specified transitive tag key must be included in the requested tags."},
		{"another source identity", sts.AssumeRoleInput{SourceIdentity: aws.String("bob")}, 403, "AccessDenied", "User: arn:aws:sts::111122223333:assumed-role/hub/one is not authorized to perform: sts:SetSourceIdentity on resource: " + otherRole},
	} {
		test.in.RoleArn, test.in.RoleSessionName = aws.String(otherRole), aws.String("test")
		_, err := hub.AssumeRole(t.Context(), &test.in)
		wantRefusal(t, test.name, err, test.status, test.code, test.detail)
	}
	if n := len(f.store.Sessions()); n != len(want) {
		t.Errorf("got %d sessions after refusals, want %d", n, len(want))
	}
}
