// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// service is an AWS service that the provider calls.
type service struct {
	name     string
	iam      string // The prefix of its IAM actions.
	failures map[awsapi.Kind]failure
}

var (
	awsConfig         = service{"AWS Config", "config", commonFailures}
	accountManagement = service{"AWS Account Management", "account", accountFailures}
	securityToken     = service{"AWS STS", "sts", stsFailures}
	roleSessions      = service{"AWS STS", "sts", roleFailures}
)

// calledService returns what the operation of an SDK error belongs to.
func calledService(serviceID, operation string) (called service, ok bool) {
	switch serviceID {
	case account.ServiceID:
		return accountManagement, true
	case configservice.ServiceID:
		return awsConfig, true
	case sts.ServiceID:
		if strings.HasPrefix(operation, "AssumeRole") {
			return roleSessions, true
		}
		return securityToken, true
	}
	return service{}, false
}

// subject is what was attempted.
type subject struct {
	service service
	attempt string // Begins a sentence that ends with an outcome: "Reading the status of … in eu-west-1".
	unable  string // A summary, "Unable to …".
	timeout string // The summary if the time limit passes.
	region  string // Empty if the service has the same endpoint for all regions.

	argument path.Path // Where every failure is shown, or empty for the block.
	selector path.Path // Where a failure is shown if AWS rejects the selector, or empty.
	invalid  string    // What to do if AWS rejects the request.
	instead  string    // Why the call is made or what to do without it, or empty.

	limit         time.Duration // The time limit.
	limitArgument string        // The argument of timeouts that sets it.
}

// failure is what a diagnostic says about a kind of failure. The texts have the
// placeholders of subject.fill.
type failure struct {
	summary string
	outcome string // Ends the sentence that subject.attempt begins.
	advice  string
}

// commonFailures has every kind. A service can have other texts for some kinds.
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
	awsapi.CredentialsRejected: {
		"AWS Credentials Rejected", "failed because AWS did not accept the credentials",
		"They are wrong or expired: renew them, and check the clock of this machine. " +
			"AWS also rejects them in a region that is not enabled in the account: check that {region} is enabled.",
	},
	awsapi.InvalidHTTP: {
		"{unable}", "failed before anything was sent",
		"The request is not valid HTTP. Often a value that becomes part of a header, such as user_agent or TF_APPEND_USER_AGENT, contains a line break: remove it. The error below names the header.",
	},
	awsapi.InvalidRequest: {
		"{unable}", "failed because AWS did not accept the request", "{invalid}",
	},
	awsapi.Other: {
		"{unable}", "failed",
		"The error below gives the reason. If it does not come from AWS, the network or your configuration, report it to the developers of the provider.",
	},
	awsapi.ProxyCredentials: {
		"Proxy Requires Credentials", "failed because the proxy requires credentials",
		"Add them to the address of the proxy, in http_proxy or https_proxy or in the environment variable HTTP_PROXY or HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, with special characters percent-encoded. " +
			"If the address has credentials, they are wrong, or the proxy does not accept Basic authentication, the only kind that the provider supports.",
	},
	awsapi.ProxyRefused: {
		"Proxy Refused the Connection", "failed because the proxy refused the connection to {endpoint}",
		"Ask the administrator of the proxy to allow this host, or list the host in no_proxy or NO_PROXY if it can be reached without the proxy. Also check the address of the proxy.",
	},
	awsapi.ServerError: {
		"{unable}", "failed with HTTP status {status}",
		"{service}, or a proxy in front of it, has a problem: try again later.",
	},
	awsapi.Throttled: {
		"{service} Throttled the Request", "was throttled on every attempt",
		"Other callers in the account share the limit of this API: try again later, or raise max_retries in the provider configuration.",
	},
	awsapi.UnexpectedAnswer: {
		"{unable}", "got a response that AWS would not send",
		"The endpoint is probably not AWS, or a proxy responded instead. Check the endpoint and the proxy.",
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
}

// accountFailures knows that AWS Account Management has one endpoint for all regions.
var accountFailures = map[awsapi.Kind]failure{
	awsapi.CredentialsRejected: {
		"AWS Credentials Rejected", "failed because AWS did not accept the credentials",
		"They are wrong or expired: renew them, and check the clock of this machine.",
	},
	awsapi.InvalidRequest: {
		"{unable}", "failed because AWS did not accept the request",
		"The endpoint is probably not AWS Account Management: check it. Otherwise, report the error below to the developers of the provider.",
	},
	awsapi.Unreachable: {
		"{service} Endpoint Unreachable", "failed because {endpoint} could not be reached",
		"Check that the host name resolves, and that proxies and firewalls allow the connection. If you configured an endpoint, check its URL.",
	},
}

// stsFailures is about credentials that are checked or used to get others.
var stsFailures = map[awsapi.Kind]failure{
	awsapi.AccessDenied: {"{unable}", "was denied", commonFailures[awsapi.AccessDenied].advice},
	awsapi.CredentialsRejected: {
		"{unable}", "failed because AWS did not accept the credentials",
		"They are wrong or expired: renew them, and check the clock of this machine. " +
			"AWS STS also rejects them in a region that is not enabled in their account: set sts_region to one that is.",
	},
	awsapi.Throttled: {"{unable}", "was throttled on every attempt", commonFailures[awsapi.Throttled].advice},
	awsapi.Unencrypted: {
		"{unable}", commonFailures[awsapi.Unencrypted].outcome, commonFailures[awsapi.Unencrypted].advice,
	},
	awsapi.Unreachable: {
		"{unable}", "failed because {endpoint} could not be reached",
		"Check that region or sts_region exists, that the host name resolves, and that proxies and firewalls allow the connection. If you configured an endpoint, check its URL.",
	},
	awsapi.Untrusted: {"{unable}", "failed because the certificate of {endpoint} is not trusted", commonFailures[awsapi.Untrusted].advice},
}

// roleFailures is about roles that are assumed.
var roleFailures = map[awsapi.Kind]failure{
	awsapi.AccessDenied: {
		"{unable}", "was denied",
		"Check that the role exists, that its trust policy allows the identity named below, with the external ID or the token provider that it requires, " +
			"and that the policies of that identity allow the IAM action {action}.",
	},
	awsapi.CredentialsRejected: stsFailures[awsapi.CredentialsRejected],
	awsapi.InvalidRequest: {
		"{unable}", "failed because AWS did not accept the request",
		"Check the arguments of the role. Its session can last no longer than the role allows, and no longer than 1h in a chain of roles.",
	},
	awsapi.Throttled:   stsFailures[awsapi.Throttled],
	awsapi.Unencrypted: stsFailures[awsapi.Unencrypted],
	awsapi.Unreachable: stsFailures[awsapi.Unreachable],
	awsapi.Untrusted:   stsFailures[awsapi.Untrusted],
}

// diagnostic says what failed, why and what to do.
func (s subject) diagnostic(err error) diag.Diagnostic {
	kind := awsapi.KindOf(err)
	summary, detail := s.timeout, ""
	if kind == awsapi.TimedOut {
		detail = fmt.Sprintf("%s did not end within %s. %s", s.attempt, s.limit, s.timedOut(err))
	} else {
		text := s.failure(err)
		summary, detail = text.summary, fmt.Sprintf("%s %s. %s", s.attempt, text.outcome, text.advice)
	}
	if s.instead != "" && kind != awsapi.Canceled {
		detail += " " + s.instead
	}
	at := s.argument
	if kind == awsapi.InvalidRequest || kind == awsapi.UnexpectedAnswer {
		at = s.blame()
	}
	return diagnosticAt(at, summary, withOriginal(detail, err))
}

// blame is the argument to show if it selected what is wrong.
func (s subject) blame() path.Path {
	if len(s.selector.Steps()) > 0 {
		return s.selector
	}
	return s.argument
}

// failure returns the texts for an error, with their placeholders filled.
func (s subject) failure(err error) failure {
	called := s.service
	serviceID, operation := awsapi.Operation(err)
	if failed, ok := calledService(serviceID, operation); ok {
		called = failed // Another one than that of the subject, if the credentials could not be fetched.
	}
	kind := awsapi.KindOf(err)
	text, ok := called.failures[kind]
	if !ok {
		text = commonFailures[kind]
	}
	if kind == awsapi.Unreachable {
		text.advice = variantAdvice(awsapi.Endpoint(err)) + text.advice
	}
	inRegion := ""
	if s.region != "" && called.name == s.service.name {
		inRegion = " in " + s.region
	}
	fill := strings.NewReplacer(
		"{action}", called.iam+":"+operation,
		"{endpoint}", cmp.Or(awsapi.Endpoint(err), "the endpoint"),
		"{in region}", inRegion,
		"{invalid}", cmp.Or(s.invalid, "The error below gives the reason."),
		"{region}", s.region,
		"{service}", called.name,
		"{status}", strconv.Itoa(awsapi.StatusCode(err)),
		"{unable}", s.unable,
	)
	return failure{fill.Replace(text.summary), fill.Replace(text.outcome), fill.Replace(text.advice)}
}

// variantAdvice is about endpoints that not every region has.
func variantAdvice(endpoint string) string {
	switch {
	case strings.Contains(endpoint, "-fips."):
		return "The region may have no FIPS endpoint: use a region that has one, or remove use_fips_endpoint from the provider configuration and the profile, and AWS_USE_FIPS_ENDPOINT from the environment. "
	case strings.Contains(endpoint, ".api.aws"):
		return "The region may have no dual-stack endpoint: use a region that has one, or remove use_dualstack_endpoint from the provider configuration and the profile, and AWS_USE_DUALSTACK_ENDPOINT from the environment. "
	}
	return ""
}

// timedOut says what the time was spent on, and how to get more of it.
func (s subject) timedOut(err error) string {
	why := "{service} did not respond. Check that proxies and firewalls allow the connection."
	var timeout *awsapi.TimeoutError
	if errors.As(err, &timeout) && timeout.Last != nil {
		why = "The last attempt failed and was about to be repeated. " + s.failure(timeout.Last).advice
	}
	return strings.ReplaceAll(why, "{service}", s.service.name) + s.moreTime()
}

func (s subject) moreTime() string {
	return fmt.Sprintf(" If the read needs more time, raise the limit with timeouts { %s = \"…\" }.", s.limitArgument)
}

// diagnosticAt shows an argument, or the block if it is empty.
func diagnosticAt(argument path.Path, summary, detail string) diag.Diagnostic {
	if len(argument.Steps()) == 0 {
		return diag.NewErrorDiagnostic(summary, detail)
	}
	return diag.NewAttributeErrorDiagnostic(argument, summary, detail)
}

func withOriginal(detail string, err error) string {
	return fmt.Sprintf("%s\n\nOriginal Error: %s", detail, err)
}

// sentence turns the text of an error into a sentence.
func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}

// missingRegion says that no region is set. The remedy begins a sentence that goes on
// with the environment and the profile.
func missingRegion(argument path.Path, remedy string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(argument, "Missing AWS Region",
		"Neither this block, the provider configuration, the environment nor the profile has an AWS Region. "+remedy+
			", set the environment variable AWS_REGION, or set region in the profile.")
}
