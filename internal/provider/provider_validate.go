// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// providerValidation checks combinations of arguments. The validators of the schema
// check each argument alone.
type providerValidation struct {
	awsclient.Config
	unknown path.Paths // The arguments whose values are unknown. They have the zero value in Config.
	diags   diag.Diagnostics
}

func (v *providerValidation) validate() {
	v.validateKeys()
	v.validateRegions()
	if len(v.AllowedAccountIDs) > 0 && len(v.ForbiddenAccountIDs) > 0 {
		v.diags.AddAttributeError(path.Root("forbidden_account_ids"), "Conflicting Account Lists",
			"Both allowed_account_ids and forbidden_account_ids are set. Keep allowed_account_ids to list the only accounts that may be read, or forbidden_account_ids to list those that may not.")
	}
	v.validateRoles()
	v.validateWebIdentityRole()
	v.validateEndpoints()
}

// isMissing reports whether an argument is known to be empty.
func (v *providerValidation) isMissing(value string, argument path.Path) bool {
	return value == "" && !v.unknown.Contains(argument)
}

func (v *providerValidation) validateKeys() {
	for _, pair := range []struct {
		name, partner       string
		value, partnerValue string
	}{
		{"access_key", "secret_key", v.AccessKey, v.SecretKey},
		{"secret_key", "access_key", v.SecretKey, v.AccessKey},
		{"token", "access_key", v.Token, v.AccessKey},
	} {
		if pair.value != "" && v.isMissing(pair.partnerValue, path.Root(pair.partner)) {
			// Terraform prints the line of the argument, so the diagnostic must not be
			// about a secret.
			v.diags.AddAttributeError(path.Root(pair.partner), "Incomplete AWS Credentials",
				fmt.Sprintf("The argument %s is set, but %s is not. Set access_key and secret_key together, and also token if the credentials are temporary. "+
					"Or set none of them, to use the credentials of the environment or a profile.", pair.name, pair.partner))
		}
	}
}

func (v *providerValidation) validateRegions() {
	if v.SkipRegionValidation || v.unknown.Contains(path.Root("skip_region_validation")) {
		return
	}
	for _, argument := range []struct{ name, value string }{{"region", v.Region}, {"sts_region", v.STSRegion}} {
		if argument.value == "" {
			continue
		}
		if err := awsapi.ValidateRegion(argument.value); err != nil {
			v.diags.AddAttributeError(path.Root(argument.name), "Invalid AWS Region",
				sentence(err)+" Correct it, or set skip_region_validation = true for an API that has its own regions.")
		}
	}
}

func (v *providerValidation) validateRoles() {
	for i, role := range v.AssumeRole {
		at := path.Root("assume_role").AtListIndex(i).AtName("role_arn")
		switch {
		case !v.isMissing(role.RoleARN, at):
		case len(v.AssumeRole) > 1:
			v.diags.AddAttributeError(at, "Missing IAM Role ARN",
				"A chain of roles needs the role_arn of every assume_role block. Set it, or remove the block.")
		default:
			v.diags.AddAttributeWarning(at, "Missing IAM Role ARN",
				"The assume_role block has no role_arn, so no role is assumed. Set it, or remove the block.")
		}
	}
}

func (v *providerValidation) validateWebIdentityRole() {
	if len(v.AssumeRoleWithWebIdentity) == 0 {
		return
	}
	if len(v.AssumeRoleWithWebIdentity) > 1 {
		v.diags.AddAttributeError(path.Root("assume_role_with_web_identity").AtListIndex(1).AtName("role_arn"), "Several Web Identities",
			"There are several assume_role_with_web_identity blocks, but the provider uses one token. Keep one of them, and assume further roles with assume_role.")
	}
	at := path.Root("assume_role_with_web_identity").AtListIndex(0)
	isUnknown := func(argument string) bool { return v.unknown.Contains(at.AtName(argument)) }
	block := v.AssumeRoleWithWebIdentity[0]
	if block.Empty() && !slices.ContainsFunc(v.unknown, func(p path.Path) bool { return p.ParentPath().Equal(at) }) {
		v.diags.AddAttributeWarning(at.AtName("role_arn"), "Missing IAM Role ARN",
			"The assume_role_with_web_identity block is empty, so no role is assumed. Set its arguments, or remove the block.")
		return
	}
	role := block.Completed()
	if !isUnknown("role_arn") {
		if role.RoleARN == "" {
			v.diags.AddAttributeError(at.AtName("role_arn"), "Missing IAM Role ARN",
				"No role is specified. Set role_arn, or the environment variable AWS_ROLE_ARN.")
		} else if err := awsclient.ValidateRoleARN(role.RoleARN); err != nil && block.RoleARN == "" {
			v.diags.AddAttributeError(at.AtName("role_arn"), "Invalid IAM Role ARN", sentence(err)+" It comes from the environment variable AWS_ROLE_ARN.")
		}
	}
	switch {
	case isUnknown("web_identity_token") || isUnknown("web_identity_token_file"):
	case role.WebIdentityToken != "" && role.WebIdentityTokenFile != "":
		v.diags.AddAttributeError(at.AtName("web_identity_token_file"), "Conflicting Web Identity Tokens",
			"Both a token and a file with a token are set. Keep web_identity_token or web_identity_token_file, or one of the environment variables TF_AWS_WEB_IDENTITY_TOKEN and AWS_WEB_IDENTITY_TOKEN_FILE.")
	case role.WebIdentityToken == "" && role.WebIdentityTokenFile == "":
		v.diags.AddAttributeError(at.AtName("web_identity_token_file"), "Missing Web Identity Token",
			"There is no token. Set web_identity_token_file or web_identity_token, or one of the environment variables AWS_WEB_IDENTITY_TOKEN_FILE and TF_AWS_WEB_IDENTITY_TOKEN.")
	}
	if v.AccessKey != "" {
		v.diags.AddAttributeWarning(at, "Unused Web Identity",
			"The static credentials of access_key and secret_key take precedence over the web identity, which is not used. Remove one of them.")
	}
}

// validateEndpoints rejects two URLs for one service, in one block or in two.
func (v *providerValidation) validateEndpoints() {
	seen := map[string]bool{}
	for i, block := range v.Endpoints {
		for _, argument := range []struct{ name, service, value string }{
			{"account", "account", block.Account},
			{"config", "configservice", block.Config},
			{"configservice", "configservice", block.ConfigService},
			{"organizations", "organizations", block.Organizations},
			{"sts", "sts", block.STS},
		} {
			if argument.value == "" {
				continue
			}
			if seen[argument.service] {
				v.diags.AddAttributeError(path.Root("endpoints").AtListIndex(i).AtName(argument.name), "Conflicting Endpoints",
					fmt.Sprintf("The endpoint of the service %s is set twice. Keep one of them.", argument.service))
			}
			seen[argument.service] = true
		}
	}
}
