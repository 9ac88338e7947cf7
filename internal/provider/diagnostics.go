// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

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

const unableToRead = "Unable to Read the Configuration Recorder Status"

// reading describes one attempt to read a status, for diagnostics.
type reading struct {
	selector        recorder.Selector
	several         bool   // Whether all recorders that fit are read.
	region          string // Empty where no region is asked.
	timeout         time.Duration
	timeoutArgument string // That of the block timeouts which sets the timeout.
}

// failed tells the user why a reading failed and what to do about it.
func (r reading) failed(err error) diag.Diagnostic {
	var (
		multiple   *recorder.MultipleFoundError
		notFound   *recorder.NotFoundError
		notReached *recorder.StatusNotReachedError
		timedOut   *recorder.TimeoutError
		unexpected *recorder.UnexpectedAnswerError
	)
	switch {
	case errors.As(err, &notReached):
		return diag.NewAttributeErrorDiagnostic(path.Root("wait_for"), "Configuration Recorder Not in the Expected Status",
			withOriginal(r.notReached(notReached), err))

	case errors.As(err, &notFound):
		return r.onSelector("Configuration Recorder Not Found", r.notFound(), notFound.Err)

	case errors.As(err, &multiple):
		return r.onSelector("Multiple Configuration Recorders Found",
			fmt.Sprintf("%s, where one was expected. They are:\n%s\nSelect one of them by its ARN, or read all of them with awsconfig_configuration_recorder_statuses.", r.attempted("found several"), bullets(multiple.Found)), err)

	case errors.As(err, &unexpected):
		return r.onSelector(unableToRead,
			r.attempted("was answered with something else")+". AWS answers with the recorder that was asked for, in the region that was asked, so the endpoint is probably "+
				"not AWS: another service, or an emulator that ignores this selector. See that the endpoint is right.", err)

	case errors.As(err, &timedOut):
		return diag.NewErrorDiagnostic("Timed Out Reading the Configuration Recorder Status",
			withOriginal(r.attempted(fmt.Sprintf("did not end within %s", r.timeout))+". "+r.whyTimedOut(timedOut), err))

	case errors.Is(err, context.Canceled):
		return diag.NewErrorDiagnostic(unableToRead, withOriginal(r.attempted("was cancelled")+".", err))

	default:
		cause := r.causeOf(err)
		detail := r.attempted(cause.outcome) + ". " + cause.advice
		if cause.ofSelector {
			return r.onSelector(cause.summary, detail, err)
		}
		return diag.NewErrorDiagnostic(cause.summary, withOriginal(detail, err))
	}
}

// cause is why a request failed: what to call it, how it went, and what to do.
type cause struct {
	summary, outcome, advice string
	ofSelector               bool // Whether the argument that selects the recorder is to blame.
}

func (r reading) causeOf(err error) cause {
	var (
		broken     *awsclient.ResponseBrokenError
		invalid    *types.ValidationException
		sendFailed *smithyhttp.RequestSendError
	)
	switch {
	case hasCode(err, deniedCodes):
		return cause{
			summary: "Access to AWS Config Denied", outcome: "was denied",
			advice: fmt.Sprintf("Allow the action %s in %s for the identity that is named below. "+
				"If a policy of it allows the action already, a service control policy, a permissions boundary or a session policy denies it.", actionOf(err), r.region),
		}
	case hasCode(err, rejectedCredentialCodes):
		return cause{
			summary: "AWS Credentials Rejected", outcome: "failed, because AWS did not accept the credentials",
			advice: "They are wrong or have expired: renew them, and see that the clock of this machine is right." + r.ifDisabled(),
		}
	case hasCode(err, retry.DefaultThrottleErrorCodes):
		return cause{
			summary: "AWS Config Throttled the Request", outcome: "was throttled each time",
			advice: "Other callers in the account share the limit of the API: try again later, or raise max_retries in the provider configuration.",
		}
	case errors.As(err, &sendFailed):
		return cause{
			summary: "AWS Config Endpoint Unreachable", outcome: fmt.Sprintf("failed, because %s could not be reached", endpointOf(err)),
			advice: "See that the region exists, that the name resolves, that a proxy or firewall lets the connection pass, " +
				"that the certificate is trusted, and, where an endpoint is configured, that its URL is right.",
		}
	case errors.As(err, &broken):
		return cause{
			summary: unableToRead, outcome: "failed, because the connection broke in the middle of the answer",
			advice: "See to the network and to a proxy in it, and try again.",
		}
	case errors.As(err, &invalid):
		return cause{
			summary: unableToRead, outcome: "failed, because AWS did not accept the request",
			advice:     "See that the selector is right: a service principal must be that of an AWS service that has a configuration recorder, and an ARN must be that of a recorder.",
			ofSelector: true,
		}
	case statusOf(err) >= http.StatusInternalServerError:
		return cause{
			summary: unableToRead, outcome: fmt.Sprintf("failed with HTTP status %d", statusOf(err)),
			advice: "AWS Config, or a proxy before it, is out of order: try again later.",
		}
	case notFromAWS(err):
		return cause{
			summary: unableToRead, outcome: "was answered with something that AWS would not answer",
			advice: "The endpoint is probably not AWS, or a proxy answers for it. See that the endpoint and the proxy are right.",
		}
	default:
		return cause{
			summary: unableToRead, outcome: "failed",
			advice: "The error below tells why. If it does not come from AWS, the network or the configuration, report it to the developers of the provider.",
		}
	}
}

// statusOf is the HTTP status of the answer that made an error, or 0 without one.
func statusOf(err error) int {
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.Response != nil {
		return response.HTTPStatusCode()
	}
	return 0
}

// notFromAWS reports whether an answer came from something else: too large, not to
// be decoded, or a redirect.
func notFromAWS(err error) bool {
	var (
		tooLarge    *awsclient.ResponseTooLargeError
		undecodable *smithy.DeserializationError
	)
	return errors.As(err, &tooLarge) || errors.As(err, &undecodable) || statusOf(err)/100 == 3
}

// whyTimedOut tells what the time was spent on, and how to get more of it.
func (r reading) whyTimedOut(err *recorder.TimeoutError) string {
	if err.Last != nil {
		return "The last attempt failed and was to be repeated. " + r.causeOf(err.Last).advice + r.more()
	}
	return "AWS did not answer. See that the network and a proxy in it let the connection pass." + r.more()
}

// more tells how to get more time.
func (r reading) more() string {
	return fmt.Sprintf(" If it needs longer, raise the limit with timeouts { %s = \"…\" }.", r.timeoutArgument)
}

// notReached tells what was waited for, what was seen instead, and what to do.
func (r reading) notReached(err *recorder.StatusNotReachedError) string {
	detail := fmt.Sprintf("Waiting for %s in %s to have %s did not succeed within %s. ", r.selector, r.region, err.Expected, r.timeout)
	if err.Seen == nil {
		detail += r.notFound()
	} else {
		detail += fmt.Sprintf("It was last seen with %s.", err.Seen)
	}
	wantsStopped := err.Expected.Recording != nil && !*err.Expected.Recording
	switch {
	case err.Failure != nil:
		return detail + " It could not be read again. " + r.whyTimedOut(err.Failure)
	case err.Seen == nil:
		// What to do about an absent recorder is told already.
	case err.Seen.Recording && wantsStopped:
		detail += " Stop the recorder."
	case wantsStopped:
		detail += " A stopped recorder keeps its last status, so this does not change until it is started again: leave last_status out of wait_for."
	case !err.Seen.Recording:
		detail += " Start the recorder."
	case aws.ToString(err.Seen.LastStatus) == string(types.RecorderStatusFailure):
		detail += " AWS Config fails to record or to deliver: see to the role of the recorder, and to the bucket and the topic of the delivery channel."
	}
	return detail + r.more()
}

// errorCode is the code by which AWS or the provider calls an error.
func errorCode(err error) string {
	var (
		apiError   smithy.APIError
		sendFailed *smithyhttp.RequestSendError
		timedOut   *recorder.TimeoutError
		unexpected *recorder.UnexpectedAnswerError
	)
	switch {
	case errors.As(err, &timedOut):
		return "Timeout"
	case errors.As(err, &unexpected):
		return "UnexpectedAnswer"
	case statusOf(err) < http.StatusInternalServerError && notFromAWS(err):
		return "UnexpectedAnswer"
	case errors.As(err, &apiError):
		return apiError.ErrorCode()
	case errors.As(err, &sendFailed):
		return "EndpointUnreachable"
	default:
		return "Other"
	}
}

// actionOf is the IAM action of the operation that failed.
func actionOf(err error) string {
	var operation *smithy.OperationError
	if !errors.As(err, &operation) {
		return "config:DescribeConfigurationRecorderStatus"
	}
	service := "config"
	if operation.ServiceID == account.ServiceID {
		service = "account"
	}
	return service + ":" + operation.OperationName
}

func (r reading) ifDisabled() string {
	if r.region == "" {
		return ""
	}
	return fmt.Sprintf(" A region that is not enabled in the account looks the same: see that %s is enabled.", r.region)
}

func (r reading) attempted(outcome string) string {
	if r.several {
		return fmt.Sprintf("Reading the statuses of the configuration recorders in %s %s", r.region, outcome)
	}
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

// bullets lists recorders by what can select one of them.
func bullets(statuses []recorder.Status) string {
	var list strings.Builder
	for _, status := range statuses {
		fmt.Fprintf(&list, "  - %s", aws.ToString(status.Name))
		if status.ARN != nil {
			fmt.Fprintf(&list, ", %s", *status.ARN)
		}
		list.WriteString("\n")
	}
	return list.String()
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

// missingRegion tells that no region is named. The remedy is the beginning of a
// sentence that goes on with the environment and the profile.
func missingRegion(argument path.Path, remedy string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(argument, "Missing AWS Region",
		"Neither this block, the provider configuration, the environment nor the profile names an AWS Region. "+remedy+
			", set the environment variable AWS_REGION, or set region in the profile.")
}
