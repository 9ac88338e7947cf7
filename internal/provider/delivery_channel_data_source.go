// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// NewDeliveryChannelDataSource returns the data source awsconfig_delivery_channel.
func NewDeliveryChannelDataSource() datasource.DataSource {
	return &dataSource[deliveryChannelModel, *deliveryChannelModel]{
		name: "delivery_channel",
		schema: func(ctx context.Context) schema.Schema {
			attributes := channelAttributes()
			maps.Copy(attributes, channelSelectorAttributes())
			return schema.Schema{
				MarkdownDescription: "Reads one AWS Config delivery channel: where AWS Config delivers. " +
					callsOperation("DescribeDeliveryChannels") + " A delivery channel that does not exist is an error.",
				Attributes: attributes,
				Blocks:     timeoutBlocks(ctx, timeoutDescription),
			}
		},
	}
}

const channelsName = "awsconfig_delivery_channels"

type deliveryChannelModel struct {
	channelModel
	timeoutModel
}

func (m *deliveryChannelModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	found, diags := readOne(ctx, s, limit, singularRead[channel.Channel]{
		attempted: subject{attempt: fmt.Sprintf("Reading %s", m.selector()), unable: unableToReadChannel, timeout: timedOutReadingChannel},
		place:     m.place(),
		read: func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) (*channel.Channel, error) {
			return channel.ReadChannel(ctx, client, place, m.selector())
		},
		explain: m.channelDiagnostic(channelsName),
	})
	if !diags.HasError() {
		m.channelModel = newChannelModel(*found)
	}
	return diags
}

const (
	unableToReadChannel    = "Unable to Read the Delivery Channel"
	timedOutReadingChannel = "Timed Out Reading the Delivery Channel"
)
