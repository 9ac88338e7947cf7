// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"

	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	basediag "github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

func invalidEnvironmentRegion(err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("region"), "Invalid AWS Region",
		sentence(err)+" It comes from the environment variable AWS_REGION or AWS_DEFAULT_REGION, or from the profile: correct it there, or set region in the provider block.")
}

func unknownArgument(argument path.Path) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(argument, "Unknown Provider Argument",
		"The provider reads while Terraform plans, and this argument gets its value only during the apply. "+
			"Give a value that is known at plan, use an environment variable instead, or first apply what the value comes from with -target.")
}

// clientDiagnostics passes on what building the clients of AWS told.
func clientDiagnostics(in basediag.Diagnostics) diag.Diagnostics {
	var out diag.Diagnostics
	for _, d := range in {
		out.Append(clientDiagnostic(d))
	}
	return out
}

func clientDiagnostic(in basediag.Diagnostic) diag.Diagnostic {
	if in.Severity() == basediag.SeverityWarning {
		return diag.NewWarningDiagnostic(in.Summary(), in.Detail())
	}
	var err error
	if withErr, ok := in.(basediag.DiagnosticWithErr); ok {
		err = withErr.Err()
	}

	var (
		account  *awsclient.AccountError
		bundle   *awsclient.BundleError
		identity *awsclient.IdentityError
		role     *awsclient.RoleError
	)
	switch {
	case awsbase.IsNoValidCredentialSourcesError(in):
		return diag.NewErrorDiagnostic("AWS Credentials Not Found", withOriginal(
			"No source of credentials has any. Set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in profile or AWS_PROFILE, "+
				"sign in where the profile is one of IAM Identity Center (aws sso login), or run where AWS provides credentials.", err))

	case errors.As(err, &bundle):
		return diag.NewAttributeErrorDiagnostic(path.Root("custom_ca_bundle"), "Invalid CA Bundle", withOriginal(
			"The file of certificates cannot be used. Give the path of a file in PEM form that can be read.", err))

	case errors.As(err, &role):
		at := path.Root("assume_role").AtListIndex(role.Index)
		if role.WebIdentity {
			at = path.Root("assume_role_with_web_identity").AtListIndex(0)
		}
		return diag.NewAttributeErrorDiagnostic(at.AtName("role_arn"), "Unable to Assume the IAM Role", withOriginal(
			fmt.Sprintf("The role %s cannot be assumed. See that it exists, that its trust policy names whoever assumes it, with the external ID or the provider of the token that it asks for, "+
				"and that the credentials before it are valid and allow sts:AssumeRole.", role.RoleARN), role.Err))

	case errors.As(err, &account):
		if len(account.Allowed) > 0 {
			return diag.NewAttributeErrorDiagnostic(path.Root("allowed_account_ids"), "AWS Account Not Allowed",
				sentence(err)+" Use credentials of an allowed account, or add this one to allowed_account_ids.")
		}
		return diag.NewAttributeErrorDiagnostic(path.Root("forbidden_account_ids"), "AWS Account Not Allowed",
			sentence(err)+" Use credentials of another account, or take this one from forbidden_account_ids.")

	case errors.As(err, &identity):
		return diag.NewErrorDiagnostic("Unable to Validate the AWS Credentials", withOriginal(
			"The provider asked AWS STS whose the credentials are, because a list of accounts or skip_credentials_validation = false is set. "+
				"See that the credentials are valid, that STS can be reached, and that region or sts_region is set.", identity.Err))

	case err == nil:
		return diag.NewErrorDiagnostic(in.Summary(), in.Detail())

	default:
		return diag.NewErrorDiagnostic("Unable to Configure the AWS Client", withOriginal(
			"The arguments of the provider, the environment or the shared configuration files do not make a working configuration. The error below tells why.", err))
	}
}

// clientFrom returns what the provider's Configure left for its objects, or nil
// while the provider is not configured yet, as at validation.
func clientFrom(providerData any, diags *diag.Diagnostics) *awsclient.Client {
	if providerData == nil {
		return nil
	}
	client, ok := providerData.(*awsclient.Client)
	if !ok {
		diags.AddError("Unexpected Provider Data",
			fmt.Sprintf("The provider handed over a %T instead of its client. This is a defect of the provider: report it to its developers.", providerData))
	}
	return client
}
