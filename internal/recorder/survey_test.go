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
	"github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// world answers for several regions, each with its recorders or its failure.
type world struct {
	recorders map[string][]types.ConfigurationRecorderStatus
	failures  map[string]error
	delay     func(region string) time.Duration

	mu               sync.Mutex
	calls            []string
	running, busiest atomic.Int32
}

func (w *world) enter(ctx context.Context, operation string, optFns []func(*configservice.Options)) (string, error) {
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
	if w.delay != nil {
		select {
		case <-time.After(w.delay(options.Region)):
		case <-ctx.Done():
			return options.Region, ctx.Err()
		}
	}
	return options.Region, w.failures[options.Region]
}

func (w *world) DescribeConfigurationRecorderStatus(ctx context.Context, input *configservice.DescribeConfigurationRecorderStatusInput, optFns ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	region, err := w.enter(ctx, "describe", optFns)
	if err != nil {
		return nil, err
	}
	found := []types.ConfigurationRecorderStatus{}
	for _, status := range w.recorders[region] {
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
	region, err := w.enter(ctx, "list", optFns)
	if err != nil {
		return nil, err
	}
	from := 0
	if input.NextToken != nil {
		if from, err = strconv.Atoi(*input.NextToken); err != nil {
			return nil, err
		}
	}
	output := &configservice.ListConfigurationRecordersOutput{ConfigurationRecorderSummaries: []types.ConfigurationRecorderSummary{}}
	for i, status := range w.recorders[region] {
		if i >= from && i < from+2 {
			output.ConfigurationRecorderSummaries = append(output.ConfigurationRecorderSummaries, types.ConfigurationRecorderSummary{Arn: status.Arn, Name: status.Name})
		}
	}
	if from+2 < len(w.recorders[region]) {
		output.NextToken = aws.String(strconv.Itoa(from + 2))
	}
	return output, nil
}

func recorderIn(region, name, principal string, recording bool) types.ConfigurationRecorderStatus {
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

func names(report recorder.RegionReport) []string {
	var list []string
	for _, status := range report.Statuses {
		list = append(list, aws.ToString(status.Name))
	}
	return list
}

func TestSurvey_sameOrderWhateverAnswersFirst(t *testing.T) {
	t.Parallel()
	regions := []string{"us-east-1", "ap-south-1", "eu-west-1", "ap-south-1"}
	for i := range 3 {
		w := &world{recorders: map[string][]types.ConfigurationRecorderStatus{}, delay: func(region string) time.Duration {
			return time.Duration((slices.Index(regions, region)+i)%3) * 10 * time.Millisecond
		}}
		for _, region := range regions {
			w.recorders[region] = []types.ConfigurationRecorderStatus{
				recorderIn(region, "z", "", true), recorderIn(region, "b", "example", true), recorderIn(region, "a", "example", true),
			}
		}
		var got []string
		for _, report := range (recorder.Survey{Regions: regions, IncludeServiceLinked: true}).Run(t.Context(), w) {
			if report.Err != nil {
				t.Fatal(report.Err)
			}
			got = append(got, report.Region+" "+strings.Join(names(report), " "))
		}
		if want := []string{"ap-south-1 a b z", "eu-west-1 a b z", "us-east-1 a b z"}; !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
	}
}

func TestSurvey_calls(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		survey recorder.Survey
		calls  []string
		found  []string
	}{
		"customer managed": {recorder.Survey{}, []string{"eu-west-1 describe"}, []string{"default"}},
		"name":             {recorder.Survey{Name: "b"}, []string{"eu-west-1 describe"}, []string{"b"}},
		"absent name":      {recorder.Survey{Name: "absent"}, []string{"eu-west-1 describe"}, nil},
		"service-linked":   {recorder.Survey{IncludeServiceLinked: true}, []string{"eu-west-1 list", "eu-west-1 list", "eu-west-1 describe", "eu-west-1 describe", "eu-west-1 describe"}, []string{"a", "b", "default"}},
		"one of them":      {recorder.Survey{IncludeServiceLinked: true, Name: "a"}, []string{"eu-west-1 list", "eu-west-1 list", "eu-west-1 describe"}, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{recorders: map[string][]types.ConfigurationRecorderStatus{region: {
				recorderIn(region, "default", "", true), recorderIn(region, "b", "example", true), recorderIn(region, "a", "example", true),
			}}}
			test.survey.Regions = []string{region}
			reports := test.survey.Run(t.Context(), w)
			if len(reports) != 1 || reports[0].Err != nil || !slices.Equal(names(reports[0]), test.found) {
				t.Errorf("got %+v", reports)
			}
			if !slices.Equal(w.calls, test.calls) {
				t.Errorf("called %v", w.calls)
			}
		})
	}
}

func TestRegionReport_recording(t *testing.T) {
	t.Parallel()
	denied := errors.New("denied")
	w := &world{
		recorders: map[string][]types.ConfigurationRecorderStatus{
			"eu-west-1": {recorderIn("eu-west-1", "default", "", true)},
			"eu-west-2": {recorderIn("eu-west-2", "default", "", false)},
			"eu-west-3": {recorderIn("eu-west-3", "linked", "example", true)},
		},
		failures: map[string]error{"eu-south-1": denied},
	}
	survey := recorder.Survey{Regions: []string{"eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-south-1"}, IncludeServiceLinked: true}
	recording := map[string]bool{}
	for _, report := range survey.Run(t.Context(), w) {
		recording[report.Region] = report.Recording()
		if (report.Region == "eu-south-1") != errors.Is(report.Err, denied) {
			t.Errorf("%s failed with %v", report.Region, report.Err)
		}
	}
	for region, got := range recording {
		if want := region == "eu-west-1"; got != want {
			t.Errorf("%s: recording is %t", region, got)
		}
	}
	if len(recording) != 5 {
		t.Errorf("%d regions were reported", len(recording))
	}
}

func TestSurvey_bounds(t *testing.T) {
	t.Parallel()
	slow := func(string) time.Duration { return 20 * time.Millisecond }

	many := make([]string, 0, 200)
	for i := range 200 {
		many = append(many, fmt.Sprintf("xx-r%s-1", strings.Repeat("a", i+1)))
	}
	regions := &world{delay: slow}
	recorder.Survey{Regions: many}.Run(t.Context(), regions)
	if got := regions.busiest.Load(); got != 64 {
		t.Errorf("%d regions were read at the same time", got)
	}

	one := &world{delay: slow, recorders: map[string][]types.ConfigurationRecorderStatus{}}
	for i := range 20 {
		one.recorders[region] = append(one.recorders[region], recorderIn(region, fmt.Sprintf("r%d", i), "example", true))
	}
	recorder.Survey{Regions: []string{region}, IncludeServiceLinked: true}.Run(t.Context(), one)
	if got := one.busiest.Load(); got != 4 {
		t.Errorf("%d requests were under way in one region", got)
	}
}

func TestSurvey_outOfTime(t *testing.T) {
	t.Parallel()
	w := &world{
		recorders: map[string][]types.ConfigurationRecorderStatus{"eu-west-1": {recorderIn("eu-west-1", "default", "", true)}},
		delay: func(region string) time.Duration {
			if region == "eu-west-1" {
				return 0
			}
			return time.Hour
		},
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	for _, survey := range []recorder.Survey{{}, {IncludeServiceLinked: true}} {
		survey.Regions = []string{"eu-west-1", "eu-west-2"}
		reports := survey.Run(ctx, w)
		var timeout *recorder.TimeoutError
		if !errors.As(reports[1].Err, &timeout) {
			t.Errorf("the region without an answer failed with %v", reports[1].Err)
		}
		if survey.IncludeServiceLinked {
			continue // The time was over before it began.
		}
		if reports[0].Err != nil || len(reports[0].Statuses) != 1 {
			t.Errorf("the region with an answer is %+v", reports[0])
		}
	}
}

func TestSurvey_cancelled(t *testing.T) {
	t.Parallel()
	w := &world{delay: func(string) time.Duration { return time.Hour }}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	started := time.Now()
	for _, report := range (recorder.Survey{Regions: []string{"eu-west-1", "eu-west-2"}}).Run(ctx, w) {
		if !errors.Is(report.Err, context.Canceled) {
			t.Errorf("%s failed with %v", report.Region, report.Err)
		}
	}
	if took := time.Since(started); took > 10*time.Second || w.running.Load() != 0 {
		t.Errorf("after %s, %d requests are under way", took, w.running.Load())
	}
}

// lister answers ListConfigurationRecorders with fixed pages, and gives a status
// for every ARN but those that are gone.
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

func TestSurvey_lists(t *testing.T) {
	t.Parallel()
	status := recorderIn(region, "a", "example", true)
	for name, test := range map[string]struct {
		pages []configservice.ListConfigurationRecordersOutput
		found []string
		want  string
	}{
		"no list":             {[]configservice.ListConfigurationRecordersOutput{{}}, nil, "holds no list of recorders"},
		"an empty list":       {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries()}}, nil, ""},
		"the same page again": {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries(*status.Arn), NextToken: aws.String("x")}}, nil, "repeats the token of a page"},
		"no ARN":              {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries("")}}, nil, "without an ARN or a name"},
		"one recorder twice":  {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries(*status.Arn, *status.Arn)}}, []string{"a"}, ""},
		"one that is gone":    {[]configservice.ListConfigurationRecordersOutput{{ConfigurationRecorderSummaries: summaries(*status.Arn, someARN)}}, []string{"a"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := &lister{world: &world{recorders: map[string][]types.ConfigurationRecorderStatus{region: {status}}}, pages: test.pages}
			report := recorder.Survey{Regions: []string{region}, IncludeServiceLinked: true}.Run(t.Context(), client)[0]
			var unexpected *recorder.UnexpectedAnswerError
			if test.want == "" && report.Err != nil || test.want != "" && (!errors.As(report.Err, &unexpected) || !strings.Contains(report.Err.Error(), test.want)) {
				t.Errorf("failed with %v", report.Err)
			}
			if !slices.Equal(names(report), test.found) {
				t.Errorf("found %v", names(report))
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

func TestSurvey_firstFailureOfTheRegion(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{recorders: map[string][]types.ConfigurationRecorderStatus{}, delay: func(string) time.Duration { return 100 * time.Millisecond }}
		for i := range 10 {
			w.recorders[region] = append(w.recorders[region], recorderIn(region, fmt.Sprintf("r%d", i), "example", true))
		}
		report := recorder.Survey{Regions: []string{region}, IncludeServiceLinked: true}.Run(t.Context(), &failingFor{w, []string{"r1", "r2", "r3"}})[0]
		if report.Err == nil || report.Err.Error() != "r1 failed" || report.Statuses != nil {
			t.Errorf("got %+v", report)
		}
		// Five pages, and the one recorder that was asked for beside the three.
		if asked := len(w.calls); asked != 5+1 {
			t.Errorf("%d requests were sent, though the region had failed", asked)
		}
	})
}

func TestSurvey_severalCustomerManaged(t *testing.T) {
	t.Parallel()
	w := &world{recorders: map[string][]types.ConfigurationRecorderStatus{region: {recorderIn(region, "b", "", false), recorderIn(region, "a", "", true)}}}
	report := recorder.Survey{Regions: []string{region}}.Run(t.Context(), w)[0]
	if report.Err != nil || !slices.Equal(names(report), []string{"a", "b"}) || !report.Recording() {
		t.Errorf("got %+v", report)
	}
}

func TestRegionReport_reservedName(t *testing.T) {
	t.Parallel()
	name := "AWSConfigurationRecorderForSomething"
	report := recorder.RegionReport{Statuses: []recorder.Status{{Name: &name, Recording: true}}}
	if report.Recording() {
		t.Error("a service-linked recorder passes for that of the customer")
	}
}

// accountPages answers ListRegions with a page for each list of regions.
type accountPages [][]string

func (p accountPages) ListRegions(_ context.Context, input *account.ListRegionsInput, _ ...func(*account.Options)) (*account.ListRegionsOutput, error) {
	if !slices.Equal(input.RegionOptStatusContains, []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault}) {
		return nil, fmt.Errorf("asked for the regions %v", input.RegionOptStatusContains)
	}
	page := 0
	if input.NextToken != nil {
		page = len(*input.NextToken)
	}
	output := &account.ListRegionsOutput{}
	for _, region := range p[page] {
		output.Regions = append(output.Regions, accounttypes.Region{RegionName: aws.String(region)})
	}
	if page+1 < len(p) {
		output.NextToken = aws.String(strings.Repeat("x", page+1))
	}
	return output, nil
}

// repeating always gives the same page.
type repeating struct{ accountPages }

func (r repeating) ListRegions(ctx context.Context, _ *account.ListRegionsInput, optFns ...func(*account.Options)) (*account.ListRegionsOutput, error) {
	return r.accountPages.ListRegions(ctx, &account.ListRegionsInput{
		RegionOptStatusContains: []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault},
	}, optFns...)
}

func TestEnabledRegions_refusesWhatIsNotAWS(t *testing.T) {
	t.Parallel()
	for want, client := range map[string]account.ListRegionsAPIClient{
		"holds no region":             accountPages{{}},
		"holds a region that is none": accountPages{{"eu-west-1", ""}},
		"repeats the token of a page": repeating{accountPages{{"eu-west-1"}, {"eu-west-2"}}},
	} {
		var unexpected *recorder.UnexpectedAnswerError
		if regions, err := recorder.EnabledRegions(t.Context(), client); !errors.As(err, &unexpected) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v and %v", want, regions, err)
		}
	}
}

func TestEnabledRegions(t *testing.T) {
	t.Parallel()
	regions, err := recorder.EnabledRegions(t.Context(), accountPages{{"us-east-1", "eu-west-1"}, {}, {"ap-south-1", "eu-west-1"}})
	if err != nil || !slices.Equal(regions, []string{"ap-south-1", "eu-west-1", "us-east-1"}) {
		t.Errorf("got %v and %v", regions, err)
	}
}
