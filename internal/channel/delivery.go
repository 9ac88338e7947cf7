// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
)

// Reason is the reason why a place does not deliver.
type Reason string

// The reasons that the statuses of a place can show.
const (
	Delivering        Reason = ""
	NoDeliveryChannel Reason = "NoDeliveryChannel" // The region has no delivery channel.
	Failing           Reason = "Failing"           // The last delivery of some kind failed.
	NothingDelivered  Reason = "NothingDelivered"  // No configuration history was delivered.
)

// NotDelivering returns the reason why a place does not deliver, and the status that
// shows it. It returns Delivering if the place delivers. Failing takes precedence over
// the other reasons.
//
// A place delivers if the last delivery of its configuration history has the status
// Success and no other delivery failed. AWS Config delivers the history by itself, every
// six hours if something changed. Other deliveries do not replace it, because they are
// optional: a snapshot needs a schedule or a request, and the stream needs a topic. A
// snapshot or stream without a status, or with Not_Applicable, is therefore no problem.
// A status that AWS does not document counts as a failure.
//
// Error codes and the age of a delivery do not matter: AWS has sent an error code
// together with a success, and it delivers no history if nothing changes. A place that
// delivers need not be recording, because the statuses remain when the recorder stops.
func NotDelivering(statuses []Status) (Reason, Status) {
	if len(statuses) == 0 {
		return NoDeliveryChannel, Status{}
	}
	reason, shown := Delivering, statuses[0]
	for _, status := range statuses {
		switch {
		case len(status.Failures()) > 0:
			return Failing, status
		case types.DeliveryStatus(aws.ToString(status.ConfigHistoryDeliveryInfo.LastStatus)) != types.DeliveryStatusSuccess:
			reason, shown = NothingDelivered, status
		}
	}
	return reason, shown
}

// Failures returns the deliveries that failed, each with its status and its error if
// there is one, such as `the configuration history (Failure, NoSuchBucket: The bucket
// does not exist)`.
func (s Status) Failures() []string {
	var failures []string
	for _, delivery := range []struct {
		what                  string
		status, code, message *string
	}{
		{"the configuration history", s.ConfigHistoryDeliveryInfo.LastStatus, s.ConfigHistoryDeliveryInfo.LastErrorCode, s.ConfigHistoryDeliveryInfo.LastErrorMessage},
		{"the configuration snapshot", s.ConfigSnapshotDeliveryInfo.LastStatus, s.ConfigSnapshotDeliveryInfo.LastErrorCode, s.ConfigSnapshotDeliveryInfo.LastErrorMessage},
		{"notifications", s.ConfigStreamDeliveryInfo.LastStatus, s.ConfigStreamDeliveryInfo.LastErrorCode, s.ConfigStreamDeliveryInfo.LastErrorMessage},
	} {
		if !failed(delivery.status) {
			continue
		}
		why := *delivery.status
		if delivery.code != nil {
			why += ", " + *delivery.code
		}
		if delivery.message != nil {
			why += ": " + *delivery.message
		}
		failures = append(failures, fmt.Sprintf("%s (%s)", delivery.what, why))
	}
	return failures
}

// failed reports whether a status is a failure or unknown.
func failed(status *string) bool {
	switch types.DeliveryStatus(aws.ToString(status)) {
	case "", types.DeliveryStatusSuccess, types.DeliveryStatusNotApplicable:
		return false
	default:
		return true
	}
}
