// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"strings"
)

var (
	bucketPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
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
	if _, err := settings.check(); err != nil {
		return none{}, err
	}
	return none{}, c.store.putChannel(c.at, settings)
}

// check returns the error for a channel that PutDeliveryChannel rejects. The channel
// must have a name.
//
// Assumption 24: the emulator has no Amazon S3, SNS or KMS, so every bucket, topic and
// key with a well-formed name exists, and AWS Config can access it. An empty key or
// topic means none.
func (channel deliveryChannel) check() (member string, err error) {
	name := *channel.Name
	var c constraints
	c.optional("deliveryChannel.name", channel.Name, nameRule)
	if p := channel.ConfigSnapshotDeliveryProperties; p != nil && p.DeliveryFrequency != "" {
		c.optional("deliveryChannel.configSnapshotDeliveryProperties.deliveryFrequency", &p.DeliveryFrequency, snapshotFrequencyRule)
	}
	if err := c.err(); err != nil {
		// The name of a seeded channel was checked already.
		return "deliveryFrequency", err
	}
	switch {
	case strings.TrimSpace(name) == "":
		return "name", refuse("InvalidDeliveryChannelName", "The delivery channel name '%s' is blank.", name)
	case !bucketPattern.MatchString(channel.S3BucketName):
		return "s3BucketName", refuse("NoSuchBucket", "Cannot find a S3 bucket with the name '%s'.", channel.S3BucketName)
	case len(channel.S3KeyPrefix) > maxObjectKey:
		return "s3KeyPrefix", refuse("InvalidS3KeyPrefix", "The S3 key prefix is longer than %d bytes.", maxObjectKey)
	case channel.S3KMSKeyARN != "" && !keyPattern.MatchString(channel.S3KMSKeyARN):
		return "s3KmsKeyArn", refuse("InvalidS3KmsKeyArn", "The ARN '%s' is not that of a KMS key.", channel.S3KMSKeyARN)
	case channel.SNSTopicARN != "" && !topicPattern.MatchString(channel.SNSTopicARN):
		return "snsTopicARN", refuse("InvalidSNSTopicARN", "The ARN '%s' is not that of an SNS topic.", channel.SNSTopicARN)
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
