// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// BenchmarkRead reads through the protocol of Terraform, but without its process, from
// an emulator that answers at once.
func BenchmarkRead(b *testing.B) {
	backend := acctest.New(b)
	backend.Require(b, acctest.SeededStatus)
	backend.SeedRecorders(b, acctest.CommercialRegions(), 29)
	var regions []any
	for _, region := range acctest.CommercialRegions() {
		regions = append(regions, region)
	}
	s := newSession(b.Context(), b, backend.DirectURL(), backend.Credentials, nil)

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
