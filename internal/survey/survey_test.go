// SPDX-License-Identifier: MPL-2.0

package survey_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// newSurvey reads the account of static credentials, which needs no request.
func newSurvey(tb testing.TB) *survey.Survey {
	tb.Helper()
	clients, err := awsclient.New(tb.Context(), awsclient.Config{AccessKey: "AKIAEXAMPLE", SecretKey: "secret", Region: "eu-west-1"}, awsclient.Caller{})
	if err != nil {
		tb.Fatal(err)
	}
	return survey.New(clients)
}

func TestRead_sameOrderWhateverRespondsFirst(t *testing.T) {
	t.Parallel()
	regions := []string{"us-east-1", "eu-west-1", "us-east-1", "ap-south-1"}
	for i := range len(regions) {
		synctest.Test(t, func(t *testing.T) {
			var got []string
			for _, report := range survey.Read(t.Context(), newSurvey(t), survey.Request{Regions: regions}, func(_ context.Context, _ *awsclient.Client, place awsapi.Place) (awsapi.Place, error) {
				time.Sleep(time.Duration((slices.Index(regions, place.Region)+i)%len(regions)) * time.Second)
				return place, nil
			}) {
				if report.Err != nil || report.Result != report.Place {
					t.Errorf("%+v", report)
				}
				got = append(got, report.Place.Region)
			}
			if !slices.Equal(got, []string{"ap-south-1", "eu-west-1", "us-east-1"}) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestRead_reportsFailuresBesideResults(t *testing.T) {
	t.Parallel()
	denied := errors.New("denied")
	reports := survey.Read(t.Context(), newSurvey(t), survey.Request{Regions: []string{"eu-south-1", "eu-west-1"}}, func(_ context.Context, _ *awsclient.Client, place awsapi.Place) (string, error) {
		if place.Region == "eu-south-1" {
			return "half a result", denied
		}
		return "a result", nil
	})
	if len(reports) != 2 || !errors.Is(reports[0].Err, denied) || reports[0].Result != "" || reports[1].Err != nil || reports[1].Result != "a result" {
		t.Errorf("got %+v", reports)
	}
}

// The limit applies to all reads of a process together.
func TestRead_boundsThePlacesAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var regions []string
		for i := range 200 {
			regions = append(regions, fmt.Sprintf("eu-west-%d", i))
		}
		var running, busiest atomic.Int32
		places, done := newSurvey(t), make(chan struct{})
		for range 2 {
			go func() {
				survey.Read(t.Context(), places, survey.Request{Regions: regions}, func(context.Context, *awsclient.Client, awsapi.Place) (struct{}, error) {
					now := running.Add(1)
					for seen := busiest.Load(); now > seen && !busiest.CompareAndSwap(seen, now); seen = busiest.Load() {
					}
					time.Sleep(time.Second)
					running.Add(-1)
					return struct{}{}, nil
				})
				done <- struct{}{}
			}()
		}
		<-done
		<-done
		if got := busiest.Load(); got != 256 {
			t.Errorf("%d places were read at the same time", got)
		}
	})
}

// Places that had to wait also report the timeout.
func TestRead_outOfTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var regions []string
		for i := range 300 {
			regions = append(regions, fmt.Sprintf("eu-west-%03d", i))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		reports := survey.Read(ctx, newSurvey(t), survey.Request{Regions: regions}, func(ctx context.Context, _ *awsclient.Client, _ awsapi.Place) (struct{}, error) {
			return awsapi.Call(ctx, func(ctx context.Context) (struct{}, error) {
				<-ctx.Done()
				return struct{}{}, ctx.Err()
			})
		})
		for _, report := range reports {
			if awsapi.KindOf(report.Err) != awsapi.TimedOut {
				t.Fatalf("%s: %v", report.Place, report.Err)
			}
		}
		if len(reports) != len(regions) {
			t.Errorf("%d reports", len(reports))
		}
	})
}
