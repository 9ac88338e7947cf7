// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// statusModel is the status of a recorder, as each object returns it.
type statusModel struct {
	recorderIdentityModel
	LastErrorCode        types.String `tfsdk:"last_error_code"`
	LastErrorMessage     types.String `tfsdk:"last_error_message"`
	LastStartTime        types.String `tfsdk:"last_start_time"`
	LastStatus           types.String `tfsdk:"last_status"`
	LastStatusChangeTime types.String `tfsdk:"last_status_change_time"`
	LastStopTime         types.String `tfsdk:"last_stop_time"`
	Recording            types.Bool   `tfsdk:"recording"`
}

func newStatusModel(status recorder.Status) statusModel {
	return statusModel{
		recorderIdentityModel: recorderIdentityModel{
			AccountID:        stringOrNull(status.AccountID),
			ARN:              types.StringPointerValue(status.ARN),
			Name:             types.StringPointerValue(status.Name),
			Region:           types.StringValue(status.Region),
			ServicePrincipal: types.StringPointerValue(status.ServicePrincipal),
		},
		LastErrorCode:        types.StringPointerValue(status.LastErrorCode),
		LastErrorMessage:     types.StringPointerValue(status.LastErrorMessage),
		LastStartTime:        timeValue(status.LastStartTime),
		LastStatus:           types.StringPointerValue(status.LastStatus),
		LastStatusChangeTime: timeValue(status.LastStatusChangeTime),
		LastStopTime:         timeValue(status.LastStopTime),
		Recording:            types.BoolValue(status.Recording),
	}
}

// object is the model as an element of a list. The framework would make it from the
// model by reflection, and compile a regular expression for each field of each one.
func (m statusModel) object() attr.Value {
	return types.ObjectValueMust(statusType().AttrTypes, map[string]attr.Value{
		"account_id":              m.AccountID,
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

// statusAttributes describes a status that is only returned.
func statusAttributes() map[string]schema.Attribute {
	attributes := recorderIdentityAttributes()
	maps.Copy(attributes, map[string]schema.Attribute{
		"last_error_code":    computedString("The error code of the last failure of the recorder, or null if AWS sent none."),
		"last_error_message": computedString("The message of the last failure of the recorder, or null if AWS sent none."),
		"last_start_time":    computedString("When the recorder was last started, in RFC 3339, UTC, with milliseconds, or null if AWS sent none."),
		"last_status": computedString("The status of the last recording event: `Pending`, `Success`, `Failure` or `NotApplicable`, or null if AWS sent none, as for a recorder that was never started. " +
			"AWS documents `Success` but sends `SUCCESS`; the provider uses the documented spelling, so that you can write conditions from the documentation. " +
			"Other values are passed on as AWS sent them. " +
			"A stopped recorder keeps its last status: to find out whether AWS Config records, check `recording`, too."),
		"last_status_change_time": computedString("When the status last changed, in RFC 3339, UTC, with milliseconds, or null if AWS sent none."),
		"last_stop_time":          computedString("When the recorder was last stopped, in RFC 3339, UTC, with milliseconds, or null if AWS sent none."),
		"recording":               schema.BoolAttribute{MarkdownDescription: "Whether the recorder is recording.", Computed: true},
	})
	return attributes
}

func computedString(description string) schema.Attribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

// stringOrNull is null for the empty string.
func stringOrNull(value string) types.String {
	if value == "" {
		return types.StringNull()
	}
	return types.StringValue(value)
}

// timeValue writes a time with exactly three decimals, so that times can be compared as
// strings.
func timeValue(t *time.Time) types.String {
	if t == nil {
		return types.StringNull()
	}
	return types.StringValue(t.UTC().Format("2006-01-02T15:04:05.000Z"))
}

// oneStatusModel is what the data source and the ephemeral resource
// awsconfig_configuration_recorder_status both take and return.
type oneStatusModel struct {
	statusModel
	WaitFor types.Object `tfsdk:"wait_for"`
}

// oneStatusDescription ends the description of both objects.
const oneStatusDescription = "It calls " +
	"[DescribeConfigurationRecorderStatus](https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html), " +
	"which needs the IAM action `config:DescribeConfigurationRecorderStatus`. " +
	recorderSelectorDescription + " A recorder that does not exist is an error, unless `wait_for` waits for it."

const waitingTimeoutDescription = "How long the read may take, including retries and the wait of `wait_for`, as a duration such as `30s` or `5m`. A wait ends one second earlier, so with `1s` or less there is one read. The default is `2m`."

// oneStatusAttributes describes oneStatusModel.
func oneStatusAttributes() map[string]schema.Attribute {
	attributes := statusAttributes()
	maps.Copy(attributes, recorderSelectorAttributes(statusesName))
	attributes["wait_for"] = waitForAttribute()
	return attributes
}

// validate rejects what no single argument shows to be wrong.
func (m *oneStatusModel) validate(ctx context.Context) diag.Diagnostics {
	diags := m.recorderIdentityModel.validate()
	if waitFor := newWaitForModel(ctx, m.WaitFor, &diags); waitFor != nil {
		// Terraform shows the line of a top-level argument, but not that of one in it.
		if err := waitFor.validate(); err != nil {
			diags.AddAttributeError(path.Root("wait_for"), "Invalid Status to Wait For", sentence(err))
		}
	}
	return diags
}

// read sets the model to the status of the selected recorder.
func (m *oneStatusModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	place, diags := m.place(s.Clients)
	waitFor := newWaitForModel(ctx, m.WaitFor, &diags)
	var expected recorder.Expectation
	if waitFor != nil {
		expected = waitFor.expectation(ctx, &diags)
	}
	if diags.HasError() {
		return diags
	}

	ctx, cancel := context.WithTimeout(ctx, limit.duration)
	defer cancel()
	var status *recorder.Status
	client, err := s.Clients.Of(ctx, place.AccountID)
	switch {
	case err != nil:
	case waitFor == nil:
		status, err = recorder.ReadStatus(ctx, client.ConfigService, place, m.selector())
	default:
		status, err = recorder.WaitForStatus(ctx, client.ConfigService, place, m.selector(), expected)
	}
	if err == nil {
		m.statusModel = newStatusModel(*status)
		return diags
	}

	attempted := m.recorderSubject(subject{
		attempt: fmt.Sprintf("Reading the status of %s", m.selector()),
		unable:  unableToReadStatus,
		timeout: timedOutReadingStatus,
		places:  []awsapi.Place{place},
		limit:   limit,
	})
	var notReached *recorder.StatusNotReachedError
	if errors.As(err, &notReached) {
		diags.Append(m.statusNotReached(attempted, notReached))
	} else {
		diags.Append(m.recorderDiagnostic(attempted.before(err), statusesName, err))
	}
	return diags
}

const (
	statusesName          = "awsconfig_configuration_recorder_statuses"
	unableToReadStatus    = "Unable to Read the Configuration Recorder Status"
	timedOutReadingStatus = "Timed Out Reading the Configuration Recorder Status"
)
