// SPDX-License-Identifier: MPL-2.0

package awsclient_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// The read of an endless response stops before it needs much memory, for both success
// and failure. The test is not parallel, because it measures the memory of the process.
func TestNew_endlessAnswer(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		begin  string
		repeat string
	}{
		"text":              {http.StatusOK, `{"ConfigurationRecordersStatus":[{"name":"`, "a"},
		"many statuses":     {http.StatusOK, `{"ConfigurationRecordersStatus":[{}`, ",{}"},
		"an unknown member": {http.StatusOK, `{"unknown":[0`, ",[]"},
		"failure":           {http.StatusBadRequest, `{"message":"`, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				chunk := []byte(strings.Repeat(test.repeat, 10_000))
				_, err := io.WriteString(w, test.begin)
				for err == nil {
					_, err = w.Write(chunk)
				}
			}))
			defer server.Close()
			config := keys
			config.Endpoints, config.Region = []awsclient.Endpoints{{ConfigService: server.URL}}, "eu-west-1"
			ctx := t.Context()
			client, err := awsclient.New(ctx, config, awsclient.Caller{})
			if err != nil {
				t.Fatal(err)
			}

			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{})
			runtime.ReadMemStats(&after)
			var tooLarge *awsapi.ResponseTooLargeError
			if !errors.As(err, &tooLarge) {
				t.Errorf("got %v", err)
			}
			// All allocations, including freed ones and those of the server.
			if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 64 {
				t.Errorf("the answer took %d MiB", took)
			}
		})
	}
}

// A read with a broken response is repeated. The error is the last one.
func TestNew_brokenAnswer(t *testing.T) {
	t.Parallel()
	const whole = `{"ConfigurationRecordersStatus":[]}`
	for name, breaks := range map[string]int32{"twice": 2, "always": 100} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var requests atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "35")
				body := whole
				if requests.Add(1) <= breaks {
					body = whole[:20]
				}
				_, _ = io.WriteString(w, body) // The missing bytes break the response.
			}))
			defer server.Close()
			config := keys
			config.Endpoints, config.Region, config.MaxRetries = []awsclient.Endpoints{{ConfigService: server.URL}}, "eu-west-1", 5
			client, err := awsclient.New(t.Context(), config, awsclient.Caller{MaxBackoff: 1})
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: aws.String("a")})
			var broken *awsapi.ResponseBrokenError
			if want := min(breaks+1, 5); requests.Load() != want || (err == nil) != (breaks < 5) || err != nil && !errors.As(err, &broken) {
				t.Errorf("%d requests, and %v", requests.Load(), err)
			}
		})
	}
}
