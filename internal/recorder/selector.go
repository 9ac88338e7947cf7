// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Selector selects a configuration recorder of a region. At most one field is set; the
// zero value selects the customer managed recorder.
type Selector struct {
	Name             string
	ARN              string
	ServicePrincipal string
}

// String describes the selected recorder for use within a sentence.
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

// request returns the members of a request that select the recorder. They are the same
// for all operations that select recorders.
func (s Selector) request() (names []string, arn, servicePrincipal *string) {
	switch {
	case s.Name != "":
		names = []string{s.Name}
	case s.ARN != "":
		arn = aws.String(s.ARN)
	case s.ServicePrincipal != "":
		servicePrincipal = aws.String(s.ServicePrincipal)
	}
	return names, arn, servicePrincipal
}

// matches reports whether a recorder is the selected one.
func (s Selector) matches(found Identity) bool {
	switch {
	case s.Name != "":
		return aws.ToString(found.Name) == s.Name
	case s.ARN != "":
		return aws.ToString(found.ARN) == s.ARN
	case s.ServicePrincipal != "":
		return aws.ToString(found.ServicePrincipal) == s.ServicePrincipal
	default:
		return found.customerManaged()
	}
}

// AWS shows identifiers of 16 characters at the end of the ARN of a recorder, but
// does not promise the length.
var (
	arnResourcePattern      = awsapi.Pattern(`^` + arnResourcePrefix + `([^/]+)/[a-z0-9]+$`)
	servicePrincipalPattern = awsapi.Pattern(`^[\w+=,.@-]+$`)
)

// The limits are those of the API:
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
const (
	arnResourcePrefix         = "configuration-recorder/"
	maxNameLength             = 256
	maxARNLength              = 1000
	maxServicePrincipalLength = 128
)

// ValidateName returns an error unless name is a valid name of a recorder: 1 to 256
// characters.
func ValidateName(name string) error {
	if name == "" {
		return errors.New("the name is empty: enter the name of a configuration recorder, such as \"default\", or remove the argument to read the customer managed recorder")
	}
	if length := utf8.RuneCountInString(name); length > maxNameLength {
		return fmt.Errorf("the name has %d characters, but the name of a configuration recorder has at most %d", length, maxNameLength)
	}
	return nil
}

// ValidateARN returns an error unless value has the form of the ARN of a
// configuration recorder.
func ValidateARN(value string) error {
	_, err := parseARN(value)
	return err
}

// PlaceOfARN returns the account and the region in the ARN of a configuration recorder,
// or the zero Place if value is not such an ARN.
func PlaceOfARN(value string) awsapi.Place {
	parsed, err := parseARN(value)
	if err != nil {
		return awsapi.Place{}
	}
	return awsapi.Place{AccountID: parsed.AccountID, Region: parsed.Region}
}

func parseARN(value string) (arn.ARN, error) {
	parsed, reason := awsapi.ParseARN(value, "config")
	switch {
	case reason != "":
	case len(value) > maxARNLength:
		reason = fmt.Sprintf("it is longer than %d characters", maxARNLength)
	case awsapi.ValidateRegion(parsed.Region) != nil:
		reason = fmt.Sprintf("%q does not have the form of a region", parsed.Region)
	case awsapi.ValidateAccountID(parsed.AccountID) != nil:
		reason = fmt.Sprintf("its account ID %q does not have 12 digits", parsed.AccountID)
	case !ofRecorder(parsed.Resource):
		reason = fmt.Sprintf("its resource is %q, not \"configuration-recorder/NAME/ID\"", parsed.Resource)
	default:
		return parsed, nil
	}
	return arn.ARN{}, fmt.Errorf("%q is not the ARN of a configuration recorder: %s. The form is arn:PARTITION:config:REGION:ACCOUNT:configuration-recorder/NAME/ID", value, reason)
}

// ofRecorder reports whether the resource in an ARN is a recorder.
func ofRecorder(resource string) bool {
	parts := arnResourcePattern().FindStringSubmatch(resource)
	return parts != nil && ValidateName(parts[1]) == nil
}

// ValidateServicePrincipal returns an error unless value has the form of a service
// principal: a domain name of 1 to 128 letters, digits and the characters _+=,.@-.
func ValidateServicePrincipal(value string) error {
	if !servicePrincipalPattern().MatchString(value) || len(value) > maxServicePrincipalLength {
		return fmt.Errorf("%q is not a service principal: enter 1 to 128 letters, digits or the characters _+=,.@-, as in \"securityhub.amazonaws.com\"", value)
	}
	if !strings.Contains(value, ".") {
		return fmt.Errorf("%q is not a service principal, which is a domain name: enter %q", value, strings.ToLower(value)+".amazonaws.com")
	}
	return nil
}

// ValidateRegionOfARN returns an error if the region in the ARN of a recorder is not the
// region to read.
func ValidateRegionOfARN(value, region string) error {
	if inARN := PlaceOfARN(value).Region; inARN != "" && inARN != region {
		return fmt.Errorf("the ARN %q is in the region %q, but region is %q: remove region to use the region of the ARN, or use the ARN of a recorder in %s", value, inARN, region, region)
	}
	return nil
}

// ValidateAccountOfARN returns an error if the account in the ARN of a recorder is not
// the account to read.
func ValidateAccountOfARN(value, accountID string) error {
	if inARN := PlaceOfARN(value).AccountID; inARN != "" && inARN != accountID {
		return fmt.Errorf("the ARN %q is in the account %s, but account_id is %q: remove account_id to use the account of the ARN, or use the ARN of a recorder in this account", value, inARN, accountID)
	}
	return nil
}
