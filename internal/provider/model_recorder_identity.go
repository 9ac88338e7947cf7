// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
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
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// recorderIdentityModel identifies a recorder. The members are also arguments of
// singular objects.
type recorderIdentityModel struct {
	AccountID        types.String `tfsdk:"account_id"`
	ARN              types.String `tfsdk:"arn"`
	Name             types.String `tfsdk:"name"`
	Region           types.String `tfsdk:"region"`
	ServicePrincipal types.String `tfsdk:"service_principal"`
}

func newRecorderIdentityModel(in recorder.Identity) recorderIdentityModel {
	return recorderIdentityModel{
		AccountID:        stringOrNull(in.AccountID),
		ARN:              types.StringPointerValue(in.ARN),
		Name:             types.StringPointerValue(in.Name),
		Region:           types.StringValue(in.Region),
		ServicePrincipal: types.StringPointerValue(in.ServicePrincipal),
	}
}

// object adds the identity to the other members of an element of a list.
func (m recorderIdentityModel) object(kind types.ObjectType, members map[string]attr.Value) attr.Value {
	members["account_id"] = m.AccountID
	members["arn"] = m.ARN
	members["name"] = m.Name
	members["region"] = m.Region
	members["service_principal"] = m.ServicePrincipal
	return types.ObjectValueMust(kind.AttrTypes, members)
}

// recorderIdentityAttributes returns the attributes of an identity, all of them
// computed.
func recorderIdentityAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"account_id":        computedString("The ID of the AWS account of the recorder, or null if neither its ARN nor the credentials contain it."),
		"arn":               computedString("The ARN of the recorder."),
		"name":              computedString("The name of the recorder."),
		"region":            computedString("The AWS Region of the recorder."),
		"service_principal": computedString("The service principal of the AWS service that a service-linked recorder belongs to, or null for a customer managed recorder."),
	}
}

// recorderSelectorDescription ends the description of an object that takes the identity
// as arguments.
const recorderSelectorDescription = "To select the recorder, set one of `name`, `arn` and `service_principal`. By default, the provider reads the customer managed recorder."

// recorderSelectorAttributes returns the attributes of an identity that are also
// arguments. The descriptions refer to the plural object for selectors that match
// several recorders.
func recorderSelectorAttributes(plural string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"account_id": accountToRead("It is null if you do not set it and neither the ARN of the recorder, nor the provider's credentials, nor a call of AWS STS reveals the account ID."),
		"arn": schema.StringAttribute{
			MarkdownDescription: "The ARN of the recorder. As an argument, it selects the recorder and the region to read. If you also set `region` or `account_id`, they must match the ARN. " +
				"If the provider has an `account_role`, the ARN also selects the account to read.",
			Optional:   true,
			Computed:   true,
			Validators: []validator.String{validString{"Configuration Recorder ARN", recorder.ValidateARN}},
		},
		"name": schema.StringAttribute{
			MarkdownDescription: "The name of the recorder. As an argument, it selects the recorder.",
			Optional:            true,
			Computed:            true,
			Validators:          []validator.String{validString{"Configuration Recorder Name", recorder.ValidateName}},
		},
		"region": regionToRead("The default is the region of `arn`, then that of the provider."),
		"service_principal": schema.StringAttribute{
			MarkdownDescription: "The service principal of the AWS service that a service-linked recorder belongs to, or null for a customer managed recorder. " +
				"As an argument, such as `securityhub.amazonaws.com`, it selects the recorder. If a service has several recorders, select one by `arn`, " +
				"or read all of them with `" + plural + "`.",
			Optional:   true,
			Computed:   true,
			Validators: []validator.String{validString{"Service Principal", recorder.ValidateServicePrincipal}},
		},
	}
}

// validate rejects selectors that conflict.
func (m recorderIdentityModel) validate() diag.Diagnostics {
	var (
		diags diag.Diagnostics
		set   []string
	)
	for _, argument := range []struct {
		name  string
		value types.String
	}{{"name", m.Name}, {"arn", m.ARN}, {"service_principal", m.ServicePrincipal}} {
		if !argument.value.IsNull() && !argument.value.IsUnknown() {
			set = append(set, argument.name)
		}
	}
	if len(set) > 1 {
		diags.AddAttributeError(path.Root(set[1]), "Conflicting Configuration Recorder Selectors",
			fmt.Sprintf("The arguments %s are set together, but at most one of them selects the recorder. "+
				"Keep one of them, or none for the customer managed recorder.", enumeration(set)))
	}
	if !m.Region.IsNull() && !m.Region.IsUnknown() {
		if err := recorder.ValidateRegionOfARN(m.ARN.ValueString(), m.Region.ValueString()); err != nil {
			diags.AddAttributeError(path.Root("region"), "Conflicting AWS Region", sentence(err))
		}
	}
	if !m.AccountID.IsNull() && !m.AccountID.IsUnknown() {
		if err := recorder.ValidateAccountOfARN(m.ARN.ValueString(), m.AccountID.ValueString()); err != nil {
			diags.AddAttributeError(path.Root("account_id"), "Conflicting AWS Account", sentence(err))
		}
	}
	return diags
}

func (m recorderIdentityModel) selector() recorder.Selector {
	return recorder.Selector{Name: m.Name.ValueString(), ARN: m.ARN.ValueString(), ServicePrincipal: m.ServicePrincipal.ValueString()}
}

// place returns the place to read. Without account_role, it ignores the account in the
// ARN: AWS itself rejects the ARN of another account, which saves a request.
func (m recorderIdentityModel) place(clients *awsclient.Clients) awsapi.Place {
	ofARN := recorder.PlaceOfARN(m.ARN.ValueString())
	if !clients.AssumesRoles() {
		ofARN.AccountID = ""
	}
	return awsapi.Place{
		AccountID: cmp.Or(m.AccountID.ValueString(), ofARN.AccountID),
		Region:    cmp.Or(m.Region.ValueString(), ofARN.Region),
	}
}

// recorderSubject adds to a subject what all reads of the selected recorder share.
func (m recorderIdentityModel) recorderSubject(s subject) subject {
	s.service = awsConfig
	switch {
	case !m.Name.IsNull():
		s.selector, s.invalid = path.Root("name"), "Check the name."
	case !m.ARN.IsNull():
		s.selector, s.invalid = path.Root("arn"), "Check that the ARN is that of a recorder in the account that is read."
	case !m.ServicePrincipal.IsNull():
		s.selector, s.invalid = path.Root("service_principal"), "Check that the service principal is that of an AWS service that has a configuration recorder."
	}
	return s
}

// recorderDiagnostic reports why a recorder was not read. It refers to the plural object
// for several recorders.
func (m recorderIdentityModel) recorderDiagnostic(plural string) func(subject, error) diag.Diagnostic {
	return func(s subject, err error) diag.Diagnostic {
		var (
			multiple *recorder.MultipleFoundError
			notFound *recorder.NotFoundError
		)
		s = m.recorderSubject(s).before(err)
		switch {
		case errors.As(err, &notFound):
			return diagnosticAt(s.blame(), "Configuration Recorder Not Found", withOriginal(m.notFound(s.places[0], plural), notFound.Err))
		case errors.As(err, &multiple):
			return diagnosticAt(s.blame(), "Multiple Configuration Recorders Found", withOriginal(
				fmt.Sprintf("%s found several recorders instead of one:\n%s\nSelect one of them by its ARN, or read all of them with %s.", s.where(), bullets(multiple.Found), plural), err))
		default:
			return s.diagnostic(err)
		}
	}
}

func (m recorderIdentityModel) notFound(place awsapi.Place, plural string) string {
	if m.selector() == (recorder.Selector{}) {
		return fmt.Sprintf("AWS Config in %s has no customer managed configuration recorder, so it records nothing for you there. "+
			"Create a recorder and start it, set region to a region that has one, or, for a recorder that belongs to an AWS service, select it by service_principal or arn. "+
			"To read places without recorders, use %s.", place, plural)
	}
	detail := fmt.Sprintf("AWS Config in %s does not have %s. Check the spelling, the region and the account.", place, m.selector())
	if !m.Name.IsNull() {
		detail += " To read the customer managed recorder, whatever its name is, remove the argument name."
	}
	return fmt.Sprintf("%s To read places without the recorder, use %s.", detail, plural)
}

// bullets lists recorders by what can select them, one per line.
func bullets(recorders []recorder.Identity) string {
	var list strings.Builder
	for _, found := range recorders {
		fmt.Fprintf(&list, "  - %s", awsapi.CleanText(aws.ToString(found.Name)))
		if found.ARN != nil {
			fmt.Fprintf(&list, ", %s", awsapi.CleanText(*found.ARN))
		}
		list.WriteString("\n")
	}
	return list.String()
}
