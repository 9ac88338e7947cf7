// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

const (
	region  = "eu-west-1"
	someARN = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7"
)

var place = awsapi.Place{Region: region}

// describer returns fixed statuses and records the requests.
type describer struct {
	statuses []types.ConfigurationRecorderStatus
	err      error
	hangs    bool // Until the context is done.

	inputs  []*configservice.DescribeConfigurationRecorderStatusInput
	regions []string
}

func (d *describer) DescribeConfigurationRecorderStatus(ctx context.Context, input *configservice.DescribeConfigurationRecorderStatusInput, optFns ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	var options configservice.Options
	for _, fn := range optFns {
		fn(&options)
	}
	d.inputs = append(d.inputs, input)
	d.regions = append(d.regions, options.Region)
	if d.hangs {
		<-ctx.Done()
	}
	if d.err != nil {
		return nil, d.err
	}
	return &configservice.DescribeConfigurationRecorderStatusOutput{ConfigurationRecordersStatus: d.statuses}, nil
}

func named(name string) types.ConfigurationRecorderStatus {
	return types.ConfigurationRecorderStatus{Name: aws.String(name)}
}

func withARN(name, arn string) types.ConfigurationRecorderStatus {
	return types.ConfigurationRecorderStatus{Name: aws.String(name), Arn: aws.String(arn)}
}

func linked(name, principal string) types.ConfigurationRecorderStatus {
	return types.ConfigurationRecorderStatus{Name: aws.String(name), ServicePrincipal: aws.String(principal)}
}

func TestReadStatus_asksOnceForWhatIsSelected(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		selector recorder.Selector
		answer   types.ConfigurationRecorderStatus
		check    func(*configservice.DescribeConfigurationRecorderStatusInput) bool
	}{
		"nothing": {recorder.Selector{}, named("default"), func(in *configservice.DescribeConfigurationRecorderStatusInput) bool {
			return in.Arn == nil && in.ServicePrincipal == nil && in.ConfigurationRecorderNames == nil
		}},
		"name": {recorder.Selector{Name: "audit"}, named("audit"), func(in *configservice.DescribeConfigurationRecorderStatusInput) bool {
			return in.Arn == nil && in.ServicePrincipal == nil && len(in.ConfigurationRecorderNames) == 1 && in.ConfigurationRecorderNames[0] == "audit"
		}},
		"ARN": {recorder.Selector{ARN: someARN}, types.ConfigurationRecorderStatus{Name: aws.String("default"), Arn: aws.String(someARN)}, func(in *configservice.DescribeConfigurationRecorderStatusInput) bool {
			return aws.ToString(in.Arn) == someARN && in.ServicePrincipal == nil && in.ConfigurationRecorderNames == nil
		}},
		"service principal": {recorder.Selector{ServicePrincipal: "securityhub.amazonaws.com"}, linked("x", "securityhub.amazonaws.com"), func(in *configservice.DescribeConfigurationRecorderStatusInput) bool {
			return in.Arn == nil && aws.ToString(in.ServicePrincipal) == "securityhub.amazonaws.com" && in.ConfigurationRecorderNames == nil
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := &describer{statuses: []types.ConfigurationRecorderStatus{test.answer}}
			status, err := recorder.ReadStatus(t.Context(), client, place, test.selector)
			if err != nil {
				t.Fatal(err)
			}
			if len(client.inputs) != 1 || !test.check(client.inputs[0]) || client.regions[0] != region {
				t.Errorf("asked %+v in %v", client.inputs, client.regions)
			}
			if aws.ToString(status.Name) != aws.ToString(test.answer.Name) || status.Region != region {
				t.Errorf("found %+v", status)
			}
		})
	}
}

func TestReadStatus_refusesOtherAnswers(t *testing.T) {
	t.Parallel()
	var (
		multiple   *recorder.MultipleFoundError
		notFound   *recorder.NotFoundError
		unexpected *awsapi.UnexpectedAnswerError
	)
	for name, test := range map[string]struct {
		selector recorder.Selector
		answer   []types.ConfigurationRecorderStatus
		want     any
	}{
		"none":                             {recorder.Selector{}, []types.ConfigurationRecorderStatus{}, &notFound},
		"none of that name":                {recorder.Selector{Name: "audit"}, []types.ConfigurationRecorderStatus{}, &notFound},
		"no list":                          {recorder.Selector{}, nil, &unexpected},
		"one that has no name":             {recorder.Selector{}, []types.ConfigurationRecorderStatus{{Recording: true}}, &unexpected},
		"an ARN of another region":         {recorder.Selector{Name: "default"}, []types.ConfigurationRecorderStatus{withARN("default", strings.ReplaceAll(someARN, region, "eu-west-2"))}, &unexpected},
		"an ARN of another name":           {recorder.Selector{Name: "audit"}, []types.ConfigurationRecorderStatus{withARN("audit", someARN)}, &unexpected},
		"an ARN that is none":              {recorder.Selector{Name: "default"}, []types.ConfigurationRecorderStatus{withARN("default", "default")}, &unexpected},
		"another name":                     {recorder.Selector{Name: "audit"}, []types.ConfigurationRecorderStatus{named("default")}, &unexpected},
		"a name in another case":           {recorder.Selector{Name: "audit"}, []types.ConfigurationRecorderStatus{named("Audit")}, &unexpected},
		"no name":                          {recorder.Selector{Name: "audit"}, []types.ConfigurationRecorderStatus{{}}, &unexpected},
		"no ARN":                           {recorder.Selector{ARN: someARN}, []types.ConfigurationRecorderStatus{named("default")}, &unexpected},
		"another principal":                {recorder.Selector{ServicePrincipal: "a"}, []types.ConfigurationRecorderStatus{linked("x", "b")}, &unexpected},
		"no principal":                     {recorder.Selector{ServicePrincipal: "a"}, []types.ConfigurationRecorderStatus{named("default")}, &unexpected},
		"the reserved name":                {recorder.Selector{}, []types.ConfigurationRecorderStatus{named("AWSConfigurationRecorderForX")}, &unexpected},
		"an ARN of another service":        {recorder.Selector{}, []types.ConfigurationRecorderStatus{withARN("default", "arn:evil:s3:eu-west-1:x:configuration-recorder/default/")}, &unexpected},
		"too many":                         {recorder.Selector{}, slices.Repeat([]types.ConfigurationRecorderStatus{named("default")}, 101), &unexpected},
		"a principal that nobody asked of": {recorder.Selector{}, []types.ConfigurationRecorderStatus{linked("x", "b")}, &unexpected},
		"a right one beside a wrong one":   {recorder.Selector{Name: "audit"}, []types.ConfigurationRecorderStatus{named("audit"), named("default")}, &unexpected},
		"two right ones":                   {recorder.Selector{ServicePrincipal: "a"}, []types.ConfigurationRecorderStatus{linked("x", "a"), linked("y", "a")}, &multiple},
	} {
		t.Run(name, func(t *testing.T) {
			status, err := recorder.ReadStatus(t.Context(), &describer{statuses: test.answer}, place, test.selector)
			if status != nil || !errors.As(err, test.want) {
				t.Errorf("got %+v and the error %T (%v)", status, err, err)
			}
		})
	}
}

func TestReadStatus_account(t *testing.T) {
	t.Parallel()
	client := &describer{statuses: []types.ConfigurationRecorderStatus{withARN("default", someARN)}}
	for _, accountID := range []string{"", "123456789012"} {
		status, err := recorder.ReadStatus(t.Context(), client, awsapi.Place{AccountID: accountID, Region: region}, recorder.Selector{})
		if err != nil || status.AccountID != "123456789012" {
			t.Errorf("%q: got %+v and %v", accountID, status, err)
		}
	}
	other := awsapi.Place{AccountID: "210987654321", Region: region}
	var unexpected *awsapi.UnexpectedAnswerError
	if status, err := recorder.ReadStatus(t.Context(), client, other, recorder.Selector{}); !errors.As(err, &unexpected) {
		t.Errorf("another account: got %+v and %v", status, err)
	}
	client.statuses = []types.ConfigurationRecorderStatus{named("default")}
	if status, err := recorder.ReadStatus(t.Context(), client, other, recorder.Selector{}); err != nil || status.AccountID != other.AccountID {
		t.Errorf("no ARN: got %+v and %v", status, err)
	}
}

func TestReadStatus_keepsTheErrorOfAWS(t *testing.T) {
	t.Parallel()
	denied := errors.New("denied")
	if _, err := recorder.ReadStatus(t.Context(), &describer{err: denied}, place, recorder.Selector{}); !errors.Is(err, denied) {
		t.Errorf("got %v", err)
	}

	absent := &types.NoSuchConfigurationRecorderException{Message: aws.String("no")}
	_, err := recorder.ReadStatus(t.Context(), &describer{err: fmt.Errorf("wrapped: %w", absent)}, place, recorder.Selector{Name: "audit"})
	var notFound *recorder.NotFoundError
	if !errors.As(err, &notFound) || !errors.Is(err, absent) {
		t.Errorf("got %v", err)
	}
}

func TestReadStatus_spellsTheStatusAsDocumented(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"PENDING":        "Pending",
		"SUCCESS":        "Success",
		"FAILURE":        "Failure",
		"NOT_APPLICABLE": "NotApplicable",
		"NOTAPPLICABLE":  "NotApplicable",
		"Success":        "Success",
		"success":        "Success",
		"notApplicable":  "NotApplicable",
		"IN_PROGRESS":    "IN_PROGRESS",
		"Success ":       "Success ",
		"_":              "_",
	} {
		t.Run(sent, func(t *testing.T) {
			t.Parallel()
			client := &describer{statuses: []types.ConfigurationRecorderStatus{{Name: aws.String("default"), LastStatus: types.RecorderStatus(sent)}}}
			status, err := recorder.ReadStatus(t.Context(), client, place, recorder.Selector{})
			if err != nil {
				t.Fatal(err)
			}
			if aws.ToString(status.LastStatus) != want {
				t.Errorf("%q became %q", sent, aws.ToString(status.LastStatus))
			}
		})
	}
}

// An empty principal, which AWS never sends, is that of no service.
func TestReadStatus_emptyPrincipal(t *testing.T) {
	t.Parallel()
	status, err := recorder.ReadStatus(t.Context(), &describer{statuses: []types.ConfigurationRecorderStatus{linked("default", "")}}, place, recorder.Selector{})
	if err != nil || status.ServicePrincipal != nil {
		t.Errorf("got %+v, and %v", status, err)
	}
}

func TestReadStatus_leavesAbsentMembersNil(t *testing.T) {
	t.Parallel()
	status, err := recorder.ReadStatus(t.Context(), &describer{statuses: []types.ConfigurationRecorderStatus{named("default")}}, place, recorder.Selector{})
	if err != nil {
		t.Fatal(err)
	}
	if *status != (recorder.Status{Identity: recorder.Identity{Name: status.Name, Region: region}}) {
		t.Errorf("a status with nothing but a name became %+v", *status)
	}
}

// An endpoint that is not AWS can return anything with a success status.
func TestReadStatus_refusesWhatIsNotAWS(t *testing.T) {
	t.Parallel()
	for _, body := range []string{``, `{}`, `null`, `[]`, `{"ConfigurationRecordersStatus":null}`, `{"ConfigurationRecordersStatus":[{}]}`, `{"ConfigurationRecordersStatus":[null]}`, `<html>`} {
		client := sdkClient(t, func(w http.ResponseWriter, _ *http.Request) { send(w, http.StatusOK, "%s", body) })
		status, err := recorder.ReadStatus(t.Context(), client, place, recorder.Selector{})
		var notFound *recorder.NotFoundError
		if err == nil || errors.As(err, &notFound) {
			t.Errorf("the body %q gave %+v and %v", body, status, err)
		}
	}
}

// AWS sends times as seconds with a fraction. Each millisecond must survive the
// way through a binary fraction.
func TestReadStatus_keepsMilliseconds(t *testing.T) {
	t.Parallel()
	const second = 1787908206
	var next int
	client := sdkClient(t, func(w http.ResponseWriter, _ *http.Request) {
		send(w, http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"default","lastStartTime":%d.%03d,"lastStopTime":%.12E}]}`, second, next, second+float64(next)/1000)
	})
	for next = range 1000 {
		status, err := recorder.ReadStatus(t.Context(), client, place, recorder.Selector{})
		if err != nil {
			t.Fatal(err)
		}
		want := time.Unix(second, int64(next)*int64(time.Millisecond))
		if !status.LastStartTime.Equal(want) || !status.LastStopTime.Equal(want) {
			t.Fatalf("%s became %s and %s", want.UTC(), status.LastStartTime, status.LastStopTime)
		}
	}
}

func TestReadStatus_timedOut(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		respond smithyhttp.ClientDoFunc
		want    string
	}{
		"in a pause between attempts": {func(*http.Request) (*http.Response, error) {
			body := `{"__type":"ThrottlingException","message":"Rate exceeded"}`
			return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		}, "Rate exceeded"},
		"in a request": {func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}, context.DeadlineExceeded.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				_, err := recorder.ReadStatus(ctx, configservice.New(clientOptions(), func(o *configservice.Options) { o.HTTPClient = test.respond }), place, recorder.Selector{})
				var timeout *awsapi.TimeoutError
				if !errors.As(err, &timeout) || !strings.Contains(err.Error(), test.want) {
					t.Errorf("got %T: %v", err, err)
				}
			})
		})
	}
}

func TestReadStatus_cancelledIsNoTimeout(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client := sdkClient(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := recorder.ReadStatus(ctx, client, place, recorder.Selector{})
	var timeout *awsapi.TimeoutError
	if !errors.Is(err, context.Canceled) || errors.As(err, &timeout) {
		t.Errorf("got %T: %v", err, err)
	}
}

// sdkClient is a client of the SDK with many attempts and a server of its own.
func sdkClient(t *testing.T, handler http.HandlerFunc) *configservice.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A server only notices that its client disconnected after it read the body.
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	return configservice.New(clientOptions(), func(o *configservice.Options) { o.BaseEndpoint = aws.String(server.URL) })
}

// clientOptions are those of a client with many attempts.
func clientOptions() configservice.Options {
	return configservice.Options{
		APIOptions:  []func(*middleware.Stack) error{awsapi.CheckResponses, awsapi.RememberFailures},
		Credentials: credentials.NewStaticCredentialsProvider("any", "any", ""),
		Retryer:     retry.NewStandard(func(o *retry.StandardOptions) { o.MaxAttempts = 100; o.RateLimiter = ratelimit.None }),
	}
}

// send writes a response. If that fails, the client gets a broken connection.
func send(w http.ResponseWriter, status int, format string, args ...any) {
	w.WriteHeader(status)
	if _, err := fmt.Fprintf(w, format, args...); err != nil {
		panic(http.ErrAbortHandler)
	}
}
