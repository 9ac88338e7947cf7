// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// statusModel is the status of a recorder, as each object returns it.
type statusModel struct {
	ARN                  types.String `tfsdk:"arn"`
	LastErrorCode        types.String `tfsdk:"last_error_code"`
	LastErrorMessage     types.String `tfsdk:"last_error_message"`
	LastStartTime        types.String `tfsdk:"last_start_time"`
	LastStatus           types.String `tfsdk:"last_status"`
	LastStatusChangeTime types.String `tfsdk:"last_status_change_time"`
	LastStopTime         types.String `tfsdk:"last_stop_time"`
	Name                 types.String `tfsdk:"name"`
	Recording            types.Bool   `tfsdk:"recording"`
	Region               types.String `tfsdk:"region"`
	ServicePrincipal     types.String `tfsdk:"service_principal"`
}

func newStatusModel(status recorder.Status) statusModel {
	return statusModel{
		ARN:                  types.StringPointerValue(status.ARN),
		LastErrorCode:        types.StringPointerValue(status.LastErrorCode),
		LastErrorMessage:     types.StringPointerValue(status.LastErrorMessage),
		LastStartTime:        timeValue(status.LastStartTime),
		LastStatus:           types.StringPointerValue(status.LastStatus),
		LastStatusChangeTime: timeValue(status.LastStatusChangeTime),
		LastStopTime:         timeValue(status.LastStopTime),
		Name:                 types.StringPointerValue(status.Name),
		Recording:            types.BoolValue(status.Recording),
		Region:               types.StringValue(status.Region),
		ServicePrincipal:     types.StringPointerValue(status.ServicePrincipal),
	}
}

// object is the model as an element of a list. The framework would make it from the
// model by reflection, and compile a regular expression for each field of each one.
func (m statusModel) object() types.Object {
	return types.ObjectValueMust(statusType().AttrTypes, map[string]attr.Value{
		"arn":                     m.ARN,
		"last_error_code":         m.LastErrorCode,
		"last_error_message":      m.LastErrorMessage,
		"last_start_time":         m.LastStartTime,
		"last_status":             m.LastStatus,
		"last_status_change_time": m.LastStatusChangeTime,
		"last_stop_time":          m.LastStopTime,
		"name":                    m.Name,
		"recording":               m.Recording,
		"region":                  m.Region,
		"service_principal":       m.ServicePrincipal,
	})
}

// statusType is the type of an object of statusAttributes.
var statusType = sync.OnceValue(func() types.ObjectType {
	attributes := map[string]attr.Type{}
	for name, attribute := range statusAttributes() {
		attributes[name] = attribute.GetType()
	}
	return types.ObjectType{AttrTypes: attributes}
})

// timeValue writes a time with exactly three decimals, so that times can be
// compared as strings.
func timeValue(t *time.Time) types.String {
	if t == nil {
		return types.StringNull()
	}
	return types.StringValue(t.UTC().Format("2006-01-02T15:04:05.000Z"))
}

// statusAttributes describes a status that is only returned.
func statusAttributes() map[string]schema.Attribute {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	return map[string]schema.Attribute{
		"arn":                text("The ARN of the recorder."),
		"last_error_code":    text("The error code of the last failure of the recorder, or null where AWS sent none."),
		"last_error_message": text("The message of the last failure of the recorder, or null where AWS sent none."),
		"last_start_time":    text("When the recorder was last started, in RFC 3339, UTC, with milliseconds, or null where AWS sent none."),
		"last_status": text("The status of the last recording event: `Pending`, `Success`, `Failure` or `NotApplicable`, or null where AWS sent none, as for a recorder that was never started. " +
			"AWS sends `SUCCESS` where it documents `Success`; the provider spells the status as documented, so that a condition can be written from the documentation. " +
			"A value that is not documented is passed on as AWS sent it. " +
			"A stopped recorder keeps its last status: to know whether AWS Config records, look at `recording` too."),
		"last_status_change_time": text("When the status last changed, in RFC 3339, UTC, with milliseconds, or null where AWS sent none."),
		"last_stop_time":          text("When the recorder was last stopped, in RFC 3339, UTC, with milliseconds, or null where AWS sent none."),
		"name":                    text("The name of the recorder."),
		"recording":               schema.BoolAttribute{MarkdownDescription: "Whether the recorder is recording.", Computed: true},
		"region":                  text("The AWS Region of the recorder."),
		"service_principal":       text("The service principal of the AWS service that a service-linked recorder belongs to, or null for a customer managed recorder."),
	}
}

// ephemeralAttributes describes in an ephemeral resource what a data source has.
func ephemeralAttributes(attributes map[string]schema.Attribute) map[string]ephemeralschema.Attribute {
	out := make(map[string]ephemeralschema.Attribute, len(attributes))
	for name, attribute := range attributes {
		switch attribute := attribute.(type) {
		case schema.BoolAttribute:
			out[name] = ephemeralschema.BoolAttribute(attribute)
		case schema.ListAttribute:
			out[name] = ephemeralschema.ListAttribute(attribute)
		case schema.StringAttribute:
			out[name] = ephemeralschema.StringAttribute(attribute)
		case schema.SingleNestedAttribute:
			out[name] = ephemeralschema.SingleNestedAttribute{
				Attributes:          ephemeralAttributes(attribute.Attributes),
				MarkdownDescription: attribute.MarkdownDescription,
				Optional:            attribute.Optional,
			}
		default:
			panic(fmt.Sprintf("%s: nobody needed a %T in an ephemeral resource yet", name, attribute))
		}
	}
	return out
}
