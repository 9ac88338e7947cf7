// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

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
	statusModel
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func (d *configurationRecorderStatusDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_status"
}

func (d *configurationRecorderStatusDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := statusAttributes()
	attributes["arn"] = schema.StringAttribute{
		MarkdownDescription: "The ARN of the recorder. As an argument it selects the recorder, and its region is read unless `region` is set, which must then be the same.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{valid("Configuration Recorder ARN", recorder.ValidateARN)},
	}
	attributes["name"] = schema.StringAttribute{
		MarkdownDescription: "The name of the recorder. As an argument it selects the recorder.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{valid("Configuration Recorder Name", recorder.ValidateName)},
	}
	attributes["region"] = schema.StringAttribute{
		MarkdownDescription: "The AWS Region to read from. The default is the region of `arn`, then that of the provider.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{valid("AWS Region", recorder.ValidateRegion)},
	}
	attributes["service_principal"] = schema.StringAttribute{
		MarkdownDescription: "The service principal of the AWS service that a service-linked recorder belongs to, or null for a customer managed recorder. " +
			"As an argument, such as `securityhub.amazonaws.com`, it selects the recorder. Where a service has several recorders, select one by `arn`, " +
			"or read all of them with `awsconfig_configuration_recorder_statuses`.",
		Optional:   true,
		Computed:   true,
		Validators: []validator.String{valid("Service Principal", recorder.ValidateServicePrincipal)},
	}

	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of one AWS Config configuration recorder with " +
			"[DescribeConfigurationRecorderStatus](https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html). " +
			"At most one of `name`, `arn` and `service_principal` selects the recorder; without them it is the customer managed recorder. " +
			"A recorder that does not exist is an error. The read needs the IAM action `config:DescribeConfigurationRecorderStatus`.",
		Attributes: attributes,
		Blocks:     map[string]schema.Block{"timeouts": timeoutsBlock(ctx)},
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
	resp.Diagnostics.Append(validateTimeout(ctx, config.Timeouts)...)
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
		resp.Diagnostics.Append(missingRegion(path.Root("region"), "Set region in the data source or in the provider block"))
		return
	}

	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	status, err := recorder.Find(ctx, d.client.ConfigService, attempt.region, attempt.selector)
	if err != nil {
		resp.Diagnostics.Append(attempt.failed(err))
		return
	}

	config.statusModel = newStatusModel(*status)
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
