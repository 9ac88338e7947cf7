// SPDX-License-Identifier: MPL-2.0

package awsclient_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

func TestMain(m *testing.M) {
	acctest.Main(m)
}

var keys = awsclient.Config{AccessKey: "AKIAEXAMPLE", SecretKey: "secret-key-of-the-test"}

func TestNew_region(t *testing.T) {
	directory := t.TempDir()
	profile := filepath.Join(directory, "config")
	if err := os.WriteFile(profile, []byte("[default]\nregion = eu-south-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	expectRegion := func(config awsclient.Config, want string) {
		t.Helper()
		client, err := awsclient.New(t.Context(), config, awsclient.Caller{})
		if err != nil {
			t.Fatal(err)
		}
		if client.Region != want {
			t.Errorf("the region is %q, not %q", client.Region, want)
		}
	}

	// From the weakest source to the strongest.
	expectRegion(keys, "")
	t.Setenv("AWS_CONFIG_FILE", profile)
	expectRegion(keys, "eu-south-1")
	t.Setenv("AWS_DEFAULT_REGION", "eu-south-2")
	expectRegion(keys, "eu-south-2")
	t.Setenv("AWS_REGION", "eu-west-2")
	expectRegion(keys, "eu-west-2")
	configured := keys
	configured.Region = "eu-west-3"
	expectRegion(configured, "eu-west-3")
}

func TestNew_attempts(t *testing.T) {
	expectAttempts := func(config awsclient.Config, want int) {
		t.Helper()
		client, err := awsclient.New(t.Context(), config, awsclient.Caller{})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		ctx, cancel := context.WithCancel(t.Context())
		_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{}, func(o *configservice.Options) {
			got = o.Retryer.MaxAttempts()
			cancel() // No request is necessary.
		})
		if err == nil || got != want {
			t.Errorf("a request is sent %d times at most, not %d: %v", got, want, err)
		}
	}

	expectAttempts(keys, 25)
	t.Setenv("AWS_MAX_ATTEMPTS", "7")
	expectAttempts(keys, 7)
	configured := keys
	configured.MaxRetries = 2
	expectAttempts(configured, 2)
}

func TestNew_endpoint(t *testing.T) {
	expectRequest := func(config awsclient.Config, reached *atomic.Int32) {
		t.Helper()
		client, err := awsclient.New(t.Context(), config, awsclient.Caller{})
		if err != nil {
			t.Fatal(err)
		}
		before := reached.Load()
		_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{},
			func(o *configservice.Options) { o.Region = "eu-west-1" })
		if err != nil {
			t.Fatal(err)
		}
		if got := reached.Load() - before; got != 1 {
			t.Errorf("the expected endpoint got %d requests, not one", got)
		}
	}

	// From the weakest source to the strongest.
	general, generalCount := endpoint(t)
	t.Setenv("AWS_ENDPOINT_URL", general)
	expectRequest(keys, generalCount)
	service, serviceCount := endpoint(t)
	t.Setenv("AWS_ENDPOINT_URL_CONFIG_SERVICE", service)
	expectRequest(keys, serviceCount)
	argument, argumentCount := endpoint(t)
	configured := keys
	configured.Endpoints = []awsclient.Endpoints{{ConfigService: argument}}
	expectRequest(configured, argumentCount)
}

// The endpoints are those of
// https://docs.aws.amazon.com/general/latest/gr/awsconfig.html.
func TestNew_endpointOfEachRegion(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		region          string
		fips, dualStack bool
		want            string
	}{
		"commercial":             {"eu-west-1", false, false, "https://config.eu-west-1.amazonaws.com/"},
		"FIPS":                   {"us-east-1", true, false, "https://config-fips.us-east-1.amazonaws.com/"},
		"dual stack":             {"eu-west-1", false, true, "https://config.eu-west-1.api.aws/"},
		"FIPS and dual stack":    {"us-east-1", true, true, "https://config-fips.us-east-1.api.aws/"},
		"GovCloud":               {"us-gov-west-1", false, false, "https://config.us-gov-west-1.amazonaws.com/"},
		"GovCloud FIPS":          {"us-gov-west-1", true, false, "https://config.us-gov-west-1.amazonaws.com/"},
		"China":                  {"cn-north-1", false, false, "https://config.cn-north-1.amazonaws.com.cn/"},
		"European Sovereign":     {"eusc-de-east-1", false, false, "https://config.eusc-de-east-1.amazonaws.eu/"},
		"one that opens one day": {"xx-new-1", false, false, "https://config.xx-new-1.amazonaws.com/"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := keys
			config.UseFIPSEndpoint, config.UseDualStackEndpoint = test.fips, test.dualStack
			client, err := awsclient.New(t.Context(), config, awsclient.Caller{})
			if err != nil {
				t.Fatal(err)
			}

			var got string
			_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{}, func(o *configservice.Options) {
				o.Region = test.region
				o.RetryMaxAttempts = 1
				o.HTTPClient = smithyhttp.ClientDoFunc(func(request *http.Request) (*http.Response, error) {
					got = request.URL.String()
					return nil, errors.New("nothing is sent")
				})
			})
			if err == nil || got != test.want {
				t.Errorf("%s is asked at %q, not at %q (%v)", test.region, got, test.want, err)
			}
		})
	}
}

// Tokens of the global endpoint of STS are not valid in opt-in regions, so the provider
// uses a regional endpoint.
func TestNew_regionalSTS(t *testing.T) {
	t.Parallel()
	for region, want := range map[string]string{"us-east-1": "sts.us-east-1.amazonaws.com:443", "af-south-1": "sts.af-south-1.amazonaws.com:443"} {
		var asked []string
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.Host)
			w.WriteHeader(http.StatusForbidden)
		}))
		config := keys
		config.AssumeRole = []awsclient.Role{{RoleARN: "arn:aws:iam::123456789012:role/reader"}}
		config.HTTPSProxy = &proxy.URL
		config.MaxRetries = 1
		config.Region = region
		if _, err := awsclient.New(t.Context(), config, awsclient.Caller{}); err == nil {
			t.Error("a role was assumed through a closed proxy")
		}
		proxy.Close()
		if len(asked) != 1 || asked[0] != want {
			t.Errorf("%s: asked %v", region, asked)
		}
	}
}

func TestNew_incompleteKeys(t *testing.T) {
	t.Parallel()
	for _, config := range []awsclient.Config{{AccessKey: "AKIAEXAMPLE"}, {SecretKey: "secret"}, {Token: "token"}} {
		_, err := awsclient.New(t.Context(), config, awsclient.Caller{})
		var empty *credentials.StaticCredentialsEmptyError
		if !errors.As(err, &empty) {
			t.Errorf("got %v", err)
		}
	}
}

func TestNew_noCredentials(t *testing.T) {
	t.Parallel()
	client, err := awsclient.New(t.Context(), awsclient.Config{Region: "eu-west-1"}, awsclient.Caller{})
	var missing *awsclient.CredentialsError
	if client != nil || !errors.As(err, &missing) || missing.Source != awsclient.NoSource {
		t.Errorf("got %v", err)
	}
}

// Terraform always makes providers log at the trace level. Logging must not change the
// bodies of requests and responses.
func TestNew_concurrentCallsWhileLogging(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &log)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var question struct{ ConfigurationRecorderNames []string }
		if err := json.NewDecoder(r.Body).Decode(&question); err != nil || len(question.ConfigurationRecorderNames) != 1 {
			http.Error(w, "the request is damaged", http.StatusBadRequest)
			return
		}
		if _, err := fmt.Fprintf(w, `{"ConfigurationRecordersStatus":[{"name":%q}]}`, question.ConfigurationRecorderNames[0]); err != nil {
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(server.Close)

	config := keys
	config.Region = "eu-west-1"
	config.MaxRetries = 1
	config.Endpoints = []awsclient.Endpoints{{ConfigService: server.URL}}
	client, err := awsclient.New(ctx, config, awsclient.Caller{})
	if err != nil {
		t.Fatal(err)
	}

	var callers sync.WaitGroup
	for caller := range 8 {
		callers.Go(func() {
			for call := range 50 {
				// Names of different lengths show whether one body replaced another.
				name := strings.Repeat(fmt.Sprint(caller), 1+call)
				output, err := client.Own.ConfigService.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{name}})
				if err != nil {
					t.Error(err)
					return
				}
				if got := aws.ToString(output.ConfigurationRecordersStatus[0].Name); got != name {
					t.Errorf("asked for %q, got %q", name, got)
				}
			}
		})
	}
	callers.Wait()

	if text := log.String(); !strings.Contains(text, "Sent a request to AWS") || !strings.Contains(text, "DescribeConfigurationRecorderStatus") {
		t.Error("the requests are not in the log")
	} else if strings.Contains(text, keys.SecretKey) {
		t.Error("the secret key is in the log")
	}
}

// endpoint counts its requests.
func endpoint(t *testing.T) (string, *atomic.Int32) {
	t.Helper()
	var count atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		count.Add(1)
		if _, err := w.Write([]byte(`{"ConfigurationRecordersStatus":[]}`)); err != nil {
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, &count
}
