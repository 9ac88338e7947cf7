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

// NewDeliveryChannelStatusDataSource returns the data source awsconfig_delivery_channel_status.
func NewDeliveryChannelStatusDataSource() datasource.DataSource {
	return &dataSource[deliveryChannelStatusModel, *deliveryChannelStatusModel]{
		name: "delivery_channel_status",
		schema: func(ctx context.Context) schema.Schema {
			attributes := channelStatusAttributes()
			maps.Copy(attributes, channelSelectorAttributes())
			return schema.Schema{
				MarkdownDescription: "Reads the status of one AWS Config delivery channel: whether AWS Config delivers what it records. " +
					callsOperation("DescribeDeliveryChannelStatus") + " A delivery channel that does not exist is an error.",
				Attributes: attributes,
				Blocks:     timeoutBlocks(ctx, timeoutDescription),
			}
		},
	}
}

const channelStatusesName = "awsconfig_delivery_channel_statuses"

type deliveryChannelStatusModel struct {
	channelStatusModel
	timeoutModel
}

func (m *deliveryChannelStatusModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	found, diags := readOne(ctx, s, limit, singularRead[channel.Status]{
		attempted: subject{attempt: fmt.Sprintf("Reading the status of %s", m.selector()), unable: unableToReadChannelStatus, timeout: timedOutReadingChannelStatus},
		place:     m.place(),
		read: func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) (*channel.Status, error) {
			return channel.ReadStatus(ctx, client, place, m.selector())
		},
		explain: m.channelDiagnostic(channelStatusesName),
	})
	if !diags.HasError() {
		m.channelStatusModel = newChannelStatusModel(*found)
	}
	return diags
}

const (
	unableToReadChannelStatus    = "Unable to Read the Delivery Channel Status"
	timedOutReadingChannelStatus = "Timed Out Reading the Delivery Channel Status"
)
