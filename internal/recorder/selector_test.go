// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// checkRule checks that a rule accepts some values, and rejects others with an error
// that contains a text.
func checkRule(t *testing.T, rule func(string) error, accepted []string, refused map[string]string) {
	t.Helper()
	for _, value := range accepted {
		if err := rule(value); err != nil {
			t.Errorf("%q is refused: %s", value, err)
		}
	}
	for value, reason := range refused {
		if err := rule(value); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: got %v, not %q", value, err, reason)
		}
	}
}

func TestValidateName(t *testing.T) {
	t.Parallel()
	checkRule(t, recorder.ValidateName,
		[]string{"default", "d", strings.Repeat("é", 256), "AWSConfigurationRecorderForSecurityHubCSPM"},
		map[string]string{"": "empty", strings.Repeat("d", 257): "257 characters"})
}

func TestValidateARN(t *testing.T) {
	t.Parallel()
	checkRule(t, recorder.ValidateARN,
		[]string{
			someARN,
			"arn:aws-us-gov:config:us-gov-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7",
			"arn:aws-cn:config:cn-north-1:123456789012:configuration-recorder/a b:c/dl43uq2gcapx3jk7",
			"arn:aws-iso-b:config:us-isob-east-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7",
			"arn:aws:config:eu-west-1:123456789012:configuration-recorder/" + strings.Repeat("é", 256) + "/dl43uq2gcapx3jk7",
		},
		map[string]string{
			"":                "it is empty",
			"default":         "six parts",
			"arn:aws:config:": "six parts",
			"arn:gcp:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7":             `"gcp" is not a partition`,
			"arn:aws:s3:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7":                 `its service is "s3"`,
			"arn:aws:config::123456789012:configuration-recorder/default/dl43uq2gcapx3jk7":                      `"" does not have the form of a region`,
			"arn:aws:config:eu-west-1:1234:configuration-recorder/default/dl43uq2gcapx3jk7":                     `its account ID "1234" does not have 12 digits`,
			"arn:aws:config:eu-west-1:123456789012:configuration-recorder/default":                              `"configuration-recorder/default", not`,
			"arn:aws:config:eu-west-1:123456789012:configuration-recorder//dl43uq2gcapx3jk7":                    "configuration-recorder/NAME/ID",
			"arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7\n":           "configuration-recorder/NAME/ID",
			"arn:aws:config:eu-west-1:123456789012:configuration-recorder/" + strings.Repeat("d", 257) + "/a":   "configuration-recorder/NAME/ID",
			"arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/" + strings.Repeat("a", 1000): "longer than 1000",
		})
}

func TestValidateServicePrincipal(t *testing.T) {
	t.Parallel()
	checkRule(t, recorder.ValidateServicePrincipal,
		[]string{"securityhub.amazonaws.com", "telemetry-enablement.observabilityadmin.amazonaws.com", "a_b+c=d,e.f@g-h", strings.Repeat("a", 127) + "."},
		map[string]string{"": "not a service principal", "security hub": "not a service principal", strings.Repeat("a", 129): "1 to 128", "SecurityHub": `enter "securityhub.amazonaws.com"`, "securityhub.amazonaws.com\n": "not a service principal"})
}

func TestValidateRegionOfARN(t *testing.T) {
	t.Parallel()
	if err := recorder.ValidateRegionOfARN(someARN, "eu-west-1"); err != nil {
		t.Errorf("its own region is refused: %s", err)
	}
	if err := recorder.ValidateRegionOfARN("", "eu-west-1"); err != nil {
		t.Errorf("no ARN is refused: %s", err)
	}
	if err := recorder.ValidateRegionOfARN(someARN, "eu-west-2"); err == nil || !strings.Contains(err.Error(), `but region is "eu-west-2"`) {
		t.Errorf("another region: got %v", err)
	}
}

func TestValidateAccountOfARN(t *testing.T) {
	t.Parallel()
	for _, value := range []string{someARN, ""} {
		if err := recorder.ValidateAccountOfARN(value, "123456789012"); err != nil {
			t.Errorf("%q: %s", value, err)
		}
	}
	if err := recorder.ValidateAccountOfARN(someARN, "210987654321"); err == nil || !strings.Contains(err.Error(), `but account_id is "210987654321"`) {
		t.Errorf("another account: got %v", err)
	}
}

func TestPlaceOfARN(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]awsapi.Place{
		someARN: {AccountID: "123456789012", Region: "eu-west-1"},
		"":      {},
		"arn:aws:s3:eu-west-1:123456789012:bucket": {},
	} {
		if got := recorder.PlaceOfARN(value); got != want {
			t.Errorf("%q: got %+v", value, got)
		}
	}
}
