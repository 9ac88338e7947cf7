// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
)

// Account calls the operation of AWS Account Management that the provider needs,
// at the one endpoint of the partition.
type Account struct {
	credentials aws.CredentialsProvider // Nil for the defaults of the client.
	listRegions operation[account.ListRegionsInput, account.ListRegionsOutput, account.Options]
}

// ConfigService calls the operations of AWS Config that the provider needs. It is
// shared by all regions and accounts: a call names its region in its options.
type ConfigService struct {
	credentials           aws.CredentialsProvider // Nil for the defaults of the client.
	describeChannelStatus operation[configservice.DescribeDeliveryChannelStatusInput, configservice.DescribeDeliveryChannelStatusOutput, configservice.Options]
	describeChannels      operation[configservice.DescribeDeliveryChannelsInput, configservice.DescribeDeliveryChannelsOutput, configservice.Options]
	describeRecorders     operation[configservice.DescribeConfigurationRecordersInput, configservice.DescribeConfigurationRecordersOutput, configservice.Options]
	describeStatus        operation[configservice.DescribeConfigurationRecorderStatusInput, configservice.DescribeConfigurationRecorderStatusOutput, configservice.Options]
	listRecorders         operation[configservice.ListConfigurationRecordersInput, configservice.ListConfigurationRecordersOutput, configservice.Options]
}

// Organizations calls the operation of AWS Organizations that the provider needs, at the
// one endpoint of the partition.
type Organizations struct {
	listAccounts operation[organizations.ListAccountsInput, organizations.ListAccountsOutput, organizations.Options]
}

// operation is a method of a client of the SDK. The clients themselves are never the
// value of an interface: because go-plugin calls methods by reflection, the linker would
// then keep all methods, which are more than a hundred for AWS Config.
type operation[In, Out, Options any] func(context.Context, *In, ...func(*Options)) (*Out, error)

func newAccount(client *account.Client) Account {
	return Account{listRegions: client.ListRegions}
}

func newOrganizations(client *organizations.Client) Organizations {
	return Organizations{listAccounts: client.ListAccounts}
}

func newConfigService(client *configservice.Client) ConfigService {
	return ConfigService{
		describeChannelStatus: client.DescribeDeliveryChannelStatus,
		describeChannels:      client.DescribeDeliveryChannels,
		describeRecorders:     client.DescribeConfigurationRecorders,
		describeStatus:        client.DescribeConfigurationRecorderStatus,
		listRecorders:         client.ListConfigurationRecorders,
	}
}

func (a Account) sign(o *account.Options) {
	if a.credentials != nil {
		o.Credentials = a.credentials
	}
}

// ListRegions lists the regions of the account.
func (a Account) ListRegions(ctx context.Context, in *account.ListRegionsInput, options ...func(*account.Options)) (*account.ListRegionsOutput, error) {
	return a.listRegions(ctx, in, append(options, a.sign)...)
}

func (c ConfigService) sign(o *configservice.Options) {
	if c.credentials != nil {
		o.Credentials = c.credentials
	}
}

// DescribeConfigurationRecorders reads the configurations of recorders.
func (c ConfigService) DescribeConfigurationRecorders(ctx context.Context, in *configservice.DescribeConfigurationRecordersInput, options ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecordersOutput, error) {
	return c.describeRecorders(ctx, in, append(options, c.sign)...)
}

// DescribeConfigurationRecorderStatus reads the status of recorders.
func (c ConfigService) DescribeConfigurationRecorderStatus(ctx context.Context, in *configservice.DescribeConfigurationRecorderStatusInput, options ...func(*configservice.Options)) (*configservice.DescribeConfigurationRecorderStatusOutput, error) {
	return c.describeStatus(ctx, in, append(options, c.sign)...)
}

// DescribeDeliveryChannels reads delivery channels.
func (c ConfigService) DescribeDeliveryChannels(ctx context.Context, in *configservice.DescribeDeliveryChannelsInput, options ...func(*configservice.Options)) (*configservice.DescribeDeliveryChannelsOutput, error) {
	return c.describeChannels(ctx, in, append(options, c.sign)...)
}

// DescribeDeliveryChannelStatus reads the statuses of delivery channels.
func (c ConfigService) DescribeDeliveryChannelStatus(ctx context.Context, in *configservice.DescribeDeliveryChannelStatusInput, options ...func(*configservice.Options)) (*configservice.DescribeDeliveryChannelStatusOutput, error) {
	return c.describeChannelStatus(ctx, in, append(options, c.sign)...)
}

// ListConfigurationRecorders lists recorders, service-linked ones included.
func (c ConfigService) ListConfigurationRecorders(ctx context.Context, in *configservice.ListConfigurationRecordersInput, options ...func(*configservice.Options)) (*configservice.ListConfigurationRecordersOutput, error) {
	return c.listRecorders(ctx, in, append(options, c.sign)...)
}

// ListAccounts lists the accounts of the organization.
func (o Organizations) ListAccounts(ctx context.Context, in *organizations.ListAccountsInput, options ...func(*organizations.Options)) (*organizations.ListAccountsOutput, error) {
	return o.listAccounts(ctx, in, options...)
}
