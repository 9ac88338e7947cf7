// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"errors"
	"fmt"
	"regexp"
	"sync"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
)

// Selector says which configuration recorder of a region is meant. At most one
// field is set; the zero value means the customer managed recorder.
type Selector struct {
	Name             string
	ARN              string
	ServicePrincipal string
}

// String names the selected recorder for use within a sentence.
func (s Selector) String() string {
	switch {
	case s.Name != "":
		return fmt.Sprintf("the configuration recorder named %q", s.Name)
	case s.ARN != "":
		return fmt.Sprintf("the configuration recorder with the ARN %q", s.ARN)
	case s.ServicePrincipal != "":
		return fmt.Sprintf("the configuration recorder of the service principal %q", s.ServicePrincipal)
	default:
		return "the customer managed configuration recorder"
	}
}

// input is the request that asks AWS for the selected recorder.
func (s Selector) input() *configservice.DescribeConfigurationRecorderStatusInput {
	switch {
	case s.Name != "":
		return &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{s.Name}}
	case s.ARN != "":
		return &configservice.DescribeConfigurationRecorderStatusInput{Arn: aws.String(s.ARN)}
	case s.ServicePrincipal != "":
		return &configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: aws.String(s.ServicePrincipal)}
	default:
		return &configservice.DescribeConfigurationRecorderStatusInput{}
	}
}

// matches reports whether a status is an answer to the selector. Without a
// selector only a customer managed recorder is, which has no service principal.
func (s Selector) matches(status Status) bool {
	switch {
	case s.Name != "":
		return aws.ToString(status.Name) == s.Name
	case s.ARN != "":
		return aws.ToString(status.ARN) == s.ARN
	default:
		return aws.ToString(status.ServicePrincipal) == s.ServicePrincipal
	}
}

// AWS shows identifiers of 16 characters at the end of the ARN of a recorder, but
// does not promise the length.
var (
	accountIDPattern        = pattern(`^[0-9]{12}$`)
	arnResourcePattern      = pattern(`^` + arnResourcePrefix + `([^/]+)/[a-z0-9]+$`)
	partitionPattern        = pattern(`^aws(-[a-z]+)*$`)
	regionPattern           = pattern(`^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$`)
	zonePattern             = pattern(`^([a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2})[a-z]$`)
	servicePrincipalPattern = pattern(`^[\w+=,.@-]+$`)
)

// pattern compiles an expression when it is first asked for: Terraform starts the
// provider three times for a plan, and most plans need few of the patterns.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// The limits are those of the API:
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
const (
	arnResourcePrefix         = "configuration-recorder/"
	maxNameLength             = 256
	maxARNLength              = 1000
	maxServicePrincipalLength = 128
)

// ValidateName returns an error unless name can be that of a recorder: 1 to
// 256 characters.
func ValidateName(name string) error {
	if name == "" {
		return errors.New("the name is empty: give the name of a configuration recorder, such as \"default\", or leave the argument out to read the customer managed one")
	}
	if length := utf8.RuneCountInString(name); length > maxNameLength {
		return fmt.Errorf("the name has %d characters, but that of a configuration recorder has at most %d", length, maxNameLength)
	}
	return nil
}

// ValidateARN returns an error unless value has the form of the ARN of a
// configuration recorder.
func ValidateARN(value string) error {
	_, err := parseARN(value)
	return err
}

// RegionOfARN returns the region in the ARN of a configuration recorder, or
// the empty string where value is not such an ARN.
func RegionOfARN(value string) string {
	parsed, err := parseARN(value)
	if err != nil {
		return ""
	}
	return parsed.Region
}

func parseARN(value string) (arn.ARN, error) {
	parsed, err := arn.Parse(value)
	var reason string
	switch {
	case value == "":
		reason = "it is empty"
	case err != nil:
		reason = "it does not have the six parts of an ARN"
	case len(value) > maxARNLength:
		reason = fmt.Sprintf("it is longer than %d characters", maxARNLength)
	case !partitionPattern().MatchString(parsed.Partition):
		reason = fmt.Sprintf("%q is not a partition", parsed.Partition)
	case parsed.Service != "config":
		reason = fmt.Sprintf("its service is %q, not \"config\"", parsed.Service)
	case !regionPattern().MatchString(parsed.Region):
		reason = fmt.Sprintf("%q does not have the form of a region", parsed.Region)
	case !accountIDPattern().MatchString(parsed.AccountID):
		reason = fmt.Sprintf("%q is not an account ID of 12 digits", parsed.AccountID)
	case !ofRecorder(parsed.Resource):
		reason = fmt.Sprintf("its resource is %q, not \"configuration-recorder/NAME/ID\"", parsed.Resource)
	default:
		return parsed, nil
	}
	return arn.ARN{}, fmt.Errorf("%q is not the ARN of a configuration recorder: %s. Such an ARN reads arn:PARTITION:config:REGION:ACCOUNT:configuration-recorder/NAME/ID", value, reason)
}

// ofRecorder reports whether the resource of an ARN is a recorder.
func ofRecorder(resource string) bool {
	parts := arnResourcePattern().FindStringSubmatch(resource)
	return parts != nil && ValidateName(parts[1]) == nil
}

// ValidateServicePrincipal returns an error unless value can be a service
// principal: 1 to 128 letters, digits and the characters _+=,.@-.
func ValidateServicePrincipal(value string) error {
	if !servicePrincipalPattern().MatchString(value) || len(value) > maxServicePrincipalLength {
		return fmt.Errorf("%q is not a service principal: give 1 to 128 letters, digits or the characters _+=,.@-, as in \"securityhub.amazonaws.com\"", value)
	}
	return nil
}

// ValidateRegion returns an error unless value has the form of the code of an
// AWS Region. It holds no list of regions, so that a new one works on the day
// it opens.
func ValidateRegion(value string) error {
	if regionPattern().MatchString(value) {
		return nil
	}
	if zone := zonePattern().FindStringSubmatch(value); zone != nil {
		return fmt.Errorf("%q looks like an Availability Zone: give its region, %q", value, zone[1])
	}
	return fmt.Errorf("%q does not have the form of an AWS Region code, such as \"eu-west-1\" or \"us-gov-east-1\"", value)
}

// ValidateRegionOfARN returns an error where the ARN of a recorder names
// another region than the one that is to be asked.
func ValidateRegionOfARN(value, region string) error {
	if inARN := RegionOfARN(value); inARN != "" && inARN != region {
		return fmt.Errorf("the ARN %q belongs to the region %q, but %q is to be asked: leave the region out to use that of the ARN, or give the ARN of a recorder in %s", value, inARN, region, region)
	}
	return nil
}
