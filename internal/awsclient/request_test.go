// SPDX-License-Identifier: MPL-2.0

package awsclient_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/configservice"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// A body with the method WriteTo sometimes breaks connections.
func TestNew_plainBody(t *testing.T) {
	t.Parallel()
	config := keys
	config.Region = "eu-west-1"
	client, err := awsclient.New(t.Context(), config, awsclient.Caller{})
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{"default"}}, func(o *configservice.Options) {
		o.RetryMaxAttempts = 1
		o.HTTPClient = smithyhttp.ClientDoFunc(func(request *http.Request) (*http.Response, error) {
			sent++
			if _, ok := request.Body.(io.WriterTo); ok {
				t.Error("the body can write itself")
			}
			if body, err := io.ReadAll(request.Body); err != nil || string(body) != `{"ConfigurationRecorderNames":["default"]}` {
				t.Errorf("the body is %q (%v)", body, err)
			}
			return nil, errors.New("nothing is sent")
		})
	})
	if err == nil || sent != 1 {
		t.Errorf("%d requests, and %v", sent, err)
	}
}

// A signed request is only sent to the endpoint: package net/http only follows redirects
// if it can send the body again.
func TestNew_redirect(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		other, otherCount := endpoint(t)
		server := httptest.NewServer(http.RedirectHandler(other, status))
		config := keys
		config.Endpoints, config.Region, config.MaxRetries = []awsclient.Endpoints{{ConfigService: server.URL}}, "eu-west-1", 1
		client, err := awsclient.New(t.Context(), config, awsclient.Caller{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Own.ConfigService.DescribeConfigurationRecorderStatus(t.Context(), &configservice.DescribeConfigurationRecorderStatusInput{})
		server.Close()
		if awsapi.KindOf(err) != awsapi.UnexpectedAnswer || otherCount.Load() != 0 {
			t.Errorf("status %d: %d requests were redirected, and the error is %v", status, otherCount.Load(), err)
		}
	}
}
