// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// endpoint is the environment variable with the URL for all requests. It is not a
// variable of AWS, because those contain the endpoint that records the requests of the
// provider under test.
const endpoint = "AWSCONFIG_TEST_STANDIN_ENDPOINT"

var _ provider.Provider = (*awsProvider)(nil)

func newProvider() provider.Provider { return &awsProvider{} }

type awsProvider struct{}

func (p *awsProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "aws"
}

func (p *awsProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{"region": schema.StringAttribute{Optional: true}}}
}

func (p *awsProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	url := os.Getenv(endpoint)
	if url == "" {
		resp.Diagnostics.AddError("Missing Endpoint", fmt.Sprintf("This provider is for tests alone, and finds its endpoint in the environment variable %s, which is not set.", endpoint))
		return
	}
	var region types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("region"), &region)...)
	loaded, err := config.LoadDefaultConfig(ctx, config.WithBaseEndpoint(url), config.WithRegion(region.ValueString()))
	if err != nil {
		resp.Diagnostics.AddError("Unusable Configuration", err.Error())
		return
	}
	resp.ResourceData = configservice.NewFromConfig(loaded)
}

func (p *awsProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (p *awsProvider) Resources(context.Context) []func() resource.Resource {
	constructors := make([]func() resource.Resource, 0, len(kinds)+len(stored))
	for _, kind := range kinds {
		constructors = append(constructors, func() resource.Resource { return &namedResource{kind: kind} })
	}
	for _, one := range stored {
		constructors = append(constructors, func() resource.Resource { return one })
	}
	return constructors
}
