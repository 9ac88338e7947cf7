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

// channelModel is a delivery channel, as each object returns it.
type channelModel struct {
	channelIdentityModel
	ConfigSnapshotDeliveryProperties types.Object `tfsdk:"config_snapshot_delivery_properties"`
	S3BucketName                     types.String `tfsdk:"s3_bucket_name"`
	S3KeyPrefix                      types.String `tfsdk:"s3_key_prefix"`
	S3KMSKeyARN                      types.String `tfsdk:"s3_kms_key_arn"`
	SNSTopicARN                      types.String `tfsdk:"sns_topic_arn"`
}

func newChannelModel(in channel.Channel) channelModel {
	return channelModel{
		channelIdentityModel:             newChannelIdentityModel(in.Identity),
		ConfigSnapshotDeliveryProperties: objectValue(map[string]attr.Value{"delivery_frequency": types.StringPointerValue(in.DeliveryFrequency)}),
		S3BucketName:                     types.StringPointerValue(in.S3BucketName),
		S3KeyPrefix:                      types.StringPointerValue(in.S3KeyPrefix),
		S3KMSKeyARN:                      types.StringPointerValue(in.S3KMSKeyARN),
		SNSTopicARN:                      types.StringPointerValue(in.SNSTopicARN),
	}
}

// object returns the model as an element of a list.
func (m channelModel) object() attr.Value {
	return m.channelIdentityModel.object(channelType(), map[string]attr.Value{
		"config_snapshot_delivery_properties": m.ConfigSnapshotDeliveryProperties,
		"s3_bucket_name":                      m.S3BucketName,
		"s3_key_prefix":                       m.S3KeyPrefix,
		"s3_kms_key_arn":                      m.S3KMSKeyARN,
		"sns_topic_arn":                       m.SNSTopicARN,
	})
}

// channelType is the type of an object of channelAttributes.
var channelType = sync.OnceValue(func() types.ObjectType { return objectTypeOf(channelAttributes()) })

// channelAttributes returns the attributes of a delivery channel, all of them computed.
func channelAttributes() map[string]schema.Attribute {
	attributes := channelIdentityAttributes()
	maps.Copy(attributes, map[string]schema.Attribute{
		"config_snapshot_delivery_properties": computedObject("How configuration snapshots are delivered. Its member is null if there is no schedule.", map[string]schema.Attribute{
			"delivery_frequency": computedString("How often a configuration snapshot is delivered: `One_Hour`, `Three_Hours`, `Six_Hours`, `Twelve_Hours` or `TwentyFour_Hours`."),
		}),
		"s3_bucket_name": computedString("The name of the Amazon S3 bucket to which AWS Config delivers."),
		"s3_key_prefix":  computedString("The prefix of the keys in the bucket, or null."),
		"s3_kms_key_arn": computedString("The ARN of the AWS KMS key that encrypts what AWS Config delivers, or null."),
		"sns_topic_arn":  computedString("The ARN of the Amazon SNS topic to which AWS Config sends notifications, or null."),
	})
	return attributes
}
