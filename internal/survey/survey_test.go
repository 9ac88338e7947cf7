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
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

func TestRead_sameOrderWhateverRespondsFirst(t *testing.T) {
	t.Parallel()
	places := []awsapi.Place{
		{AccountID: "210987654321", Region: "eu-west-1"}, {AccountID: "123456789012", Region: "us-east-1"},
		{AccountID: "123456789012", Region: "eu-west-1"}, {AccountID: "210987654321", Region: "eu-west-1"},
	}
	for i := range len(places) {
		synctest.Test(t, func(t *testing.T) {
			var got []awsapi.Place
			for _, report := range survey.Read(t.Context(), places, func(_ context.Context, place awsapi.Place) (awsapi.Place, error) {
				time.Sleep(time.Duration((slices.Index(places, place)+i)%len(places)) * time.Second)
				return place, nil
			}) {
				if report.Err != nil || report.Result != report.Place {
					t.Errorf("%+v", report)
				}
				got = append(got, report.Place)
			}
			if !slices.Equal(got, []awsapi.Place{places[2], places[1], places[0]}) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestRead_reportsFailuresBesideResults(t *testing.T) {
	t.Parallel()
	denied := errors.New("denied")
	reports := survey.Read(t.Context(), []awsapi.Place{{Region: "eu-south-1"}, {Region: "eu-west-1"}}, func(_ context.Context, place awsapi.Place) (string, error) {
		if place.Region == "eu-south-1" {
			return "half a result", denied
		}
		return "a result", nil
	})
	if len(reports) != 2 || !errors.Is(reports[0].Err, denied) || reports[0].Result != "" || reports[1].Err != nil || reports[1].Result != "a result" {
		t.Errorf("got %+v", reports)
	}
}

func TestRead_boundsThePlacesAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		places := make([]awsapi.Place, 0, 200)
		for i := range 200 {
			places = append(places, awsapi.Place{Region: fmt.Sprintf("eu-west-%d", i)})
		}
		var running, busiest atomic.Int32
		survey.Read(t.Context(), places, func(context.Context, awsapi.Place) (struct{}, error) {
			busiest.Store(max(busiest.Load(), running.Add(1)))
			time.Sleep(time.Second)
			running.Add(-1)
			return struct{}{}, nil
		})
		if got := busiest.Load(); got != 64 {
			t.Errorf("%d places were read at the same time", got)
		}
	})
}
