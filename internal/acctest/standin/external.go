// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// externalProvider replaces hashicorp/external.
type externalProvider struct{}

var (
	_ provider.Provider     = externalProvider{}
	_ datasource.DataSource = externalDataSource{}
)

func newExternalProvider() provider.Provider { return externalProvider{} }

func (externalProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "external"
}

func (externalProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (externalProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (externalProvider) Resources(context.Context) []func() resource.Resource { return nil }

func (externalProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return externalDataSource{} }}
}

// externalDataSource runs a program, which gets the query and prints the result as JSON.
type externalDataSource struct{}

func (externalDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "external"
}

func (externalDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"program": dataschema.ListAttribute{ElementType: types.StringType, Required: true},
		"query":   dataschema.MapAttribute{ElementType: types.StringType, Optional: true},
		"result":  dataschema.MapAttribute{ElementType: types.StringType, Computed: true},
	}}
}

func (externalDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model struct {
		Program []string          `tfsdk:"program"`
		Query   map[string]string `tfsdk:"query"`
		Result  types.Map         `tfsdk:"result"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	result, err := runProgram(ctx, model.Program, model.Query)
	if err != nil {
		resp.Diagnostics.AddError("External Program Execution Failed", err.Error())
		return
	}
	value, diags := types.MapValueFrom(ctx, types.StringType, result)
	resp.Diagnostics.Append(diags...)
	model.Result = value
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

func runProgram(ctx context.Context, program []string, query map[string]string) (map[string]string, error) {
	if len(program) == 0 {
		return nil, fmt.Errorf("program is empty")
	}
	input, err := json.Marshal(query)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, program[0], program[1:]...) //nolint:gosec // This is what the data source is for.
	command.Stdin = bytes.NewReader(input)
	var printed, reported bytes.Buffer
	command.Stdout, command.Stderr = &printed, &reported
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, reported.String())
	}
	var result map[string]string
	err = json.Unmarshal(printed.Bytes(), &result)
	return result, err
}
