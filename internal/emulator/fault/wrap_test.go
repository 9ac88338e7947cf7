// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

func TestNoFaults(t *testing.T) {
	t.Parallel()
	handler := emulator.NewHandler(emulator.NewStore())
	if got := Wrap(handler, Options{}); got.Handler != http.Handler(handler) || got.Unmatched() != nil {
		t.Errorf("got %T and the faults %v, want the handler itself", got.Handler, got.Unmatched())
	}
	if got := serve(t).describe(t); got.body != honest {
		t.Errorf("got %s without faults, want %s", got.body, honest)
	}
	server := httptest.NewServer(Wrap(handler, Options{}, Fault{}))
	t.Cleanup(server.Close)
	f := &fixture{client: server.Client(), url: server.URL}
	if got := f.describe(t); got.StatusCode != http.StatusOK {
		t.Errorf("got %s with the zero fault, want 200", got.Status)
	}
}

func TestUnmatched(t *testing.T) {
	t.Parallel()
	matching, rare, elsewhere, hidden := MustParse("latency=0s"), MustParse("throttle,rate=1e-9"), MustParse("throttle,region=eu-west-2"), MustParse("error=Hidden")
	handler := Wrap(emulator.NewHandler(emulator.NewStore()), Options{}, matching, rare, elsewhere, MustParse("status=503"), hidden)
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil))
	if got := fmt.Sprint(handler.Unmatched()); got != fmt.Sprint([]Fault{elsewhere, hidden}) {
		t.Errorf("got the faults %s, want the one of another region and the one that an earlier fault hides", got)
	}
}

// TestNarrowing sends the same requests to a fault with each limit.
func TestNarrowing(t *testing.T) {
	t.Parallel()
	const (
		home     = "home"
		abroad   = "abroad"
		list     = "list"
		stranger = "stranger"
		session  = "session"
		caller   = "caller"
		regions  = "regions"
		web      = "web"
		accounts = "accounts"
		forged   = "forged"
	)
	for _, test := range []struct {
		keys string
		want []string
	}{
		{"", []string{abroad, accounts, caller, forged, home, list, regions, session, stranger, web}},
		{",operation=" + describe, []string{abroad, forged, home, session, stranger}},
		{",operation=ListRegions", []string{regions}},
		{",operation=AssumeRoleWithWebIdentity", []string{web}},
		{",region=eu-west-2", []string{abroad}},
		{",region=us-east-1", nil},
		{",account=" + otherAccount, []string{session, stranger}},
		{",account=123456789012", nil},
		{",service=sts", []string{caller, web}},
		{",service=account", []string{regions}},
		{",service=organizations", []string{accounts}},
		{",operation=ListAccounts", []string{accounts}},
		{",service=config,account=" + testAccount + ",region=eu-west-1,operation=" + describe, []string{home}},
	} {
		t.Run(test.keys, func(t *testing.T) {
			t.Parallel()
			honestly := serve(t)
			out, err := honestly.sts().AssumeRole(t.Context(), &sts.AssumeRoleInput{
				RoleArn:         aws.String("arn:aws:iam::" + otherAccount + ":role/audit"),
				RoleSessionName: aws.String("test"),
			})
			if err != nil {
				t.Fatal(err)
			}
			// The same store, because it must know the session.
			options := Options{Account: honestly.store.Account}
			server := httptest.NewServer(Wrap(emulator.NewHandler(honestly.store), options, parseAll(t, "error=Fault"+test.keys)...))
			t.Cleanup(server.Close)
			f := &fixture{client: server.Client(), url: server.URL}
			role := credentials.NewStaticCredentialsProvider(*out.Credentials.AccessKeyId, *out.Credentials.SecretAccessKey, *out.Credentials.SessionToken)

			ctx := t.Context()
			errs := map[string]error{}
			_, errs[home] = f.config(testAccount, testRegion).DescribeConfigurationRecorderStatus(ctx, nil)
			_, errs[abroad] = f.config(testAccount, "eu-west-2").DescribeConfigurationRecorderStatus(ctx, nil)
			_, errs[list] = f.config(testAccount, testRegion).ListConfigurationRecorders(ctx, nil)
			_, errs[stranger] = f.config(otherAccount, testRegion).DescribeConfigurationRecorderStatus(ctx, nil)
			_, errs[session] = f.configWith(role, testRegion).DescribeConfigurationRecorderStatus(ctx, nil)
			// A session that was never issued has no account.
			_, errs[forged] = f.config("ASIAEXAMPLE", testRegion).DescribeConfigurationRecorderStatus(ctx, nil)
			_, errs[caller] = f.sts().GetCallerIdentity(ctx, nil)
			_, errs[regions] = f.account().ListRegions(ctx, nil)
			_, errs[accounts] = f.organizations(testAccount).ListAccounts(ctx, nil)
			// Such a request is not signed.
			_, errs[web] = f.sts().AssumeRoleWithWebIdentity(ctx, &sts.AssumeRoleWithWebIdentityInput{
				RoleArn:          aws.String("arn:aws:iam::" + otherAccount + ":role/audit"),
				RoleSessionName:  aws.String("test"),
				WebIdentityToken: aws.String("token"),
			})
			var got []string
			for name, err := range errs {
				if codeOf(err) == "Fault" {
					got = append(got, name)
				} else if err != nil && name != forged {
					t.Errorf("%s: %v", name, err)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("the fault befell %v, want %v", got, test.want)
			}
		})
	}
}

// TestDefaultAccounts limits a fault to an account, without [Options.Account].
func TestDefaultAccounts(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(Wrap(emulator.NewHandler(emulator.NewStore()), Options{}, parseAll(t, "throttle,account="+testAccount)...))
	t.Cleanup(server.Close)
	f := &fixture{client: server.Client(), url: server.URL}
	if _, err := f.config(testAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil); codeOf(err) != "ThrottlingException" {
		t.Errorf("got %v, want the fault", err)
	}
	if _, err := f.config("AKIDEXAMPLE", testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil); err != nil {
		t.Errorf("got %v, want no fault in another account", err)
	}
}

// statuses sends requests without a connection, and returns the status of each response.
func statuses(t *testing.T, count int, seed uint64, texts ...string) []int {
	t.Helper()
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	handler := Wrap(next, Options{Seed: seed}, parseAll(t, texts...)...)
	all := make([]int, count)
	for i := range all {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, post(t, "/", describe, "{}"))
		all[i] = recorder.Code
	}
	return all
}

func occurrences(all []int, status int) int {
	count := 0
	for _, got := range all {
		if got == status {
			count++
		}
	}
	return count
}

func TestRate(t *testing.T) {
	t.Parallel()
	first := statuses(t, 1000, 1, "status=503,rate=0.2")
	if got := occurrences(first, http.StatusServiceUnavailable); got < 160 || got > 240 {
		t.Errorf("the fault befell %d of 1000 requests, want about 200", got)
	}
	if again := statuses(t, 1000, 1, "status=503,rate=0.2"); !slices.Equal(first, again) {
		t.Error("the same seed has two outcomes")
	}
	if other := statuses(t, 1000, 2, "status=503,rate=0.2"); slices.Equal(first, other) {
		t.Error("two seeds have the same outcome")
	}
	two := statuses(t, 1000, 1, "status=500,rate=0.5", "status=503,rate=0.5")
	if got := occurrences(two, http.StatusServiceUnavailable); got < 200 || got > 300 {
		t.Errorf("the second fault befell %d of 1000 requests, want about 250", got)
	}
	for _, status := range statuses(t, 100, 1, "status=503,rate=1") {
		if status != http.StatusServiceUnavailable {
			t.Fatal("a rate of 1 leaves requests out")
		}
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	if got, want := statuses(t, 4, 1, "status=500,times=1", "status=503,times=2"), []int{500, 503, 503, 200}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := statuses(t, 4, 1, "status=500,times=1,region=us-east-1"); occurrences(got, http.StatusOK) != 4 {
		t.Errorf("got %v, want no fault in another region", got)
	}
	// times limits the number of matching requests, and rate is a share of these.
	got := statuses(t, 1000, 1, "status=500,times=100,rate=0.5")
	if hits := occurrences(got[:100], 500); hits < 30 || hits > 70 || occurrences(got[100:], 500) != 0 {
		t.Errorf("the fault befell %d of the first 100 requests and %d after them, want about 50 and 0", hits, occurrences(got[100:], 500))
	}
}

func TestJitter(t *testing.T) {
	t.Parallel()
	const jitter = 40 * time.Millisecond
	f := MustParse("latency=0s,jitter=40ms")
	draw := func(place int) []time.Duration {
		var late []time.Duration
		fate := newFate(1, place)
		for range 100 {
			_, part := fate.next(f)
			late = append(late, part)
		}
		return late
	}
	first := draw(0)
	if least, most := slices.Min(first), slices.Max(first); least < 0 || least > jitter/10 || most < jitter*9/10 || most > jitter {
		t.Errorf("got from %s to %s, want all of 0 s to %s", least, most, jitter)
	}
	if !slices.Equal(first, draw(0)) {
		t.Error("the same seed has two outcomes")
	}
	if slices.Equal(first, draw(1)) {
		t.Error("two faults have the same outcome")
	}
}

// TestConcurrentRequests counts the faults of concurrent requests. It is also for the
// race detector.
func TestConcurrentRequests(t *testing.T) {
	t.Parallel()
	f := serve(t, "latency=1ms,jitter=2ms", "error=First,times=40", "throttle,rate=0.5", "add=extra,to=1")
	var first, throttled atomic.Int32
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			_, err := f.config(testAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil)
			switch codeOf(err) {
			case "First":
				first.Add(1)
			case "ThrottlingException":
				throttled.Add(1)
			default:
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	want := occurrences(statuses(t, 60, 0, "latency=0s", "latency=0s", "status=500,rate=0.5"), 500)
	if first.Load() != 40 || int(throttled.Load()) != want {
		t.Errorf("the faults befell %d and %d requests, want 40 and %d", first.Load(), throttled.Load(), want)
	}
}

// TestOrder injects two faults into a request.
func TestOrder(t *testing.T) {
	t.Parallel()
	const delay = 30 * time.Millisecond
	begin := time.Now()
	got := serve(t, "latency="+delay.String(), "error=Boom").describe(t)
	if took := time.Since(begin); took < delay || got.body != `{"__type":"Boom","message":""}` {
		t.Errorf("got %s after %s, want an error after %s", got.body, took, delay)
	}
	if got := serve(t, "set=name,to=1", "set=name,to=2").describe(t); !strings.Contains(got.body, `"name":1`) {
		t.Errorf("got %s, want the change of the outer fault", got.body)
	}
	if got := serve(t, "body=cut", `add=x,to="yyyyyyyyyy"`).describe(t); int(got.ContentLength) != len(honest)+2*len(`"x":"yyyyyyyyyy",`) || got.err == nil {
		t.Errorf("got a length of %d and %v, want the changed answer cut", got.ContentLength, got.err)
	}
	// An inner fault also affects the response of the outer one.
	if got := serve(t, "set=name,to=1", "content-type=text/html", "body=cut").describe(t); got.err == nil || got.Header.Get("Content-Type") != "text/html" {
		t.Errorf("got %s and %v, want a cut answer", got.body, got.err)
	}
	if got := serve(t, "content-type=text/html", "body=slow,pace=1us").describe(t); got.err != nil || got.body != honest || got.Header.Get("Content-Type") != "text/html" {
		t.Errorf("got %s and %v, want the honest answer", got.body, got.err)
	}
}

// TestRequestBodies checks that a fault does not change bodies of any size.
func TestRequestBodies(t *testing.T) {
	t.Parallel()
	const largest = 1 << 20
	for _, test := range []struct {
		body   string
		status int
	}{
		{``, http.StatusOK},
		{`{"ConfigurationRecorderNames":[]}`, http.StatusOK},
		{`{"Arn":"x"}`, http.StatusBadRequest},
		{strings.Repeat(" ", largest-2) + "{}", http.StatusOK},
		{strings.Repeat(" ", largest+100), http.StatusRequestEntityTooLarge},
	} {
		t.Run(fmt.Sprint(len(test.body)), func(t *testing.T) {
			t.Parallel()
			f := serve(t, "latency=1ms")
			if got := f.send(t, post(t, f.url, describe, test.body)); got.StatusCode != test.status {
				t.Errorf("got %s and %s, want %d", got.Status, got.body, test.status)
			}
			if got := f.reached()[0]; test.status == http.StatusOK && got != test.body {
				t.Errorf("the emulator got a body of %d bytes, want %d", len(got), len(test.body))
			}
		})
	}
}
