// SPDX-License-Identifier: MPL-2.0

package survey_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// slowEndpoint is an emulator that responds after 100 ms, and counts the connections to it.
func slowEndpoint(b *testing.B, start func(*httptest.Server)) (config awsclient.Config, connections *atomic.Int64) {
	b.Helper()
	connections = &atomic.Int64{}
	handler := emulator.NewHandler(emulator.NewStore())
	server := httptest.NewUnstartedServer(fault.Wrap(handler, fault.Options{}, fault.MustParse("latency=100ms")))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	start(server)
	b.Cleanup(server.Close)
	return awsclient.Config{
		AccessKey: "AKIAEXAMPLE", SecretKey: "secret", Region: "eu-west-1", Insecure: true,
		AccountRole: []awsclient.AccountRole{{Name: "config-reader"}},
		Endpoints:   []awsclient.Endpoints{{ConfigService: server.URL, STS: server.URL}},
	}, connections
}

// readAll reads each place once, as a process does.
func readAll(b *testing.B, config awsclient.Config, newSurvey func(*awsclient.Clients) *survey.Survey, accounts, regions int) {
	b.Helper()
	request := survey.Request{Regions: acctest.DefaultRegions()[:regions]}
	for i := range accounts {
		request.AccountIDs = append(request.AccountIDs, fmt.Sprintf("2%011d", i))
	}
	clients, err := awsclient.New(b.Context(), config, awsclient.Caller{})
	if err != nil {
		b.Fatal(err)
	}
	for _, report := range survey.Read(b.Context(), newSurvey(clients), request, func(ctx context.Context, client *awsclient.Client, place awsapi.Place) ([]recorder.Status, error) {
		return recorder.ReadStatuses(ctx, client.ConfigService, place, recorder.Filter{})
	}) {
		if report.Err != nil {
			b.Fatal(report.Err)
		}
	}
}

// BenchmarkRead reads places with the bound of the provider.
func BenchmarkRead(b *testing.B) {
	config, _ := slowEndpoint(b, (*httptest.Server).Start)
	for _, size := range []struct{ accounts, regions int }{{0, 1}, {0, 17}, {100, 17}, {1000, 1}} {
		b.Run(fmt.Sprintf("accounts=%d/regions=%d", size.accounts, size.regions), func(b *testing.B) {
			for b.Loop() {
				readAll(b, config, survey.New, size.accounts, size.regions)
			}
		})
	}
}

// BenchmarkBounds reads 100 accounts in 17 regions with several bounds of the places at a
// time, over HTTP and over HTTPS, as AWS has it.
func BenchmarkBounds(b *testing.B) {
	for _, protocol := range []struct {
		name  string
		start func(*httptest.Server)
	}{{"http", (*httptest.Server).Start}, {"https", (*httptest.Server).StartTLS}} {
		config, connections := slowEndpoint(b, protocol.start)
		for _, places := range []int{64, 128, 256, 512} {
			b.Run(fmt.Sprintf("%s/places=%d", protocol.name, places), func(b *testing.B) {
				before, rounds := connections.Load(), 0
				for b.Loop() {
					rounds++
					readAll(b, config, func(clients *awsclient.Clients) *survey.Survey { return survey.NewBounded(clients, places) }, 100, 17)
				}
				b.ReportMetric(float64(connections.Load()-before)/float64(rounds), "connections/op")
			})
		}
	}
}
