// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
)

const requestID = "11111111-2222-3333-4444-555555555555"

var place = awsapi.Place{AccountID: "123456789012", Region: "eu-west-1"}

// respond returns an SDK client that gets the same response for every request, without a
// network. It appends each request to requests, unless that is nil.
func respond(status int, response string, requests *[]string) *configservice.Client {
	return configservice.New(configservice.Options{
		APIOptions:  []func(*middleware.Stack) error{awsapi.CheckResponses, awsapi.RememberFailures},
		Credentials: credentials.NewStaticCredentialsProvider("any", "any", ""),
		Retryer:     aws.NopRetryer{},
		HTTPClient: smithyhttp.ClientDoFunc(func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			if requests != nil {
				*requests = append(*requests, r.URL.Host+" "+r.Header.Get("X-Amz-Target")+" "+string(body))
			}
			return &http.Response{StatusCode: status, Header: http.Header{"X-Amzn-Requestid": {requestID}}, Body: io.NopCloser(strings.NewReader(response))}, nil
		}),
	})
}

func identity(name string) channel.Identity {
	return channel.Identity{AccountID: place.AccountID, Name: &name, Region: place.Region}
}

// at returns a time with milliseconds.
func at(t *testing.T, value string) *time.Time {
	t.Helper()
	parsed, err := time.Parse("2006-01-02T15:04:05.000Z", value)
	if err != nil {
		t.Fatal(err)
	}
	return &parsed
}

// readSample returns a response in testdata, which AWS sent over the years.
func readSample(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestReadChannels_published(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]channel.Channel{
		"channels-2019-topic.json": {{
			Identity:     identity("default"),
			S3BucketName: aws.String("config-bucket-123456789012"),
			SNSTopicARN:  aws.String("arn:aws:sns:us-east-1:123456789012:config-topic"),
		}},
		"channels-2023-frequency.json": {{
			Identity:          identity("default"),
			DeliveryFrequency: aws.String("Twelve_Hours"),
			S3BucketName:      aws.String("config-bucket-example"),
			SNSTopicARN:       aws.String("arn:aws:sns:ap-southeast-1:123456789012:topic"),
		}},
		"channels-2025-bucket-only.json": {{Identity: identity("baseline-delivery"), S3BucketName: aws.String("baseline-123456789012-config-archive")}},
		"channels-empty.json":            nil,
	} {
		found, err := channel.ReadChannels(t.Context(), respond(http.StatusOK, readSample(t, name), nil), place, channel.Selector{})
		if err != nil || len(found) != len(want) || len(want) > 0 && !reflect.DeepEqual(found, want) {
			t.Errorf("%s: got %+v and %v", name, found, err)
		}
	}
}

func TestReadStatuses_published(t *testing.T) {
	t.Parallel()
	delivered := func(value string) channel.ExportDeliveryInfo {
		return channel.ExportDeliveryInfo{LastAttemptTime: at(t, value), LastStatus: aws.String("Success"), LastSuccessfulTime: at(t, value)}
	}
	stream := func(value string) channel.StreamDeliveryInfo {
		return channel.StreamDeliveryInfo{LastStatus: aws.String("Success"), LastStatusChangeTime: at(t, value)}
	}
	for name, test := range map[string]struct {
		want   []channel.Status
		reason channel.Reason
	}{
		"channel-status-2014-doc.json": {[]channel.Status{{
			Identity:                   identity("default"),
			ConfigHistoryDeliveryInfo:  delivered("2014-11-05T00:52:24.267Z"),
			ConfigSnapshotDeliveryInfo: delivered("2014-11-07T04:05:13.416Z"),
			ConfigStreamDeliveryInfo:   stream("2014-11-04T22:03:34.125Z"),
		}}, channel.Delivering},
		"channel-status-2016-cli.json": {[]channel.Status{{
			Identity:                   identity("default"),
			ConfigHistoryDeliveryInfo:  delivered("2015-12-17T02:03:58.412Z"),
			ConfigSnapshotDeliveryInfo: delivered("2016-01-07T16:53:17.094Z"),
			ConfigStreamDeliveryInfo:   stream("2016-01-07T19:10:34.381Z"),
		}}, channel.Delivering},
		"channel-status-2017-no-snapshot.json": {[]channel.Status{{
			Identity:                  identity("default"),
			ConfigHistoryDeliveryInfo: delivered("2017-11-01T15:26:35.891Z"),
			ConfigStreamDeliveryInfo:  stream("2017-11-01T19:21:44.682Z"),
		}}, channel.Delivering},
		"channel-status-2023-failure.json": {[]channel.Status{{
			Identity: identity("default"),
			ConfigHistoryDeliveryInfo: channel.ExportDeliveryInfo{
				LastAttemptTime:    at(t, "2023-02-28T07:48:40.549Z"),
				LastErrorCode:      aws.String("NoSuchBucket"),
				LastErrorMessage:   aws.String("An exception occurred while trying to deliver data to your Amazon S3 bucket. The specified Bucket does not exist."),
				LastStatus:         aws.String("Failure"),
				LastSuccessfulTime: at(t, "2022-04-08T08:05:21.934Z"),
			},
			ConfigStreamDeliveryInfo: stream("2023-02-28T09:21:58.810Z"),
		}}, channel.Failing},
		"channel-status-2023-recovered.json": {[]channel.Status{{
			Identity:                  identity("default"),
			ConfigHistoryDeliveryInfo: delivered("2023-02-28T21:16:19.674Z"),
			ConfigSnapshotDeliveryInfo: channel.ExportDeliveryInfo{
				LastAttemptTime:    at(t, "2023-02-28T22:50:20.939Z"),
				LastStatus:         aws.String("Success"),
				LastSuccessfulTime: at(t, "2023-02-28T22:50:20.939Z"),
				NextDeliveryTime:   at(t, "2023-03-01T10:50:19.869Z"),
			},
			ConfigStreamDeliveryInfo: stream("2023-03-01T03:05:25.353Z"),
		}}, channel.Delivering},
		"channel-status-2026-08-new.json": {[]channel.Status{{
			Identity:                 identity("default"),
			ConfigStreamDeliveryInfo: channel.StreamDeliveryInfo{LastStatus: aws.String("Not_Applicable")},
		}}, channel.NothingDelivered},
		"channel-status-empty.json": {nil, channel.NoDeliveryChannel},
	} {
		found, err := channel.ReadStatuses(t.Context(), respond(http.StatusOK, readSample(t, name), nil), place, channel.Selector{})
		if err != nil || len(found) != len(test.want) || len(test.want) > 0 && !reflect.DeepEqual(found, test.want) {
			t.Errorf("%s: got %+v and %v", name, found, err)
		}
		if reason, _ := channel.NotDelivering(found); reason != test.reason {
			t.Errorf("%s: the reason is %q, not %q", name, reason, test.reason)
		}
	}
}

// full sends every member, each with a value of its own.
type full struct{}

func (full) DescribeDeliveryChannels(context.Context, *configservice.DescribeDeliveryChannelsInput, ...func(*configservice.Options)) (*configservice.DescribeDeliveryChannelsOutput, error) {
	return &configservice.DescribeDeliveryChannelsOutput{DeliveryChannels: []types.DeliveryChannel{{
		ConfigSnapshotDeliveryProperties: &types.ConfigSnapshotDeliveryProperties{DeliveryFrequency: "THREE_HOURS"},
		Name:                             aws.String("default"),
		S3BucketName:                     aws.String("bucket"),
		S3KeyPrefix:                      aws.String("prefix"),
		S3KmsKeyArn:                      aws.String("key"),
		SnsTopicARN:                      aws.String("topic"),
	}}}, nil
}

func (full) DescribeDeliveryChannelStatus(context.Context, *configservice.DescribeDeliveryChannelStatusInput, ...func(*configservice.Options)) (*configservice.DescribeDeliveryChannelStatusOutput, error) {
	export := func(code string, second int64) *types.ConfigExportDeliveryInfo {
		return &types.ConfigExportDeliveryInfo{
			LastAttemptTime: aws.Time(time.Unix(second, 0)), LastErrorCode: aws.String(code), LastErrorMessage: aws.String(code + " message"),
			LastStatus: "FAILURE", LastSuccessfulTime: aws.Time(time.Unix(second+1, 0)), NextDeliveryTime: aws.Time(time.Unix(second+2, 0)),
		}
	}
	return &configservice.DescribeDeliveryChannelStatusOutput{DeliveryChannelsStatus: []types.DeliveryChannelStatus{{
		ConfigHistoryDeliveryInfo:  export("history", 10),
		ConfigSnapshotDeliveryInfo: export("snapshot", 20),
		ConfigStreamDeliveryInfo: &types.ConfigStreamDeliveryInfo{
			LastErrorCode: aws.String("stream"), LastErrorMessage: aws.String("stream message"), LastStatus: "SUCCESS", LastStatusChangeTime: aws.Time(time.Unix(30, 0)),
		},
		Name: aws.String("default"),
	}}}, nil
}

func TestRead_everyMember(t *testing.T) {
	t.Parallel()
	// The fields in the SDK, one of which is not a member.
	for kind, known := range map[reflect.Type]int{
		reflect.TypeFor[types.DeliveryChannel]():                  6 + 1,
		reflect.TypeFor[types.ConfigSnapshotDeliveryProperties](): 1 + 1,
		reflect.TypeFor[types.DeliveryChannelStatus]():            4 + 1,
		reflect.TypeFor[types.ConfigExportDeliveryInfo]():         6 + 1,
		reflect.TypeFor[types.ConfigStreamDeliveryInfo]():         4 + 1,
	} {
		if kind.NumField() != known {
			t.Errorf("%s has %d fields, but a delivery channel has those of %d", kind, kind.NumField(), known)
		}
	}

	found, err := channel.ReadChannel(t.Context(), full{}, place, channel.Selector{})
	want := channel.Channel{
		Identity:          identity("default"),
		DeliveryFrequency: aws.String("Three_Hours"),
		S3BucketName:      aws.String("bucket"),
		S3KeyPrefix:       aws.String("prefix"),
		S3KMSKeyARN:       aws.String("key"),
		SNSTopicARN:       aws.String("topic"),
	}
	if err != nil || !reflect.DeepEqual(*found, want) {
		t.Errorf("got %+v and %v", found, err)
	}

	export := func(code string, second int64) channel.ExportDeliveryInfo {
		return channel.ExportDeliveryInfo{
			LastAttemptTime: aws.Time(time.Unix(second, 0)), LastErrorCode: aws.String(code), LastErrorMessage: aws.String(code + " message"),
			LastStatus: aws.String("Failure"), LastSuccessfulTime: aws.Time(time.Unix(second+1, 0)), NextDeliveryTime: aws.Time(time.Unix(second+2, 0)),
		}
	}
	status, err := channel.ReadStatus(t.Context(), full{}, place, channel.Selector{})
	wantStatus := channel.Status{
		Identity:                   identity("default"),
		ConfigHistoryDeliveryInfo:  export("history", 10),
		ConfigSnapshotDeliveryInfo: export("snapshot", 20),
		ConfigStreamDeliveryInfo: channel.StreamDeliveryInfo{
			LastErrorCode: aws.String("stream"), LastErrorMessage: aws.String("stream message"), LastStatus: aws.String("Success"), LastStatusChangeTime: aws.Time(time.Unix(30, 0)),
		},
	}
	if err != nil || !reflect.DeepEqual(*status, wantStatus) {
		t.Errorf("got %+v and %v", status, err)
	}
}

func TestReadStatus_leavesAbsentMembersNil(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"DeliveryChannelsStatus":[{"name":"default"}]}`,
		`{"DeliveryChannelsStatus":[{"name":"default","configHistoryDeliveryInfo":{},"configSnapshotDeliveryInfo":{},"configStreamDeliveryInfo":{}}]}`,
	} {
		status, err := channel.ReadStatus(t.Context(), respond(http.StatusOK, body, nil), awsapi.Place{Region: place.Region}, channel.Selector{})
		if err != nil || *status != (channel.Status{Identity: channel.Identity{Name: status.Name, Region: place.Region}}) {
			t.Errorf("%s: got %+v and %v", body, status, err)
		}
	}
}

func TestReadStatus_spellsStatusesAsDocumented(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"NOT_APPLICABLE": "Not_Applicable",
		"NotApplicable":  "Not_Applicable",
		"success":        "Success",
		"Failure":        "Failure",
		"IN_PROGRESS":    "IN_PROGRESS",
	} {
		body := `{"DeliveryChannelsStatus":[{"name":"default","configStreamDeliveryInfo":{"lastStatus":"` + sent + `"}}]}`
		status, err := channel.ReadStatus(t.Context(), respond(http.StatusOK, body, nil), place, channel.Selector{})
		if err != nil || aws.ToString(status.ConfigStreamDeliveryInfo.LastStatus) != want {
			t.Errorf("%s: got %+v and %v", sent, status, err)
		}
	}
}

// AWS has sent a time just below a full millisecond.
func TestReadStatus_roundsToMilliseconds(t *testing.T) {
	t.Parallel()
	body := `{"DeliveryChannelsStatus":[{"name":"default","configStreamDeliveryInfo":{"lastStatusChangeTime":1415333113.4159999}}]}`
	status, err := channel.ReadStatus(t.Context(), respond(http.StatusOK, body, nil), place, channel.Selector{})
	if err != nil || !status.ConfigStreamDeliveryInfo.LastStatusChangeTime.Equal(*at(t, "2014-11-07T04:05:13.416Z")) {
		t.Errorf("got %+v and %v", status, err)
	}
}

// operations are the functions that read one or all items of a response.
var operations = map[string]struct {
	list string
	one  func(context.Context, *configservice.Client, channel.Selector) error
	all  func(context.Context, *configservice.Client, channel.Selector) (int, error)
}{
	"DescribeDeliveryChannels": {
		"DeliveryChannels",
		func(ctx context.Context, client *configservice.Client, selector channel.Selector) error {
			_, err := channel.ReadChannel(ctx, client, place, selector)
			return err
		},
		func(ctx context.Context, client *configservice.Client, selector channel.Selector) (int, error) {
			found, err := channel.ReadChannels(ctx, client, place, selector)
			return len(found), err
		},
	},
	"DescribeDeliveryChannelStatus": {
		"DeliveryChannelsStatus",
		func(ctx context.Context, client *configservice.Client, selector channel.Selector) error {
			_, err := channel.ReadStatus(ctx, client, place, selector)
			return err
		},
		func(ctx context.Context, client *configservice.Client, selector channel.Selector) (int, error) {
			found, err := channel.ReadStatuses(ctx, client, place, selector)
			return len(found), err
		},
	},
}

func TestRead_responses(t *testing.T) {
	t.Parallel()
	var (
		multiple   *channel.MultipleFoundError
		notFound   *channel.NotFoundError
		unexpected *awsapi.UnexpectedAnswerError
	)
	unnamed, named := channel.Selector{}, channel.Selector{Name: "audit"}
	for name, test := range map[string]struct {
		selector channel.Selector
		status   int
		body     string // LIST is the name of the list.
		one      any    // The error for one item.
		count    int    // How many items there are, or -1 for the same error.
	}{
		"none":                   {unnamed, http.StatusOK, `{"LIST":[]}`, &notFound, 0},
		"one":                    {unnamed, http.StatusOK, `{"LIST":[{"name":"default"}]}`, nil, 1},
		"the named one":          {named, http.StatusOK, `{"LIST":[{"name":"audit"}]}`, nil, 1},
		"several":                {unnamed, http.StatusOK, `{"LIST":[{"name":"default"},{"name":"audit"}]}`, &multiple, 2},
		"none with the name":     {named, http.StatusBadRequest, `{"__type":"NoSuchDeliveryChannelException","message":"no"}`, &notFound, 0},
		"another name":           {named, http.StatusOK, `{"LIST":[{"name":"default"}]}`, &unexpected, -1},
		"a name in another case": {named, http.StatusOK, `{"LIST":[{"name":"Audit"}]}`, &unexpected, -1},
		"another one beside it":  {named, http.StatusOK, `{"LIST":[{"name":"audit"},{"name":"default"}]}`, &unexpected, -1},
		"no name":                {unnamed, http.StatusOK, `{"LIST":[{}]}`, &unexpected, -1},
		"no list":                {unnamed, http.StatusOK, `{}`, &unexpected, -1},
		"too many":               {unnamed, http.StatusOK, `{"LIST":[` + strings.Repeat(`{"name":"a"},`, 100) + `{"name":"a"}]}`, &unexpected, -1},
	} {
		for operation, read := range operations {
			client := respond(test.status, strings.ReplaceAll(test.body, "LIST", read.list), nil)
			one := read.one(t.Context(), client, test.selector)
			if test.one == nil && one != nil || test.one != nil && (!errors.As(one, test.one) || !strings.Contains(one.Error(), "RequestID: "+requestID)) {
				t.Errorf("%s, %s: one failed with %v", operation, name, one)
			}
			count, err := read.all(t.Context(), client, test.selector)
			if test.count >= 0 && (err != nil || count != test.count) || test.count < 0 && (count != 0 || !errors.As(err, test.one)) {
				t.Errorf("%s, %s: all are %d, and failed with %v", operation, name, count, err)
			}
		}
	}
}

func TestRead_requests(t *testing.T) {
	t.Parallel()
	for operation, read := range operations {
		var requests []string
		client := respond(http.StatusOK, `{"`+read.list+`":[]}`, &requests)
		for _, selector := range []channel.Selector{{}, {Name: "audit"}} {
			if _, err := read.all(t.Context(), client, selector); err != nil {
				t.Errorf("%s: %s", operation, err)
			}
		}
		target := "config.eu-west-1.amazonaws.com StarlingDoveService." + operation + " "
		if want := []string{target + `{}`, target + `{"DeliveryChannelNames":["audit"]}`}; !slices.Equal(requests, want) {
			t.Errorf("%s: sent %q", operation, requests)
		}
	}
}

func TestRead_timedOut(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	for operation, read := range operations {
		var timeout *awsapi.TimeoutError
		if err := read.one(ctx, respond(http.StatusOK, `{}`, nil), channel.Selector{}); !errors.As(err, &timeout) {
			t.Errorf("%s: got %v", operation, err)
		}
	}
}

func TestReadChannels_sorts(t *testing.T) {
	t.Parallel()
	found, err := channel.ReadChannels(t.Context(), respond(http.StatusOK, `{"DeliveryChannels":[{"name":"b"},{"name":"a"}]}`, nil), place, channel.Selector{})
	if err != nil || len(found) != 2 || *found[0].Name != "a" {
		t.Errorf("got %+v and %v", found, err)
	}
}

func TestValidateName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"default":                "",
		strings.Repeat("é", 256): "",
		"":                       "empty",
		strings.Repeat("d", 257): "257 characters",
	} {
		if err := channel.ValidateName(name); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", name, err)
		}
	}
}
