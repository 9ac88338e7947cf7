// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/configservice"
)

// All is the region of a place that is a whole account. It is also the account if the
// place is the whole organization.
const All = "*"

// Place is the account and the region of a call.
type Place struct {
	AccountID string // Empty for the account of the credentials, if it is not known.
	Region    string
}

// String returns the place for use within a sentence: "eu-west-1 of account
// 123456789012".
func (p Place) String() string {
	switch {
	case p.AccountID == All:
		return "all accounts of the organization"
	case p.Region == All && p.AccountID == "":
		return "the account of the credentials"
	case p.Region == All:
		return "account " + p.AccountID
	case p.AccountID == "":
		return p.Region
	default:
		return p.Region + " of account " + p.AccountID
	}
}

// InRegion is the option of a call of AWS Config in a region.
func InRegion(region string) func(*configservice.Options) {
	return func(o *configservice.Options) { o.Region = region }
}

var (
	accountIDPattern = Pattern(`^[0-9]{12}$`)
	regionPattern    = Pattern(`^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$`)
	zonePattern      = Pattern(`^([a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2})[a-z]$`)
)

// ValidateAccountID returns an error unless value is an account ID of twelve digits.
func ValidateAccountID(value string) error {
	if !accountIDPattern().MatchString(value) {
		return fmt.Errorf("%q is not an account ID: enter its 12 digits in quotes, such as \"123456789012\"", value)
	}
	return nil
}

// ValidateRegion returns an error unless value has the form of an AWS Region code. It
// uses no list of regions, so new regions work as soon as they open.
func ValidateRegion(value string) error {
	if regionPattern().MatchString(value) {
		return nil
	}
	if zone := zonePattern().FindStringSubmatch(value); zone != nil {
		return fmt.Errorf("%q looks like an Availability Zone: enter its region, %q", value, zone[1])
	}
	return fmt.Errorf("%q does not have the form of an AWS Region code, such as \"eu-west-1\" or \"us-gov-east-1\"", value)
}

// enabledByDefault reports whether a region is enabled by default. The list is complete:
// since 2019, accounts must enable new regions of the aws partition. In the other
// partitions, all regions are enabled.
//
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
func enabledByDefault(region string) bool {
	switch region {
	case "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
		"eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2":
		return true
	default:
		return strings.Count(region, "-") != 2 || strings.HasPrefix(region, "cn-")
	}
}

// Pattern returns a function that compiles an expression on first use. Terraform starts
// the provider three times for a plan, and most plans need few patterns.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
