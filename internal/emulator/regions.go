// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"slices"
)

// The documented statuses of a region in an account.
const (
	optEnabled          = "ENABLED"
	optEnabling         = "ENABLING"
	optDisabling        = "DISABLING"
	optDisabled         = "DISABLED"
	optEnabledByDefault = "ENABLED_BY_DEFAULT"
)

// knownRegions is the commercial regions, and whether each is enabled in every
// account by default, as those are that AWS opened before March 20, 2019.
//
// Assumption 47: these are all regions there are in an account. The list is
// that of the AWS SDK for Go of November 5, 2026.
//
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
var knownRegions = map[string]bool{
	"af-south-1":     false,
	"ap-east-1":      false,
	"ap-east-2":      false,
	"ap-northeast-1": true,
	"ap-northeast-2": true,
	"ap-northeast-3": true,
	"ap-south-1":     true,
	"ap-south-2":     false,
	"ap-southeast-1": true,
	"ap-southeast-2": true,
	"ap-southeast-3": false,
	"ap-southeast-4": false,
	"ap-southeast-5": false,
	"ap-southeast-6": false,
	"ap-southeast-7": false,
	"ca-central-1":   true,
	"ca-west-1":      false,
	"eu-central-1":   true,
	"eu-central-2":   false,
	"eu-north-1":     true,
	"eu-south-1":     false,
	"eu-south-2":     false,
	"eu-west-1":      true,
	"eu-west-2":      true,
	"eu-west-3":      true,
	"il-central-1":   false,
	"me-central-1":   false,
	"me-south-1":     false,
	"mx-central-1":   false,
	"sa-east-1":      true,
	"us-east-1":      true,
	"us-east-2":      true,
	"us-west-1":      true,
	"us-west-2":      true,
}

// optRegion is the API's Region.
type optRegion struct {
	RegionName      string
	RegionOptStatus string
}

// optRegions returns every region of an account, by name.
//
// Assumption 48: a seed may leave out regions that AWS enables by default, and
// they are then disabled like others; it may enable regions that are not known,
// too.
func (s *Store) optRegions(account string) []optRegion {
	s.mu.RLock()
	enabled, seeded := s.enabledRegions[account]
	s.mu.RUnlock()

	statuses := map[string]string{}
	for name, byDefault := range knownRegions {
		statuses[name] = optDisabled
		if byDefault && !seeded {
			statuses[name] = optEnabledByDefault
		}
	}
	for _, name := range enabled {
		statuses[name] = optEnabled
		if knownRegions[name] {
			statuses[name] = optEnabledByDefault
		}
	}
	regions := make([]optRegion, 0, len(statuses))
	for _, name := range slices.Sorted(maps.Keys(statuses)) {
		regions = append(regions, optRegion{name, statuses[name]})
	}
	return regions
}

// enabled tells whether a region is open to an account. Of an account that no
// seed tells about, every region is, whatever its list says.
func (s *Store) enabled(at location) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	regions, seeded := s.enabledRegions[at.account]
	return !seeded || slices.Contains(regions, at.region)
}
