// SPDX-License-Identifier: MPL-2.0

package awsapi_test

import (
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

func TestValidateRegion(t *testing.T) {
	t.Parallel()
	for _, region := range []string{
		"us-east-1", "eu-central-2", "ap-southeast-7", "us-gov-west-1", "cn-northwest-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "eusc-de-east-1", "mx-central-1", "xx-new-12",
	} {
		if err := awsapi.ValidateRegion(region); err != nil {
			t.Errorf("%q is rejected: %s", region, err)
		}
	}
	for value, reason := range map[string]string{
		"":            "does not have the form",
		"global":      "does not have the form",
		"us-east":     "does not have the form",
		"US-EAST-1":   "does not have the form",
		" us-east-1":  "does not have the form",
		"us-east-1\n": "does not have the form",
		"us-east-100": "does not have the form",
		"us-east-1a":  `enter its region, "us-east-1"`,
	} {
		if err := awsapi.ValidateRegion(value); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: got %v", value, err)
		}
	}
}
