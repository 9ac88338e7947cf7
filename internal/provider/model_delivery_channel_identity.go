// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
)

// channelIdentityModel identifies a delivery channel. The members are also arguments of
// singular objects.
type channelIdentityModel struct {
	AccountID types.String `tfsdk:"account_id"`
	Name      types.String `tfsdk:"name"`
	Region    types.String `tfsdk:"region"`
}

func newChannelIdentityModel(in channel.Identity) channelIdentityModel {
	return channelIdentityModel{
		AccountID: stringOrNull(in.AccountID),
		Name:      types.StringPointerValue(in.Name),
		Region:    types.StringValue(in.Region),
	}
}

// object adds the identity to the other members of an element of a list.
func (m channelIdentityModel) object(kind types.ObjectType, members map[string]attr.Value) attr.Value {
	members["account_id"], members["name"], members["region"] = m.AccountID, m.Name, m.Region
	return types.ObjectValueMust(kind.AttrTypes, members)
}

// channelIdentityAttributes returns the attributes of an identity, all of them computed.
func channelIdentityAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"account_id": computedString("The ID of the AWS account of the delivery channel, or null if the credentials do not contain it."),
		"name":       computedString("The name of the delivery channel."),
		"region":     computedString("The AWS Region of the delivery channel."),
	}
}

// channelSelectorAttributes returns the attributes of an identity that are also
// arguments.
func channelSelectorAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"account_id": accountToRead("It is null if you do not set it and neither the provider's credentials nor a call of AWS STS reveals the account ID."),
		"name": schema.StringAttribute{
			MarkdownDescription: "The name of the delivery channel. As an argument, it selects the delivery channel. By default, the provider reads the delivery channel of the region.",
			Optional:            true,
			Computed:            true,
			Validators:          []validator.String{validString{"Delivery Channel Name", channel.ValidateName}},
		},
		"region": regionToRead("The default is that of the provider."),
	}
}

func (m channelIdentityModel) selector() channel.Selector {
	return channel.Selector{Name: m.Name.ValueString()}
}

// place returns the place to read.
func (m channelIdentityModel) place() awsapi.Place {
	return awsapi.Place{AccountID: m.AccountID.ValueString(), Region: m.Region.ValueString()}
}

// channelDiagnostic reports why a delivery channel was not read. It refers to the plural
// object for several delivery channels.
func (m channelIdentityModel) channelDiagnostic(plural string) func(subject, error) diag.Diagnostic {
	return func(s subject, err error) diag.Diagnostic {
		var (
			multiple *channel.MultipleFoundError
			notFound *channel.NotFoundError
		)
		s = channelSubject(m.Name, s).before(err)
		switch {
		case errors.As(err, &notFound) && m.Name.IsNull():
			return diagnosticAt(s.blame(), "Delivery Channel Not Found", withOriginal(fmt.Sprintf(
				"AWS Config in %s has no delivery channel, so it delivers nothing there. Create a delivery channel, or set region to a region that has one. To read places without delivery channels, use %s.", s.places[0], plural), notFound.Err))
		case errors.As(err, &notFound):
			return diagnosticAt(s.blame(), "Delivery Channel Not Found", withOriginal(fmt.Sprintf(
				"AWS Config in %s does not have %s. Check the spelling, the region and the account. To read the delivery channel of the region, whatever its name is, remove the argument name. To read places that do not have this delivery channel, use %s.", s.places[0], m.selector(), plural), notFound.Err))
		case errors.As(err, &multiple):
			var names []string
			for _, found := range multiple.Found {
				names = append(names, awsapi.CleanText(aws.ToString(found.Name)))
			}
			return diagnosticAt(s.blame(), "Multiple Delivery Channels Found", withOriginal(fmt.Sprintf(
				"%s found several delivery channels instead of one: %s. Select one of them by its name, or read all of them with %s.", s.where(), strings.Join(names, ", "), plural), err))
		default:
			return s.diagnostic(err)
		}
	}
}

// channelSubject adds to a subject what all reads of delivery channels share.
func channelSubject(name types.String, s subject) subject {
	s.service = awsConfig
	if !name.IsNull() {
		s.selector, s.invalid = path.Root("name"), "Check the name."
	}
	return s
}

// channelNameAttribute returns the argument name of a plural data source. It appends
// more to the description.
func channelNameAttribute(more string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "Read only the delivery channel with this name in each place." + more,
		Optional:            true,
		Validators:          []validator.String{validString{"Delivery Channel Name", channel.ValidateName}},
	}
}
