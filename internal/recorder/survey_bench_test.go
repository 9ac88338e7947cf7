// SPDX-License-Identifier: MPL-2.0

package recorder_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// BenchmarkSurvey reads one region and 34 on an emulator that takes 100 ms for
// each answer.
func BenchmarkSurvey(b *testing.B) {
	handler := emulator.NewHandler(emulator.NewStore())
	server := httptest.NewServer(fault.Wrap(handler, fault.Options{}, fault.MustParse("latency=100ms")))
	b.Cleanup(server.Close)
	client := configservice.New(configservice.Options{
		BaseEndpoint: aws.String(server.URL),
		Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
	})
	for _, count := range []int{1, 34} {
		regions := make([]string, 0, count)
		for i := range count {
			regions = append(regions, fmt.Sprintf("xx-%s-1", strings.Repeat("a", i+1)))
		}
		b.Run(fmt.Sprintf("regions=%d", count), func(b *testing.B) {
			for b.Loop() {
				for _, report := range (recorder.Survey{Regions: regions}).Run(b.Context(), client) {
					if report.Err != nil {
						b.Fatal(report.Err)
					}
				}
			}
		})
	}
}
