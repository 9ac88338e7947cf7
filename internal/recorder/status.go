// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Status is the status of one configuration recorder. A member that AWS did not send
// is nil.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorderStatus.html
type Status struct {
	Identity
	LastErrorCode        *string
	LastErrorMessage     *string
	LastStartTime        *time.Time
	LastStatus           *string // In the documented spelling.
	LastStatusChangeTime *time.Time
	LastStopTime         *time.Time
	Recording            bool
}

func newStatus(place awsapi.Place, in types.ConfigurationRecorderStatus) Status {
	return Status{
		Identity:             newIdentity(place, in.Arn, in.Name, in.ServicePrincipal),
		LastErrorCode:        in.LastErrorCode,
		LastErrorMessage:     in.LastErrorMessage,
		LastStartTime:        in.LastStartTime,
		LastStatus:           awsapi.DocumentedSpelling(in.LastStatus),
		LastStatusChangeTime: in.LastStatusChangeTime,
		LastStopTime:         in.LastStopTime,
		Recording:            in.Recording,
	}
}

// String returns what a wait can expect, and the last error, such as `recording = true,
// last_status = "Success"`.
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

// ValidateStatus returns an error unless value is a documented status in the documented
// spelling.
func ValidateStatus(value string) error {
	var documented []string
	for _, status := range types.RecorderStatus("").Values() {
		documented = append(documented, strconv.Quote(string(status)))
	}
	if slices.Contains(documented, strconv.Quote(value)) {
		return nil
	}
	err := fmt.Errorf("%q is not a status of a configuration recorder: AWS documents %s", value, strings.Join(documented, ", "))
	if spelled := awsapi.DocumentedSpelling(types.RecorderStatus(value)); spelled != nil && *spelled != value {
		err = fmt.Errorf("%w. Use %q, which also matches what AWS sends", err, *spelled)
	}
	return err
}
