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
	regions := make([]string, 34)
	for i := range regions {
		regions[i] = fmt.Sprintf("xx-%s-1", strings.Repeat("a", i+1))
	}
	seed, err := emulator.ParseSeed("seed.json", []byte(`{"enabledRegions":{"123456789012":["`+strings.Join(regions, `","`)+`"]}}`))
	if err != nil {
		b.Fatal(err)
	}
	store := emulator.NewStore()
	if err := store.Apply(seed); err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(fault.Wrap(emulator.NewHandler(store), fault.Options{}, fault.MustParse("latency=100ms")))
	b.Cleanup(server.Close)
	client := configservice.New(configservice.Options{
		BaseEndpoint: aws.String(server.URL),
		Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
	})
	for _, count := range []int{1, len(regions)} {
		places := make([]awsapi.Place, 0, count)
		for _, region := range regions[:count] {
			places = append(places, awsapi.Place{Region: region})
		}
		b.Run(fmt.Sprintf("regions=%d", count), func(b *testing.B) {
			for b.Loop() {
				for _, report := range survey.Read(b.Context(), places, func(ctx context.Context, place awsapi.Place) ([]recorder.Status, error) {
					return recorder.ReadStatuses(ctx, client, place.Region, recorder.Filter{})
				}) {
					if report.Err != nil {
						b.Fatal(report.Err)
					}
				}
			}
		})
	}
}
