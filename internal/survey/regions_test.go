// SPDX-License-Identifier: MPL-2.0

package survey

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// accountPages returns a page for each list of regions.
type accountPages [][]string

func (p accountPages) ListRegions(_ context.Context, input *account.ListRegionsInput, _ ...func(*account.Options)) (*account.ListRegionsOutput, error) {
	if !slices.Equal(input.RegionOptStatusContains, []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault}) {
		return nil, fmt.Errorf("asked for the regions %v", input.RegionOptStatusContains)
	}
	page := 0
	if input.NextToken != nil {
		page = len(*input.NextToken)
	}
	output := &account.ListRegionsOutput{}
	for _, region := range p[page] {
		output.Regions = append(output.Regions, accounttypes.Region{RegionName: aws.String(region)})
	}
	if page+1 < len(p) {
		output.NextToken = aws.String(strings.Repeat("x", page+1))
	}
	return output, nil
}

// repeating always gives the same page.
type repeating struct{ accountPages }

func (r repeating) ListRegions(ctx context.Context, _ *account.ListRegionsInput, optFns ...func(*account.Options)) (*account.ListRegionsOutput, error) {
	return r.accountPages.ListRegions(ctx, &account.ListRegionsInput{
		RegionOptStatusContains: []accounttypes.RegionOptStatus{accounttypes.RegionOptStatusEnabled, accounttypes.RegionOptStatusEnabledByDefault},
	}, optFns...)
}

func TestEnabledRegions_rejectsWhatIsNotAWS(t *testing.T) {
	t.Parallel()
	var tooMany []string
	for i := range MaxRegions + 1 {
		tooMany = append(tooMany, fmt.Sprintf("xx-%c%c-1", 'a'+i/26, 'a'+i%26))
	}
	for want, client := range map[string]account.ListRegionsAPIClient{
		"has no region":               accountPages{{}},
		"has 201 regions":             accountPages{tooMany},
		"has an invalid region":       accountPages{{"eu-west-1", ""}},
		"repeats the token of a page": repeating{accountPages{{"eu-west-1"}, {"eu-west-2"}}},
	} {
		var unexpected *awsapi.UnexpectedAnswerError
		if regions, err := enabledRegions(t.Context(), client); !errors.As(err, &unexpected) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v and %v", want, regions, err)
		}
	}
}

func TestEnabledRegions(t *testing.T) {
	t.Parallel()
	regions, err := enabledRegions(t.Context(), accountPages{{"us-east-1", "eu-west-1"}, {}, {"ap-south-1", "eu-west-1"}})
	if err != nil || !slices.Equal(regions, []string{"ap-south-1", "eu-west-1", "us-east-1"}) {
		t.Errorf("got %v and %v", regions, err)
	}
}
