// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// world is a fake client for a region with recorders.
type world struct {
	recorders []types.ConfigurationRecorderStatus
	delay     time.Duration

	mu               sync.Mutex
	calls            []string
	running, busiest atomic.Int32
}

func (w *world) enter(ctx context.Context, operation string, optFns []func(*configservice.Options)) error {
	var options configservice.Options
	for _, fn := range optFns {
		fn(&options)
	}
	w.mu.Lock()
	w.calls = append(w.calls, options.Region+" "+operation)
	w.mu.Unlock()

	now := w.running.Add(1)
	defer w.running.Add(-1)
	for busiest := w.busiest.Load(); now > busiest && !w.busiest.CompareAndSwap(busiest, now); busiest = w.busiest.Load() {
	}
	select {
	case <-time.After(w.delay):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *world) DescribeConfigurationRecorderStatus(ctx context.Context, input *configservice.DescribeConfigurationRecorderStatusInput, optFns ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	if err := w.enter(ctx, "describe", optFns); err != nil {
		return nil, err
	}
	found := []types.ConfigurationRecorderStatus{}
	for _, status := range w.recorders {
		switch {
		case input.Arn != nil && *input.Arn == aws.ToString(status.Arn),
			len(input.ConfigurationRecorderNames) == 1 && input.ConfigurationRecorderNames[0] == aws.ToString(status.Name),
			input.Arn == nil && len(input.ConfigurationRecorderNames) == 0 && status.ServicePrincipal == nil:
			found = append(found, status)
		}
	}
	if len(found) == 0 && len(input.ConfigurationRecorderNames) == 1 {
		return nil, &types.NoSuchConfigurationRecorderException{}
	}
	return &configservice.DescribeConfigurationRecorderStatusOutput{ConfigurationRecordersStatus: found}, nil
}

// ListConfigurationRecorders gives two recorders a page.
func (w *world) ListConfigurationRecorders(ctx context.Context, input *configservice.ListConfigurationRecordersInput, optFns ...func(*configservice.Options)) (*configservice.ListConfigurationRecordersOutput, error) {
	if err := w.enter(ctx, "list", optFns); err != nil {
		return nil, err
	}
	from := 0
	if input.NextToken != nil {
		var err error
		if from, err = strconv.Atoi(*input.NextToken); err != nil {
			return nil, err
		}
	}
	output := &configservice.ListConfigurationRecordersOutput{ConfigurationRecorderSummaries: []types.ConfigurationRecorderSummary{}}
	for i, status := range w.recorders {
		if i >= from && i < from+2 {
			output.ConfigurationRecorderSummaries = append(output.ConfigurationRecorderSummaries, types.ConfigurationRecorderSummary{Arn: status.Arn, Name: status.Name})
		}
	}
	if from+2 < len(w.recorders) {
		output.NextToken = aws.String(strconv.Itoa(from + 2))
	}
	return output, nil
}

func someRecorder(name, principal string, recording bool) types.ConfigurationRecorderStatus {
	status := types.ConfigurationRecorderStatus{
		Arn:       aws.String(fmt.Sprintf("arn:aws:config:%s:123456789012:configuration-recorder/%s/aaaaaaaaaaaaaaaa", region, name)),
		Name:      aws.String(name),
		Recording: recording,
	}
	if principal != "" {
		status.ServicePrincipal = aws.String(principal)
	}
	return status
}

func names(statuses []recorder.Status) []string {
	var list []string
	for _, status := range statuses {
		list = append(list, aws.ToString(status.Name))
	}
	return list
}

func TestReadStatuses_calls(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		filter recorder.Filter
		calls  []string
		found  []string
	}{
		"customer managed": {recorder.Filter{}, []string{"eu-west-1 describe"}, []string{"default"}},
		"name":             {recorder.Filter{Name: "b"}, []string{"eu-west-1 describe"}, []string{"b"}},
		"absent name":      {recorder.Filter{Name: "absent"}, []string{"eu-west-1 describe"}, nil},
		"service-linked":   {recorder.Filter{IncludeServiceLinked: true}, []string{"eu-west-1 list", "eu-west-1 list", "eu-west-1 describe", "eu-west-1 describe", "eu-west-1 describe"}, []string{"a", "b", "default"}},
		"one of them":      {recorder.Filter{IncludeServiceLinked: true, Name: "a"}, []string{"eu-west-1 list", "eu-west-1 list", "eu-west-1 describe"}, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{recorders: []types.ConfigurationRecorderStatus{
				someRecorder("default", "", true), someRecorder("b", "example", true), someRecorder("a", "example", true),
			}}
			statuses, err := recorder.ReadStatuses(t.Context(), w, place, test.filter)
			if err != nil || !slices.Equal(names(statuses), test.found) {
				t.Errorf("got %+v, and %v", statuses, err)
			}
			if !slices.Equal(w.calls, test.calls) {
				t.Errorf("called %v", w.calls)
			}
		})
	}
}

// lister returns fixed pages for ListConfigurationRecorders, and a status for every ARN
// except for deleted ones.
type lister struct {
	*world
	pages []configservice.ListConfigurationRecordersOutput
	next  int
}

func (l *lister) ListConfigurationRecorders(context.Context, *configservice.ListConfigurationRecordersInput, ...func(*configservice.Options)) (*configservice.ListConfigurationRecordersOutput, error) {
	page := l.pages[min(l.next, len(l.pages)-1)]
	l.next++
	return &page, nil
}

func summaries(arns ...string) []types.ConfigurationRecorderSummary {
	list := []types.ConfigurationRecorderSummary{}
	for _, arn := range arns {
		list = append(list, types.ConfigurationRecorderSummary{Arn: aws.String(arn), Name: aws.String("a")})
	}
	return list
}

func TestReadStatuses_lists(t *testing.T) {
	t.Parallel()
	status := someRecorder("a", "example", true)
	for name, test := range map[string]struct {
		pages []configservice.ListConfigurationRecordersOutput
		found []string
		want  string
	}{
		"no list":              {[]configservice.ListConfigurationRecordersOutput{{}}, nil, "has no list of recorders"},
		"an empty list":        {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries()}}, nil, ""},
		"the same page again":  {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries(*status.Arn), NextToken: aws.String("x")}}, nil, "repeats the token of a page"},
		"no ARN":               {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries("")}}, nil, "without an ARN or a name"},
		"one recorder twice":   {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries(*status.Arn, *status.Arn)}}, []string{"a"}, ""},
		"one of another cloud": {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: append(summaries(*status.Arn), types.ConfigurationRecorderSummary{Provider: types.ProviderAzure})}}, []string{"a"}, ""},
		"one that is gone":     {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries(*status.Arn, someARN)}}, []string{"a"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := &lister{world: &world{recorders: []types.ConfigurationRecorderStatus{status}}, pages: test.pages}
			statuses, err := recorder.ReadStatuses(t.Context(), client, place, recorder.Filter{IncludeServiceLinked: true})
			var unexpected *awsapi.UnexpectedAnswerError
			if test.want == "" && err != nil || test.want != "" && (!errors.As(err, &unexpected) || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("failed with %v", err)
			}
			if !slices.Equal(names(statuses), test.found) {
				t.Errorf("found %v", names(statuses))
			}
		})
	}
}

// failingFor fails for some recorders, the later the sooner.
type failingFor struct {
	*world
	names []string
}

func (f *failingFor) DescribeConfigurationRecorderStatus(ctx context.Context, input *configservice.DescribeConfigurationRecorderStatusInput, optFns ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	for i, name := range f.names {
		if strings.Contains(aws.ToString(input.Arn), "/"+name+"/") {
			time.Sleep(time.Duration(len(f.names)-i) * 10 * time.Millisecond)
			return nil, errors.New(name + " failed")
		}
	}
	return f.world.DescribeConfigurationRecorderStatus(ctx, input, optFns...)
}

func TestReadStatuses_firstFailureOfTheRegion(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{delay: 100 * time.Millisecond}
		for i := range 10 {
			w.recorders = append(w.recorders, someRecorder(fmt.Sprintf("r%d", i), "example", true))
		}
		statuses, err := recorder.ReadStatuses(t.Context(), &failingFor{w, []string{"r1", "r2", "r3"}}, place, recorder.Filter{IncludeServiceLinked: true})
		if err == nil || err.Error() != "r1 failed" || statuses != nil {
			t.Errorf("got %+v, and %v", statuses, err)
		}
		// Five pages, and the one recorder that was asked for beside the three.
		if asked := len(w.calls); asked != 5+1 {
			t.Errorf("%d requests were sent, though the region had failed", asked)
		}
	})
}

func TestReadStatuses_severalCustomerManaged(t *testing.T) {
	t.Parallel()
	w := &world{recorders: []types.ConfigurationRecorderStatus{someRecorder("b", "", false), someRecorder("a", "", true)}}
	statuses, err := recorder.ReadStatuses(t.Context(), w, place, recorder.Filter{})
	if err != nil || !slices.Equal(names(statuses), []string{"a", "b"}) {
		t.Errorf("got %+v, and %v", statuses, err)
	}
}

func TestNotRecording(t *testing.T) {
	t.Parallel()
	var (
		since   = time.Unix(1787908206, 0)
		linked  = recorder.Status{Identity: recorder.Identity{Name: aws.String("AWSConfigurationRecorderForX"), ServicePrincipal: aws.String("x")}, Recording: true}
		unnamed = recorder.Status{Identity: recorder.Identity{Name: aws.String("AWSConfigurationRecorderForX")}, Recording: true}
		running = recorder.Status{Identity: recorder.Identity{Name: aws.String("a")}, Recording: true, LastStartTime: &since}
		stopped = recorder.Status{Identity: recorder.Identity{Name: aws.String("b")}, LastStopTime: &since}
		failed  = recorder.Status{Identity: recorder.Identity{Name: aws.String("c")}, LastStatus: aws.String("Failure")}
		fresh   = recorder.Status{Identity: recorder.Identity{Name: aws.String("d")}}
	)
	for name, test := range map[string]struct {
		statuses []recorder.Status
		reason   recorder.Reason
		shown    string
	}{
		"none":                        {nil, recorder.NoRecorder, ""},
		"a service-linked one":        {[]recorder.Status{linked}, recorder.NoRecorder, ""},
		"a reserved name":             {[]recorder.Status{unnamed}, recorder.NoRecorder, ""},
		"a running one":               {[]recorder.Status{linked, stopped, running}, recorder.Recording, "a"},
		"a stopped one":               {[]recorder.Status{linked, stopped}, recorder.Stopped, "b"},
		"one that has only a status":  {[]recorder.Status{failed}, recorder.Stopped, "c"},
		"one that was never started":  {[]recorder.Status{fresh}, recorder.NeverStarted, "d"},
		"a stopped one and a new one": {[]recorder.Status{stopped, fresh}, recorder.Stopped, "b"},
		"a new one and a stopped one": {[]recorder.Status{fresh, stopped}, recorder.Stopped, "b"},
	} {
		if reason, shown := recorder.NotRecording(test.statuses); reason != test.reason || aws.ToString(shown.Name) != test.shown {
			t.Errorf("%s: got %q of %q", name, reason, aws.ToString(shown.Name))
		}
	}
}

func TestReadStatuses_boundsItsRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{delay: time.Second}
		for i := range 20 {
			w.recorders = append(w.recorders, someRecorder(fmt.Sprintf("r%02d", i), "example", true))
		}
		statuses, err := recorder.ReadStatuses(t.Context(), w, place, recorder.Filter{IncludeServiceLinked: true})
		if got := w.busiest.Load(); got != 4 || err != nil || !slices.IsSorted(names(statuses)) || len(statuses) != 20 {
			t.Errorf("%d requests were under way at the same time: %v, and %v", got, names(statuses), err)
		}
	})
}

func TestReadStatuses_timedOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{delay: time.Hour}
		for _, filter := range []recorder.Filter{{}, {IncludeServiceLinked: true}} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			statuses, err := recorder.ReadStatuses(ctx, w, place, filter)
			var timeout *awsapi.TimeoutError
			if statuses != nil || !errors.As(err, &timeout) {
				t.Errorf("%+v: got %v, and %v", filter, statuses, err)
			}
		}
	})
}
