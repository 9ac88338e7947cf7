// SPDX-License-Identifier: MPL-2.0

package survey_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// enabledByDefault are the regions that every account of the emulator has.
var enabledByDefault = strings.Fields(`ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1
	eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`)

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
		request := survey.Request{Regions: enabledByDefault[:size.regions]}
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
