// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Status is the status of a delivery channel. A member that AWS did not send is nil, and
// so are the members of an object that AWS did not send or sent empty. Statuses have the
// documented spelling.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannelStatus.html
type Status struct {
	Identity
	ConfigHistoryDeliveryInfo  ExportDeliveryInfo
	ConfigSnapshotDeliveryInfo ExportDeliveryInfo
	ConfigStreamDeliveryInfo   StreamDeliveryInfo
}

// ExportDeliveryInfo is the status of the deliveries to the Amazon S3 bucket.
type ExportDeliveryInfo struct {
	LastAttemptTime    *time.Time
	LastErrorCode      *string
	LastErrorMessage   *string
	LastStatus         *string
	LastSuccessfulTime *time.Time
	NextDeliveryTime   *time.Time
}

// StreamDeliveryInfo is the status of the notifications to the Amazon SNS topic.
type StreamDeliveryInfo struct {
	LastErrorCode        *string
	LastErrorMessage     *string
	LastStatus           *string
	LastStatusChangeTime *time.Time
}

func newStatus(place awsapi.Place, in types.DeliveryChannelStatus) Status {
	out := Status{
		Identity:                   newIdentity(place, in.Name),
		ConfigHistoryDeliveryInfo:  newExportDeliveryInfo(in.ConfigHistoryDeliveryInfo),
		ConfigSnapshotDeliveryInfo: newExportDeliveryInfo(in.ConfigSnapshotDeliveryInfo),
	}
	if stream := in.ConfigStreamDeliveryInfo; stream != nil {
		out.ConfigStreamDeliveryInfo = StreamDeliveryInfo{
			LastErrorCode:        stream.LastErrorCode,
			LastErrorMessage:     stream.LastErrorMessage,
			LastStatus:           awsapi.DocumentedSpelling(stream.LastStatus),
			LastStatusChangeTime: stream.LastStatusChangeTime,
		}
	}
	return out
}

func newExportDeliveryInfo(in *types.ConfigExportDeliveryInfo) ExportDeliveryInfo {
	if in == nil {
		return ExportDeliveryInfo{}
	}
	return ExportDeliveryInfo{
		LastAttemptTime:    in.LastAttemptTime,
		LastErrorCode:      in.LastErrorCode,
		LastErrorMessage:   in.LastErrorMessage,
		LastStatus:         awsapi.DocumentedSpelling(in.LastStatus),
		LastSuccessfulTime: in.LastSuccessfulTime,
		NextDeliveryTime:   in.NextDeliveryTime,
	}
}
