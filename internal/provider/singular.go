// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// singularRead describes how a singular object reads one item in a place.
type singularRead[Result any] struct {
	attempted subject
	place     awsapi.Place
	read      func(context.Context, awsclient.ConfigService, awsapi.Place) (*Result, error)
	explain   func(subject, error) diag.Diagnostic
}

// readOne reads one item within the time limit.
func readOne[Result any](ctx context.Context, s *survey.Survey, limit timeLimit, o singularRead[Result]) (*Result, diag.Diagnostics) {
	place, diags := completePlace(s.Clients, o.place)
	if diags.HasError() {
		return nil, diags
	}
	ctx, cancel := context.WithTimeout(ctx, limit.duration)
	defer cancel()
	var result *Result
	client, err := s.Clients.Of(ctx, place.AccountID)
	if err == nil {
		result, err = o.read(ctx, client.ConfigService, place)
	}
	if err != nil {
		o.attempted.places, o.attempted.limit = []awsapi.Place{place}, limit
		return nil, diag.Diagnostics{o.explain(o.attempted, err)}
	}
	return result, diags
}

// completePlace completes the place that the arguments of a singular object specify. The
// default region is the region of the provider.
func completePlace(clients *awsclient.Clients, place awsapi.Place) (awsapi.Place, diag.Diagnostics) {
	if place.Region == "" {
		place.Region = clients.Region
	}
	if place.AccountID == "" {
		place.AccountID = clients.Own.AccountID
	}
	if place.Region == "" {
		return place, diag.Diagnostics{missingRegion(path.Root("region"), "Set region in this block or in the provider block")}
	}
	return place, nil
}
