// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// FuzzReadStatus reads arbitrary responses. A result matches the request and has the
// values of the response.
func FuzzReadStatus(f *testing.F) {
	addResponses(f, "../provider/testdata")
	f.Add(http.StatusOK, []byte(`{"ConfigurationRecordersStatus":[{"name":"x","servicePrincipal":"a","lastStatus":"NOT_APPLICABLE","lastStartTime":1.469342501945E9}]}`), "", "", "a")
	for _, moment := range []string{`"NaN"`, `"Infinity"`, `-1`, `1e308`, `253402300799`, `1787908206063`, `null`} {
		f.Add(http.StatusOK, []byte(`{"ConfigurationRecordersStatus":[{"name":"default","lastStartTime":`+moment+`}]}`), "", "", "")
	}
	f.Add(http.StatusOK, []byte(`{"ConfigurationRecordersStatus":[null,{"name":null}]}`), "", "", "")

	f.Fuzz(func(t *testing.T, code int, body []byte, name, arn, principal string) {
		if code < 200 || code > 599 {
			return
		}
		selector := recorder.Selector{Name: name, ARN: arn, ServicePrincipal: principal}
		status, err := recorder.ReadStatus(t.Context(), respondAlways(code, string(body)), awsapi.Place{Region: "us-east-1"}, selector)
		if (status == nil) == (err == nil) {
			t.Fatalf("found %v, and the error %v", status, err)
		}
		if err != nil {
			if err.Error() == "" {
				t.Error("the error tells nothing")
			}
			return
		}
		checkSelected(t, selector, status.Identity)
		switch {
		case status.LastStartTime != nil && (status.LastStartTime.Unix() < 0 || status.LastStartTime.Year() > 2100):
			t.Errorf("found the time %s", status.LastStartTime)
		case status.LastStatus != nil && recorder.ValidateStatus(*status.LastStatus) != nil && !bytes.Contains(body, []byte("lastStatus")):
			t.Errorf("found the status %q, which was not sent", *status.LastStatus)
		}
	})
}

// FuzzReadConfiguration reads arbitrary responses, and calls MissingResourceTypes.
func FuzzReadConfiguration(f *testing.F) {
	addResponses(f, "testdata")
	f.Add(http.StatusOK, []byte(`{"ConfigurationRecorders":[{"name":"x","servicePrincipal":"a","recordingGroup":{"resourceTypes":[null],"recordingStrategy":{}},"recordingMode":{"recordingModeOverrides":[null]}}]}`), "", "", "a")

	f.Fuzz(func(t *testing.T, code int, body []byte, name, arn, principal string) {
		if code < 200 || code > 599 {
			return
		}
		selector := recorder.Selector{Name: name, ARN: arn, ServicePrincipal: principal}
		configuration, err := recorder.ReadConfiguration(t.Context(), respondAlways(code, string(body)), awsapi.Place{Region: "us-east-1"}, selector)
		if (configuration == nil) == (err == nil) {
			t.Fatalf("found %v, and the error %v", configuration, err)
		}
		if err != nil {
			return
		}
		checkSelected(t, selector, configuration.Identity)
		missing, err := recorder.MissingResourceTypes(*configuration, []string{instance})
		if err == nil && len(missing) == 0 && !bytes.Contains(body, []byte("recordingGroup")) && !bytes.Contains(body, []byte(`\u`)) {
			t.Errorf("a recorder without a recording group records instances: %s", body)
		}
	})
}

// addResponses adds the responses in a directory, and one that there is no recorder.
func addResponses(f *testing.F, directory string) {
	samples, err := filepath.Glob(directory + "/*.json")
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
}

// checkSelected checks that a recorder is the selected one in us-east-1.
func checkSelected(t *testing.T, selector recorder.Selector, found recorder.Identity) {
	t.Helper()
	switch {
	case aws.ToString(found.Name) == "" || found.Region != "us-east-1":
		t.Errorf("found %+v", found)
	case selector.Name != "" && *found.Name != selector.Name:
		t.Errorf("asked for the name %q and found %q", selector.Name, *found.Name)
	case selector.Name == "" && selector.ARN != "" && aws.ToString(found.ARN) != selector.ARN:
		t.Errorf("asked for the ARN %q and found %q", selector.ARN, aws.ToString(found.ARN))
	case selector.Name == "" && selector.ARN == "" && aws.ToString(found.ServicePrincipal) != selector.ServicePrincipal:
		t.Errorf("asked for the principal %q and found %q", selector.ServicePrincipal, aws.ToString(found.ServicePrincipal))
	case found.ARN != nil && !strings.Contains(*found.ARN, ":us-east-1:"):
		t.Errorf("asked in us-east-1 and found %q", *found.ARN)
	}
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
