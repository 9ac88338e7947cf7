// SPDX-License-Identifier: MPL-2.0

// Package provider is what Terraform sees: the provider, its data sources and
// its diagnostics.
package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// Address is where Terraform finds the provider. A fork changes it here and in
// go.mod.
const Address = "registry.terraform.io/terraform-provider-awsconfig/awsconfig"

var _ provider.Provider = (*awsconfigProvider)(nil)

// New returns a constructor of the provider in the given version.
func New(version string) func() provider.Provider {
	return func() provider.Provider {
		return &awsconfigProvider{version: version}
	}
}

type awsconfigProvider struct {
	version string
}

type providerModel struct {
	AccessKey  types.String `tfsdk:"access_key"`
	Endpoints  types.List   `tfsdk:"endpoints"`
	MaxRetries types.Int64  `tfsdk:"max_retries"`
	Profile    types.String `tfsdk:"profile"`
	Region     types.String `tfsdk:"region"`
	SecretKey  types.String `tfsdk:"secret_key"`
	Token      types.String `tfsdk:"token"`
}

type endpointsModel struct {
	ConfigService types.String `tfsdk:"configservice"`
	STS           types.String `tfsdk:"sts"`
}

func (p *awsconfigProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "awsconfig"
	resp.Version = p.version
}

func (p *awsconfigProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the status of AWS Config configuration recorders. " +
			"It only reads: it calls no operation of AWS that creates, changes or deletes anything.\n\n" +
			"Credentials and region come from the arguments below, from the environment variables of AWS, from the shared configuration files " +
			"or from the machine, in that order, as they do for the `hashicorp/aws` provider. With static credentials, one read sends one request.",
		Attributes: map[string]schema.Attribute{
			"access_key": schema.StringAttribute{
				MarkdownDescription: "The access key of AWS. It goes with `secret_key`. The environment variable is `AWS_ACCESS_KEY_ID`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("secret_key"))},
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "The number of times that a request is sent at most, the first time included, while AWS throttles it or a passing failure meets it. " +
					"The pauses between them grow. The default is `25`. The environment variable is `AWS_MAX_ATTEMPTS`.",
				Optional:   true,
				Validators: []validator.Int64{int64validator.Between(1, 1000)},
			},
			"profile": schema.StringAttribute{
				MarkdownDescription: "The profile to use from the shared configuration and credentials files. The environment variable is `AWS_PROFILE`.",
				Optional:            true,
			},
			"region": schema.StringAttribute{
				MarkdownDescription: "The AWS Region to read from, where a data source names none. The environment variables are `AWS_REGION` and `AWS_DEFAULT_REGION`; a profile can also name it.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{valid("AWS Region", recorder.ValidateRegion)}},
			},
			"secret_key": schema.StringAttribute{
				MarkdownDescription: "The secret key of AWS. It goes with `access_key`. The environment variable is `AWS_SECRET_ACCESS_KEY`.",
				Optional:            true,
				Sensitive:           true,
				Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("access_key"))},
			},
			"token": schema.StringAttribute{
				MarkdownDescription: "The session token of temporary credentials. The environment variable is `AWS_SESSION_TOKEN`.",
				Optional:            true,
				Sensitive:           true,
				Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("access_key"))},
			},
		},
		Blocks: map[string]schema.Block{
			"endpoints": schema.ListNestedBlock{
				MarkdownDescription: "URLs that replace the endpoints of AWS, for an emulator or a private endpoint. " +
					"The environment variables are `AWS_ENDPOINT_URL` for every service, `AWS_ENDPOINT_URL_CONFIG_SERVICE` and `AWS_ENDPOINT_URL_STS` for one.",
				Validators: []validator.List{listvalidator.SizeAtMost(1)},
				NestedObject: schema.NestedBlockObject{
					Attributes: map[string]schema.Attribute{
						"configservice": schema.StringAttribute{
							MarkdownDescription: "The URL of AWS Config, such as `http://127.0.0.1:4599`.",
							Optional:            true,
							Validators:          []validator.String{unlessEmpty{valid("Endpoint URL", validateURL)}},
						},
						"sts": schema.StringAttribute{
							MarkdownDescription: "The URL of AWS Security Token Service, which is called only where credentials come from a role.",
							Optional:            true,
							Validators:          []validator.String{unlessEmpty{valid("Endpoint URL", validateURL)}},
						},
					},
				},
			},
		},
	}
}

func (p *awsconfigProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}

	endpoints := config.endpoints(ctx, &resp.Diagnostics)
	for _, argument := range []struct {
		path  path.Path
		value attr.Value
	}{
		{path.Root("access_key"), config.AccessKey},
		{path.Root("endpoints"), config.Endpoints},
		{path.Root("endpoints").AtListIndex(0).AtName("configservice"), endpoints.ConfigService},
		{path.Root("endpoints").AtListIndex(0).AtName("sts"), endpoints.STS},
		{path.Root("max_retries"), config.MaxRetries},
		{path.Root("profile"), config.Profile},
		{path.Root("region"), config.Region},
		{path.Root("secret_key"), config.SecretKey},
		{path.Root("token"), config.Token},
	} {
		if argument.value.IsUnknown() {
			resp.Diagnostics.Append(unknownArgument(argument.path))
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}

	client, diags := awsclient.New(ctx, awsclient.Config{
		AccessKey:  config.AccessKey.ValueString(),
		Endpoints:  awsclient.Endpoints{ConfigService: endpoints.ConfigService.ValueString(), STS: endpoints.STS.ValueString()},
		MaxRetries: int(config.MaxRetries.ValueInt64()),
		Profile:    config.Profile.ValueString(),
		Region:     config.Region.ValueString(),
		SecretKey:  config.SecretKey.ValueString(),
		Token:      config.Token.ValueString(),
		UserAgent: []awsclient.Product{
			{Name: "Terraform", Version: req.TerraformVersion, Comment: "+https://www.terraform.io"},
			{Name: "terraform-provider-awsconfig", Version: p.version},
		},
	})
	resp.Diagnostics.Append(clientDiagnostics(diags)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if client.Region != "" {
		if err := recorder.ValidateRegion(client.Region); err != nil {
			resp.Diagnostics.Append(invalidEnvironmentRegion(err))
			return
		}
	}
	resp.DataSourceData = client
}

// endpoints returns the endpoints block, empty where there is none.
func (m providerModel) endpoints(ctx context.Context, diags *diag.Diagnostics) endpointsModel {
	if m.Endpoints.IsUnknown() || len(m.Endpoints.Elements()) == 0 {
		return endpointsModel{}
	}
	var blocks []endpointsModel
	diags.Append(m.Endpoints.ElementsAs(ctx, &blocks, false)...)
	if diags.HasError() {
		return endpointsModel{}
	}
	return blocks[0]
}

func (p *awsconfigProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		NewConfigurationRecorderStatusDataSource,
	}
}

// Resources returns none: the provider is read-only.
func (p *awsconfigProvider) Resources(context.Context) []func() resource.Resource {
	return nil
}
