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

// knownRegions contains the commercial regions, and whether each is enabled by default:
// those are the regions that AWS opened before March 20, 2019.
//
// Assumption 47: an account has exactly these regions. The list is from the AWS SDK for
// Go of November 5, 2026.
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

// optRegions returns every region of an account, sorted by name.
func (s *Store) optRegions(account string) []optRegion {
	s.mu.RLock()
	defer s.mu.RUnlock()
	names := maps.Clone(knownRegions)
	for _, name := range s.enabledRegions[account] {
		names[name] = knownRegions[name]
	}
	for at := range s.regions {
		if at.account == account {
			names[at.region] = knownRegions[at.region]
		}
	}
	var regions []optRegion
	for _, name := range slices.Sorted(maps.Keys(names)) {
		status := optDisabled
		if s.isEnabled(location{account, name}) {
			status = optEnabled
			if knownRegions[name] {
				status = optEnabledByDefault
			}
		}
		regions = append(regions, optRegion{name, status})
	}
	return regions
}

// enabled reports whether a region is enabled in an account.
func (s *Store) enabled(at location) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.isEnabled(at)
}

// isEnabled is [Store.enabled] for a caller that holds the lock.
//
// Assumption 28: without a list in a seed, the enabled regions are those that AWS
// enables by default and those for which a seed defines something.
//
// Assumption 48: a list in a seed can omit regions that AWS enables by default, and can
// contain unknown regions.
func (s *Store) isEnabled(at location) bool {
	if listed, ok := s.enabledRegions[at.account]; ok {
		return slices.Contains(listed, at.region)
	}
	_, seeded := s.regions[at]
	return seeded || knownRegions[at.region]
}
