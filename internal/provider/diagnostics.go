// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// service is an AWS service that the provider calls.
type service struct {
	name     string
	iam      string // Prefix of its IAM actions.
	failures map[awsapi.Kind]failure
}

var (
	awsConfig         = service{"AWS Config", "config", commonFailures}
	accountManagement = service{"AWS Account Management", "account", accountFailures}
	organization      = service{"AWS Organizations", "organizations", organizationFailures}
	securityToken     = service{"AWS STS", "sts", stsFailures}
	roleSessions      = service{"AWS STS", "sts", roleFailures}
	webIdentities     = service{"AWS STS", "sts", webIdentityFailures}
)

// calledService returns the service of the operation that failed.
func calledService(serviceID, operation string) (called service, ok bool) {
	switch serviceID {
	case account.ServiceID:
		return accountManagement, true
	case configservice.ServiceID:
		return awsConfig, true
	case organizations.ServiceID:
		return organization, true
	case sts.ServiceID:
		switch operation {
		case "AssumeRole":
			return roleSessions, true
		case "AssumeRoleWithWebIdentity":
			return webIdentities, true
		}
		return securityToken, true
	}
	return service{}, false
}

// subject describes an attempt for diagnostics.
type subject struct {
	service  service
	attempt  string         // Begins a sentence that goes on with the places and ends with an outcome: "Reading the status of …".
	unable   string         // A summary, "Unable to …".
	timeout  string         // The summary if the time limit passes.
	places   []awsapi.Place // The places of the attempt, sorted, or none if they do not matter.
	accepted string         // Another region that accepts the credentials, or empty.

	argument path.Path // The argument to show for every failure, or empty for the block.
	selector path.Path // The argument to show if AWS rejects the selector, or empty.
	invalid  string    // What to do if AWS rejects the request.
	instead  string    // Why the provider makes the call, or how to avoid it, or empty.

	limit timeLimit
}

// failure contains the texts of a diagnostic for a kind of failure. They can contain the
// placeholders that subject.failure fills.
type failure struct {
	summary string
	outcome string // The end of the sentence that subject.attempt begins.
	advice  string
}

// commonFailures contains the texts for every kind. A service can override some of them.
var commonFailures = map[awsapi.Kind]failure{
	awsapi.AccessDenied: {
		"Access to {service} Denied", "was denied",
		"Allow the IAM action {action}{in region} for the identity named below. " +
			"If its policies allow the action already, a service control policy, a permissions boundary or a session policy denies it.",
	},
	awsapi.BrokenOff: {
		"{unable}", "failed because the connection broke in the middle of the response",
		"Check the network and any proxy, then try again.",
	},
	awsapi.Canceled: {
		"{unable}", "was canceled", "Run Terraform again.",
	},
	awsapi.ClockSkewed: {
		"Wrong Time", "failed because the time of the request differs from the time of AWS",
		"Correct the clock of this machine. AWS accepts a difference of a few minutes.",
	},
	awsapi.CredentialsExpired: {
		"AWS Credentials Expired", "failed because the credentials have expired",
		"Get new ones: sign in again, or replace the session token.",
	},
	awsapi.CredentialsUnknown: {
		"AWS Credentials Rejected", "failed because AWS does not know the credentials",
		"Check the access key ID and, if it begins with ASIA, the session token. " +
			"The access key can also be inactive or deleted, or belong to another partition, such as AWS GovCloud (US).",
	},
	awsapi.CredentialsUnknownInRegion: {
		"AWS Credentials Rejected", "failed because AWS did not accept the credentials there",
		"Check that {region} is enabled in the account of the credentials. {if enabled}",
	},
	awsapi.IdentityProviderUnreachable: {
		"{unable}", "failed because AWS could not reach the identity provider of the token",
		"Try again. If it still fails, check that the URL of the identity provider can be reached from the internet.",
	},
	awsapi.InvalidPolicy: {
		"{unable}", "failed because AWS did not accept the session policy", "Correct policy in the block of the role. The error below gives the reason.",
	},
	awsapi.InvalidHTTP: {
		"{unable}", "failed before anything was sent",
		"The request is not valid HTTP. Often a value that becomes part of a header, such as user_agent or TF_APPEND_USER_AGENT, contains a line break: remove it. The error below names the header.",
	},
	awsapi.InvalidRequest: {
		"{unable}", "failed because AWS did not accept the request", "{invalid}",
	},
	awsapi.NoOrganization: {
		"{unable}", "failed because the account is in no organization", "{invalid}",
	},
	awsapi.Other: {
		"{unable}", "failed",
		"The error below gives the reason. If it does not come from AWS, the network or your configuration, report it to the developers of the provider.",
	},
	awsapi.PolicyTooLarge: {
		"{unable}", "failed because the session policies and tags are too large", "Shorten policy in the block of the role, or use fewer policy_arns and tags.",
	},
	awsapi.ProxyCredentials: {
		"Proxy Requires Credentials", "failed because the proxy requires credentials",
		"Add them to the address of the proxy, in http_proxy or https_proxy in the provider configuration, or in the environment variable HTTP_PROXY or HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, with special characters percent-encoded. " +
			"If the address already has credentials, either they are wrong, or the proxy does not accept Basic authentication, which is the only kind that the provider supports.",
	},
	awsapi.ProxyRefused: {
		"Proxy Refused the Connection", "failed because the proxy refused the connection to {endpoint}",
		"Ask the administrator of the proxy to allow this host, or list the host in no_proxy or NO_PROXY if it can be reached without the proxy. Also check the address of the proxy.",
	},
	awsapi.RegionDisabled: {
		"{unable}", "failed because {service} is not active in {region} for this account",
		"Enable the region in the account, or use another region.",
	},
	awsapi.ProxyUnreachable: {
		"Proxy Unreachable", "failed because the proxy could not be reached",
		"Check its address in http_proxy or https_proxy, or in the environment variable HTTP_PROXY or HTTPS_PROXY. The error below says what happened.",
	},
	awsapi.ServerError: {
		"{unable}", "failed with HTTP status {status}",
		"{service}, or a proxy in front of it, has a problem: try again later.",
	},
	awsapi.SignatureRejected: {
		"AWS Credentials Rejected", "failed because AWS did not accept the signature of the request",
		"Check the secret access key and the clock of this machine. A proxy that changes or removes headers also invalidates the signature.",
	},
	awsapi.Throttled: {
		"{service} Throttled the Request", "was throttled on every attempt",
		"Other callers in the account share the limit of this API: try again later, or raise max_retries in the provider configuration.",
	},
	awsapi.TooManyOpenFiles: {
		"Too Many Open Files", "failed because the provider reached the limit of open files",
		"Raise the limit where Terraform runs, for example with ulimit -n, or read fewer regions at a time.",
	},
	awsapi.UnexpectedAnswer: {
		"{unable}", "got a response that AWS would not send",
		"The endpoint is probably not AWS but an emulator that lacks what was requested, or a proxy responded instead. Check the endpoint and the proxy.",
	},
	awsapi.Unencrypted: {
		"{service} Endpoint Without TLS", "failed because {endpoint}, or the proxy in front of it, did not respond with TLS",
		"If you configured an endpoint or a proxy that uses plain HTTP, begin its URL with http://. Otherwise, check its port, and which program responds there.",
	},
	awsapi.Unreachable: {
		"{service} Endpoint Unreachable", "failed because {endpoint} could not be reached",
		"Check that the region exists, that the host name resolves, and that proxies and firewalls allow the connection. If you configured an endpoint, check its URL.",
	},
	awsapi.Untrusted: {
		"{service} Endpoint Not Trusted", "failed because the certificate of {endpoint} is not trusted",
		"If a proxy or a private endpoint uses its own certificate authority, add its certificates with custom_ca_bundle or the environment variable AWS_CA_BUNDLE. If you configured an endpoint, check its URL.",
	},
	awsapi.WebIdentityRejected: {
		"{unable}", "failed because AWS did not accept the token",
		"Check that the account of the role has an IAM OIDC provider with the issuer and an audience of the token, and that the token has not been revoked.",
	},
}

// accountFailures does not mention regions, because AWS Account Management has one
// endpoint for all of them.
var accountFailures = map[awsapi.Kind]failure{
	awsapi.InvalidRequest: {
		"{unable}", "failed because AWS did not accept the request",
		"The endpoint is probably not AWS Account Management: check it. Otherwise, report the error below to the developers of the provider.",
	},
	awsapi.Unreachable: {
		"{service} Endpoint Unreachable", "failed because {endpoint} could not be reached",
		"Check that the host name resolves, and that proxies and firewalls allow the connection. If you configured an endpoint, check its URL.",
	},
}

// organizationFailures lists who may call AWS Organizations. It does not mention
// regions, because the service has one endpoint for all of them.
var organizationFailures = withFailures(accountFailures, map[awsapi.Kind]failure{
	awsapi.AccessDenied: {
		"Access to {service} Denied", "was denied",
		"Only the management account of the organization and its delegated administrators may list the accounts: use credentials of one of them, " +
			"and allow the IAM action {action} for their identity.",
	},
	awsapi.InvalidRequest: {
		"{unable}", "failed because AWS did not accept the request",
		"The endpoint is probably not AWS Organizations: check it. Otherwise, report the error below to the developers of the provider.",
	},
	awsapi.NoOrganization: {
		"{unable}", "failed because the account of the credentials is in no organization",
		"Use credentials of the management account of an organization or of a delegated administrator.",
	},
	awsapi.Throttled: {
		"{service} Throttled the Request", "was throttled on every attempt",
		"All callers in the organization share the limit of this API: try again later, or raise max_retries in the provider configuration.",
	},
})

// stsFailures contains the texts for calls of AWS STS. The summaries are those of the
// subject.
var stsFailures = withFailures(unableTo(awsapi.CredentialsExpired, awsapi.CredentialsUnknown, awsapi.SignatureRejected,
	awsapi.Throttled, awsapi.Unencrypted, awsapi.Untrusted), map[awsapi.Kind]failure{
	// GetCallerIdentity needs no permission, and ignores policies that deny it.
	awsapi.AccessDenied: {
		"{unable}", "was denied",
		"AWS STS allows this call for every identity, so a VPC endpoint or a proxy probably denied it: check the policy of the endpoint, and the proxy.",
	},
	awsapi.CredentialsUnknownInRegion: {
		"{unable}", "failed because AWS STS did not accept the credentials in {region}",
		"If {region} is not enabled in the account of the credentials, set sts_region to a region that is, such as us-east-1. " +
			"{if enabled}",
	},
	awsapi.RegionDisabled: {
		"{unable}", commonFailures[awsapi.RegionDisabled].outcome,
		"Set sts_region to a region where it is active, or activate it in the account settings of the IAM console.",
	},
	awsapi.Unreachable: {
		"{unable}", commonFailures[awsapi.Unreachable].outcome,
		"Check that region or sts_region exists, that the host name resolves, and that proxies and firewalls allow the connection. If you configured an endpoint, check its URL.",
	},
})

// roleFailures contains the texts for AssumeRole.
var roleFailures = withFailures(stsFailures, map[awsapi.Kind]failure{
	awsapi.AccessDenied: {
		"{unable}", "was denied",
		"Check that the role exists, that its trust policy allows the identity named below, and that the policies of that identity allow the IAM action {action}. " +
			"If the trust policy requires an external ID, check that external_id is the same.",
	},
})

// webIdentityFailures contains the texts for AssumeRoleWithWebIdentity.
var webIdentityFailures = withFailures(roleFailures, map[awsapi.Kind]failure{
	awsapi.AccessDenied: {
		"{unable}", "was denied",
		"Check that the role exists, and that its trust policy allows the issuer, the audience and the subject of the token.",
	},
	awsapi.CredentialsExpired: {
		"{unable}", "failed because the web identity token has expired",
		"Get a new token from the identity provider shortly before you run Terraform.",
	},
	awsapi.CredentialsUnknown: {"{unable}", "failed because the response says that the credentials are unknown", unsigned},
	awsapi.SignatureRejected:  {"{unable}", "failed because the response says that the signature is wrong", unsigned},
})

// unsigned is the advice for a response that AWS STS would not send to this request.
const unsigned = "This request has no credentials and no signature, so the response is probably not from AWS STS. Check the endpoint and the proxy."

// unableTo returns the common failures of some kinds with the summary of the subject.
func unableTo(kinds ...awsapi.Kind) map[awsapi.Kind]failure {
	failures := map[awsapi.Kind]failure{}
	for _, kind := range kinds {
		common := commonFailures[kind]
		failures[kind] = failure{"{unable}", common.outcome, common.advice}
	}
	return failures
}

func withFailures(failures, more map[awsapi.Kind]failure) map[awsapi.Kind]failure {
	failures = maps.Clone(failures)
	maps.Copy(failures, more)
	return failures
}

// acceptedElsewhere is the failure of a region that rejects credentials that another
// region accepts.
var acceptedElsewhere = failure{
	"AWS Credentials Rejected", "failed because AWS did not accept the credentials there, although it accepts them in {accepted}",
	"The credentials are not wrong. Check that {region} is enabled in the account. {version 1}If you configured an endpoint, check that it serves {region}.",
}

// diagnostic reports what failed, why and what to do.
func (s subject) diagnostic(err error) diag.Diagnostic {
	kind := awsapi.KindOf(err)
	summary, detail := s.timeout, ""
	if kind == awsapi.TimedOut {
		detail = fmt.Sprintf("%s did not finish within %s. %s", s.where(), s.limit.duration, s.timedOut(err))
	} else {
		text := s.failure(err)
		summary, detail = text.summary, fmt.Sprintf("%s %s. %s", s.where(), text.outcome, text.advice)
	}
	if s.instead != "" && kind != awsapi.Canceled {
		detail += " " + s.instead
	}
	at := s.argument
	if kind == awsapi.InvalidRequest || kind == awsapi.UnexpectedAnswer {
		at = s.blame()
	}
	return diagnosticAt(at, summary, withOriginal(detail+s.placeList(), err))
}

// blame returns the selector to show for a failure, or the argument of the subject if
// there is no selector.
func (s subject) blame() path.Path {
	if len(s.selector.Steps()) > 0 {
		return s.selector
	}
	return s.argument
}

// called returns the service that failed. If the credentials could not be fetched, it is
// not the service of the subject.
func (s subject) called(err error) service {
	if failed, ok := calledService(awsapi.Operation(err)); ok {
		return failed
	}
	return s.service
}

// failure returns the texts for an error, with their placeholders filled.
func (s subject) failure(err error) failure {
	called := s.called(err)
	_, operation := awsapi.Operation(err)
	kind := awsapi.KindOf(err)
	text, ok := called.failures[kind]
	if !ok {
		text = commonFailures[kind]
	}
	if own, ok := ownFailure(err); ok {
		text = own
	}
	if s.accepted != "" && called.name == s.service.name && (kind == awsapi.CredentialsUnknown || kind == awsapi.CredentialsUnknownInRegion) {
		text = acceptedElsewhere
	}
	region, temporary := awsapi.Signed(err)
	inRegion, endpoint := "", awsapi.Endpoint(err)
	switch inPlaces := called.name == s.service.name && len(s.places) > 0 && s.places[0].Region != awsapi.All; {
	case inPlaces && len(s.places) > 1:
		region, inRegion, endpoint = "each of these regions", " in each of these places", ""
	case inPlaces:
		region, inRegion = cmp.Or(region, s.places[0].Region), " in "+s.places[0].String()
	}
	region = cmp.Or(region, "the region")
	version1 := ""
	if temporary && kind == awsapi.CredentialsUnknownInRegion {
		version1 = fmt.Sprintf("If it is, the session token is probably of version 1, which %s does not accept: "+
			"get it from a regional endpoint of AWS STS instead of the global one, sts.amazonaws.com. ", region)
	}
	if kind == awsapi.Unreachable {
		text.advice = variantAdvice(awsapi.Endpoint(err)) + text.advice
	}
	fill := strings.NewReplacer(
		"{accepted}", s.accepted,
		"{action}", called.iam+":"+operation,
		"{endpoint}", cmp.Or(endpoint, "the endpoint"),
		"{if enabled}", strings.TrimSpace(cmp.Or(version1, "If it is, the credentials are wrong, inactive or deleted: replace them.")),
		"{in region}", inRegion,
		"{invalid}", cmp.Or(s.invalid, "The error below gives the reason."),
		"{region}", region,
		"{service}", called.name,
		"{status}", strconv.Itoa(awsapi.StatusCode(err)),
		"{unable}", s.unable,
		"{version 1}", version1,
	)
	return failure{fill.Replace(text.summary), fill.Replace(text.outcome), fill.Replace(text.advice)}
}

// variantAdvice returns the advice about FIPS and dual-stack endpoints, which not every
// region has.
func variantAdvice(endpoint string) string {
	switch {
	case strings.Contains(endpoint, "-fips."):
		return "The region may have no FIPS endpoint: use a region that has one, or remove use_fips_endpoint from the provider configuration and the profile, and AWS_USE_FIPS_ENDPOINT from the environment. "
	case strings.Contains(endpoint, ".api.aws"):
		return "The region may have no dual-stack endpoint: use a region that has one, or remove use_dualstack_endpoint from the provider configuration and the profile, and AWS_USE_DUALSTACK_ENDPOINT from the environment. "
	}
	return ""
}

// timedOut explains what took too long, and how to raise the limit.
func (s subject) timedOut(err error) string {
	why := "{service} did not respond. Check that proxies and firewalls allow the connection."
	var timeout *awsapi.TimeoutError
	if errors.As(err, &timeout) && timeout.Last != nil {
		why = "The last attempt failed and was about to be repeated. " + s.failure(timeout.Last).advice
	}
	return strings.ReplaceAll(why, "{service}", s.called(err).name) + s.moreTime()
}

func (s subject) moreTime() string {
	if s.limit.argument == "" {
		return ""
	}
	return fmt.Sprintf(" If the read needs more time, raise the limit with timeouts { %s = \"…\" }.", s.limit.argument)
}

// diagnosticAt returns a diagnostic for an argument, or for the block if the path is
// empty.
func diagnosticAt(argument path.Path, summary, detail string) diag.Diagnostic {
	if len(argument.Steps()) == 0 {
		return diag.NewErrorDiagnostic(summary, detail)
	}
	return diag.NewAttributeErrorDiagnostic(argument, summary, detail)
}

// withOriginal appends the original error to the detail of a diagnostic. It cleans the
// text, because some of it can come from elsewhere.
func withOriginal(detail string, err error) string {
	return fmt.Sprintf("%s\n\nOriginal Error: %s", detail, awsapi.CleanText(err.Error()))
}

// sentence turns the text of an error into a sentence: it adds a capital letter and a
// full stop.
func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}

// missingRegion reports that no region is set. The remedy begins a sentence that
// continues with the environment and the profile.
func missingRegion(argument path.Path, remedy string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(argument, "Missing AWS Region",
		"No AWS Region is set in the provider configuration, the environment or the profile. "+remedy+
			", set the environment variable AWS_REGION, or set region in the profile.")
}
