// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"cmp"
	"fmt"
	"regexp"
	"sync"
)

// Place is where a call is made.
type Place struct {
	AccountID string // Empty for the account of the credentials.
	Region    string
}

// Compare orders places by account and region.
func (p Place) Compare(other Place) int {
	return cmp.Or(cmp.Compare(p.AccountID, other.AccountID), cmp.Compare(p.Region, other.Region))
}

var (
	accountIDPattern = Pattern(`^[0-9]{12}$`)
	regionPattern    = Pattern(`^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$`)
	zonePattern      = Pattern(`^([a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2})[a-z]$`)
)

// ValidateAccountID returns an error unless value is an account ID of twelve digits.
func ValidateAccountID(value string) error {
	if !accountIDPattern().MatchString(value) {
		return fmt.Errorf("%q is not an account ID: enter its 12 digits, such as \"123456789012\"", value)
	}
	return nil
}

// ValidateRegion returns an error unless value has the form of the code of an AWS
// Region. There is no list of regions, so that a new one works on the day it opens.
func ValidateRegion(value string) error {
	if regionPattern().MatchString(value) {
		return nil
	}
	if zone := zonePattern().FindStringSubmatch(value); zone != nil {
		return fmt.Errorf("%q looks like an Availability Zone: enter its region, %q", value, zone[1])
	}
	return fmt.Errorf("%q does not have the form of an AWS Region code, such as \"eu-west-1\" or \"us-gov-east-1\"", value)
}

// Pattern compiles an expression when it is first used. Terraform starts the provider
// three times for a plan, and most plans need few of the patterns.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
