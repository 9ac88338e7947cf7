// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"strings"
)

var (
	// Buckets in us-east-1 that were created before March 2018 can have long names with
	// capital letters and underscores.
	bucketPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{3,255}$`)
	keyPattern    = regexp.MustCompile(`^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/.+$`)
	topicPattern  = regexp.MustCompile(`^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+$`)
)

// maxObjectKey is the maximum length of an object key in Amazon S3, in bytes.
const maxObjectKey = 1024

type putDeliveryChannelInput struct {
	DeliveryChannel *deliveryChannel
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html
func putDeliveryChannel(c call, in putDeliveryChannelInput) (none, error) {
	var broken constraints
	broken.present("deliveryChannel", in.DeliveryChannel != nil)
	if err := broken.err(); err != nil {
		return none{}, err
	}
	settings := *in.DeliveryChannel
	if settings.Name == nil {
		name := defaultName
		settings.Name = &name
	}
	if err := settings.constrain(); err != nil {
		return none{}, err
	}
	return none{}, c.store.putChannel(c.at, settings)
}

// constrain returns an error for a channel that the service model does not allow.
func (channel deliveryChannel) constrain() error {
	var c constraints
	c.optional("deliveryChannel.name", channel.Name, nameRule)
	frequency := valueOrZero(channel.ConfigSnapshotDeliveryProperties).DeliveryFrequency
	c.optional("deliveryChannel.configSnapshotDeliveryProperties.deliveryFrequency", frequency, snapshotFrequencyRule)
	return c.err()
}

// check returns the error for a channel that the service model allows, but that
// PutDeliveryChannel rejects, and the member that it is about. The channel must have a
// name.
//
// Assumption 24: the emulator has no Amazon S3, SNS or KMS, so every bucket, topic and
// key with a well-formed name exists, and AWS Config can access it.
func (channel deliveryChannel) check() (member string, err error) {
	switch name, bucket := *channel.Name, channel.S3BucketName; {
	case strings.TrimSpace(name) == "":
		return "name", refuse("InvalidDeliveryChannelName", "The delivery channel name '%s' is not valid, blank string.", name)
	case bucket == "":
		return "s3BucketName", refuse("NoSuchBucket", "Cannot find a S3 bucket with an empty bucket name.")
	case !bucketPattern.MatchString(bucket):
		return "s3BucketName", refuse("NoSuchBucket", "Cannot find a S3 bucket with the name '%s'.", bucket)
	}
	if prefix := channel.S3KeyPrefix; prefix != nil && *prefix == "" {
		return "s3KeyPrefix", refuse("InvalidS3KeyPrefix", "The s3 key prefix '' is not valid, empty s3 key prefix.")
	} else if prefix != nil && len(*prefix) > maxObjectKey {
		return "s3KeyPrefix", refuse("InvalidS3KeyPrefix", "The s3 key prefix is longer than %d bytes.", maxObjectKey)
	}
	if topic := channel.SNSTopicARN; topic != nil && !topicPattern.MatchString(*topic) {
		return "snsTopicARN", refuse("InvalidSNSTopicARN", "The sns topic arn '%s' is not valid.", *topic)
	}
	if key := channel.S3KMSKeyARN; key != nil && !keyPattern.MatchString(*key) {
		return "s3KmsKeyArn", refuse("InvalidS3KmsKeyArn", "The arn '%s' is not a valid kms key or alias arn.", *key)
	}
	return "", nil
}

type deleteDeliveryChannelInput struct {
	DeliveryChannelName *string
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteDeliveryChannel.html
func deleteDeliveryChannel(c call, in deleteDeliveryChannelInput) (none, error) {
	var broken constraints
	broken.required("deliveryChannelName", in.DeliveryChannelName, nameRule)
	if err := broken.err(); err != nil {
		return none{}, err
	}
	return none{}, c.store.deleteChannel(c.at, *in.DeliveryChannelName)
}

type describeDeliveryChannelsInput struct {
	DeliveryChannelNames []string
}

// find returns the channels. Every name in the request must be the name of the channel.
func (in describeDeliveryChannelsInput) find(c call) ([]channel, error) {
	var broken constraints
	broken.each("deliveryChannelNames", in.DeliveryChannelNames, nameRule)
	if err := broken.err(); err != nil {
		return nil, err
	}
	found := c.store.channels(c.at)
	for _, name := range in.DeliveryChannelNames {
		if len(found) == 0 || *found[0].settings.Name != name {
			return nil, noSuchChannel(name)
		}
	}
	return found, nil
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeDeliveryChannels.html
func describeDeliveryChannels(c call, in describeDeliveryChannelsInput) (any, error) {
	found, err := in.find(c)
	if err != nil {
		return nil, err
	}
	channels := make([]deliveryChannel, len(found))
	for i, channel := range found {
		channels[i] = channel.settings
	}
	return struct{ DeliveryChannels []deliveryChannel }{channels}, nil
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeDeliveryChannelStatus.html
func describeDeliveryChannelStatus(c call, in describeDeliveryChannelsInput) (any, error) {
	found, err := in.find(c)
	if err != nil {
		return nil, err
	}
	statuses := make([]channelStatus, len(found))
	for i, channel := range found {
		statuses[i] = channel.statusAt(c.store.now())
	}
	return struct{ DeliveryChannelsStatus []channelStatus }{statuses}, nil
}
