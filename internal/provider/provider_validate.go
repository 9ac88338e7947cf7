// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// validate checks what concerns several arguments. A single argument is checked
// by the validators of the schema.
func (m providerModel) validate(ctx context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	m.validateKeys(&diags)
	m.validateRegions(&diags)
	if len(m.AllowedAccountIDs.Elements()) > 0 && len(m.ForbiddenAccountIDs.Elements()) > 0 {
		diags.AddAttributeError(path.Root("forbidden_account_ids"), "Conflicting Account Lists",
			"Both allowed_account_ids and forbidden_account_ids are set. Keep allowed_account_ids to name the only accounts that may be read, or forbidden_account_ids to name those that may not.")
	}
	m.validateRoles(ctx, &diags)
	m.validateWebIdentityRole(ctx, &diags)
	m.validateEndpoints(ctx, &diags)
	return diags
}

func (m providerModel) validateKeys(diags *diag.Diagnostics) {
	for _, pair := range []struct {
		name, partner       string
		value, partnerValue types.String
	}{
		{"access_key", "secret_key", m.AccessKey, m.SecretKey},
		{"secret_key", "access_key", m.SecretKey, m.AccessKey},
		{"token", "access_key", m.Token, m.AccessKey},
	} {
		if given(pair.value) && absent(pair.partnerValue) {
			// Terraform shows the line of the argument, which must not be that of a
			// secret.
			diags.AddAttributeError(path.Root(pair.partner), "Incomplete AWS Credentials",
				fmt.Sprintf("The argument %s is set, but %s is not. Set access_key and secret_key together, and token beside them where the credentials are temporary; "+
					"or set none of them, to take the credentials from the environment or a profile.", pair.name, pair.partner))
		}
	}
}

func (m providerModel) validateRegions(diags *diag.Diagnostics) {
	if m.SkipRegionValidation.ValueBool() || m.SkipRegionValidation.IsUnknown() {
		return
	}
	for _, argument := range []struct {
		name  string
		value types.String
	}{{"region", m.Region}, {"sts_region", m.STSRegion}} {
		if !given(argument.value) {
			continue
		}
		if err := recorder.ValidateRegion(argument.value.ValueString()); err != nil {
			diags.AddAttributeError(path.Root(argument.name), "Invalid AWS Region",
				sentence(err)+" Correct it, or set skip_region_validation = true for an API with regions of its own.")
		}
	}
}

func (m providerModel) validateRoles(ctx context.Context, diags *diag.Diagnostics) {
	if m.AssumeRole.IsUnknown() {
		return
	}
	var blocks []roleModel
	diags.Append(m.AssumeRole.ElementsAs(ctx, &blocks, false)...)
	for i, block := range blocks {
		if !absent(block.RoleARN) {
			continue
		}
		at := path.Root("assume_role").AtListIndex(i).AtName("role_arn")
		if len(blocks) > 1 {
			diags.AddAttributeError(at, "Missing IAM Role ARN",
				"A chain of roles needs the role_arn of every assume_role block. Set it, or remove the block.")
		} else {
			diags.AddAttributeWarning(at, "Missing IAM Role ARN",
				"The assume_role block has no role_arn, so no role is assumed. Set it, or remove the block.")
		}
	}
}

func (m providerModel) validateWebIdentityRole(ctx context.Context, diags *diag.Diagnostics) {
	if m.AssumeRoleWithWebIdentity.IsUnknown() {
		return
	}
	var blocks []webIdentityRoleModel
	diags.Append(m.AssumeRoleWithWebIdentity.ElementsAs(ctx, &blocks, false)...)
	if len(blocks) == 0 {
		return
	}
	block := blocks[0]
	at := path.Root("assume_role_with_web_identity").AtListIndex(0)
	if block.empty() {
		diags.AddAttributeWarning(at.AtName("role_arn"), "Missing IAM Role ARN",
			"The assume_role_with_web_identity block is empty, so no role is assumed. Set its arguments, or remove the block.")
		return
	}
	if arn := orEnvironment(block.RoleARN, "AWS_ROLE_ARN"); !block.RoleARN.IsUnknown() {
		if arn == "" {
			diags.AddAttributeError(at.AtName("role_arn"), "Missing IAM Role ARN",
				"No role is named. Set role_arn, or the environment variable AWS_ROLE_ARN.")
		} else if err := awsclient.ValidateRoleARN(arn); err != nil && !given(block.RoleARN) {
			diags.AddAttributeError(at.AtName("role_arn"), "Invalid IAM Role ARN", sentence(err)+" It comes from the environment variable AWS_ROLE_ARN.")
		}
	}
	token, file := block.token()
	switch {
	case block.WebIdentityToken.IsUnknown() || block.WebIdentityTokenFile.IsUnknown():
	case token != "" && file != "":
		diags.AddAttributeError(at.AtName("web_identity_token_file"), "Conflicting Web Identity Tokens",
			"Both a token and a file with a token are given. Keep web_identity_token or web_identity_token_file, or one of the environment variables TF_AWS_WEB_IDENTITY_TOKEN and AWS_WEB_IDENTITY_TOKEN_FILE.")
	case token == "" && file == "":
		diags.AddAttributeError(at.AtName("web_identity_token_file"), "Missing Web Identity Token",
			"No token is given. Set web_identity_token_file or web_identity_token, or one of the environment variables AWS_WEB_IDENTITY_TOKEN_FILE and TF_AWS_WEB_IDENTITY_TOKEN.")
	}
	if given(m.AccessKey) {
		diags.AddAttributeWarning(at, "Unused Web Identity",
			"The static credentials of access_key and secret_key go before the web identity, which is not used. Remove one of them.")
	}
}

// validateEndpoints refuses two URLs for one service, in one block or in two.
func (m providerModel) validateEndpoints(ctx context.Context, diags *diag.Diagnostics) {
	if m.Endpoints.IsUnknown() {
		return
	}
	var blocks []endpointsModel
	diags.Append(m.Endpoints.ElementsAs(ctx, &blocks, false)...)
	seen := map[string]bool{}
	for i, block := range blocks {
		for _, argument := range []struct {
			name, service string
			value         types.String
		}{
			{"account", "account", block.Account},
			{"config", "configservice", block.Config},
			{"configservice", "configservice", block.ConfigService},
			{"sts", "sts", block.STS},
		} {
			if !given(argument.value) {
				continue
			}
			if seen[argument.service] {
				diags.AddAttributeError(path.Root("endpoints").AtListIndex(i).AtName(argument.name), "Conflicting Endpoints",
					fmt.Sprintf("The endpoint of the service %s is given twice. Keep one of them.", argument.service))
			}
			seen[argument.service] = true
		}
	}
}

// given tells that a value is known and not empty, and absent that it is known
// to be empty.
func given(value types.String) bool { return value.ValueString() != "" }

func absent(value types.String) bool { return !value.IsUnknown() && value.ValueString() == "" }

// unknownArguments returns an error for each value that is not known.
func unknownArguments(config tftypes.Value) diag.Diagnostics {
	var diags diag.Diagnostics
	err := tftypes.Walk(config, func(at *tftypes.AttributePath, value tftypes.Value) (bool, error) {
		if !value.IsKnown() {
			diags.Append(unknownArgument(frameworkPath(at)))
		}
		return true, nil
	})
	if err != nil {
		diags.AddError("Unreadable Provider Configuration", sentence(err)+" This is a defect of the provider: report it to its developers.")
	}
	return diags
}

// frameworkPath leads to an argument, or to the set that holds it.
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
