// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

var (
	_ datasource.DataSource                   = (*configurationRecorderStatusesDataSource)(nil)
	_ datasource.DataSourceWithConfigure      = (*configurationRecorderStatusesDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*configurationRecorderStatusesDataSource)(nil)
)

// NewConfigurationRecorderStatusesDataSource returns the data source
// awsconfig_configuration_recorder_statuses.
func NewConfigurationRecorderStatusesDataSource() datasource.DataSource {
	return &configurationRecorderStatusesDataSource{}
}

type configurationRecorderStatusesDataSource struct {
	dataSourceBase
}

type configurationRecorderStatusesModel struct {
	pluralModel
	IncludeServiceLinked types.Bool   `tfsdk:"include_service_linked"`
	Name                 types.String `tfsdk:"name"`
	NotRecording         types.List   `tfsdk:"not_recording"`
	Statuses             types.List   `tfsdk:"statuses"`
}

func (d *configurationRecorderStatusesDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_statuses"
}

func (d *configurationRecorderStatusesDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = pluralSchema(ctx,
		"Reads the status of AWS Config configuration recorders in any number of accounts and regions, all of them at the same time. "+
			"A region without a recorder is not an error: it has no element in `statuses`, and is listed in `not_recording`. "+
			"The read needs the IAM action `config:DescribeConfigurationRecorderStatus`, `config:ListConfigurationRecorders` with `include_service_linked`, `account:ListRegions` with `all_regions`, and `organizations:ListAccounts` with `all_accounts`.",
		map[string]schema.Attribute{
			"include_service_linked": schema.BoolAttribute{
				MarkdownDescription: "Whether to read the recorders of AWS services, too, such as those of AWS Security Hub. A place then costs one request for each 20 recorders, to list them, and one for each recorder.",
				Optional:            true,
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "The name of the only recorder to read in each place. `not_recording` then lists the places where the customer managed recorder of that name is not known to be recording.",
				Optional:            true,
				Validators:          []validator.String{validString{"Configuration Recorder Name", recorder.ValidateName}},
			},
			"not_recording": objectsAttribute(notRecordingMembers, "The places where no customer managed recorder is known to be recording, sorted by account and region. A place that could not be read is listed, too, so that an empty list proves that every place is recording. "+
				"`message` is a sentence with the account, the region and the reason. "+
				"`reason` is `NoRecorder`, `NeverStarted`, `Stopped` or `Unreadable`. "+
				"`account_id` is as in `errors`. `region` is `*` if the whole account could not be read and its regions are not known."),
			"statuses": schema.ListAttribute{
				MarkdownDescription: "The statuses, sorted by account, region and name, each with the attributes of the data source `awsconfig_configuration_recorder_status`.",
				ElementType:         statusType(),
				Computed:            true,
			},
		})
}

func (d *configurationRecorderStatusesDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config configurationRecorderStatusesModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(config.validate(ctx)...)
	}
}

func (d *configurationRecorderStatusesDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config configurationRecorderStatusesModel
	places := d.survey(&resp.Diagnostics)
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	filter := recorder.Filter{Name: config.Name.ValueString(), IncludeServiceLinked: config.IncludeServiceLinked.ValueBool()}
	attempted := subject{
		service: awsConfig,
		attempt: "Reading the statuses of the configuration recorders",
		unable:  unableToReadStatus,
		timeout: timedOutReadingStatus,
	}
	if filter.Name != "" {
		attempted.selector, attempted.invalid = path.Root("name"), "Check the name."
	}
	accountOf := func(statuses []recorder.Status) string {
		if len(statuses) == 0 {
			return ""
		}
		return statuses[0].AccountID
	}
	reports, diags := readPlaces(ctx, &config.pluralModel, places, attempted, accountOf, func(ctx context.Context, client *awsclient.Client, place awsapi.Place) ([]recorder.Status, error) {
		return recorder.ReadStatuses(ctx, client.ConfigService, place, filter)
	})
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}

	config.NotRecording = config.notRecording(reports)
	statuses := []attr.Value{}
	for _, report := range reports {
		for _, status := range report.Result {
			status.AccountID = report.Place.AccountID
			statuses = append(statuses, newStatusModel(status).object())
		}
	}
	config.Statuses = types.ListValueMust(statusType(), statuses)
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// notRecordingMembers are the members of not_recording.
var notRecordingMembers = []string{"account_id", "message", "reason", "region"}

// notRecording lists the places that are not known to record.
func (m configurationRecorderStatusesModel) notRecording(reports []survey.Report[[]recorder.Status]) types.List {
	recorderName := "customer managed configuration recorder"
	if name := m.Name.ValueString(); name != "" {
		recorderName += fmt.Sprintf(" named %q", name)
	}
	var rows [][]string
	for _, report := range reports {
		place := report.Place
		add := func(region, reason, message string) {
			rows = append(rows, []string{place.AccountID, message, reason, region})
		}
		reason, seen := recorder.NotRecording(report.Result)
		name := fmt.Sprintf("%q", awsapi.CleanText(aws.ToString(seen.Name)))
		switch {
		case report.Err != nil:
			regions := []string{place.Region}
			if place.Region == awsapi.All && len(report.Regions) > 0 {
				regions = report.Regions
			}
			for _, region := range regions {
				unread := awsapi.Place{AccountID: place.AccountID, Region: region}
				add(region, "Unreadable", fmt.Sprintf("AWS Config in %s could not be read: %s", unread, awsapi.CleanText(report.Err.Error())))
			}
		case reason == recorder.NoRecorder:
			add(place.Region, string(reason), fmt.Sprintf("AWS Config in %s has no %s.", place, recorderName))
		case reason == recorder.NeverStarted:
			add(place.Region, string(reason), fmt.Sprintf("The configuration recorder %s in %s was never started.", name, place))
		case reason == recorder.Stopped && seen.LastStopTime != nil:
			add(place.Region, string(reason), fmt.Sprintf("The configuration recorder %s in %s is stopped since %s.", name, place, timeValue(seen.LastStopTime).ValueString()))
		case reason == recorder.Stopped:
			add(place.Region, string(reason), fmt.Sprintf("The configuration recorder %s in %s is stopped.", name, place))
		}
	}
	return objectList(notRecordingMembers, rows)
}
