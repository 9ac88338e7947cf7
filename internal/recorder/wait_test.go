// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// script returns one response after the other, and then always the last one. It records
// the times of the requests.
type script struct {
	answers []describer
	reads   []time.Time
}

// pauses are the times between the reads.
func (s *script) pauses() []time.Duration {
	var pauses []time.Duration
	for i := range len(s.reads) - 1 {
		pauses = append(pauses, s.reads[i+1].Sub(s.reads[i]))
	}
	return pauses
}

func (s *script) DescribeConfigurationRecorderStatus(ctx context.Context, input *configservice.DescribeConfigurationRecorderStatusInput, optFns ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	next := s.answers[min(len(s.reads), len(s.answers)-1)]
	s.reads = append(s.reads, time.Now())
	return next.DescribeConfigurationRecorderStatus(ctx, input, optFns...)
}

// times returns a list with the same response n times.
func times(count int, answer describer) []describer {
	return slices.Repeat([]describer{answer}, count)
}

var (
	absent      = describer{statuses: []types.ConfigurationRecorderStatus{}}
	stopped     = describer{statuses: []types.ConfigurationRecorderStatus{{Name: aws.String("default"), LastStatus: "SUCCESS"}}}
	pending     = describer{statuses: []types.ConfigurationRecorderStatus{{Name: aws.String("default"), Recording: true, LastStatus: "PENDING"}}}
	failing     = describer{statuses: []types.ConfigurationRecorderStatus{{Name: aws.String("default"), Recording: true, LastStatus: "FAILURE", LastErrorCode: aws.String("AccessDenied"), LastErrorMessage: aws.String("no bucket")}}}
	succeeding  = describer{statuses: []types.ConfigurationRecorderStatus{{Name: aws.String("default"), Recording: true, LastStatus: "SUCCESS"}}}
	throttled   = describer{err: &smithy.GenericAPIError{Code: "ThrottlingException", Message: "Rate exceeded"}}
	outOfOrder  = describer{err: &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: http.StatusServiceUnavailable}}, Err: errors.New("out of order")}}
	denied      = describer{err: &smithy.GenericAPIError{Code: "AccessDeniedException", Message: "no"}}
	badKeys     = describer{err: &smithy.GenericAPIError{Code: "UnrecognizedClientException", Message: "no"}}
	badRequest  = describer{err: &types.ValidationException{Message: aws.String("no")}}
	goneByName  = describer{err: &types.NoSuchConfigurationRecorderException{Message: aws.String("gone")}}
	ofAnother   = describer{statuses: []types.ConfigurationRecorderStatus{linked("x", "b")}}
	recording   = recorder.Expectation{Recording: aws.Bool(true)}
	recordingOK = recorder.Expectation{Recording: aws.Bool(true), LastStatus: []string{"Success"}}
)

// wait calls WaitForStatus with a script, in a bubble of testing/synctest.
func wait(t *testing.T, expected recorder.Expectation, timeout time.Duration, answers ...describer) (*recorder.Status, *script, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	client := &script{answers: answers}
	status, err := recorder.WaitForStatus(ctx, client, place, recorder.Selector{}, expected)
	return status, client, err
}

func TestWait_until(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		expected recorder.Expectation
		answers  []describer
		reads    int
	}{
		"satisfied at once":          {recordingOK, times(1, succeeding), 1},
		"after four reads":           {recordingOK, append(times(3, pending), succeeding), 4},
		"the first change":           {recordingOK, []describer{stopped, pending, succeeding, failing}, 3},
		"recording alone":            {recording, []describer{stopped, pending}, 2},
		"stopped":                    {recorder.Expectation{Recording: aws.Bool(false)}, []describer{succeeding, stopped}, 2},
		"a status alone":             {recorder.Expectation{LastStatus: []string{"Success"}}, []describer{pending, stopped}, 2},
		"any of the statuses":        {recorder.Expectation{LastStatus: []string{"Success", "Failure"}}, []describer{pending, failing}, 2},
		"absent, then there":         {recordingOK, []describer{absent, absent, stopped, succeeding}, 4},
		"absent by name, then there": {recordingOK, []describer{goneByName, succeeding}, 2},
		"there, absent, then there":  {recordingOK, []describer{stopped, absent, succeeding}, 3},
		"failure, then success":      {recordingOK, []describer{failing, failing, succeeding}, 3},
		"throttled between":          {recordingOK, []describer{pending, throttled, outOfOrder, succeeding}, 4},
		"throttled at first":         {recordingOK, []describer{throttled, succeeding}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				status, client, err := wait(t, test.expected, 2*time.Minute, test.answers...)
				if err != nil {
					t.Fatal(err)
				}
				last := test.answers[test.reads-1].statuses[0]
				if status.Recording != last.Recording || !strings.EqualFold(aws.ToString(status.LastStatus), string(last.LastStatus)) {
					t.Errorf("found %s", status)
				}
				if len(client.reads) != test.reads {
					t.Errorf("%d reads instead of %d", len(client.reads), test.reads)
				}
			})
		})
	}
}

func TestWait_inVain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answers []describer
		want    string // The last status.
		told    string // The text of the error.
	}{
		"pending for ever":          {times(1, pending), `recording = true, last_status = "Pending"`, "has a different status"},
		"failing for ever":          {times(1, failing), `recording = true, last_status = "Failure", last_error_code = "AccessDenied", last_error_message = "no bucket"`, "has a different status"},
		"stopped":                   {times(1, stopped), `recording = false, last_status = "Success"`, "has a different status"},
		"never started":             {times(1, describer{statuses: []types.ConfigurationRecorderStatus{named("default")}}), "recording = false, last_status = null", "has a different status"},
		"absent":                    {times(1, absent), "", "has no recorder"},
		"absent by name":            {times(1, goneByName), "", "gone"},
		"the last change counts":    {append(times(5, failing), pending), `recording = true, last_status = "Pending"`, "has a different status"},
		"gone":                      {[]describer{pending, absent}, "", "has no recorder"},
		"pending, then throttled":   {[]describer{pending, throttled}, `recording = true, last_status = "Pending"`, "Rate exceeded"},
		"throttled, then pending":   {[]describer{throttled, pending}, `recording = true, last_status = "Pending"`, "has a different status"},
		"absent, then out of order": {[]describer{absent, outOfOrder}, "", "out of order"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				started := time.Now()
				status, client, err := wait(t, recordingOK, 2*time.Minute, test.answers...)
				var notReached *recorder.StatusNotReachedError
				if status != nil || !errors.As(err, &notReached) {
					t.Fatalf("got %v and %v", status, err)
				}
				seen := ""
				if notReached.Seen != nil {
					seen = notReached.Seen.String()
				}
				if seen != test.want || (seen == "") != (notReached.Absence != nil) || !strings.Contains(err.Error(), test.told) {
					t.Errorf("last seen with %q, absent by %v: %s", seen, notReached.Absence, err)
				}

				if last := client.reads[len(client.reads)-1].Sub(started); last != 2*time.Minute-time.Second || time.Since(started) != last {
					t.Errorf("the last read came after %s, and the end after %s", last, time.Since(started))
				}
			})
		})
	}
}

// If no read succeeded, the error is that of a single read.
func TestWait_nothingLearnt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, client, err := wait(t, recordingOK, time.Minute, throttled)
		var timeout *awsapi.TimeoutError
		if !errors.As(err, &timeout) || timeout.Last == nil || !strings.Contains(err.Error(), "Rate exceeded") || len(client.reads) < 2 {
			t.Errorf("%d reads, and %T: %v", len(client.reads), err, err)
		}
	})
}

func TestWait_endsAtOnce(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]describer{
		"denied":          denied,
		"bad credentials": badKeys,
		"invalid request": badRequest,
		"another answer":  ofAnother,
		"unknown":         {err: errors.New("unknown")},
		"untrusted":       {err: &smithyhttp.RequestSendError{Err: &tls.CertificateVerificationError{Err: errors.New("unknown authority")}}},
	} {
		for place, before := range map[string][]describer{"first": nil, "after others": {pending, throttled}} {
			t.Run(name+" "+place, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					status, client, err := wait(t, recordingOK, 2*time.Minute, append(before, answer, succeeding)...)
					if status != nil || len(client.reads) != len(before)+1 {
						t.Errorf("%d reads found %v", len(client.reads), status)
					}
					var unexpected *awsapi.UnexpectedAnswerError
					if answer.err == nil && !errors.As(err, &unexpected) || answer.err != nil && !errors.Is(err, answer.err) {
						t.Errorf("got %T: %v", err, err)
					}
				})
			})
		}
	}
}

func TestWait_severalEndItAtOnce(t *testing.T) {
	t.Parallel()
	client := &script{answers: times(1, describer{statuses: []types.ConfigurationRecorderStatus{linked("x", "a"), linked("y", "a")}})}
	_, err := recorder.WaitForStatus(t.Context(), client, place, recorder.Selector{ServicePrincipal: "a"}, recording)
	var multiple *recorder.MultipleFoundError
	if !errors.As(err, &multiple) || len(client.reads) != 1 {
		t.Errorf("%d reads, and %T: %v", len(client.reads), err, err)
	}
}

// Without a deadline, only an interrupt ends a wait, which is in a pause then.
func TestWait_canceledInAPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		client := &script{answers: times(1, pending)}
		started := time.Now()
		status, err := recorder.WaitForStatus(ctx, client, place, recorder.Selector{}, recordingOK)
		if took := time.Since(started); status != nil || !errors.Is(err, context.Canceled) || len(client.reads) != 1 || took != 20*time.Millisecond {
			t.Errorf("%d reads in %s found %v, and %v", len(client.reads), took, status, err)
		}
	})
}

// The time limit can also pass during a request. The error then contains the status of
// an earlier one.
func TestWait_timedOutInARequest(t *testing.T) {
	t.Parallel()
	for name, before := range map[string][]describer{"first": nil, "second": {pending}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				_, _, err := wait(t, recordingOK, time.Minute, append(before, describer{hangs: true, err: errors.New("interrupted")})...)
				var (
					notReached *recorder.StatusNotReachedError
					timeout    *awsapi.TimeoutError
				)
				if before == nil && !errors.As(err, &timeout) || before != nil && !errors.As(err, &notReached) || !strings.Contains(err.Error(), "interrupted") {
					t.Errorf("got %T: %v", err, err)
				}
			})
		})
	}
}

// overslept is a context whose deadline passes earlier than it says, as after a machine
// was suspended.
type overslept struct{ context.Context }

func (overslept) Deadline() (time.Time, bool) { return time.Now().Add(time.Hour), true }

func TestWait_deadlinePassesInAPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := recorder.WaitForStatus(overslept{ctx}, &script{answers: times(1, pending)}, place, recorder.Selector{}, recordingOK)
		var notReached *recorder.StatusNotReachedError
		if !errors.As(err, &notReached) {
			t.Errorf("got %T: %v", err, err)
		}
	})
}

func TestWait_timeoutShorterThanTheFirstPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, client, err := wait(t, recordingOK, 300*time.Millisecond, pending, succeeding)
		var notReached *recorder.StatusNotReachedError
		if !errors.As(err, &notReached) || len(client.reads) != 1 {
			t.Errorf("%d reads, and %v", len(client.reads), err)
		}
	})
}

func TestWait_pauses(t *testing.T) {
	t.Parallel()
	const waits, count = 200, 8
	var sums [count]time.Duration
	distinct := map[time.Duration]bool{}
	synctest.Test(t, func(t *testing.T) {
		for range waits {
			_, client, err := wait(t, recordingOK, 24*time.Hour, append(times(count, pending), succeeding)...)
			if err != nil {
				t.Fatal(err)
			}
			for i, pause := range client.pauses() {
				if most := min(time.Second<<i, 10*time.Second); pause < time.Second || pause > most {
					t.Fatalf("pause %d took %s, not from 1 s to %s", i, pause, most)
				}
				sums[i] += pause
				distinct[pause] = true
			}
		}
	})
	for i := range 4 {
		if sums[i+1] <= sums[i] {
			t.Errorf("pause %d took %s on average, after %s", i+1, sums[i+1]/waits, sums[i]/waits)
		}
	}
	if len(distinct) < waits {
		t.Errorf("there were only %d different pauses", len(distinct))
	}
}

func TestExpectation_String(t *testing.T) {
	t.Parallel()
	for want, expected := range map[string]recorder.Expectation{
		`recording = true and last_status = "Success" or "Pending"`: {Recording: aws.Bool(true), LastStatus: []string{"Success", "Pending"}},
		`recording = false`:       {Recording: aws.Bool(false)},
		`last_status = "Success"`: {LastStatus: []string{"Success"}},
	} {
		if got := expected.String(); got != want {
			t.Errorf("got %s, not %s", got, want)
		}
	}
}

func TestValidateStatus(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"Success":        "",
		"Pending":        "",
		"Failure":        "",
		"NotApplicable":  "",
		"SUCCESS":        `Use "Success"`,
		"not_applicable": `Use "NotApplicable"`,
		"Succes":         `AWS documents "Pending", "Success", "Failure", "NotApplicable"`,
		"":               `"" is not a status`,
	} {
		err := recorder.ValidateStatus(value)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", value, err)
		}
	}
}
