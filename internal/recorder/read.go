// SPDX-License-Identifier: MPL-2.0

// Package recorder reads AWS Config configuration recorders and checks what AWS
// responds. It does not depend on Terraform.
package recorder

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// StatusDescriber is the part of the AWS Config client that reads statuses.
type StatusDescriber interface {
	DescribeConfigurationRecorderStatus(context.Context, *configservice.DescribeConfigurationRecorderStatusInput, ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error)
}

// ConfigurationDescriber is the part of the AWS Config client that reads configurations.
type ConfigurationDescriber interface {
	DescribeConfigurationRecorders(context.Context, *configservice.DescribeConfigurationRecordersInput, ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecordersOutput, error)
}

// ReadStatus reads the status of the selected recorder in a place, with one call. It
// returns *NotFoundError, *MultipleFoundError, *awsapi.UnexpectedAnswerError,
// *awsapi.TimeoutError if the deadline of ctx passes, or the error of the SDK.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
func ReadStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (*Status, error) {
	status, _, err := readStatus(ctx, client, place, selector)
	return status, err
}

// readStatus also returns the ID of the request.
func readStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (*Status, string, error) {
	answer, err := describeStatus(ctx, client, place, selector)
	status, err := only(answer, err)
	return status, answer.RequestID, err
}

// ReadConfiguration reads the configuration of the selected recorder in a place, with one
// call. It returns the errors of ReadStatus. The recorder of another cloud has a
// ConnectorARN.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html
func ReadConfiguration(ctx context.Context, client ConfigurationDescriber, place awsapi.Place, selector Selector) (*Configuration, error) {
	return only(describeConfiguration(ctx, client, place, selector))
}

// describeStatus reads the statuses of all selected recorders.
func describeStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector) (awsapi.Answer[Status], error) {
	names, arn, servicePrincipal := selector.request()
	output, err := awsapi.Call(ctx, func(ctx context.Context) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
		return client.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{
			Arn: arn, ConfigurationRecorderNames: names, ServicePrincipal: servicePrincipal,
		}, awsapi.InRegion(place.Region))
	})
	if err != nil {
		return awsapi.Answer[Status]{}, failure(err)
	}
	return awsapi.Check(noun, place, selector, output.ConfigurationRecordersStatus, output.ResultMetadata, newStatus)
}

// describeConfiguration reads the configurations of all selected recorders.
func describeConfiguration(ctx context.Context, client ConfigurationDescriber, place awsapi.Place, selector Selector) (awsapi.Answer[Configuration], error) {
	names, arn, servicePrincipal := selector.request()
	output, err := awsapi.Call(ctx, func(ctx context.Context) (*configservice.DescribeConfigurationRecordersOutput, error) {
		return client.DescribeConfigurationRecorders(ctx, &configservice.DescribeConfigurationRecordersInput{
			Arn: arn, ConfigurationRecorderNames: names, ServicePrincipal: servicePrincipal,
		}, awsapi.InRegion(place.Region))
	})
	if err != nil {
		return awsapi.Answer[Configuration]{}, failure(err)
	}
	return awsapi.Check(noun, place, selector, output.ConfigurationRecorders, output.ResultMetadata, newConfiguration)
}

// failure converts the error of AWS for an absent recorder to *NotFoundError.
func failure(err error) error {
	var absent *types.NoSuchConfigurationRecorderException
	if errors.As(err, &absent) {
		return &NotFoundError{Noun: noun, Err: err}
	}
	return err
}

// item is what an operation returns for each recorder.
type item interface {
	Configuration | Status
	identity() Identity
}

// only returns the single item of a response, or *NotFoundError or *MultipleFoundError.
func only[Item item](answer awsapi.Answer[Item], err error) (*Item, error) {
	if err != nil {
		return nil, err
	}
	return awsapi.Only(noun, answer, Item.identity)
}
