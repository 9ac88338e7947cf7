// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

const (
	testAccount  = "210987654321"
	otherAccount = "111122223333"
	testRegion   = "eu-west-1"
	describe     = "DescribeConfigurationRecorderStatus"

	seed = `{"accounts": {"` + testAccount + `": {"` + testRegion + `": {"ConfigurationRecordersStatus": [
		{"name": "default", "recording": true, "lastStatus": "SUCCESS", "lastStartTime": 1787908206.500}
	]}}}, "organization": {"managementAccount": "` + testAccount + `"}}`
	// honest is the response of DescribeConfigurationRecorderStatus without faults.
	honest = `{"ConfigurationRecordersStatus":[{"arn":"arn:aws:config:eu-west-1:210987654321:configuration-recorder/default/aaaaaaaaaaaaaaaa",` +
		`"lastStartTime":1.7879082065E9,"lastStatus":"SUCCESS","name":"default","recording":true}]}`
)

// fixture is an emulator with faults for one test.
type fixture struct {
	client *http.Client
	store  *emulator.Store
	url    string

	mu     sync.Mutex
	bodies []string // Of the requests that reached the emulator.
}

func serve(t *testing.T, texts ...string) *fixture {
	t.Helper()
	return serveWith(t, Options{}, texts...)
}

// serveWith serves the emulator with faults and options. It sets Account and Caller.
func serveWith(t *testing.T, options Options, texts ...string) *fixture {
	t.Helper()
	f := &fixture{store: newStore(t)}
	handler := emulator.NewHandler(f.store)
	options.Account, options.Caller = f.store.Account, f.store.Caller
	server := httptest.NewServer(Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		f.mu.Lock()
		f.bodies = append(f.bodies, string(body))
		f.mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		handler.ServeHTTP(w, r)
	}), options, parseAll(t, texts...)...))
	t.Cleanup(server.Close)
	f.client, f.url = server.Client(), server.URL
	// The tests check redirects, so the client must not follow them.
	f.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return f
}

// reached returns the bodies of the requests that reached the emulator so far.
func (f *fixture) reached() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.bodies)
}

func newStore(t *testing.T) *emulator.Store {
	t.Helper()
	// The tests contain the ARN of the seed.
	document := strings.Replace(seed, `"name"`, `"arn": "arn:aws:config:eu-west-1:210987654321:configuration-recorder/default/aaaaaaaaaaaaaaaa", "name"`, 1)
	parsed, err := emulator.ParseSeed("seed.json", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	store := emulator.NewStore()
	if err := store.Apply(parsed); err != nil {
		t.Fatal(err)
	}
	return store
}

func parseAll(t *testing.T, texts ...string) []Fault {
	t.Helper()
	var faults []Fault
	for _, text := range texts {
		f, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, f)
	}
	return faults
}

func (f *fixture) config(key, region string) *configservice.Client {
	return f.configWith(credentials.NewStaticCredentialsProvider(key, "secret", ""), region)
}

func (f *fixture) configWith(provider aws.CredentialsProvider, region string) *configservice.Client {
	return configservice.New(configservice.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      provider,
		HTTPClient:       f.client,
		Region:           region,
		RetryMaxAttempts: 1,
	})
}

func (f *fixture) sts() *sts.Client {
	return sts.New(sts.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(testAccount, "secret", ""),
		HTTPClient:       f.client,
		Region:           testRegion,
		RetryMaxAttempts: 1,
	})
}

func (f *fixture) organizations(key string) *organizations.Client {
	return organizations.New(organizations.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(key, "secret", ""),
		HTTPClient:       f.client,
		Region:           testRegion,
		RetryMaxAttempts: 1,
	})
}

func (f *fixture) account() *account.Client {
	return account.New(account.Options{
		BaseEndpoint:     aws.String(f.url),
		Credentials:      credentials.NewStaticCredentialsProvider(testAccount, "secret", ""),
		HTTPClient:       f.client,
		Region:           testRegion,
		RetryMaxAttempts: 1,
	})
}

// codeOf returns the code of an error of the SDK, or an empty string.
func codeOf(err error) string {
	var refusal smithy.APIError
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.ErrorCode()
}

// post returns a request to AWS Config with additional headers, as names and values.
func post(t testing.TB, url, operation, body string, headers ...string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", authorization("config"))
	req.Header.Set("Content-Type", "application/x-amz-json-1.1")
	req.Header.Set("X-Amz-Target", "StarlingDoveService."+operation)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return req
}

func authorization(service string) string {
	return "AWS4-HMAC-SHA256 Credential=" + testAccount + "/20260828/" + testRegion + "/" + service + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"
}

// answer is an HTTP response with the part of the body that arrived.
type answer struct {
	*http.Response
	body string
	// err is the error that ended the body, if any.
	err error
}

// send sends a request that must get a response.
func (f *fixture) send(t *testing.T, req *http.Request) answer {
	t.Helper()
	res, err := f.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var body bytes.Buffer
	_, err = io.Copy(&body, res.Body)
	return answer{res, body.String(), err}
}

func (f *fixture) describe(t *testing.T) answer {
	t.Helper()
	return f.send(t, post(t, f.url, describe, "{}"))
}
