// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Identity identifies a recorder. A member that AWS did not send is nil.
type Identity struct {
	AccountID        string // The account that was read, or the account of the ARN, or empty.
	ARN              *string
	Name             *string
	Region           string // The region that was read.
	ServicePrincipal *string
}

func newIdentity(place awsapi.Place, arn, name, servicePrincipal *string) Identity {
	return Identity{
		AccountID:        cmp.Or(place.AccountID, PlaceOfARN(aws.ToString(arn)).AccountID),
		ARN:              arn,
		Name:             name,
		Region:           place.Region,
		ServicePrincipal: nonEmpty(servicePrincipal),
	}
}

// nonEmpty returns nil for an empty member, which AWS never sends.
func nonEmpty(value *string) *string {
	if aws.ToString(value) == "" {
		return nil
	}
	return value
}

// Account returns the account that was read, or the account of the ARN, or an empty
// string.
func (i Identity) Account() string { return i.AccountID }

// identity is promoted to types that embed Identity, so that generic functions can use
// it.
func (i Identity) identity() Identity { return i }

// Answers reports whether a recorder is the selected one and can come from AWS: it has a
// name, and its ARN, if there is one, has the same name and the place that was read.
func (i Identity) Answers(place awsapi.Place, selector Selector) bool {
	if aws.ToString(i.Name) == "" || !selector.matches(i) {
		return false
	}
	if i.ARN == nil {
		return true
	}
	parsed, err := parseARN(*i.ARN)
	return err == nil && parsed.Region == place.Region && (place.AccountID == "" || parsed.AccountID == place.AccountID) && strings.HasPrefix(parsed.Resource, arnResourcePrefix+*i.Name+"/")
}

// serviceLinkedPrefix begins the names that AWS reserves for service-linked recorders.
const serviceLinkedPrefix = "AWSConfigurationRecorderFor"

func (i Identity) customerManaged() bool {
	return i.ServicePrincipal == nil && !strings.HasPrefix(aws.ToString(i.Name), serviceLinkedPrefix)
}

// Label returns the name of a recorder for use within a sentence.
func (i Identity) Label() string {
	text := "one without a name"
	if i.Name != nil {
		text = fmt.Sprintf("%q", *i.Name)
	}
	if i.ServicePrincipal != nil {
		text += fmt.Sprintf(" of %q", *i.ServicePrincipal)
	}
	if i.ARN != nil {
		text += fmt.Sprintf(" (%q)", *i.ARN)
	}
	return text
}
