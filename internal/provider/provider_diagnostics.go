// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

func invalidEnvironmentRegion(err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("region"), "Invalid AWS Region",
		sentence(err)+" It comes from the environment variable AWS_REGION or AWS_DEFAULT_REGION, or from the profile: correct it there, or set region in the provider block.")
}

// unknownArguments returns the diagnostic for unknown arguments of the provider. The
// object that reads reports it, because a plan without reads does not need the values.
func unknownArguments(unknown path.Paths) diag.Diagnostic {
	names := make([]string, 0, len(unknown))
	for _, argument := range unknown {
		names = append(names, argument.String())
	}
	slices.Sort(names) // The order of the paths is random.
	arguments, are := "argument", "is"
	if len(names) > 1 {
		arguments, are = "arguments", "are"
	}
	return diag.NewErrorDiagnostic("Unknown Provider Argument", fmt.Sprintf(
		"The %s %s of the provider %s known only after apply, so nothing can be read during the plan. "+
			"Use a value that is known during the plan, use an environment variable if the argument has one, or first use -target to apply what the value depends on. "+
			"To read during the apply, let this block depend on the resource that the value comes from: with depends_on, or with an argument that refers to it.", arguments, enumeration(names), are))
}

// enumeration joins words for a sentence: "a, b and c".
func enumeration(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// configuration contains what diagnostics need to know about the configuration of the
// AWS clients.
type configuration struct {
	arguments awsclient.Config
	limit     time.Duration
}

// diagnostic reports why the clients could not be built.
func (c configuration) diagnostic(err error) diag.Diagnostic {
	var (
		account     *awsclient.AccountError
		bundle      *awsclient.BundleError
		characters  *awsclient.CharacterError
		credentials *awsclient.CredentialsError
		endpoint    *awsclient.EndpointError
		identity    *awsclient.IdentityError
		profile     *awsclient.ProfileError
		region      *awsclient.RegionError
		role        *awsclient.RoleError
		setting     *awsclient.SettingError
	)
	switch {
	case errors.As(err, &region):
		return invalidEnvironmentRegion(err)

	case errors.As(err, &characters):
		return diag.NewErrorDiagnostic("Invalid AWS Credentials",
			sentence(characters)+" No AWS credentials have such characters: remove them. If Terraform reads the value from a file, trimspace removes its line break.")

	case errors.As(err, &credentials) && !errors.As(err, &endpoint):
		return c.credentialsDiagnostic(credentials)

	case errors.As(err, &profile):
		var at path.Path
		if c.arguments.Profile != "" {
			at = path.Root("profile")
		}
		return diagnosticAt(at, "Invalid AWS Profile", withOriginal(sentence(err), profile.Err))

	case errors.As(err, &setting):
		return diag.NewErrorDiagnostic("Invalid Environment Variable", withOriginal(sentence(err), setting.Err))

	case errors.As(err, &bundle) && bundle.Source != "":
		return diag.NewErrorDiagnostic("Invalid CA Bundle", withOriginal(
			fmt.Sprintf("The CA bundle that %s specifies cannot be used. Set the path of a readable file in PEM format, or remove the setting.", bundle.Source), err))

	case errors.As(err, &bundle):
		return diag.NewAttributeErrorDiagnostic(path.Root("custom_ca_bundle"), "Invalid CA Bundle", withOriginal(
			"The CA bundle cannot be used. Set the path of a readable file in PEM format.", err))

	case errors.As(err, &role) && !errors.As(err, &endpoint):
		return c.roleDiagnostic(role)

	case errors.As(err, &account):
		if len(account.Allowed) > 0 {
			return diag.NewAttributeErrorDiagnostic(path.Root("allowed_account_ids"), "AWS Account Not Allowed",
				sentence(err)+" Use credentials of an allowed account, or add this one to allowed_account_ids.")
		}
		return diag.NewAttributeErrorDiagnostic(path.Root("forbidden_account_ids"), "AWS Account Not Allowed",
			sentence(err)+" Use credentials of another account, or remove this one from forbidden_account_ids.")

	case errors.As(err, &identity) && !errors.As(err, &endpoint):
		return c.stsDiagnostic(subject{
			attempt: "Identifying the account of the credentials with AWS STS",
			unable:  "Unable to Validate the AWS Credentials",
			timeout: "Timed Out Validating the AWS Credentials",
			instead: "The provider calls AWS STS because allowed_account_ids, forbidden_account_ids or skip_credentials_validation = false is set.",
		}, identity.Err)

	case errors.Is(err, awsclient.ErrMissingRegion):
		return c.stsDiagnostic(subject{
			attempt: "Assuming the role of the profile or the environment",
			unable:  "Unable to Assume the IAM Role",
		}, err)

	default:
		return diag.NewErrorDiagnostic("Unable to Configure the AWS Client", withOriginal(
			"The arguments of the provider, the environment or the shared configuration files are not a valid configuration. The error below gives the reason.", err))
	}
}

// roleDiagnostic reports why a role could not be assumed, at the argument that caused
// the failure.
func (c configuration) roleDiagnostic(role *awsclient.RoleError) diag.Diagnostic {
	var (
		at       path.Path
		duration string
	)
	if role.WebIdentity {
		at, duration = path.Root("assume_role_with_web_identity").AtListIndex(0), c.arguments.AssumeRoleWithWebIdentity[0].Duration
	} else {
		at, duration = path.Root("assume_role").AtListIndex(role.Index), c.arguments.AssumeRole[role.Index].Duration
	}
	var file *fs.PathError
	if role.WebIdentity && errors.As(role.Err, &file) {
		return diag.NewAttributeErrorDiagnostic(at.AtName("web_identity_token_file"), "Unreadable Web Identity Token", withOriginal(
			"The token file cannot be read. Correct web_identity_token_file or AWS_WEB_IDENTITY_TOKEN_FILE.", role.Err))
	}
	attempted := subject{
		attempt:  "Assuming the role " + role.RoleARN,
		unable:   "Unable to Assume the IAM Role",
		timeout:  "Timed Out Assuming the IAM Role",
		argument: at.AtName("role_arn"),
		invalid:  "Check the arguments of the role.",
	}
	switch kind := awsapi.KindOf(role.Err); {
	case kind == awsapi.InvalidPolicy:
		attempted.argument = at.AtName("policy")
	case kind == awsapi.InvalidRequest && duration != "":
		attempted.argument = at.AtName("duration")
		attempted.invalid = "The duration is probably too long. It can be no longer than the maximum session duration of the role, which is 1h unless somebody raised it, " +
			"and no longer than 1h in a chain of roles. Otherwise, check the other arguments of the role."
	}
	return c.stsDiagnostic(attempted, role.Err)
}

// stsDiagnostic reports why a call of AWS STS failed.
func (c configuration) stsDiagnostic(attempted subject, err error) diag.Diagnostic {
	attempted.service = securityToken
	attempted.limit.duration = c.limit
	if errors.Is(err, awsclient.ErrMissingRegion) {
		return diagnosticAt(attempted.argument, attempted.unable, withOriginal(
			attempted.attempt+" failed because no region is set, so the endpoint of AWS STS is not known. Set region or sts_region, or the environment variable AWS_REGION.", err))
	}
	return attempted.diagnostic(err)
}
