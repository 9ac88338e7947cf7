// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/ephemeral/timeouts"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
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
	ephemeralResourceBase
}

type configurationRecorderStatusEphemeralResourceModel struct {
	oneStatusModel
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func (e *configurationRecorderStatusEphemeralResource) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_configuration_recorder_status"
}

func (e *configurationRecorderStatusEphemeralResource) Schema(ctx context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of one AWS Config configuration recorder during the plan and again during the apply, and stores nothing. " + oneStatusDescription(),
		Attributes:          ephemeralAttributes(oneStatusAttributes()),
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{OpenDescription: waitingTimeoutDescription}),
			"wait_for": schema.SingleNestedBlock{Attributes: ephemeralAttributes(waitForBlock().Attributes), MarkdownDescription: waitForBlock().MarkdownDescription},
		},
	}
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
	places := e.survey(&resp.Diagnostics)
	timeout, diags := config.Timeouts.Open(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(config.read(ctx, places, timeLimit{timeout, openTimeout})...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Result.Set(ctx, &config)...)
}

// ephemeralAttributes converts the attributes of a data source to those of an ephemeral
// resource.
func ephemeralAttributes(attributes map[string]dataschema.Attribute) map[string]schema.Attribute {
	out := make(map[string]schema.Attribute, len(attributes))
	for name, attribute := range attributes {
		switch attribute := attribute.(type) {
		case dataschema.BoolAttribute:
			out[name] = schema.BoolAttribute(attribute)
		case dataschema.ListAttribute:
			out[name] = schema.ListAttribute(attribute)
		case dataschema.StringAttribute:
			out[name] = schema.StringAttribute(attribute)
		default:
			panic(fmt.Sprintf("%s: an ephemeral resource has no %T yet", name, attribute))
		}
	}
	return out
}
