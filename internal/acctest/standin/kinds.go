// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
)

// kind is a kind of resource with a name and one other argument.
type kind struct {
	typeName  string
	argument  string
	attribute schema.Attribute

	// put creates the object with the name, or changes an existing one, even if somebody
	// else created it, like hashicorp/aws.
	put func(ctx context.Context, client *configservice.Client, name string, value attr.Value) error

	read   func(ctx context.Context, client *configservice.Client, name string) (attr.Value, error)
	remove func(ctx context.Context, client *configservice.Client, name string) error
}

var kinds = []kind{
	{
		typeName:  "aws_config_configuration_recorder",
		argument:  "role_arn",
		attribute: schema.StringAttribute{Required: true},
		put: func(ctx context.Context, client *configservice.Client, name string, value attr.Value) error {
			_, err := client.PutConfigurationRecorder(ctx, &configservice.PutConfigurationRecorderInput{
				ConfigurationRecorder: &types.ConfigurationRecorder{Name: aws.String(name), RoleARN: text(value)},
			})
			return err
		},
		read: func(ctx context.Context, client *configservice.Client, name string) (attr.Value, error) {
			output, err := client.DescribeConfigurationRecorders(ctx, &configservice.DescribeConfigurationRecordersInput{ConfigurationRecorderNames: []string{name}})
			if err != nil {
				return nil, err
			}
			return tftypes.StringPointerValue(output.ConfigurationRecorders[0].RoleARN), nil
		},
		remove: func(ctx context.Context, client *configservice.Client, name string) error {
			_, err := client.DeleteConfigurationRecorder(ctx, &configservice.DeleteConfigurationRecorderInput{ConfigurationRecorderName: aws.String(name)})
			return err
		},
	},
	{
		typeName:  "aws_config_configuration_recorder_status",
		argument:  "is_enabled",
		attribute: schema.BoolAttribute{Required: true},
		put: func(ctx context.Context, client *configservice.Client, name string, value attr.Value) error {
			if !value.Equal(tftypes.BoolValue(true)) {
				return stop(ctx, client, name)
			}
			_, err := client.StartConfigurationRecorder(ctx, &configservice.StartConfigurationRecorderInput{ConfigurationRecorderName: aws.String(name)})
			return err
		},
		read: func(ctx context.Context, client *configservice.Client, name string) (attr.Value, error) {
			output, err := client.DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{name}})
			if err != nil {
				return nil, err
			}
			return tftypes.BoolValue(output.ConfigurationRecordersStatus[0].Recording), nil
		},
		remove: stop,
	},
	{
		typeName:  "aws_config_delivery_channel",
		argument:  "s3_bucket_name",
		attribute: schema.StringAttribute{Required: true},
		put: func(ctx context.Context, client *configservice.Client, name string, value attr.Value) error {
			_, err := client.PutDeliveryChannel(ctx, &configservice.PutDeliveryChannelInput{
				DeliveryChannel: &types.DeliveryChannel{Name: aws.String(name), S3BucketName: text(value)},
			})
			return err
		},
		read: func(ctx context.Context, client *configservice.Client, name string) (attr.Value, error) {
			output, err := client.DescribeDeliveryChannels(ctx, &configservice.DescribeDeliveryChannelsInput{DeliveryChannelNames: []string{name}})
			if err != nil {
				return nil, err
			}
			return tftypes.StringPointerValue(output.DeliveryChannels[0].S3BucketName), nil
		},
		remove: func(ctx context.Context, client *configservice.Client, name string) error {
			_, err := client.DeleteDeliveryChannel(ctx, &configservice.DeleteDeliveryChannelInput{DeliveryChannelName: aws.String(name)})
			return err
		},
	},
}

func stop(ctx context.Context, client *configservice.Client, name string) error {
	_, err := client.StopConfigurationRecorder(ctx, &configservice.StopConfigurationRecorderInput{ConfigurationRecorderName: aws.String(name)})
	return err
}

func text(value attr.Value) *string {
	argument, ok := value.(tftypes.String)
	if !ok {
		panic(fmt.Sprintf("%s is no string", value))
	}
	return argument.ValueStringPointer()
}
