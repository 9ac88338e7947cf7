// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// lifeStatus contains the members of a status that change. Times are in seconds since
// the start of the test, or -1 if they are absent.
type lifeStatus struct {
	recording              bool
	status                 types.RecorderStatus
	started, stopped, done float64
}

func (f *fixture) wantLife(t *testing.T, begin time.Time, when string, want lifeStatus) {
	t.Helper()
	all := f.status(t)
	if len(all) != 1 {
		t.Fatalf("%s: got %d recorders, want 1", when, len(all))
	}
	since := func(at *time.Time) float64 {
		if at == nil {
			return -1
		}
		return at.Sub(begin).Seconds()
	}
	s := all[0]
	got := lifeStatus{s.Recording, s.LastStatus, since(s.LastStartTime), since(s.LastStopTime), since(s.LastStatusChangeTime)}
	if got != want {
		t.Errorf("%s: got %+v, want %+v", when, got, want)
	}
}

func TestLifeOfARecorder(t *testing.T) {
	t.Parallel()
	f := serve(t)
	ctx, client := t.Context(), f.config()
	name := aws.String("default")
	begin := f.clock.Now().Truncate(time.Millisecond)

	if got := f.status(t); got == nil || len(got) != 0 {
		t.Fatalf("got %v before there is a recorder, want an empty list", got)
	}
	if _, err := client.PutConfigurationRecorder(ctx, &configservice.PutConfigurationRecorderInput{
		ConfigurationRecorder: &types.ConfigurationRecorder{Name: name, RoleARN: aws.String(testRole)},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutDeliveryChannel(ctx, &configservice.PutDeliveryChannelInput{
		DeliveryChannel: &types.DeliveryChannel{Name: name, S3BucketName: aws.String("example")},
	}); err != nil {
		t.Fatal(err)
	}
	start := func() {
		t.Helper()
		if _, err := client.StartConfigurationRecorder(ctx, &configservice.StartConfigurationRecorderInput{ConfigurationRecorderName: name}); err != nil {
			t.Fatal(err)
		}
	}
	stop := func() {
		t.Helper()
		if _, err := client.StopConfigurationRecorder(ctx, &configservice.StopConfigurationRecorderInput{ConfigurationRecorderName: name}); err != nil {
			t.Fatal(err)
		}
	}

	f.wantLife(t, begin, "created", lifeStatus{false, "", -1, -1, -1})
	stop()
	f.wantLife(t, begin, "stopped before any start", lifeStatus{false, "", -1, -1, -1})
	start()
	f.wantLife(t, begin, "started", lifeStatus{true, "PENDING", 0, -1, -1})
	f.clock.advance(9 * time.Second)
	start()
	f.wantLife(t, begin, "started twice, before it settled", lifeStatus{true, "PENDING", 0, -1, -1})
	f.clock.advance(time.Second)
	f.wantLife(t, begin, "settled", lifeStatus{true, "SUCCESS", 0, -1, 10})
	f.clock.advance(20 * time.Second)
	stop()
	f.wantLife(t, begin, "stopped", lifeStatus{false, "SUCCESS", 0, 30, 10})
	f.clock.advance(10 * time.Second)
	stop()
	f.wantLife(t, begin, "stopped twice", lifeStatus{false, "SUCCESS", 0, 30, 10})
	start()
	f.wantLife(t, begin, "started again", lifeStatus{true, "PENDING", 40, 30, 10})
	f.clock.advance(time.Second)
	stop()
	f.clock.advance(time.Hour)
	f.wantLife(t, begin, "stopped while pending", lifeStatus{false, "PENDING", 40, 41, 10})
	start()
	f.clock.advance(time.Minute)
	stop()
	f.wantLife(t, begin, "settled unseen and stopped", lifeStatus{false, "SUCCESS", 3641, 3701, 3651})

	// A put with an existing name changes settings and keeps the status.
	f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"name":"default","roleARN":"`+testRole+`2","recordingMode":{"recordingFrequency":"DAILY"}}}`)
	f.wantLife(t, begin, "put again", lifeStatus{false, "SUCCESS", 3641, 3701, 3651})
	out, err := client.DescribeConfigurationRecorders(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r := out.ConfigurationRecorders[0]; *r.RoleARN != testRole+"2" || r.RecordingMode.RecordingFrequency != types.RecordingFrequencyDaily {
		t.Errorf("got %+v after a second put, want its role and mode", r)
	}

	if _, err := client.DeleteConfigurationRecorder(ctx, &configservice.DeleteConfigurationRecorderInput{ConfigurationRecorderName: name}); err != nil {
		t.Fatal(err)
	}
	_, err = client.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{"default"}})
	if gone := (*types.NoSuchConfigurationRecorderException)(nil); !errors.As(err, &gone) {
		t.Errorf("got %v after the recorder was deleted, want NoSuchConfigurationRecorderException", err)
	}
}

func TestSettleAtOnce(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.store.settle = 0
	f.putRunnable(t)
	f.do(t, "StartConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
	f.wantLife(t, f.clock.Now().Truncate(time.Millisecond), "started", lifeStatus{true, "SUCCESS", 0, -1, 0})
}

func TestStartAfterAFailure(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seedRegion(t, `{
		"ConfigurationRecordersStatus":[{"name":"default","recording":false,"lastStatus":"FAILURE","lastErrorCode":"AccessDenied","lastErrorMessage":"No.","lastStatusChangeTime":1}],
		"DeliveryChannels":[{"name":"default","s3BucketName":"example"}]}`)
	if s := f.status(t)[0]; s.LastStatus != "FAILURE" || *s.LastErrorCode != "AccessDenied" || *s.LastErrorMessage != "No." {
		t.Fatalf("got %+v, want the failure of the seed", s)
	}
	f.do(t, "StartConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)
	if s := f.status(t)[0]; s.LastStatus != "PENDING" || s.LastErrorCode != nil || s.LastErrorMessage != nil || s.LastStatusChangeTime.Unix() != 1 {
		t.Errorf("got %+v after a start, want PENDING without an error and the old time of change", s)
	}
}

func TestAccountsAndRegionsAreApart(t *testing.T) {
	t.Parallel()
	f := serve(t)
	f.seed(t, `{"accessKeys":{"AKIAEXAMPLE":"111122223333"},"accounts":{"111122223333":{"eu-west-1":{"ConfigurationRecordersStatus":[{"name":"one"}]}}}}`)
	f.putRunnable(t)
	for _, test := range []struct {
		key, region, want string
	}{
		{testAccount, testRegion, "default"},
		{testAccount, "eu-west-2", ""},
		{"AKIAEXAMPLE", testRegion, "one"},
		{"111122223333", testRegion, "one"},
		{"AKIAOTHER", testRegion, ""},
	} {
		out, err := f.configIn(test.key, test.region).DescribeConfigurationRecorderStatus(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for _, s := range out.ConfigurationRecordersStatus {
			got += *s.Name
		}
		if got != test.want {
			t.Errorf("key %s in %s: got recorder %q, want %q", test.key, test.region, got, test.want)
		}
	}
}

func TestCallerIdentity(t *testing.T) {
	t.Parallel()
	f := serve(t)
	for key, account := range map[string]string{"AKIAEXAMPLE": defaultAccount, testAccount: testAccount} {
		out, err := f.sts(key).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		if err != nil {
			t.Fatal(err)
		}
		if *out.Account != account || *out.Arn != "arn:aws:iam::"+account+":user/emulator" || *out.UserId == "" {
			t.Errorf("key %s: got %s, %s, %s, want account %s", key, *out.Account, *out.Arn, *out.UserId, account)
		}
	}
}

func TestRecorderARN(t *testing.T) {
	t.Parallel()
	for region, want := range map[string]string{
		"eu-west-1":       "aws",
		"cn-north-1":      "aws-cn",
		"us-gov-west-1":   "aws-us-gov",
		"us-iso-east-1":   "aws-iso",
		"us-isob-east-1":  "aws-iso-b",
		"eu-isoe-west-1":  "aws-iso-e",
		"us-isof-south-1": "aws-iso-f",
		"eusc-de-east-1":  "aws-eusc",
	} {
		at := location{testAccount, region}
		arn := recorderARN(at, "a/b")
		if !recorderARNPattern.MatchString(arn) || arn[:len(arn)-16] != "arn:"+want+":config:"+region+":"+testAccount+":configuration-recorder/a/b/" {
			t.Errorf("%s: got %s, want partition %s", region, arn, want)
		}
		if again, other := recorderARN(at, "a/b"), recorderARN(at, "a/c"); again != arn || other[len(other)-16:] == arn[len(arn)-16:] {
			t.Errorf("%s: got %s and %s for one name and %s for another", region, arn, again, other)
		}
	}
}
