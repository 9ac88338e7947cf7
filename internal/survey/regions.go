// SPDX-License-Identifier: MPL-2.0

package survey

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// MaxRegions is the maximum number of regions in one read. AWS has about 40. The time
// that sets take in Terraform grows with the square of their size.
const MaxRegions = 200

// enabledRegions returns the regions that are enabled in the account of the
// credentials, sorted and at least one. It returns *awsapi.UnexpectedAnswerError,
// *awsapi.TimeoutError if the deadline of ctx passes, or the error of the SDK.
//
// https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
func enabledRegions(ctx context.Context, client account.ListRegionsAPIClient) ([]string, error) {
	var regions []string
	unexpected := func(reason string) error {
		return &awsapi.UnexpectedAnswerError{Reason: "the response of ListRegions " + reason}
	}
	pages := account.NewListRegionsPaginator(client, &account.ListRegionsInput{
		RegionOptStatusContains: []types.RegionOptStatus{types.RegionOptStatusEnabled, types.RegionOptStatusEnabledByDefault},
	})
	err := awsapi.EachPage(ctx, "ListRegions", pages.HasMorePages,
		func(ctx context.Context) (*account.ListRegionsOutput, error) { return pages.NextPage(ctx) },
		func(page *account.ListRegionsOutput) *string { return page.NextToken },
		func(page *account.ListRegionsOutput) error {
			for _, region := range page.Regions {
				name := aws.ToString(region.RegionName)
				if err := awsapi.ValidateRegion(name); err != nil {
					return unexpected("has an invalid region: " + err.Error())
				}
				regions = append(regions, name)
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	if len(regions) == 0 {
		return nil, unexpected("has no region")
	}
	slices.Sort(regions)
	if regions = slices.Compact(regions); len(regions) > MaxRegions {
		return nil, unexpected(fmt.Sprintf("has %d regions", len(regions)))
	}
	return regions, nil
}
