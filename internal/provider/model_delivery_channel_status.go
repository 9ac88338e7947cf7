// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
)

// channelStatusModel is the status of a delivery channel, as each object returns it.
type channelStatusModel struct {
	channelIdentityModel
	ConfigHistoryDeliveryInfo  types.Object `tfsdk:"config_history_delivery_info"`
	ConfigSnapshotDeliveryInfo types.Object `tfsdk:"config_snapshot_delivery_info"`
	ConfigStreamDeliveryInfo   types.Object `tfsdk:"config_stream_delivery_info"`
}

func newChannelStatusModel(in channel.Status) channelStatusModel {
	stream := in.ConfigStreamDeliveryInfo
	return channelStatusModel{
		channelIdentityModel:       newChannelIdentityModel(in.Identity),
		ConfigHistoryDeliveryInfo:  exportDeliveryInfo(in.ConfigHistoryDeliveryInfo),
		ConfigSnapshotDeliveryInfo: exportDeliveryInfo(in.ConfigSnapshotDeliveryInfo),
		ConfigStreamDeliveryInfo: objectValue(map[string]attr.Value{
			"last_error_code":         types.StringPointerValue(stream.LastErrorCode),
			"last_error_message":      types.StringPointerValue(stream.LastErrorMessage),
			"last_status":             types.StringPointerValue(stream.LastStatus),
			"last_status_change_time": timeValue(stream.LastStatusChangeTime),
		}),
	}
}

func exportDeliveryInfo(in channel.ExportDeliveryInfo) types.Object {
	return objectValue(map[string]attr.Value{
		"last_attempt_time":    timeValue(in.LastAttemptTime),
		"last_error_code":      types.StringPointerValue(in.LastErrorCode),
		"last_error_message":   types.StringPointerValue(in.LastErrorMessage),
		"last_status":          types.StringPointerValue(in.LastStatus),
		"last_successful_time": timeValue(in.LastSuccessfulTime),
		"next_delivery_time":   timeValue(in.NextDeliveryTime),
	})
}

// object returns the model as an element of a list.
func (m channelStatusModel) object() attr.Value {
	return m.channelIdentityModel.object(channelStatusType(), map[string]attr.Value{
		"config_history_delivery_info":  m.ConfigHistoryDeliveryInfo,
		"config_snapshot_delivery_info": m.ConfigSnapshotDeliveryInfo,
		"config_stream_delivery_info":   m.ConfigStreamDeliveryInfo,
	})
}

// channelStatusType is the type of an object of channelStatusAttributes.
var channelStatusType = sync.OnceValue(func() types.ObjectType { return objectTypeOf(channelStatusAttributes()) })

// channelStatusAttributes returns the attributes of a status, all of them computed.
func channelStatusAttributes() map[string]schema.Attribute {
	export := func(what string) map[string]schema.Attribute {
		return map[string]schema.Attribute{
			"last_attempt_time":    computedString("When AWS Config last tried to deliver " + what + ", in RFC 3339, UTC, with milliseconds, or null."),
			"last_error_code":      computedString("The error code of the last delivery, or null."),
			"last_error_message":   computedString("The error message of the last delivery, or null."),
			"last_status":          computedString("The status of the last delivery: `Success`, `Failure` or `Not_Applicable`, or null if nothing was delivered yet. " + deliverySpelling),
			"last_successful_time": computedString("When AWS Config last delivered " + what + ", in RFC 3339, UTC, with milliseconds, or null."),
			"next_delivery_time":   computedString("When AWS Config will next deliver " + what + ", in RFC 3339, UTC, with milliseconds, or null if there is no schedule."),
		}
	}
	attributes := channelIdentityAttributes()
	maps.Copy(attributes, map[string]schema.Attribute{
		"config_history_delivery_info":  computedObject("The delivery of configuration history to the bucket. Its members are null if nothing was delivered yet, which is not a failure.", export("a configuration history")),
		"config_snapshot_delivery_info": computedObject("The delivery of configuration snapshots to the bucket. Its members are null if none was requested or scheduled.", export("a configuration snapshot")),
		"config_stream_delivery_info": computedObject("The delivery of notifications to the topic.", map[string]schema.Attribute{
			"last_error_code":         computedString("The error code of the last delivery, or null."),
			"last_error_message":      computedString("The error message of the last delivery, or null."),
			"last_status":             computedString("The status of the last delivery: `Success`, `Failure`, `Not_Applicable` if the channel has no topic, or null. " + deliverySpelling),
			"last_status_change_time": computedString("When the status last changed, in RFC 3339, UTC, with milliseconds, or null."),
		}),
	})
	return attributes
}

const deliverySpelling = "AWS sends it in upper case; the provider returns the documented spelling. Values that AWS does not document are returned as AWS sent them."
