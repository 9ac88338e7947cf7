// SPDX-License-Identifier: MPL-2.0

// Package channel reads AWS Config delivery channels and checks what AWS responds. It
// does not depend on Terraform.
package channel

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// ChannelDescriber is the part of the AWS Config client that reads delivery channels.
type ChannelDescriber interface {
	DescribeDeliveryChannels(context.Context, *configservice.DescribeDeliveryChannelsInput, ...func(*configservice.Options)) (*configservice.DescribeDeliveryChannelsOutput, error)
}

// StatusDescriber is the part of the AWS Config client that reads the statuses of delivery
// channels.
type StatusDescriber interface {
	DescribeDeliveryChannelStatus(context.Context, *configservice.DescribeDeliveryChannelStatusInput, ...func(*configservice.Options)) (*configservice.DescribeDeliveryChannelStatusOutput, error)
}

// ReadChannel reads the selected delivery channel of a place, with one call. It returns
// *NotFoundError, *MultipleFoundError, *awsapi.UnexpectedAnswerError,
// *awsapi.TimeoutError if the deadline of ctx passes, or the error of the SDK.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeDeliveryChannels.html
func ReadChannel(ctx context.Context, client ChannelDescriber, place awsapi.Place, selector Selector) (*Channel, error) {
	return only(describeChannels(ctx, client, place, selector))
}

// ReadChannels reads the delivery channels of a place that the selector matches, sorted
// by name. For a place without delivery channels, the result is empty. It returns the
// errors of ReadChannel, except for *NotFoundError and *MultipleFoundError.
func ReadChannels(ctx context.Context, client ChannelDescriber, place awsapi.Place, selector Selector) ([]Channel, error) {
	return all(describeChannels(ctx, client, place, selector))
}

// ReadStatus reads the status of the selected delivery channel of a place, with one call.
// It returns the errors of ReadChannel.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeDeliveryChannelStatus.html
func ReadStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (*Status, error) {
	return only(describeStatuses(ctx, client, place, selector))
}

// ReadStatuses reads the statuses of the delivery channels of a place that the selector
// matches, as ReadChannels does.
func ReadStatuses(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) ([]Status, error) {
	return all(describeStatuses(ctx, client, place, selector))
}

func describeChannels(ctx context.Context, client ChannelDescriber, place awsapi.Place, selector Selector) (awsapi.Answer[Channel], error) {
	output, err := awsapi.Call(ctx, func(ctx context.Context) (*configservice.DescribeDeliveryChannelsOutput, error) {
		return client.DescribeDeliveryChannels(ctx, &configservice.DescribeDeliveryChannelsInput{DeliveryChannelNames: selector.names()}, awsapi.InRegion(place.Region))
	})
	if err != nil {
		return awsapi.Answer[Channel]{}, failure(err)
	}
	return awsapi.Check(noun, place, selector, output.DeliveryChannels, output.ResultMetadata, newChannel)
}

func describeStatuses(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (awsapi.Answer[Status], error) {
	output, err := awsapi.Call(ctx, func(ctx context.Context) (*configservice.DescribeDeliveryChannelStatusOutput, error) {
		return client.DescribeDeliveryChannelStatus(ctx, &configservice.DescribeDeliveryChannelStatusInput{DeliveryChannelNames: selector.names()}, awsapi.InRegion(place.Region))
	})
	if err != nil {
		return awsapi.Answer[Status]{}, failure(err)
	}
	return awsapi.Check(noun, place, selector, output.DeliveryChannelsStatus, output.ResultMetadata, newStatus)
}

// failure converts the error of AWS for an absent delivery channel to *NotFoundError.
func failure(err error) error {
	var absent *types.NoSuchDeliveryChannelException
	if errors.As(err, &absent) {
		return &NotFoundError{Noun: noun, Err: err}
	}
	return err
}

// item is what an operation returns for each delivery channel.
type item interface {
	Channel | Status
	identity() Identity
}

// only returns the single item of a response, or *NotFoundError or *MultipleFoundError.
func only[Item item](answer awsapi.Answer[Item], err error) (*Item, error) {
	if err != nil {
		return nil, err
	}
	return awsapi.Only(noun, answer, Item.identity)
}

// all returns the items of a response, sorted by name.
func all[Item item](answer awsapi.Answer[Item], err error) ([]Item, error) {
	var absent *NotFoundError
	if err != nil && !errors.As(err, &absent) {
		return nil, err
	}
	slices.SortStableFunc(answer.Items, func(a, b Item) int {
		return cmp.Compare(aws.ToString(a.identity().Name), aws.ToString(b.identity().Name))
	})
	return answer.Items, nil
}
