// SPDX-License-Identifier: MPL-2.0

//go:build linux

package provider_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

// BenchmarkPlan_regions runs `terraform plan` over one region and over 34, in
// turns, where each answer takes 100 ms.
func BenchmarkPlan_regions(b *testing.B) {
	backend := acctest.New(b)
	regions := commercialRegions()
	for _, region := range regions {
		backend.CreateRecorder(b, region, "default")
	}
	slow := backend.Behind(b, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{}, fault.MustParse("latency=100ms"))
	})
	workspace := func(regions []string) *acctest.Workspace {
		return acctest.NewWorkspace(b, acctest.ProviderConfig(slow.URL, backend.Credentials, fmt.Sprintf("region = %q", home))+statusesOf(regions))
	}
	one, all := workspace(regions[:1]), workspace(regions)

	var ones, alls, ratios []float64
	for b.Loop() {
		ones = append(ones, seconds(func() { one.MustRun(b, "plan", "-input=false") }))
		alls = append(alls, seconds(func() { all.MustRun(b, "plan", "-input=false") }))
		ratios = append(ratios, alls[len(alls)-1]/ones[len(ones)-1])
	}
	b.ReportMetric(median(ones), "s/one-region")
	b.ReportMetric(median(alls), "s/34-regions")
	b.ReportMetric(median(ratios), "ratio")
	if median(ratios) > 2 {
		b.Error("34 regions take more than twice the time of one")
	}
}

// BenchmarkPlan_memory measures the provider process in a `terraform plan` with
// one read, and in one with 1,020 statuses of 34 regions.
func BenchmarkPlan_memory(b *testing.B) {
	backend := acctest.New(b)
	backend.Require(b, acctest.SeededStatus)
	regions := commercialRegions()
	backend.Seed(b, manyRecorders(b, backend.AccountID, regions, 30))

	config := strings.Replace(backend.ProviderConfig(fmt.Sprintf("region = %q", home)), "max_retries = 1", "", 1)
	one := acctest.NewWorkspace(b, config+statusesBlock(""))
	many := acctest.NewWorkspace(b, config+strings.Replace(statusesOf(regions), "regions", "include_service_linked = true\nregions", 1))
	processesOfOne, processesOfMany := one.Measure(b), many.Measure(b)

	var ones, manys []float64
	for b.Loop() {
		one.MustRun(b, "plan", "-input=false")
		ones = append(ones, peak(processesOfOne()))
		many.MustRun(b, "plan", "-input=false")
		manys = append(manys, peak(processesOfMany()))
	}
	b.ReportMetric(slices.Max(ones), "MiB/one-read")
	b.ReportMetric(slices.Max(manys), "MiB/1020-statuses")
	if slices.Max(manys) > 64 {
		b.Error("1,020 statuses take more than 64 MiB")
	}
}

func peak(processes []acctest.Process) float64 {
	most := 0.0
	for _, process := range processes {
		most = max(most, process.Peak)
	}
	return most
}

func statusesOf(regions []string) string {
	return statusesBlock("regions = [\"" + strings.Join(regions, "\", \"") + "\"]")
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

func seconds(fn func()) float64 {
	started := time.Now()
	fn()
	return time.Since(started).Seconds()
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
