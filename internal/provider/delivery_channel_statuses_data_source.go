// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
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

// NewDeliveryChannelStatusesDataSource returns the data source
// awsconfig_delivery_channel_statuses.
func NewDeliveryChannelStatusesDataSource() datasource.DataSource {
	return &dataSource[deliveryChannelStatusesModel, *deliveryChannelStatusesModel]{
		name: "delivery_channel_statuses",
		schema: func(ctx context.Context) schema.Schema {
			return pluralSchema(ctx,
				"Reads the status of AWS Config delivery channels in any number of accounts and regions concurrently: whether AWS Config delivers what it records. "+
					"A region without a delivery channel is not an error: it has no element in `statuses`, and is listed in `not_delivering`. "+
					"The read needs the IAM action `config:DescribeDeliveryChannelStatus`. It also needs "+placesPermissions,
				map[string]schema.Attribute{
					"name": channelNameAttribute(" With `name`, `not_delivering` lists the places where the delivery channel of that name does not deliver."),
					"not_delivering": problemsAttribute("The places where AWS Config does not deliver. A place delivers if the status of its last configuration history is `Success` and neither the last snapshot nor the stream failed.",
						"`NoDeliveryChannel`, `Failing`, `NothingDelivered`"),
					"statuses": listAttribute("The statuses, sorted by account, region and name", "awsconfig_delivery_channel_status", channelStatusType()),
				})
		},
	}
}

type deliveryChannelStatusesModel struct {
	pluralModel
	Name          types.String `tfsdk:"name"`
	NotDelivering types.List   `tfsdk:"not_delivering"`
	Statuses      types.List   `tfsdk:"statuses"`
}

func (m *deliveryChannelStatusesModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	attempted := channelSubject(m.Name, subject{attempt: "Reading the statuses of the delivery channels", unable: unableToReadChannelStatus, timeout: timedOutReadingChannelStatus})
	reports, diags := readPlaces(ctx, &m.pluralModel, s, limit, attempted, channel.Status.Account, func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) ([]channel.Status, error) {
		return channel.ReadStatuses(ctx, client, place, channel.Selector{Name: m.Name.ValueString()})
	})
	m.NotDelivering = problems(reports, m.notDelivering)
	m.Statuses = elements(reports, channelStatusType(), func(_ awsapi.Place, status channel.Status) attr.Value {
		return newChannelStatusModel(status).object()
	})
	return diags
}

// notDelivering explains why a place is not delivering. It returns an empty reason if
// the place delivers.
func (m *deliveryChannelStatusesModel) notDelivering(place awsapi.Place, statuses []channel.Status) (reason, message string) {
	why, shown := channel.NotDelivering(statuses)
	name := awsapi.CleanText(strconv.Quote(aws.ToString(shown.Name)))
	switch {
	case why == channel.Delivering:
	case why == channel.NoDeliveryChannel && m.Name.ValueString() != "":
		message = fmt.Sprintf("AWS Config in %s has no delivery channel named %q.", place, m.Name.ValueString())
	case why == channel.NoDeliveryChannel:
		message = fmt.Sprintf("AWS Config in %s has no delivery channel.", place)
	case why == channel.NothingDelivered:
		message = fmt.Sprintf("The delivery channel %s in %s has not delivered any configuration history.", name, place)
	default:
		message = fmt.Sprintf("The delivery channel %s in %s fails to deliver %s.", name, place, awsapi.CleanText(strings.Join(shown.Failures(), " and ")))
	}
	return string(why), message
}
