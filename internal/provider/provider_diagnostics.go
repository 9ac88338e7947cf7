// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/aws/aws-sdk-go-v2/config"
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
		"The provider reads while Terraform plans, but this argument gets its value only during the apply. "+
			"Use a value that is known during the plan, use an environment variable instead, or first apply what the value depends on with -target.")
}

// clientDiagnostic says why the clients of AWS could not be built.
func clientDiagnostic(err error) diag.Diagnostic {
	var (
		account     *awsclient.AccountError
		bundle      *awsclient.BundleError
		characters  *awsclient.CharacterError
		credentials *awsclient.CredentialsError
		endpoint    *awsclient.EndpointError
		identity    *awsclient.IdentityError
		profile     config.SharedConfigProfileNotExistError
		region      *awsclient.RegionError
		role        *awsclient.RoleError
	)
	switch {
	case errors.As(err, &region):
		return invalidEnvironmentRegion(err)

	case errors.As(err, &characters):
		return diag.NewErrorDiagnostic("Invalid AWS Credentials",
			sentence(characters)+" No AWS credentials have such characters: remove them. If Terraform reads the value from a file, trimspace removes its line break.")

	case errors.As(err, &credentials) && credentials.Absent:
		return diag.NewErrorDiagnostic("AWS Credentials Not Found", withOriginal(
			"No AWS credentials were found. Set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, select a profile with profile or AWS_PROFILE, "+
				"sign in if the profile uses IAM Identity Center (aws sso login), or run Terraform where AWS provides credentials.", err))

	case errors.As(err, &credentials):
		return diag.NewErrorDiagnostic("Unable to Get AWS Credentials", withOriginal(
			"The source of credentials in the profile or the environment returned none. Check that the role of the profile can be assumed, that its credential_process works, "+
				"that you are signed in if it uses IAM Identity Center (aws sso login), or that the endpoint of the container responds.", err))

	case errors.As(err, &profile):
		return diag.NewAttributeErrorDiagnostic(path.Root("profile"), "AWS Profile Not Found", withOriginal(
			fmt.Sprintf("No shared configuration or credentials file has the profile %q. Correct profile or AWS_PROFILE, or list the right files in shared_config_files and shared_credentials_files.", profile.Profile), err))

	case errors.As(err, &bundle):
		return diag.NewAttributeErrorDiagnostic(path.Root("custom_ca_bundle"), "Invalid CA Bundle", withOriginal(
			"The file of certificates cannot be used. Set the path of a readable file in PEM format.", err))

	case errors.As(err, &role) && !errors.As(err, &endpoint):
		return roleDiagnostic(role)

	case errors.As(err, &account):
		if len(account.Allowed) > 0 {
			return diag.NewAttributeErrorDiagnostic(path.Root("allowed_account_ids"), "AWS Account Not Allowed",
				sentence(err)+" Use credentials of an allowed account, or add this one to allowed_account_ids.")
		}
		return diag.NewAttributeErrorDiagnostic(path.Root("forbidden_account_ids"), "AWS Account Not Allowed",
			sentence(err)+" Use credentials of another account, or remove this one from forbidden_account_ids.")

	case errors.As(err, &identity) && !errors.As(err, &endpoint):
		return stsDiagnostic(subject{
			attempt: "Asking AWS STS which account the credentials belong to",
			unable:  "Unable to Validate the AWS Credentials",
			instead: "The provider asks because allowed_account_ids, forbidden_account_ids or skip_credentials_validation = false is set.",
		}, identity.Err)

	case errors.Is(err, awsclient.ErrMissingRegion):
		return stsDiagnostic(subject{
			attempt: "Assuming the role of the profile or the environment",
			unable:  "Unable to Assume the IAM Role",
		}, err)

	default:
		return diag.NewErrorDiagnostic("Unable to Configure the AWS Client", withOriginal(
			"The arguments of the provider, the environment or the shared configuration files are not a valid configuration. The error below gives the reason.", err))
	}
}

// roleDiagnostic says why a role could not be assumed, at the argument to blame.
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
	return stsDiagnostic(subject{
		attempt:  "Assuming the role " + role.RoleARN,
		unable:   "Unable to Assume the IAM Role",
		argument: at.AtName("role_arn"),
	}, role.Err)
}

// stsDiagnostic says why a call of AWS STS failed.
func stsDiagnostic(attempted subject, err error) diag.Diagnostic {
	attempted.service = securityToken
	if errors.Is(err, awsclient.ErrMissingRegion) {
		return diagnosticAt(attempted.argument, attempted.unable, withOriginal(
			attempted.attempt+" failed because no region selects the endpoint of AWS STS. Set region or sts_region, or the environment variable AWS_REGION.", err))
	}
	return attempted.diagnostic(err)
}
