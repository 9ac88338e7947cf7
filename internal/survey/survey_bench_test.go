// SPDX-License-Identifier: MPL-2.0

package survey_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// BenchmarkRead reads places of an emulator that responds after 100 ms.
func BenchmarkRead(b *testing.B) {
	handler := emulator.NewHandler(emulator.NewStore())
	server := httptest.NewServer(fault.Wrap(handler, fault.Options{}, fault.MustParse("latency=100ms")))
	b.Cleanup(server.Close)
	config := awsclient.Config{
		AccessKey: "AKIAEXAMPLE", SecretKey: "secret", Region: "eu-west-1",
		AccountRole: []awsclient.AccountRole{{Name: "config-reader"}},
		Endpoints:   []awsclient.Endpoints{{ConfigService: server.URL, STS: server.URL}},
	}
	for _, size := range []struct{ accounts, regions int }{{0, 1}, {0, 17}, {100, 17}} {
		request := survey.Request{Regions: acctest.DefaultRegions()[:size.regions]}
		for i := range size.accounts {
			request.AccountIDs = append(request.AccountIDs, fmt.Sprint(200000000000+i))
		}
		b.Run(fmt.Sprintf("accounts=%d/regions=%d", size.accounts, size.regions), func(b *testing.B) {
			for b.Loop() {
				clients, err := awsclient.New(b.Context(), config, awsclient.Caller{})
				if err != nil {
					b.Fatal(err)
				}
				for _, report := range survey.Read(b.Context(), survey.New(clients), request, func(ctx context.Context, client *awsclient.Client, place awsapi.Place) ([]recorder.Status, error) {
					return recorder.ReadStatuses(ctx, client.ConfigService, place, recorder.Filter{})
				}) {
					if report.Err != nil {
						b.Fatal(report.Err)
					}
				}
			}
		})
	}
}
