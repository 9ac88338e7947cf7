// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// FuzzReadStatus lets anything answer. Whatever that is, what is found is an answer to
// the question, and told as it was sent.
func FuzzReadStatus(f *testing.F) {
	samples, err := filepath.Glob("../provider/testdata/*.json")
	if err != nil || len(samples) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, sample := range samples {
		body, err := os.ReadFile(sample)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(http.StatusOK, body, "", "", "")
		f.Add(http.StatusOK, body, "default", "", "")
		f.Add(http.StatusOK, body, "", "arn:aws:config:us-east-1:123456789012:configuration-recorder/default/eu6cs99surp9xy02", "")
	}
	f.Add(http.StatusBadRequest, []byte(`{"__type":"NoSuchConfigurationRecorderException","message":"no"}`), "default", "", "")
	f.Add(http.StatusOK, []byte(`{"ConfigurationRecordersStatus":[{"name":"x","servicePrincipal":"a","lastStatus":"NOT_APPLICABLE","lastStartTime":1.469342501945E9}]}`), "", "", "a")
	for _, moment := range []string{`"NaN"`, `"Infinity"`, `-1`, `1e308`, `253402300799`, `1787908206063`, `null`} {
		f.Add(http.StatusOK, []byte(`{"ConfigurationRecordersStatus":[{"name":"default","lastStartTime":`+moment+`}]}`), "", "", "")
	}
	f.Add(http.StatusOK, []byte(`{"ConfigurationRecordersStatus":[null,{"name":null}]}`), "", "", "")

	f.Fuzz(func(t *testing.T, code int, body []byte, name, arn, principal string) {
		if code < 200 || code > 599 {
			return
		}
		client := configservice.New(configservice.Options{
			APIOptions:       []func(*middleware.Stack) error{awsapi.CheckResponses},
			Credentials:      credentials.NewStaticCredentialsProvider("any", "any", ""),
			Region:           "us-east-1",
			RetryMaxAttempts: 1,
			HTTPClient: smithyhttp.ClientDoFunc(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body))}, nil
			}),
		})
		selector := recorder.Selector{Name: name, ARN: arn, ServicePrincipal: principal}
		status, err := recorder.ReadStatus(t.Context(), client, awsapi.Place{Region: "us-east-1"}, selector)
		if (status == nil) == (err == nil) {
			t.Fatalf("found %v, and the error %v", status, err)
		}
		if err != nil {
			if err.Error() == "" {
				t.Error("the error tells nothing")
			}
			return
		}
		switch {
		case aws.ToString(status.Name) == "" || status.Region != "us-east-1":
			t.Errorf("found %+v", *status)
		case name != "" && *status.Name != name:
			t.Errorf("asked for the name %q and found %q", name, *status.Name)
		case name == "" && arn != "" && aws.ToString(status.ARN) != arn:
			t.Errorf("asked for the ARN %q and found %q", arn, aws.ToString(status.ARN))
		case name == "" && arn == "" && aws.ToString(status.ServicePrincipal) != principal:
			t.Errorf("asked for the principal %q and found %q", principal, aws.ToString(status.ServicePrincipal))
		case status.ARN != nil && !strings.Contains(*status.ARN, ":us-east-1:"):
			t.Errorf("asked in us-east-1 and found %q", *status.ARN)
		case status.LastStartTime != nil && (status.LastStartTime.Unix() < 0 || status.LastStartTime.Year() > 2100):
			t.Errorf("found the time %s", status.LastStartTime)
		case status.LastStatus != nil && recorder.ValidateStatus(*status.LastStatus) != nil && !bytes.Contains(body, []byte("lastStatus")):
			t.Errorf("found the status %q, which was not sent", *status.LastStatus)
		}
	})
}

// FuzzValidate holds what the validators accept to what the rest relies on: a
// region becomes part of a host name, and an ARN tells a region.
func FuzzValidate(f *testing.F) {
	for _, value := range []string{"", "default", someARN, "eu-west-1", "eu-west-1a", "us-gov-east-1", "securityhub.amazonaws.com", "SUCCESS", "arn:::::", "arn:aws:config:eu-west-1.example.com/:123456789012:configuration-recorder/a/b"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for what, err := range map[string]error{
			"ARN":               recorder.ValidateARN(value),
			"name":              recorder.ValidateName(value),
			"region":            awsapi.ValidateRegion(value),
			"region of the ARN": recorder.ValidateRegionOfARN(value, "eu-west-1"),
			"service principal": recorder.ValidateServicePrincipal(value),
			"status":            recorder.ValidateStatus(value),
		} {
			if err != nil && err.Error() == "" {
				t.Errorf("%s: the error tells nothing", what)
			}
		}
		if awsapi.ValidateRegion(value) == nil && strings.Trim(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("the region %q does not stay within a host name", value)
		}
		region := recorder.PlaceOfARN(value).Region
		if (recorder.ValidateARN(value) == nil) != (region != "") || region != "" && awsapi.ValidateRegion(region) != nil {
			t.Errorf("the ARN %q has the region %q", value, region)
		}
		if region != "" && recorder.ValidateRegionOfARN(value, region) != nil {
			t.Errorf("the ARN %q is refused in its own region", value)
		}
		if recorder.ValidateARN(value) == nil && !strings.Contains(recorder.Selector{ARN: value}.String(), region) {
			t.Errorf("the selector does not name %q", value)
		}
	})
}
