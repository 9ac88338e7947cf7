// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// The bodies in testdata have the shapes that AWS was seen to return. The region
// is that of the ARN, where there is one.
var samples = map[string]map[string]string{
	"govcloud.json": {
		"name":                    "default",
		"last_start_time":         "2019-11-25T19:50:37.693Z",
		"last_status":             "Success",
		"last_status_change_time": "2022-06-19T19:50:49.818Z",
		"recording":               "true",
		"region":                  "us-gov-west-1",
	},
	"never-started.json": {
		"arn":       "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7",
		"name":      "default",
		"recording": "false",
		"region":    "eu-west-1",
	},
	"old-na-error.json": {
		"last_error_code":         "400",
		"last_error_message":      "NA",
		"last_start_time":         "2014-10-30T22:34:20.276Z",
		"last_status":             "Success",
		"last_status_change_time": "2014-11-01T04:35:37.148Z",
		"name":                    "default",
		"recording":               "true",
		"region":                  "us-east-1",
	},
	"running.json": {
		"arn":                     "arn:aws:config:us-east-1:123456789012:configuration-recorder/default/eu6cs99surp9xy02",
		"last_start_time":         "2026-08-28T09:10:06.063Z",
		"last_status":             "Success",
		"last_status_change_time": "2026-08-28T09:10:16.775Z",
		"last_stop_time":          "2026-08-28T05:01:36.453Z",
		"name":                    "default",
		"recording":               "true",
		"region":                  "us-east-1",
	},
	"stopped.json": {
		"last_start_time":         "2015-07-13T16:00:30.000Z",
		"last_status":             "Success",
		"last_status_change_time": "2015-07-17T16:00:45.000Z",
		"last_stop_time":          "2015-07-17T17:25:30.000Z",
		"name":                    "default",
		"recording":               "false",
		"region":                  "us-east-1",
	},
}

const noRecorderSample = "no-recorder.json"

func TestAccConfigurationRecorderStatusDataSource_samples(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(samples)+1 || !slices.Contains(files, filepath.Join("testdata", noRecorderSample)) {
		t.Fatalf("the samples in testdata are %v, which are not those that this test knows", files)
	}

	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			region := cmp.Or(samples[filepath.Base(file)]["region"], home)
			step := resource.TestStep{
				Config: acctest.ProviderConfig(acctest.Serve(t, answer(http.StatusOK, string(body))).URL, someKeys, fmt.Sprintf("region = %q", region)) +
					`data "awsconfig_configuration_recorder_status" "test" {}`,
			}
			if filepath.Base(file) == noRecorderSample {
				step.ExpectError = phrase("Configuration Recorder Not Found")
			} else {
				step.ConfigStateChecks = expectSample(t, filepath.Base(file))
			}
			runSteps(t, []resource.TestStep{step})
		})
	}
}

// expectSample checks every attribute. Those that the sample does not have are null.
func expectSample(t *testing.T, file string) []statecheck.StateCheck {
	t.Helper()
	want, ok := samples[file]
	if !ok {
		t.Fatalf("the test knows no values for %s", file)
	}
	checks := []statecheck.StateCheck{expect("region", knownvalue.StringExact(want["region"]))}
	for attribute, absent := range acctest.Attributes(types.ConfigurationRecorderStatus{}) {
		value, ok := want[attribute]
		switch {
		case attribute == "recording":
			checks = append(checks, expect(attribute, knownvalue.Bool(value == "true")))
		case ok:
			checks = append(checks, expect(attribute, knownvalue.StringExact(value)))
		default:
			checks = append(checks, expect(attribute, exactly(absent)))
		}
	}
	return checks
}
