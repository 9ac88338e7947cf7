// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// decodeProvider returns the arguments of the provider block. Null and unknown arguments
// have the zero value.
func decodeProvider(ctx context.Context, from tfsdk.Config) (awsclient.Config, diag.Diagnostics) {
	var (
		config struct {
			awsclient.Config
			ignoredArguments
		}
		block types.Object
	)
	diags := from.Get(ctx, &block)
	if !diags.HasError() {
		diags.Append(block.As(ctx, &config, basetypes.ObjectAsOptions{UnhandledNullAsEmpty: true, UnhandledUnknownAsEmpty: true})...)
	}
	return config.Config, diags
}

// unknownValues returns the paths of all unknown values, except for ignored arguments.
func unknownValues(config tftypes.Value) (path.Paths, diag.Diagnostics) {
	var (
		unknown path.Paths
		diags   diag.Diagnostics
	)
	err := tftypes.Walk(config, func(at *tftypes.AttributePath, value tftypes.Value) (bool, error) {
		if !value.IsKnown() && !isIgnored(at) {
			unknown.Append(frameworkPath(at))
		}
		return true, nil
	})
	if err != nil {
		diags.AddError("Unreadable Provider Configuration", sentence(err)+" This is a defect of the provider: report it to its developers.")
	}
	return unknown, diags
}

// frameworkPath converts the path of an argument. For an element of a set, it returns
// the path of the set.
func frameworkPath(at *tftypes.AttributePath) path.Path {
	converted := path.Empty()
	for _, step := range at.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			converted = converted.AtName(string(step))
		case tftypes.ElementKeyInt:
			converted = converted.AtListIndex(int(step))
		case tftypes.ElementKeyString:
			converted = converted.AtMapKey(string(step))
		default:
			return converted
		}
	}
	return converted
}
