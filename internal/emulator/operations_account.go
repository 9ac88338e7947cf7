// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// The sizes of a page that ListRegions returns.
const (
	defaultRegionPage = 20
	maxRegionPage     = 50
)

// The strings in the model of AWS Account Management.
var (
	accountIDRule   = constraint{pattern: newModelPattern(`\d{12}`)}
	optStatusRule   = constraint{enum: []string{optEnabled, optEnabling, optDisabling, optDisabled, optEnabledByDefault}}
	regionTokenRule = constraint{most: 1000}
)

type listRegionsInput struct {
	AccountID               *string `json:"AccountId"`
	MaxResults              *int
	NextToken               string
	RegionOptStatusContains []string
}

func (in listRegionsInput) check() error {
	var c constraints
	c.optional("accountId", in.AccountID, accountIDRule)
	c.integer("maxResults", in.MaxResults, 1, maxRegionPage)
	c.optional("nextToken", &in.NextToken, regionTokenRule)
	c.each("regionOptStatusContains", in.RegionOptStatusContains, optStatusRule)
	return c.err()
}

type listRegionsOutput struct {
	NextToken string `json:",omitempty"`
	Regions   []optRegion
}

// https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
//
// Assumption 49: no account can specify another account, not even the management account
// of an organization. An account can specify itself.
//
// Assumption 50: regions are listed by name, 20 per page by default, and a filter
// without statuses matches all of them.
func listRegions(c call, in listRegionsInput) (listRegionsOutput, error) {
	if err := in.check(); err != nil {
		return listRegionsOutput{}, err
	}
	after, err := readToken(in.NextToken)
	if err != nil {
		return listRegionsOutput{}, err
	}
	if in.AccountID != nil && *in.AccountID != c.at.account {
		return listRegionsOutput{}, c.caller.denied("account:ListRegions", "arn:"+partition(c.at.region)+":account::"+*in.AccountID+":account")
	}
	size := defaultRegionPage
	if in.MaxResults != nil {
		size = *in.MaxResults
	}

	found := slices.DeleteFunc(c.store.optRegions(c.at.account), func(r optRegion) bool {
		return r.RegionName <= after || len(in.RegionOptStatusContains) > 0 && !slices.Contains(in.RegionOptStatusContains, r.RegionOptStatus)
	})
	page, token := firstPage(found, size, func(r optRegion) string { return r.RegionName })
	return listRegionsOutput{NextToken: token, Regions: page}, nil
}
