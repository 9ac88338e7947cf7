// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

const describeAction = "config:DescribeConfigurationRecorderStatus"

// The codes by which AWS refuses a caller. They belong to no service model, so
// the SDK has no types for them.
// https://docs.aws.amazon.com/config/latest/APIReference/CommonErrors.html
var (
	deniedCodes = codes("AccessDenied", "AccessDeniedException")

	rejectedCredentialCodes = codes(
		"ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "IncompleteSignatureException",
		"InvalidClientTokenId", "InvalidSignatureException", "MissingAuthenticationToken",
		"MissingAuthenticationTokenException", "RequestExpired", "SignatureDoesNotMatch",
		"UnrecognizedClientException",
	)
)

func codes(list ...string) map[string]struct{} {
	set := make(map[string]struct{}, len(list))
	for _, code := range list {
		set[code] = struct{}{}
	}
	return set
}

// reading describes one attempt to read a status, for diagnostics.
type reading struct {
	selector recorder.Selector
	region   string
	timeout  time.Duration
}

// failed tells the user why a reading failed and what to do about it.
func (r reading) failed(err error) diag.Diagnostic {
	var (
		multiple   *recorder.MultipleFoundError
		notFound   *recorder.NotFoundError
		sendFailed *smithyhttp.RequestSendError
		timedOut   *recorder.TimeoutError
		unexpected *recorder.UnexpectedAnswerError
	)
	switch {
	case errors.As(err, &notFound):
		return r.onSelector("Configuration Recorder Not Found", r.notFound(), notFound.Err)

	case errors.As(err, &multiple):
		return r.onSelector("Multiple Configuration Recorders Found",
			fmt.Sprintf("%s, where one was expected. They are:\n%s\nSelect one of them by its ARN.", r.attempted("found several"), bullets(multiple.Found)), err)

	case errors.As(err, &unexpected):
		return r.onSelector("Unable to Read the Configuration Recorder Status",
			r.attempted("was answered with something else")+". AWS answers with the recorder that was asked for, so the endpoint is probably "+
				"an emulator that ignores this selector. Select the recorder by name, or use an endpoint that knows the selector.", err)

	case errors.As(err, &timedOut):
		return diag.NewErrorDiagnostic("Timed Out Reading the Configuration Recorder Status", withOriginal(
			fmt.Sprintf("%s. Where AWS throttles the account or the network is slow, raise the limit with `timeouts { read = \"…\" }`, "+
				"or lower max_retries to see the failure of the single request sooner.", r.attempted(fmt.Sprintf("had no answer after %s", r.timeout))), err))

	case hasCode(err, deniedCodes):
		return diag.NewErrorDiagnostic("Access to AWS Config Denied", withOriginal(
			fmt.Sprintf("%s. Allow the action %s in %s for the identity that is named below. "+
				"If a policy of it allows the action already, a service control policy, a permissions boundary or a session policy denies it.",
				r.attempted("was denied"), describeAction, r.region), err))

	case hasCode(err, rejectedCredentialCodes):
		return diag.NewErrorDiagnostic("AWS Credentials Rejected", withOriginal(
			fmt.Sprintf("%s, because AWS did not accept the credentials. They are wrong or have expired: renew them. "+
				"A region that is not enabled in the account looks the same: see that %s is enabled.", r.attempted("failed"), r.region), err))

	case hasCode(err, retry.DefaultThrottleErrorCodes):
		return diag.NewErrorDiagnostic("AWS Config Throttled the Request", withOriginal(
			r.attempted("was throttled each time")+". Other callers in the account share the limit of the API: try again later, or raise max_retries in the provider configuration.", err))

	case errors.As(err, &sendFailed):
		return diag.NewErrorDiagnostic("AWS Config Endpoint Unreachable", withOriginal(
			fmt.Sprintf("%s, because %s could not be reached. See that the region exists, that the name resolves, that a proxy or firewall lets the connection pass, "+
				"that the certificate is trusted, and, where an endpoint is configured, that its URL is right.", r.attempted("failed"), endpointOf(err)), err))

	default:
		return diag.NewErrorDiagnostic("Unable to Read the Configuration Recorder Status", withOriginal(
			r.attempted("failed")+". The error below tells why. If it does not come from AWS, the network or the configuration, report it to the developers of the provider.", err))
	}
}

func (r reading) attempted(outcome string) string {
	return fmt.Sprintf("Reading the status of %s in %s %s", r.selector, r.region, outcome)
}

func (r reading) notFound() string {
	if r.selector == (recorder.Selector{}) {
		return fmt.Sprintf("AWS Config in %s has no customer managed configuration recorder in this account, so it records nothing there. "+
			"Create one and start it, name the region that has one, or, for a recorder that an AWS service made, select it by service_principal or arn.", r.region)
	}
	return fmt.Sprintf("AWS Config in %s does not have %s in this account. See that the spelling, the region and the account are those of the recorder.", r.region, r.selector)
}

// onSelector puts a diagnostic on the argument that selected the recorder.
func (r reading) onSelector(summary, detail string, err error) diag.Diagnostic {
	detail = withOriginal(detail, err)
	switch {
	case r.selector.Name != "":
		return diag.NewAttributeErrorDiagnostic(path.Root("name"), summary, detail)
	case r.selector.ARN != "":
		return diag.NewAttributeErrorDiagnostic(path.Root("arn"), summary, detail)
	case r.selector.ServicePrincipal != "":
		return diag.NewAttributeErrorDiagnostic(path.Root("service_principal"), summary, detail)
	default:
		return diag.NewErrorDiagnostic(summary, detail)
	}
}

func bullets(statuses []recorder.Status) string {
	var list string
	for _, status := range statuses {
		list += fmt.Sprintf("  - %s, %s\n", aws.ToString(status.Name), aws.ToString(status.ARN))
	}
	return list
}

func withOriginal(detail string, err error) string {
	return fmt.Sprintf("%s\n\nOriginal Error: %s", detail, err)
}

func hasCode(err error, set map[string]struct{}) bool {
	var apiError smithy.APIError
	if !errors.As(err, &apiError) {
		return false
	}
	_, ok := set[apiError.ErrorCode()]
	return ok
}

func endpointOf(err error) string {
	var urlError *url.Error
	if errors.As(err, &urlError) {
		return urlError.URL
	}
	return "the endpoint"
}

// sentence makes the text of an error a sentence.
func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}

func conflictingSelectors(arguments []string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root(arguments[1]), "Conflicting Configuration Recorder Selectors",
		fmt.Sprintf("The arguments %s are set together, but at most one of name, arn and service_principal selects the recorder. "+
			"Keep one of them, or none for the customer managed recorder.", strings.Join(arguments, " and ")))
}

func missingRegion() diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("region"), "Missing AWS Region",
		"Neither the data source, the provider configuration, the environment nor the profile names an AWS Region. "+
			"Set region in the data source or in the provider block, set the environment variable AWS_REGION, or set region in the profile.")
}
