// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
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
	dataSourceBase
}

type configurationRecorderStatusDataSourceModel struct {
	oneStatusModel
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func (d *configurationRecorderStatusDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_status"
}

func (d *configurationRecorderStatusDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of one AWS Config configuration recorder. " + oneStatusDescription,
		Attributes:          oneStatusAttributes(),
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{ReadDescription: waitingTimeoutDescription}),
		},
	}
}

func (d *configurationRecorderStatusDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config configurationRecorderStatusDataSourceModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(config.validate(ctx)...)
	resp.Diagnostics.Append(validateTimeout(ctx, readTimeout, config.Timeouts.Read)...)
}

func (d *configurationRecorderStatusDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config configurationRecorderStatusDataSourceModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	places := d.survey(&resp.Diagnostics)
	timeout, diags := config.Timeouts.Read(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(config.read(ctx, places, timeLimit{timeout, readTimeout})...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &config)...)
}
