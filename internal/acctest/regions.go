// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// CommercialRegions returns the 34 commercial regions of AWS, sorted.
func CommercialRegions() []string {
	return strings.Fields(`af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
		ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
		eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1
		me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`)
}

// DefaultRegions returns the 17 regions that are enabled by default, sorted.
func DefaultRegions() []string {
	return strings.Fields(`ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1
		eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`)
}

// EnableRegions sets the enabled regions of the account. On moto, every region is
// enabled.
func (b *Backend) EnableRegions(t testing.TB, regions []string) {
	t.Helper()
	if b.store == nil {
		return
	}
	content, err := json.Marshal(map[string]any{"enabledRegions": map[string]any{b.AccountID: regions}})
	if err != nil {
		t.Fatal(err)
	}
	b.Seed(t, string(content))
}

// SeedRecorders gives each region a delivery channel, a customer managed recorder and the
// given number of service-linked ones. It needs SeededStatus.
func (b *Backend) SeedRecorders(t testing.TB, regions []string, linked int) {
	t.Helper()
	type status map[string]any
	seed := map[string]any{}
	for _, region := range regions {
		statuses := []status{{"name": "default", "recording": false, "lastStatus": "SUCCESS", "lastStartTime": 1787908206.063, "lastStatusChangeTime": 1787908216.775}}
		for i := range linked {
			statuses = append(statuses, status{
				"name":             fmt.Sprintf("AWSConfigurationRecorderForService%02d", i),
				"servicePrincipal": fmt.Sprintf("service%02d.example.com", i),
				"recording":        true,
				"lastStatus":       "SUCCESS",
				"lastStartTime":    1787908206.063, "lastStatusChangeTime": 1787908216.775,
			})
		}
		seed[region] = map[string]any{
			"ConfigurationRecordersStatus": statuses,
			"DeliveryChannels":             []any{map[string]any{"name": "default", "s3BucketName": "example"}},
		}
	}
	content, err := json.Marshal(map[string]any{"accounts": map[string]any{b.AccountID: seed}})
	if err != nil {
		t.Fatal(err)
	}
	b.Seed(t, string(content))
}
