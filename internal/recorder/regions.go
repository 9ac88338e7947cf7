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
// credentials, in the order of their names. It returns *TimeoutError where the
// deadline of ctx passed, or the error of the SDK.
//
// https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
func EnabledRegions(ctx context.Context, client account.ListRegionsAPIClient) ([]string, error) {
	var regions []string
	pages := account.NewListRegionsPaginator(client, &account.ListRegionsInput{
		RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
	}, func(o *account.ListRegionsPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, ended(ctx, err, nil)
		}
		for _, region := range page.Regions {
			regions = append(regions, aws.ToString(region.RegionName))
		}
	}
	slices.Sort(regions)
	return slices.Compact(regions), nil
}
