// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Identity identifies a delivery channel.
type Identity struct {
	AccountID string // The account that was read, or empty for the account of the credentials.
	Name      *string
	Region    string // The region that was read.
}

func newIdentity(place awsapi.Place, name *string) Identity {
	return Identity{AccountID: place.AccountID, Name: name, Region: place.Region}
}

// Account returns the account that was read, or the empty string.
func (i Identity) Account() string { return i.AccountID }

// identity is promoted to types that embed Identity, so that generic functions can use
// it.
func (i Identity) identity() Identity { return i }

// Answers reports whether a delivery channel has a name and is the selected one. Its
// other members do not show the account or the region.
func (i Identity) Answers(_ awsapi.Place, selector Selector) bool {
	name := aws.ToString(i.Name)
	return name != "" && (selector.Name == "" || name == selector.Name)
}

// Label returns the name of a delivery channel for use within a sentence.
func (i Identity) Label() string {
	if i.Name == nil {
		return "one without a name"
	}
	return fmt.Sprintf("%q", *i.Name)
}

// Channel is a delivery channel. A member that AWS did not send is nil.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannel.html
type Channel struct {
	Identity
	DeliveryFrequency *string // The member of configSnapshotDeliveryProperties, spelled as AWS documents it.
	S3BucketName      *string
	S3KeyPrefix       *string
	S3KMSKeyARN       *string
	SNSTopicARN       *string
}

func newChannel(place awsapi.Place, in types.DeliveryChannel) Channel {
	out := Channel{
		Identity:     newIdentity(place, in.Name),
		S3BucketName: in.S3BucketName,
		S3KeyPrefix:  in.S3KeyPrefix,
		S3KMSKeyARN:  in.S3KmsKeyArn,
		SNSTopicARN:  in.SnsTopicARN,
	}
	if properties := in.ConfigSnapshotDeliveryProperties; properties != nil {
		out.DeliveryFrequency = awsapi.DocumentedSpelling(properties.DeliveryFrequency)
	}
	return out
}
