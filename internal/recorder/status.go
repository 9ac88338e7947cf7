// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
)

// Status is what AWS Config tells of one configuration recorder. A nil pointer
// stands for a member that AWS did not send.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorderStatus.html
type Status struct {
	ARN                  *string
	LastErrorCode        *string
	LastErrorMessage     *string
	LastStartTime        *time.Time
	LastStatus           *string // Spelled as AWS documents it.
	LastStatusChangeTime *time.Time
	LastStopTime         *time.Time
	Name                 *string
	Recording            bool
	Region               string // The region that was asked.
	ServicePrincipal     *string
}

func newStatus(region string, in types.ConfigurationRecorderStatus) Status {
	return Status{
		ARN:                  in.Arn,
		LastErrorCode:        in.LastErrorCode,
		LastErrorMessage:     in.LastErrorMessage,
		LastStartTime:        in.LastStartTime,
		LastStatus:           documentedStatus(in.LastStatus),
		LastStatusChangeTime: in.LastStatusChangeTime,
		LastStopTime:         in.LastStopTime,
		Name:                 in.Name,
		Recording:            in.Recording,
		Region:               region,
		ServicePrincipal:     in.ServicePrincipal,
	}
}

// documentedStatus gives a status the spelling of the AWS documentation. The
// service sends SUCCESS where the documentation has Success, and a condition
// that was written from the documentation must not be silently false. A value
// that is not documented stays as it came.
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

// String tells what can be waited for, and the last error, such as
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

// ValidateStatus returns an error unless value is a status that AWS documents, as
// it is spelled there.
func ValidateStatus(value string) error {
	var documented []string
	for _, status := range types.RecorderStatus("").Values() {
		documented = append(documented, strconv.Quote(string(status)))
	}
	if slices.Contains(documented, strconv.Quote(value)) {
		return nil
	}
	err := fmt.Errorf("%q is not a status of a configuration recorder: those that AWS documents are %s", value, strings.Join(documented, ", "))
	if spelled := documentedStatus(types.RecorderStatus(value)); spelled != nil && *spelled != value {
		err = fmt.Errorf("%w. Write %q, which also stands for what AWS sends", err, *spelled)
	}
	return err
}

// plausible reports whether a status can come from AWS: it has a name, and an ARN
// that it may have is of that name and of the region that was asked.
func (s Status) plausible() bool {
	if aws.ToString(s.Name) == "" {
		return false
	}
	if s.ARN == nil {
		return true
	}
	parsed, err := arn.Parse(*s.ARN)
	return err == nil && parsed.Region == s.Region && strings.HasPrefix(parsed.Resource, arnResourcePrefix+*s.Name+"/")
}
