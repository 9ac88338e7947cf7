// SPDX-License-Identifier: MPL-2.0

// Package provider implements the Terraform provider: its data sources, its ephemeral
// resource, its function and its diagnostics.
package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// Address is the source address of the provider. A fork must change the owner here, in
// go.mod, in the imports, in README and in examples.
const Address = "registry.terraform.io/terraform-provider-awsconfig/awsconfig"

var (
	_ provider.Provider                       = (*awsconfigProvider)(nil)
	_ provider.ProviderWithEphemeralResources = (*awsconfigProvider)(nil)
	_ provider.ProviderWithFunctions          = (*awsconfigProvider)(nil)
	_ provider.ProviderWithValidateConfig     = (*awsconfigProvider)(nil)
)

// configureTimeout limits how long the provider looks for credentials and assumes roles.
// There is no argument for it, because hashicorp/aws has none.
const configureTimeout = 2 * time.Minute

// Option changes how New makes a provider.
type Option func(*awsconfigProvider)

// WithMaxBackoff limits the pauses between two attempts of a request, to make tests
// faster. By default, the SDK waits up to 20 s.
func WithMaxBackoff(d time.Duration) Option {
	return func(p *awsconfigProvider) { p.maxBackoff = d }
}

// WithConfigureTimeout changes the time limit of Configure, for tests.
func WithConfigureTimeout(d time.Duration) Option {
	return func(p *awsconfigProvider) { p.configureTimeout = d }
}

// New returns a constructor of the provider in the given version.
func New(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &awsconfigProvider{configureTimeout: configureTimeout, version: version}
		for _, option := range options {
			option(p)
		}
		return p
	}
}

type awsconfigProvider struct {
	configureTimeout time.Duration
	maxBackoff       time.Duration
	version          string
}

func (p *awsconfigProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "awsconfig"
	resp.Version = p.version
}

func (p *awsconfigProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

func (p *awsconfigProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	unknown, diags := unknownValues(req.Config.Raw)
	resp.Diagnostics.Append(diags...)
	config, diags := decodeProvider(ctx, req.Config)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	validation := providerValidation{Config: config, unknown: unknown}
	validation.validate()
	resp.Diagnostics.Append(validation.diags...)
}

func (p *awsconfigProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	unknown, diags := unknownValues(req.Config.Raw)
	resp.Diagnostics.Append(diags...)
	config, diags := decodeProvider(ctx, req.Config)
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	// With unknown values, the provider could read with the wrong credentials or in the
	// wrong region. Terraform configures the provider again during the apply, when they
	// are known.
	if len(unknown) > 0 {
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &provider.Deferred{Reason: provider.DeferredReasonProviderConfigUnknown}
		}
		resp.DataSourceData, resp.EphemeralResourceData = unknown, unknown
		return
	}
	ctx, cancel := context.WithTimeout(ctx, p.configureTimeout)
	defer cancel()
	clients, err := awsclient.New(ctx, config, awsclient.Caller{
		MaxBackoff:       p.maxBackoff,
		TerraformVersion: req.TerraformVersion,
		Version:          p.version,
	})
	if err != nil {
		resp.Diagnostics.Append(configuration{config, p.configureTimeout}.diagnostic(err))
		return
	}
	data := survey.New(clients)
	resp.DataSourceData, resp.EphemeralResourceData = data, data
}

func (p *awsconfigProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		NewConfigurationRecorderDataSource,
		NewConfigurationRecorderStatusDataSource,
		NewConfigurationRecorderStatusesDataSource,
		NewConfigurationRecordersDataSource,
		NewDeliveryChannelDataSource,
		NewDeliveryChannelStatusDataSource,
		NewDeliveryChannelStatusesDataSource,
		NewDeliveryChannelsDataSource,
	}
}

func (p *awsconfigProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		NewConfigurationRecorderStatusEphemeralResource,
	}
}

func (p *awsconfigProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{NewMissingResourceTypesFunction}
}

// Resources returns none: the provider is read-only.
func (p *awsconfigProvider) Resources(context.Context) []func() resource.Resource {
	return nil
}
