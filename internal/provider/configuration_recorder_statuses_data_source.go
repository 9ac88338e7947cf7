// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
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
	RegionsNotRecording  []string     `tfsdk:"regions_not_recording"`
	Statuses             types.List   `tfsdk:"statuses"`
}

func (d *configurationRecorderStatusesDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_statuses"
}

func (d *configurationRecorderStatusesDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = pluralSchema(ctx,
		"Reads the status of AWS Config configuration recorders in any number of regions, all of them at the same time. "+
			"A region without a recorder is not an error: it has no element in `statuses`, and is listed in `regions_not_recording`. "+
			"The read needs the IAM action `config:DescribeConfigurationRecorderStatus`, `config:ListConfigurationRecorders` with `include_service_linked`, and `account:ListRegions` with `all_regions`.",
		map[string]schema.Attribute{
			"include_service_linked": schema.BoolAttribute{
				MarkdownDescription: "Whether to read the recorders of AWS services, too, such as those of AWS Security Hub. A region then costs one request for each 20 recorders, to list them, and one for each recorder.",
				Optional:            true,
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "The name of the only recorder to read in each region. `regions_not_recording` then lists the regions in which the customer managed recorder of that name is not known to be recording.",
				Optional:            true,
				Validators:          []validator.String{validString{"Configuration Recorder Name", recorder.ValidateName}},
			},
			"regions_not_recording": schema.ListAttribute{
				MarkdownDescription: "The regions in which no customer managed recorder is known to be recording, sorted by name. A region that could not be read is listed, too, so that an empty list proves that every region is recording.",
				ElementType:         types.StringType,
				Computed:            true,
			},
			"statuses": schema.ListNestedAttribute{
				MarkdownDescription: "The statuses, sorted by region and name.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: statusAttributes()},
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
	client := d.client(&resp.Diagnostics)
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
	reports, diags := readPlaces(ctx, &config.pluralModel, client, attempted, func(ctx context.Context, place awsapi.Place) ([]recorder.Status, error) {
		return recorder.ReadStatuses(ctx, client.ConfigService, place, filter)
	})
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}

	config.RegionsNotRecording = []string{}
	statuses := []attr.Value{}
	for _, report := range reports {
		if !recorder.CustomerManagedRecording(report.Result) {
			config.RegionsNotRecording = append(config.RegionsNotRecording, report.Place.Region)
		}
		for _, status := range report.Result {
			statuses = append(statuses, newStatusModel(status).object())
		}
	}
	config.Statuses = types.ListValueMust(statusType(), statuses)
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}
