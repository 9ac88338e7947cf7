// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
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
	client *awsclient.Client
}

type configurationRecorderStatusesModel struct {
	AllRegions           types.Bool         `tfsdk:"all_regions"`
	Errors               []regionErrorModel `tfsdk:"errors"`
	IncludeServiceLinked types.Bool         `tfsdk:"include_service_linked"`
	Name                 types.String       `tfsdk:"name"`
	OnError              types.String       `tfsdk:"on_error"`
	Regions              types.Set          `tfsdk:"regions"`
	RegionsNotRecording  []string           `tfsdk:"regions_not_recording"`
	Statuses             types.List         `tfsdk:"statuses"`
	Timeouts             timeouts.Value     `tfsdk:"timeouts"`
}

type regionErrorModel struct {
	Code    types.String `tfsdk:"code"`
	Message types.String `tfsdk:"message"`
	Region  types.String `tfsdk:"region"`
}

const (
	onErrorFail   = "fail"
	onErrorReport = "report"
)

func (d *configurationRecorderStatusesDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_statuses"
}

func (d *configurationRecorderStatusesDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of AWS Config configuration recorders in any number of regions, all of them at the same time. " +
			"A region without a recorder is no error: it has no element in `statuses`, and stands in `regions_not_recording`. " +
			"The read needs the IAM action `config:DescribeConfigurationRecorderStatus`, `config:ListConfigurationRecorders` with `include_service_linked`, and `account:ListRegions` with `all_regions`.",
		Attributes: map[string]schema.Attribute{
			"all_regions": schema.BoolAttribute{
				MarkdownDescription: "Whether to read every region that is enabled in the account. It conflicts with `regions`.",
				Optional:            true,
			},
			"errors": schema.ListNestedAttribute{
				MarkdownDescription: "The regions that could not be read, with `on_error = \"report\"`, in the order of their names. Otherwise it is empty.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"code": schema.StringAttribute{
						MarkdownDescription: "The error code of AWS, such as `AccessDeniedException`; `Timeout`, `EndpointUnreachable` or `UnexpectedAnswer` where AWS sent none; or `Other`.",
						Computed:            true,
					},
					"message": schema.StringAttribute{MarkdownDescription: "The error, with the request ID where there is one.", Computed: true},
					"region":  schema.StringAttribute{MarkdownDescription: "The AWS Region.", Computed: true},
				}},
			},
			"include_service_linked": schema.BoolAttribute{
				MarkdownDescription: "Whether to read the recorders of AWS services too, such as those of AWS Security Hub. A region then costs one request for each 20 recorders, to list them, and one for each recorder.",
				Optional:            true,
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "The name of the only recorder to read in each region. `regions_not_recording` then tells where the customer managed recorder of that name was not seen recording.",
				Optional:            true,
				Validators:          []validator.String{valid("Configuration Recorder Name", recorder.ValidateName)},
			},
			"on_error": schema.StringAttribute{
				MarkdownDescription: "What to do about a region that cannot be read: `fail`, which is the default, makes an error for each of them; `report` lists them in `errors`, and returns what the other regions have.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.OneOf(onErrorFail, onErrorReport)},
			},
			"regions": schema.SetAttribute{
				MarkdownDescription: "The AWS Regions to read. The default is the region of the provider. The regions that were read are returned.",
				ElementType:         types.StringType,
				Optional:            true,
				Computed:            true,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(valid("AWS Region", recorder.ValidateRegion))},
			},
			"regions_not_recording": schema.ListAttribute{
				MarkdownDescription: "The regions in which no customer managed recorder was seen recording, in the order of their names. A region that could not be read stands here, so that a check on its emptiness cannot pass by accident.",
				ElementType:         types.StringType,
				Computed:            true,
			},
			"statuses": schema.ListNestedAttribute{
				MarkdownDescription: "The statuses, in the order of region and name.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: statusAttributes()},
			},
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{ReadDescription: timeoutDescription}),
		},
	}
}

func (d *configurationRecorderStatusesDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.client = clientFrom(req.ProviderData, &resp.Diagnostics)
}

func (d *configurationRecorderStatusesDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config configurationRecorderStatusesModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if config.AllRegions.ValueBool() && !config.Regions.IsNull() && !config.Regions.IsUnknown() {
		resp.Diagnostics.AddAttributeError(path.Root("regions"), "Conflicting AWS Regions",
			"Both regions and all_regions = true are set. Keep regions to name those to read, or all_regions = true to read every one that is enabled in the account.")
	}
	resp.Diagnostics.Append(validateTimeout(ctx, readTimeout, config.Timeouts.Read)...)
}

func (d *configurationRecorderStatusesDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config configurationRecorderStatusesModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	timeout, diags := config.Timeouts.Read(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	attempt := reading{selector: recorder.Selector{Name: config.Name.ValueString()}, several: true, timeout: timeout, timeoutArgument: readTimeout}
	regions, failure := d.regions(ctx, config, attempt)
	if failure != nil {
		resp.Diagnostics.Append(failure)
		return
	}
	survey := recorder.Survey{Regions: regions, Name: config.Name.ValueString(), IncludeServiceLinked: config.IncludeServiceLinked.ValueBool()}
	reports := survey.Run(ctx, d.client.ConfigService)

	// Who cancels wants no report.
	if config.OnError.ValueString() != onErrorReport || errors.Is(ctx.Err(), context.Canceled) {
		resp.Diagnostics.Append(attempt.failedRegions(reports)...)
		if resp.Diagnostics.HasError() {
			return
		}
	}
	resp.Diagnostics.Append(config.set(ctx, reports)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// regions returns the regions that are asked for: the given ones, all that are
// enabled, or that of the provider.
func (d *configurationRecorderStatusesDataSource) regions(ctx context.Context, config configurationRecorderStatusesModel, attempt reading) ([]string, diag.Diagnostic) {
	if !config.Regions.IsNull() {
		var diags diag.Diagnostics
		regions := stringsOf(ctx, config.Regions, &diags)
		if diags.HasError() {
			return nil, diags[0]
		}
		return regions, nil
	}
	switch {
	case d.client.Region == "" && config.AllRegions.ValueBool():
		return nil, missingRegion(path.Root("all_regions"), "AWS Account Management is asked from a region too. Set region in the provider block")
	case d.client.Region == "":
		return nil, missingRegion(path.Root("regions"), "Set regions in the data source, or region in the provider block")
	case !config.AllRegions.ValueBool():
		return []string{d.client.Region}, nil
	}
	regions, err := recorder.EnabledRegions(ctx, d.client.Account)
	if err != nil {
		return nil, attempt.failedToListRegions(err)
	}
	return regions, nil
}

func (m *configurationRecorderStatusesModel) set(ctx context.Context, reports []recorder.RegionReport) diag.Diagnostics {
	m.Errors = []regionErrorModel{}
	m.RegionsNotRecording = []string{}
	statuses := []attr.Value{}
	regions := make([]string, 0, len(reports))
	for _, report := range reports {
		regions = append(regions, report.Region)
		if !report.Recording() {
			m.RegionsNotRecording = append(m.RegionsNotRecording, report.Region)
		}
		if report.Err != nil {
			m.Errors = append(m.Errors, regionErrorModel{
				Code:    types.StringValue(errorCode(report.Err)),
				Message: types.StringValue(report.Err.Error()),
				Region:  types.StringValue(report.Region),
			})
		}
		for _, status := range report.Statuses {
			statuses = append(statuses, newStatusModel(status).object())
		}
	}
	var diags diag.Diagnostics
	m.Statuses = types.ListValueMust(statusType(), statuses)
	m.Regions, diags = types.SetValueFrom(ctx, types.StringType, regions)
	return diags
}
