// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// NewDeliveryChannelsDataSource returns the data source awsconfig_delivery_channels.
func NewDeliveryChannelsDataSource() datasource.DataSource {
	return &dataSource[deliveryChannelsModel, *deliveryChannelsModel]{
		name: "delivery_channels",
		schema: func(ctx context.Context) schema.Schema {
			return pluralSchema(ctx,
				"Reads AWS Config delivery channels in any number of accounts and regions concurrently: where AWS Config delivers. "+
					"A region without a delivery channel is not an error: it has no element in `delivery_channels`. "+
					"The read needs the IAM action `config:DescribeDeliveryChannels`. It also needs "+placesPermissions,
				map[string]schema.Attribute{
					"delivery_channels": listAttribute("The delivery channels, sorted by account, region and name", "awsconfig_delivery_channel", channelType()),
					"name":              channelNameAttribute(""),
				})
		},
	}
}

type deliveryChannelsModel struct {
	pluralModel
	DeliveryChannels types.List   `tfsdk:"delivery_channels"`
	Name             types.String `tfsdk:"name"`
}

func (m *deliveryChannelsModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	attempted := channelSubject(m.Name, subject{attempt: "Reading the delivery channels", unable: unableToReadChannel, timeout: timedOutReadingChannel})
	reports, diags := readPlaces(ctx, &m.pluralModel, s, limit, attempted, channel.Channel.Account, func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) ([]channel.Channel, error) {
		return channel.ReadChannels(ctx, client, place, channel.Selector{Name: m.Name.ValueString()})
	})
	m.DeliveryChannels = elements(reports, channelType(), func(_ awsapi.Place, found channel.Channel) attr.Value {
		return newChannelModel(found).object()
	})
	return diags
}
