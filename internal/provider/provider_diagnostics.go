// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/aws/aws-sdk-go-v2/config"
	smithyhttp "github.com/aws/smithy-go/transport/http"
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
		account     *awsclient.AccountError
		bundle      *awsclient.BundleError
		credentials *awsclient.CredentialsError
		identity    *awsclient.IdentityError
		profile     config.SharedConfigProfileNotExistError
		region      *awsclient.RegionError
		role        *awsclient.RoleError
	)
	switch {
	case errors.As(err, &region):
		return invalidEnvironmentRegion(err)

	case errors.As(err, &credentials) && credentials.Absent:
		return diag.NewErrorDiagnostic("AWS Credentials Not Found", withOriginal(
			"No source of credentials has any. Set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in profile or AWS_PROFILE, "+
				"sign in where the profile is one of IAM Identity Center (aws sso login), or run where AWS provides credentials.", err))

	case errors.As(err, &credentials):
		return diag.NewErrorDiagnostic("Unable to Get AWS Credentials", withOriginal(
			"The source of credentials that the profile or the environment names gave none. See that a role of the profile can be assumed, that its credential_process works, "+
				"that you are signed in where it is one of IAM Identity Center (aws sso login), or that the endpoint of a container answers.", err))

	case errors.As(err, &profile):
		return diag.NewAttributeErrorDiagnostic(path.Root("profile"), "AWS Profile Not Found", withOriginal(
			fmt.Sprintf("No shared configuration or credentials file has the profile %q. Correct profile or AWS_PROFILE, or name the right files in shared_config_files and shared_credentials_files.", profile.Profile), err))

	case errors.As(err, &bundle):
		return diag.NewAttributeErrorDiagnostic(path.Root("custom_ca_bundle"), "Invalid CA Bundle", withOriginal(
			"The file of certificates cannot be used. Give the path of a file in PEM form that can be read.", err))

	case errors.As(err, &role):
		return roleDiagnostic(role)

	case errors.As(err, &account):
		if len(account.Allowed) > 0 {
			return diag.NewAttributeErrorDiagnostic(path.Root("allowed_account_ids"), "AWS Account Not Allowed",
				sentence(err)+" Use credentials of an allowed account, or add this one to allowed_account_ids.")
		}
		return diag.NewAttributeErrorDiagnostic(path.Root("forbidden_account_ids"), "AWS Account Not Allowed",
			sentence(err)+" Use credentials of another account, or take this one from forbidden_account_ids.")

	case errors.As(err, &identity):
		cause := stsCauseOf(identity.Err, "See that the credentials are valid.")
		return diag.NewErrorDiagnostic("Unable to Validate the AWS Credentials", withOriginal(
			"The provider asked AWS STS whose the credentials are, because a list of accounts or skip_credentials_validation = false is set. "+cause, identity.Err))

	case err == nil:
		return diag.NewErrorDiagnostic(in.Summary(), in.Detail())

	default:
		return diag.NewErrorDiagnostic("Unable to Configure the AWS Client", withOriginal(
			"The arguments of the provider, the environment or the shared configuration files do not make a working configuration. The error below tells why.", err))
	}
}

// roleDiagnostic tells why a role could not be assumed, on the argument to blame.
func roleDiagnostic(role *awsclient.RoleError) diag.Diagnostic {
	at := path.Root("assume_role").AtListIndex(role.Index)
	if role.WebIdentity {
		at = path.Root("assume_role_with_web_identity").AtListIndex(0)
	}
	var file *fs.PathError
	if errors.As(role.Err, &file) {
		return diag.NewAttributeErrorDiagnostic(at.AtName("web_identity_token_file"), "Unreadable Web Identity Token", withOriginal(
			"The file of the token cannot be read. Correct web_identity_token_file or AWS_WEB_IDENTITY_TOKEN_FILE.", role.Err))
	}
	cause := stsCauseOf(role.Err, "See that it exists, that its trust policy names whoever assumes it, with the external ID or the provider of the token that it asks for, "+
		"that the credentials before it are valid and allow sts:AssumeRole, and that the session is no longer than the role, or 1h in a chain of roles, allows.")
	return diag.NewAttributeErrorDiagnostic(at.AtName("role_arn"), "Unable to Assume the IAM Role",
		withOriginal(fmt.Sprintf("The role %s cannot be assumed. ", role.RoleARN)+cause, role.Err))
}

// stsCauseOf advises on an error of STS: what to do where it was not reached, or
// else what is given.
func stsCauseOf(err error, otherwise string) string {
	var sendFailed *smithyhttp.RequestSendError
	switch {
	case errors.Is(err, awsclient.ErrMissingRegion):
		return "No region tells which endpoint of AWS STS to ask: set region or sts_region, or the environment variable AWS_REGION."
	case errors.As(err, &sendFailed):
		return fmt.Sprintf("AWS STS could not be reached at %s. See that region or sts_region is right, that a proxy or firewall lets the connection pass, "+
			"that the certificate is trusted, and, where an endpoint is configured, that its URL is right.", endpointOf(err))
	default:
		return otherwise
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
