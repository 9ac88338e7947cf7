// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/ephemeral/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

var (
	_ ephemeral.EphemeralResource                   = (*configurationRecorderStatusEphemeralResource)(nil)
	_ ephemeral.EphemeralResourceWithConfigure      = (*configurationRecorderStatusEphemeralResource)(nil)
	_ ephemeral.EphemeralResourceWithValidateConfig = (*configurationRecorderStatusEphemeralResource)(nil)
)

// NewConfigurationRecorderStatusEphemeralResource returns the ephemeral resource
// awsconfig_configuration_recorder_status.
func NewConfigurationRecorderStatusEphemeralResource() ephemeral.EphemeralResource {
	return &configurationRecorderStatusEphemeralResource{}
}

type configurationRecorderStatusEphemeralResource struct {
	client *awsclient.Client
}

type configurationRecorderStatusEphemeralResourceModel struct {
	recorderModel
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func (e *configurationRecorderStatusEphemeralResource) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_status"
}

func (e *configurationRecorderStatusEphemeralResource) Schema(ctx context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of one AWS Config configuration recorder when a plan is made and again when it is applied, and stores nothing of it. " + recorderDescription,
		Attributes:          ephemeralAttributes(recorderAttributes()),
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{OpenDescription: waitingTimeoutDescription}),
		},
	}
}

func (e *configurationRecorderStatusEphemeralResource) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.client = clientFrom(req.ProviderData, &resp.Diagnostics)
}

func (e *configurationRecorderStatusEphemeralResource) ValidateConfig(ctx context.Context, req ephemeral.ValidateConfigRequest, resp *ephemeral.ValidateConfigResponse) {
	var config configurationRecorderStatusEphemeralResourceModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(config.validate(ctx)...)
	resp.Diagnostics.Append(validateTimeout(ctx, openTimeout, config.Timeouts.Open)...)
}

func (e *configurationRecorderStatusEphemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var config configurationRecorderStatusEphemeralResourceModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	timeout, diags := config.Timeouts.Open(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(config.read(ctx, e.client, timeout, openTimeout)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Result.Set(ctx, &config)...)
}
