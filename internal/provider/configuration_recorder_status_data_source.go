// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

var (
	_ datasource.DataSource                   = (*configurationRecorderStatusDataSource)(nil)
	_ datasource.DataSourceWithConfigure      = (*configurationRecorderStatusDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*configurationRecorderStatusDataSource)(nil)
)

// NewConfigurationRecorderStatusDataSource returns the data source
// awsconfig_configuration_recorder_status.
func NewConfigurationRecorderStatusDataSource() datasource.DataSource {
	return &configurationRecorderStatusDataSource{}
}

type configurationRecorderStatusDataSource struct {
	client *awsclient.Client
}

type configurationRecorderStatusModel struct {
	ARN                  types.String   `tfsdk:"arn"`
	LastErrorCode        types.String   `tfsdk:"last_error_code"`
	LastErrorMessage     types.String   `tfsdk:"last_error_message"`
	LastStartTime        types.String   `tfsdk:"last_start_time"`
	LastStatus           types.String   `tfsdk:"last_status"`
	LastStatusChangeTime types.String   `tfsdk:"last_status_change_time"`
	LastStopTime         types.String   `tfsdk:"last_stop_time"`
	Name                 types.String   `tfsdk:"name"`
	Recording            types.Bool     `tfsdk:"recording"`
	Region               types.String   `tfsdk:"region"`
	ServicePrincipal     types.String   `tfsdk:"service_principal"`
	Timeouts             timeouts.Value `tfsdk:"timeouts"`
}

// defaultReadTimeout leaves room for the SDK's retries, and ends a plan whose
// endpoint swallows connections.
const defaultReadTimeout = 2 * time.Minute

func (d *configurationRecorderStatusDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_status"
}

func (d *configurationRecorderStatusDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of one AWS Config configuration recorder with " +
			"[DescribeConfigurationRecorderStatus](https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html). " +
			"At most one of `name`, `arn` and `service_principal` selects the recorder; without them it is the customer managed recorder. " +
			"A recorder that does not exist is an error. The read needs the IAM action `config:DescribeConfigurationRecorderStatus`.",
		Attributes: map[string]schema.Attribute{
			"arn": schema.StringAttribute{
				MarkdownDescription: "The ARN of the recorder. As an argument it selects the recorder, and its region is read unless `region` is set, which must then be the same.",
				Optional:            true,
				Computed:            true,
				Validators:          []validator.String{valid("Configuration Recorder ARN", recorder.ValidateARN)},
			},
			"last_error_code": schema.StringAttribute{
				MarkdownDescription: "The error code of the last failure of the recorder, or null where AWS sent none.",
				Computed:            true,
			},
			"last_error_message": schema.StringAttribute{
				MarkdownDescription: "The message of the last failure of the recorder, or null where AWS sent none.",
				Computed:            true,
			},
			"last_start_time": schema.StringAttribute{
				MarkdownDescription: "When the recorder was last started, in RFC 3339, UTC, with milliseconds, or null where AWS sent none.",
				Computed:            true,
			},
			"last_status": schema.StringAttribute{
				MarkdownDescription: "The status of the last recording event: `Pending`, `Success`, `Failure` or `NotApplicable`, or null where AWS sent none, as for a recorder that was never started. " +
					"AWS sends `SUCCESS` where it documents `Success`; the provider spells the status as documented, so that a condition can be written from the documentation. " +
					"A value that is not documented is passed on as AWS sent it. " +
					"A stopped recorder keeps its last status: to know whether AWS Config records, look at `recording` too.",
				Computed: true,
			},
			"last_status_change_time": schema.StringAttribute{
				MarkdownDescription: "When the status last changed, in RFC 3339, UTC, with milliseconds, or null where AWS sent none.",
				Computed:            true,
			},
			"last_stop_time": schema.StringAttribute{
				MarkdownDescription: "When the recorder was last stopped, in RFC 3339, UTC, with milliseconds, or null where AWS sent none.",
				Computed:            true,
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "The name of the recorder. As an argument it selects the recorder.",
				Optional:            true,
				Computed:            true,
				Validators:          []validator.String{valid("Configuration Recorder Name", recorder.ValidateName)},
			},
			"recording": schema.BoolAttribute{
				MarkdownDescription: "Whether the recorder is recording.",
				Computed:            true,
			},
			"region": schema.StringAttribute{
				MarkdownDescription: "The AWS Region to read from. The default is the region of `arn`, then that of the provider.",
				Optional:            true,
				Computed:            true,
				Validators:          []validator.String{valid("AWS Region", recorder.ValidateRegion)},
			},
			"service_principal": schema.StringAttribute{
				MarkdownDescription: "The service principal of the AWS service that a service-linked recorder belongs to, or null for a customer managed recorder. " +
					"As an argument, such as `securityhub.amazonaws.com`, it selects the recorder. Where a service has several recorders, select one by `arn`.",
				Optional:   true,
				Computed:   true,
				Validators: []validator.String{valid("Service Principal", recorder.ValidateServicePrincipal)},
			},
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{
				ReadDescription: "How long the read may take, retries included, as a duration such as `30s` or `5m`. The default is `2m`.",
			}),
		},
	}
}

func (d *configurationRecorderStatusDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.client = clientFrom(req.ProviderData, &resp.Diagnostics)
}

func (d *configurationRecorderStatusDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config configurationRecorderStatusModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}

	selectors := config.selectors()
	if len(selectors) > 1 {
		resp.Diagnostics.Append(conflictingSelectors(selectors))
	}
	if !config.Region.IsNull() && !config.Region.IsUnknown() {
		if err := recorder.ValidateRegionOfARN(config.ARN.ValueString(), config.Region.ValueString()); err != nil {
			resp.Diagnostics.AddAttributeError(path.Root("region"), "Conflicting AWS Region", sentence(err))
		}
	}
	if timeout, diags := config.Timeouts.Read(ctx, defaultReadTimeout); !diags.HasError() && timeout <= 0 {
		resp.Diagnostics.AddAttributeError(path.Root("timeouts").AtName("read"), "Invalid Timeout",
			"The timeout is not positive, so that no read could end in time. Give a duration such as \"30s\" or \"5m\".")
	}
}

func (d *configurationRecorderStatusDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config configurationRecorderStatusModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	timeout, diags := config.Timeouts.Read(ctx, defaultReadTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}

	attempt := reading{selector: config.selector(), region: config.region(d.client.Region), timeout: timeout}
	if attempt.region == "" {
		resp.Diagnostics.Append(missingRegion())
		return
	}

	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	status, err := recorder.Find(ctx, d.client.ConfigService, attempt.region, attempt.selector)
	if err != nil {
		resp.Diagnostics.Append(attempt.failed(err))
		return
	}

	config.set(status)
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}

// selectors names the arguments that select a recorder.
func (m *configurationRecorderStatusModel) selectors() []string {
	var set []string
	for _, argument := range []struct {
		name  string
		value types.String
	}{{"name", m.Name}, {"arn", m.ARN}, {"service_principal", m.ServicePrincipal}} {
		if !argument.value.IsNull() && !argument.value.IsUnknown() {
			set = append(set, argument.name)
		}
	}
	return set
}

func (m *configurationRecorderStatusModel) selector() recorder.Selector {
	return recorder.Selector{
		Name:             m.Name.ValueString(),
		ARN:              m.ARN.ValueString(),
		ServicePrincipal: m.ServicePrincipal.ValueString(),
	}
}

func (m *configurationRecorderStatusModel) region(ofProvider string) string {
	if region := m.Region.ValueString(); region != "" {
		return region
	}
	if region := recorder.RegionOfARN(m.ARN.ValueString()); region != "" {
		return region
	}
	return ofProvider
}

func (m *configurationRecorderStatusModel) set(status *recorder.Status) {
	m.ARN = types.StringPointerValue(status.ARN)
	m.LastErrorCode = types.StringPointerValue(status.LastErrorCode)
	m.LastErrorMessage = types.StringPointerValue(status.LastErrorMessage)
	m.LastStartTime = timeValue(status.LastStartTime)
	m.LastStatus = types.StringPointerValue(status.LastStatus)
	m.LastStatusChangeTime = timeValue(status.LastStatusChangeTime)
	m.LastStopTime = timeValue(status.LastStopTime)
	m.Name = types.StringPointerValue(status.Name)
	m.Recording = types.BoolValue(status.Recording)
	m.Region = types.StringValue(status.Region)
	m.ServicePrincipal = types.StringPointerValue(status.ServicePrincipal)
}

// timeValue writes a time with exactly three decimals, so that times can be
// compared as strings.
func timeValue(t *time.Time) types.String {
	if t == nil {
		return types.StringNull()
	}
	return types.StringValue(t.UTC().Format("2006-01-02T15:04:05.000Z"))
}
