// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Status is the status of one configuration recorder. A member that AWS did not send
// is nil.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorderStatus.html
type Status struct {
	AccountID            string // The account that was read, or that of the ARN, or empty.
	ARN                  *string
	LastErrorCode        *string
	LastErrorMessage     *string
	LastStartTime        *time.Time
	LastStatus           *string // Spelled as AWS documents it.
	LastStatusChangeTime *time.Time
	LastStopTime         *time.Time
	Name                 *string
	Recording            bool
	Region               string // The region that was read.
	ServicePrincipal     *string
}

func newStatus(place awsapi.Place, in types.ConfigurationRecorderStatus) Status {
	return Status{
		AccountID:            cmp.Or(place.AccountID, PlaceOfARN(aws.ToString(in.Arn)).AccountID),
		ARN:                  in.Arn,
		LastErrorCode:        in.LastErrorCode,
		LastErrorMessage:     in.LastErrorMessage,
		LastStartTime:        in.LastStartTime,
		LastStatus:           documentedStatus(in.LastStatus),
		LastStatusChangeTime: in.LastStatusChangeTime,
		LastStopTime:         in.LastStopTime,
		Name:                 in.Name,
		Recording:            in.Recording,
		Region:               place.Region,
		ServicePrincipal:     nonEmpty(in.ServicePrincipal),
	}
}

// nonEmpty treats an empty member, which AWS never sends, like an absent one.
func nonEmpty(value *string) *string {
	if aws.ToString(value) == "" {
		return nil
	}
	return value
}

// documentedStatus spells a status as the AWS documentation does. The service sends
// SUCCESS although the documentation says Success, and a condition written from the
// documentation must not be silently false. Other values stay as they are.
func documentedStatus(sent types.RecorderStatus) *string {
	if sent == "" {
		return nil
	}
	bare := strings.ReplaceAll(string(sent), "_", "")
	for _, documented := range sent.Values() {
		if strings.EqualFold(bare, string(documented)) {
			return aws.String(string(documented))
		}
	}
	return aws.String(string(sent))
}

// String names what a wait can expect, and the last error, such as
// `recording = true, last_status = "Success"`.
func (s Status) String() string {
	lastStatus := "null"
	if s.LastStatus != nil {
		lastStatus = strconv.Quote(*s.LastStatus)
	}
	text := fmt.Sprintf("recording = %t, last_status = %s", s.Recording, lastStatus)
	if s.LastErrorCode != nil {
		text += fmt.Sprintf(", last_error_code = %q", *s.LastErrorCode)
	}
	if s.LastErrorMessage != nil {
		text += fmt.Sprintf(", last_error_message = %q", *s.LastErrorMessage)
	}
	return text
}

// ValidateStatus returns an error unless value is a status as AWS documents and
// spells it.
func ValidateStatus(value string) error {
	var documented []string
	for _, status := range types.RecorderStatus("").Values() {
		documented = append(documented, strconv.Quote(string(status)))
	}
	if slices.Contains(documented, strconv.Quote(value)) {
		return nil
	}
	err := fmt.Errorf("%q is not a status of a configuration recorder: AWS documents %s", value, strings.Join(documented, ", "))
	if spelled := documentedStatus(types.RecorderStatus(value)); spelled != nil && *spelled != value {
		err = fmt.Errorf("%w. Use %q, which also matches what AWS sends", err, *spelled)
	}
	return err
}

// plausible reports whether a status can come from AWS: it has a name, and its ARN, if
// it has one, is that of a recorder with the same name in the place that was read.
func (s Status) plausible(place awsapi.Place) bool {
	if aws.ToString(s.Name) == "" {
		return false
	}
	if s.ARN == nil {
		return true
	}
	parsed, err := parseARN(*s.ARN)
	return err == nil && parsed.Region == place.Region && (place.AccountID == "" || parsed.AccountID == place.AccountID) && strings.HasPrefix(parsed.Resource, arnResourcePrefix+*s.Name+"/")
}

// serviceLinkedPrefix begins the names that AWS reserves for service-linked recorders.
const serviceLinkedPrefix = "AWSConfigurationRecorderFor"

func (s Status) customerManaged() bool {
	return s.ServicePrincipal == nil && !strings.HasPrefix(aws.ToString(s.Name), serviceLinkedPrefix)
}
