// SPDX-License-Identifier: MPL-2.0

// Package survey reads many places at the same time. It knows neither what is read
// nor Terraform.
package survey

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// maxPlaces is how many places are read at the same time. AWS has about half as many
// regions, so all of them are, and yet no list exhausts the sockets.
const maxPlaces = 64

// Report is what one place has, or why it could not be read.
type Report[Result any] struct {
	Place  awsapi.Place
	Result Result // The zero value if Err is set.
	Err    error
}

// Read reads each place once and reports in the order of the places, whichever
// responds first. A place that fails does not stop the others.
func Read[Result any](ctx context.Context, places []awsapi.Place, read func(context.Context, awsapi.Place) (Result, error)) []Report[Result] {
	places = slices.Compact(slices.SortedFunc(slices.Values(places), awsapi.Place.Compare))
	reports := make([]Report[Result], len(places))
	var group errgroup.Group
	group.SetLimit(maxPlaces)
	for i, place := range places {
		group.Go(func() error {
			result, err := read(ctx, place)
			if err == nil {
				reports[i].Result = result
			}
			reports[i].Place, reports[i].Err = place, err
			return nil
		})
	}
	_ = group.Wait() // The functions return no errors: they report them.
	return reports
}
