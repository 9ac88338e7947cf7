// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// sourceFailures contains the advice for each source of credentials that can fail. The
// placeholder {profile} stands for the profile with the source.
var sourceFailures = map[awsclient.Source]struct{ source, advice string }{
	awsclient.ContainerSource: {
		"the endpoint for containers",
		"Check AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI, and the authorization token of the container.",
	},
	awsclient.EnvironmentSource: {
		`the environment (credential_source of the profile "{profile}")`,
		"Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
	},
	awsclient.InstanceSource: {
		`the instance metadata service (credential_source of the profile "{profile}")`,
		"Check that this machine is an Amazon EC2 instance with a role, and that the service is not disabled.",
	},
	awsclient.LoginSource: {
		`the login session of the profile "{profile}"`,
		"Sign in with `aws login --profile {profile}`.",
	},
	awsclient.OtherSource: {
		"the profile or the environment",
		"The error below gives the reason.",
	},
	awsclient.ProcessSource: {
		`the credential_process of the profile "{profile}"`,
		"Run the command by hand and correct what it reports.",
	},
	awsclient.SSOSource: {
		`IAM Identity Center for the profile "{profile}"`,
		"Sign in with `aws sso login --profile {profile}`.",
	},
}

// timedOutAttempts describes the sources that sourceFailures lacks, because their other
// failures have texts of their own.
var timedOutAttempts = map[awsclient.Source]string{
	awsclient.NoSource:          "Looking for credentials at the instance metadata service",
	awsclient.RoleSource:        "Assuming the role of the profile with AWS STS",
	awsclient.WebIdentitySource: "Assuming the role of the web identity with AWS STS",
}

// credentialsDiagnostic reports which source of credentials failed, and why.
func (c configuration) credentialsDiagnostic(failed *awsclient.CredentialsError) diag.Diagnostic {
	const summary = "Unable to Get AWS Credentials"
	var file *fs.PathError
	fill := strings.NewReplacer("{profile}", failed.Profile)
	known := sourceFailures[failed.Source]
	attempt := "Getting credentials from " + fill.Replace(known.source)
	advice := fill.Replace(known.advice)

	switch source := failed.Source; {
	case awsapi.KindOf(failed.Err) == awsapi.TimedOut:
		return diag.NewErrorDiagnostic("Timed Out Getting AWS Credentials", withOriginal(
			fmt.Sprintf("%s did not finish within %s. Check that the source of the credentials responds.", cmp.Or(timedOutAttempts[source], attempt), c.limit), failed))

	case source == awsclient.NoSource:
		return diag.NewErrorDiagnostic("AWS Credentials Not Found", withOriginal(
			"No AWS credentials were found. Set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, select a profile with the argument profile or with AWS_PROFILE, "+
				"or run Terraform where AWS provides credentials.", failed))

	case source == awsclient.RoleSource:
		return c.stsDiagnostic(subject{attempt: fmt.Sprintf("Assuming the role of the profile %q", failed.Profile), unable: summary}, failed.Err)

	case source == awsclient.WebIdentitySource && errors.As(failed.Err, &file):
		return diag.NewErrorDiagnostic("Unreadable Web Identity Token", withOriginal(
			"The token file cannot be read. Correct AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file in the profile.", failed))

	case source == awsclient.WebIdentitySource:
		return c.stsDiagnostic(subject{attempt: "Assuming the role of the web identity", unable: summary}, failed.Err)

	case source == awsclient.SSOSource && awsapi.StatusCode(failed.Err) == http.StatusForbidden:
		advice = fmt.Sprintf("Check sso_account_id and sso_role_name of the profile %q, and that this permission set is assigned to you.", failed.Profile)

	case (source == awsclient.SSOSource || source == awsclient.LoginSource) && awsapi.StatusCode(failed.Err) != http.StatusUnauthorized:
		switch awsapi.KindOf(failed.Err) {
		case awsapi.BrokenOff, awsapi.Canceled, awsapi.InvalidHTTP, awsapi.ProxyCredentials, awsapi.ProxyRefused, awsapi.ServerError, awsapi.Throttled,
			awsapi.TooManyOpenFiles, awsapi.Unencrypted, awsapi.UnexpectedAnswer, awsapi.Unreachable, awsapi.Untrusted:
			advice = subject{service: service{name: "The service", failures: commonFailures}}.failure(failed.Err).advice
		}

	case failed.StandardErr != "":
		advice += " It wrote to its standard error: " + awsapi.CleanText(failed.StandardErr)
	}
	return diag.NewErrorDiagnostic(summary, withOriginal(attempt+" failed. "+advice, failed))
}
