// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

const (
	testAccount = "210987654321"
	testRegion  = "eu-west-1"
	testRole    = "arn:aws:iam::210987654321:role/config"
)

// testClock is a clock that a test advances.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func newTestClock() *testClock {
	return &testClock{now: time.Date(2026, 8, 28, 7, 50, 6, 63_900_000, time.UTC)}
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// fixture is an emulator for one test.
type fixture struct {
	// client is the client of the server. When a server closes, it would close the idle
	// connections of the default client, which other tests use.
	client   *http.Client
	clock    *testClock
	requests atomic.Int64 // The number of requests to the emulator.
	store    *Store
	url      string
}

// serve serves an emulator whose recorders settle after ten seconds.
func serve(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{clock: newTestClock()}
	f.store = NewStore(WithClock(f.clock.Now), WithSettle(10*time.Second))
	handler := NewHandler(f.store)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.requests.Add(1)
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	f.client, f.url = server.Client(), server.URL
	return f
}

// seed applies a valid seed.
func (f *fixture) seed(t *testing.T, document string) {
	t.Helper()
	seed, err := ParseSeed("seed.json", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.store.Apply(seed); err != nil {
		t.Fatal(err)
	}
}

// seedRegion applies a seed for the region of the tests.
func (f *fixture) seedRegion(t *testing.T, region string) {
	t.Helper()
	f.seed(t, fmt.Sprintf(`{"accounts":{%q:{%q:%s}}}`, testAccount, testRegion, region))
}

func (f *fixture) configIn(account, region string) *configservice.Client {
	return configservice.New(configservice.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(account, "secret", "token"),
		Region:           region,
		RetryMaxAttempts: 1,
	})
}

func (f *fixture) config() *configservice.Client {
	return f.configIn(testAccount, testRegion)
}

func (f *fixture) sts(accessKeyID string) *sts.Client {
	return sts.New(sts.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(accessKeyID, "secret", ""),
		Region:           testRegion,
		RetryMaxAttempts: 1,
	})
}

// status returns the statuses in the response to a request without selectors.
func (f *fixture) status(t *testing.T) []types.ConfigurationRecorderStatus {
	t.Helper()
	out, err := f.config().DescribeConfigurationRecorderStatus(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return out.ConfigurationRecordersStatus
}

// answer is an HTTP response with its body.
type answer struct {
	status int
	header http.Header
	body   string
}

// authorization returns a header with a credential scope and an invalid signature.
func authorization(service string) string {
	return "AWS4-HMAC-SHA256 Credential=" + testAccount + "/20260828/" + testRegion + "/" + service + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"
}

// send sends a request with headers, as names and values.
func (f *fixture) send(t *testing.T, method, path, body string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, f.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := f.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	read, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(read)}
}

// call sends a well-formed request to AWS Config.
func (f *fixture) call(t *testing.T, operation, body string) answer {
	t.Helper()
	return f.send(t, http.MethodPost, "/", body,
		"Authorization", authorization("config"),
		"Content-Type", "application/x-amz-json-1.1",
		"X-Amz-Target", "StarlingDoveService."+operation)
}

// want makes a call that must succeed, and checks the exact response.
func (f *fixture) want(t *testing.T, operation, body, answer string) {
	t.Helper()
	if got := f.call(t, operation, body); got.status != http.StatusOK || got.body != answer {
		t.Errorf("%s %s: got status %d and body\n%s\nwant 200 and\n%s", operation, body, got.status, got.body, answer)
	}
}

// do makes a call that must succeed, to prepare a test.
func (f *fixture) do(t *testing.T, operation, body string) {
	t.Helper()
	if got := f.call(t, operation, body); got.status != http.StatusOK {
		t.Fatalf("%s %s: status %d: %s", operation, body, got.status, got.body)
	}
}

// putRunnable puts a recorder and a delivery channel, both called default.
func (f *fixture) putRunnable(t *testing.T) {
	t.Helper()
	f.do(t, "PutConfigurationRecorder", `{"ConfigurationRecorder":{"roleARN":"`+testRole+`"}}`)
	f.do(t, "PutDeliveryChannel", `{"DeliveryChannel":{"s3BucketName":"example"}}`)
}
