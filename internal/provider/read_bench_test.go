// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// BenchmarkRead reads through the protocol of Terraform, but without its process, from
// an emulator that answers at once.
func BenchmarkRead(b *testing.B) {
	backend := acctest.New(b)
	backend.Require(b, acctest.SeededStatus)
	var regions []any
	for _, region := range commercialRegions() {
		regions = append(regions, region)
	}
	backend.Seed(b, manyRecorders(b, backend.AccountID, commercialRegions(), 29))
	for _, region := range commercialRegions() {
		backend.CreateRecorder(b, region, "default")
	}
	s := newSession(b.Context(), b, backend.Unrecorded(), backend.Credentials, nil)

	for _, read := range []struct {
		name, object string
		arguments    map[string]any
	}{
		{"one status", "awsconfig_configuration_recorder_status", nil},
		{"34 regions", "awsconfig_configuration_recorder_statuses", map[string]any{"regions": regions}},
		{"1,020 statuses", "awsconfig_configuration_recorder_statuses", map[string]any{"regions": regions, "include_service_linked": true}},
	} {
		b.Run(read.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, diagnostics := s.read(b.Context(), b, read.object, read.arguments); len(diagnostics) > 0 {
					b.Fatal(texts(diagnostics))
				}
			}
		})
	}
}

// manyRecorders is a seed with so many service-linked recorders in each region.
func manyRecorders(tb testing.TB, account string, regions []string, each int) string {
	tb.Helper()
	seed := map[string]any{}
	for _, region := range regions {
		var statuses []map[string]any
		for i := range each {
			statuses = append(statuses, map[string]any{
				"name":             fmt.Sprintf("AWSConfigurationRecorderForService%02d", i),
				"servicePrincipal": fmt.Sprintf("service%02d.example.com", i),
				"recording":        true,
				"lastStatus":       "SUCCESS",
				"lastStartTime":    1787908206.063, "lastStatusChangeTime": 1787908216.775,
			})
		}
		seed[region] = map[string]any{"ConfigurationRecordersStatus": statuses}
	}
	content, err := json.Marshal(map[string]any{"accounts": map[string]any{account: seed}})
	if err != nil {
		tb.Fatal(err)
	}
	return string(content)
}
