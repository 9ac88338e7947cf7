// SPDX-License-Identifier: MPL-2.0

package survey_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// BenchmarkRead reads one region and 34 from an emulator that responds after 100 ms.
func BenchmarkRead(b *testing.B) {
	handler := emulator.NewHandler(emulator.NewStore())
	server := httptest.NewServer(fault.Wrap(handler, fault.Options{}, fault.MustParse("latency=100ms")))
	b.Cleanup(server.Close)
	client := configservice.New(configservice.Options{
		BaseEndpoint: aws.String(server.URL),
		Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
	})
	for _, count := range []int{1, 34} {
		places := make([]awsapi.Place, 0, count)
		for i := range count {
			places = append(places, awsapi.Place{Region: fmt.Sprintf("xx-%s-1", strings.Repeat("a", i+1))})
		}
		b.Run(fmt.Sprintf("regions=%d", count), func(b *testing.B) {
			for b.Loop() {
				for _, report := range survey.Read(b.Context(), places, func(ctx context.Context, place awsapi.Place) ([]recorder.Status, error) {
					return recorder.ReadStatuses(ctx, client, place, recorder.Filter{})
				}) {
					if report.Err != nil {
						b.Fatal(report.Err)
					}
				}
			}
		})
	}
}
