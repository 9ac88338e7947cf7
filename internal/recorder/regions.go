// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"
)

// EnabledRegions returns the regions that are enabled in the account of the
// credentials, in the order of their names and at least one. It returns
// *UnexpectedAnswerError, *TimeoutError where the deadline of ctx passed, or the
// error of the SDK.
//
// https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
func EnabledRegions(ctx context.Context, client account.ListRegionsAPIClient) ([]string, error) {
	var regions []string
	unexpected := func(reason string) error {
		return &UnexpectedAnswerError{Reason: "the answer of ListRegions " + reason}
	}
	pages := account.NewListRegionsPaginator(client, &account.ListRegionsInput{
		RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
	})
	for token := ""; pages.HasMorePages(); {
		var lastFailure error
		page, err := pages.NextPage(ctx, func(o *account.Options) { o.APIOptions = append(o.APIOptions, keepFailure(&lastFailure)) })
		switch {
		case err != nil:
			return nil, ended(ctx, err, lastFailure)
		case token != "" && aws.ToString(page.NextToken) == token:
			return nil, unexpected("repeats the token of a page")
		}
		token = aws.ToString(page.NextToken)
		for _, region := range page.Regions {
			name := aws.ToString(region.RegionName)
			if err := ValidateRegion(name); err != nil {
				return nil, unexpected("holds a region that is none: " + err.Error())
			}
			regions = append(regions, name)
		}
	}
	if len(regions) == 0 {
		return nil, unexpected("holds no region")
	}
	slices.Sort(regions)
	return slices.Compact(regions), nil
}
