// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// NewConfigurationRecorderStatusesDataSource returns the data source
// awsconfig_configuration_recorder_statuses.
func NewConfigurationRecorderStatusesDataSource() datasource.DataSource {
	return &dataSource[configurationRecorderStatusesModel, *configurationRecorderStatusesModel]{
		name: "configuration_recorder_statuses",
		schema: func(ctx context.Context) schema.Schema {
			return pluralSchema(ctx,
				"Reads the status of AWS Config configuration recorders in any number of accounts and regions concurrently. "+
					"A region without a recorder is not an error: it has no element in `statuses`, and is listed in `not_recording`. "+
					recordersPermissions("config:DescribeConfigurationRecorderStatus"),
				recorderFilterAttributes(" With `name`, `not_recording` lists the places where the customer managed recorder of that name does not record."),
				map[string]schema.Attribute{
					"not_recording": problemsAttribute("The places where no customer managed recorder is recording.", "`NoRecorder`, `NeverStarted`, `Stopped`"),
					"statuses":      listAttribute("The statuses, sorted by account, region and name", "awsconfig_configuration_recorder_status", statusType()),
				})
		},
	}
}

type configurationRecorderStatusesModel struct {
	pluralModel
	recorderFilterModel
	NotRecording types.List `tfsdk:"not_recording"`
	Statuses     types.List `tfsdk:"statuses"`
}

func (m *configurationRecorderStatusesModel) read(ctx context.Context, s *survey.Survey, limit timeLimit) diag.Diagnostics {
	attempted := m.subject(subject{
		attempt: "Reading the statuses of the configuration recorders",
		unable:  unableToReadStatus,
		timeout: timedOutReadingStatus,
	})
	reports, diags := readPlaces(ctx, &m.pluralModel, s, limit, attempted, recorder.Status.Account, func(ctx context.Context, client awsclient.ConfigService, place awsapi.Place) ([]recorder.Status, error) {
		return recorder.ReadStatuses(ctx, client, place, m.filter())
	})
	m.NotRecording = problems(reports, m.notRecording)
	m.Statuses = elements(reports, statusType(), func(place awsapi.Place, status recorder.Status) attr.Value {
		status.AccountID = cmp.Or(status.AccountID, place.AccountID)
		return newStatusModel(status).object()
	})
	return diags
}

// notRecording explains why a place is not recording. It returns an empty reason if the
// place is recording.
func (m *configurationRecorderStatusesModel) notRecording(place awsapi.Place, statuses []recorder.Status) (reason, message string) {
	why, shown := recorder.NotRecording(statuses)
	name := awsapi.CleanText(strconv.Quote(aws.ToString(shown.Name)))
	switch {
	case why == recorder.Recording:
	case why == recorder.NoRecorder && m.Name.ValueString() != "":
		message = fmt.Sprintf("AWS Config in %s has no customer managed configuration recorder named %q.", place, m.Name.ValueString())
	case why == recorder.NoRecorder:
		message = fmt.Sprintf("AWS Config in %s has no customer managed configuration recorder.", place)
	case why == recorder.NeverStarted:
		message = fmt.Sprintf("The configuration recorder %s in %s was never started.", name, place)
	case shown.LastStopTime != nil:
		message = fmt.Sprintf("The configuration recorder %s in %s has been stopped since %s.", name, place, timeValue(shown.LastStopTime).ValueString())
	default:
		message = fmt.Sprintf("The configuration recorder %s in %s is stopped.", name, place)
	}
	return string(why), message
}
