// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
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
		recorderIdentityModel: newRecorderIdentityModel(status.Identity),
		LastErrorCode:         types.StringPointerValue(status.LastErrorCode),
		LastErrorMessage:      types.StringPointerValue(status.LastErrorMessage),
		LastStartTime:         timeValue(status.LastStartTime),
		LastStatus:            types.StringPointerValue(status.LastStatus),
		LastStatusChangeTime:  timeValue(status.LastStatusChangeTime),
		LastStopTime:          timeValue(status.LastStopTime),
		Recording:             types.BoolValue(status.Recording),
	}
}

// object returns the model as an element of a list.
func (m statusModel) object() attr.Value {
	return m.recorderIdentityModel.object(statusType(), map[string]attr.Value{
		"last_error_code":         m.LastErrorCode,
		"last_error_message":      m.LastErrorMessage,
		"last_start_time":         m.LastStartTime,
		"last_status":             m.LastStatus,
		"last_status_change_time": m.LastStatusChangeTime,
		"last_stop_time":          m.LastStopTime,
		"recording":               m.Recording,
	})
}

// statusType is the type of an object of statusAttributes.
var statusType = sync.OnceValue(func() types.ObjectType { return objectTypeOf(statusAttributes()) })

// statusAttributes returns the attributes of a status, all of them computed.
func statusAttributes() map[string]schema.Attribute {
	attributes := recorderIdentityAttributes()
	maps.Copy(attributes, map[string]schema.Attribute{
		"last_error_code":    computedString("The error code of the last failure of the recorder, or null if AWS sent none."),
		"last_error_message": computedString("The message of the last failure of the recorder, or null if AWS sent none."),
		"last_start_time":    computedString("When the recorder was last started, in RFC 3339, UTC, with milliseconds, or null if AWS sent none."),
		"last_status": computedString("The status of the last recording event: `Pending`, `Success`, `Failure` or `NotApplicable`, or null if AWS sent none, as for a recorder that was never started. " +
			"AWS documents `Success` but sends `SUCCESS`; the provider returns the documented spelling. " +
			"Values that AWS does not document are returned as AWS sent them. " +
			"A stopped recorder keeps its last status: to find out whether AWS Config records, also check `recording`."),
		"last_status_change_time": computedString("When the status last changed, in RFC 3339, UTC, with milliseconds, or null if AWS sent none."),
		"last_stop_time":          computedString("When the recorder was last stopped, in RFC 3339, UTC, with milliseconds, or null if AWS sent none."),
		"recording":               computedBool("Whether the recorder is recording."),
	})
	return attributes
}

// oneStatusModel contains the arguments and attributes that the data source and the
// ephemeral resource awsconfig_configuration_recorder_status share.
type oneStatusModel struct {
	statusModel
	WaitFor types.Object `tfsdk:"wait_for"`
}

// oneStatusDescription returns the end of the description of both objects.
func oneStatusDescription() string {
	return callsOperation("DescribeConfigurationRecorderStatus") + " " + recorderSelectorDescription + " A recorder that does not exist is an error, unless `wait_for` waits for it."
}

const waitingTimeoutDescription = "How long the read may take, including retries and the wait of `wait_for`, as a duration such as `30s` or `5m`. With `wait_for`, the last read starts one second before this limit, so with `1s` or less there is only one read. The default is `2m`."

// oneStatusAttributes describes oneStatusModel.
func oneStatusAttributes() map[string]schema.Attribute {
	attributes := statusAttributes()
	maps.Copy(attributes, recorderSelectorAttributes(statusesName))
	return attributes
}

// validate rejects invalid combinations of arguments.
func (m *oneStatusModel) validate(ctx context.Context) diag.Diagnostics {
	diags := m.recorderIdentityModel.validate()
	if waitFor := newWaitForModel(ctx, m.WaitFor, &diags); waitFor != nil {
		if argument, err := waitFor.validate(); err != nil {
			diags.AddAttributeError(argument, "Invalid Status to Wait For", sentence(err))
		}
	}
	return diags
}

// read sets the model to the status of the selected recorder.
func (m *oneStatusModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	var (
		diags    diag.Diagnostics
		expected recorder.Expectation
	)
	waitFor := newWaitForModel(ctx, m.WaitFor, &diags)
	if waitFor != nil {
		expected = waitFor.expectation(ctx, &diags)
	}
	if diags.HasError() {
		return diags
	}
	status, readDiags := readOne(ctx, s, limit, singularRead[recorder.Status]{
		attempted: subject{attempt: fmt.Sprintf("Reading the status of %s", m.selector()), unable: unableToReadStatus, timeout: timedOutReadingStatus},
		place:     m.place(s.Clients),
		read: func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) (*recorder.Status, error) {
			if waitFor == nil {
				return recorder.ReadStatus(ctx, client, place, m.selector())
			}
			return recorder.WaitForStatus(ctx, client, place, m.selector(), expected)
		},
		explain: func(attempted subject, err error) diag.Diagnostic {
			var notReached *recorder.StatusNotReachedError
			if errors.As(err, &notReached) {
				return m.statusNotReached(m.recorderSubject(attempted), notReached)
			}
			return m.recorderDiagnostic(statusesName)(attempted, err)
		},
	})
	if diags.Append(readDiags...); !diags.HasError() {
		m.statusModel = newStatusModel(*status)
	}
	return diags
}

const (
	statusesName          = "awsconfig_configuration_recorder_statuses"
	unableToReadStatus    = "Unable to Read the Configuration Recorder Status"
	timedOutReadingStatus = "Timed Out Reading the Configuration Recorder Status"
)
