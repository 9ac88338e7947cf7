// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Kind is why a call of AWS failed. It decides what a diagnostic says, which code
// is reported, and whether the call is repeated.
type Kind int

// The kinds of failure.
const (
	Other                       Kind = iota // None of the following.
	AccessDenied                            // A policy denies the call.
	BrokenOff                               // The connection ended in the middle of the response.
	Canceled                                // Terraform was interrupted.
	ClockSkewed                             // The time of the request is not that of AWS.
	CredentialsExpired                      // The credentials, or the token of a web identity, have expired.
	CredentialsUnknown                      // AWS does not know the credentials.
	CredentialsUnknownInRegion              // The same, in a region that is not enabled by default.
	IdentityProviderUnreachable             // AWS cannot reach the provider of a web identity.
	InvalidHTTP                             // The request cannot be sent.
	InvalidPolicy                           // AWS does not accept a session policy.
	InvalidRequest                          // AWS does not accept the request.
	NoOrganization                          // The account of the credentials is in no organization.
	PolicyTooLarge                          // Session policies and tags are too large.
	ProxyCredentials                        // A proxy requires credentials.
	ProxyRefused                            // A proxy does not connect to the endpoint.
	ProxyUnreachable                        // No connection to a proxy.
	RegionDisabled                          // The service is not active in the region for the account.
	ServerError                             // The HTTP status is 500 or above.
	SignatureRejected                       // AWS does not accept the signature of the request.
	Throttled                               // AWS limits how often the call is made.
	TimedOut                                // The time limit of the read has passed.
	TooManyOpenFiles                        // The process cannot open another connection.
	Unencrypted                             // The endpoint or the proxy does not use TLS.
	UnexpectedAnswer                        // AWS would not send this response.
	Unreachable                             // No connection, or no response on it.
	Untrusted                               // The certificate of the endpoint is not trusted.
	WebIdentityRejected                     // AWS does not accept the token of a web identity.
)

// AWS refuses callers with codes that belong to no service model, so the SDK has no
// types for them. Those of AWS STS are here too, by their codes.
//
// https://docs.aws.amazon.com/config/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
var kindsByCode = map[string]Kind{
	"AWSOrganizationsNotInUseException":   NoOrganization,
	"AccessDenied":                        AccessDenied,
	"AccessDeniedException":               AccessDenied,
	"ExpiredToken":                        CredentialsExpired,
	"ExpiredTokenException":               CredentialsExpired,
	"IDPCommunicationError":               IdentityProviderUnreachable,
	"IDPRejectedClaim":                    WebIdentityRejected,
	"IncompleteSignature":                 SignatureRejected,
	"IncompleteSignatureException":        SignatureRejected,
	"InvalidClientTokenId":                CredentialsUnknown,
	"InvalidIdentityToken":                WebIdentityRejected,
	"InvalidSignatureException":           SignatureRejected,
	"MalformedHttpRequestException":       InvalidRequest,
	"MalformedPolicyDocument":             InvalidPolicy,
	"MissingAuthenticationToken":          SignatureRejected,
	"MissingAuthenticationTokenException": SignatureRejected,
	"NotAuthorized":                       AccessDenied,
	"OptInRequired":                       RegionDisabled,
	"PackedPolicyTooLarge":                PolicyTooLarge,
	"RegionDisabledException":             RegionDisabled,
	"RequestExpired":                      ClockSkewed,
	"RequestInTheFuture":                  ClockSkewed,
	"SignatureDoesNotMatch":               SignatureRejected,
	"UnknownOperationException":           InvalidRequest,
	"UnrecognizedClientException":         CredentialsUnknown,
	"ValidationError":                     InvalidRequest,
	"ValidationException":                 InvalidRequest,
}

// KindOf returns the kind of a failure.
func KindOf(err error) Kind {
	kind := kindOfCode(err)
	var proxy *ProxyError
	switch {
	case is[*TimeoutError](err):
		return TimedOut
	case errors.Is(err, context.Canceled):
		return Canceled
	case is[*UnexpectedAnswerError](err):
		return UnexpectedAnswer
	case kind != Other && kind != InvalidRequest:
		return kind
	case StatusCode(err) == http.StatusProxyAuthRequired, errors.As(err, &proxy) && proxy.Status == http.StatusProxyAuthRequired:
		return ProxyCredentials
	case proxy != nil && proxy.refuses():
		return ProxyRefused
	case is[*tls.CertificateVerificationError](err):
		return Untrusted
	case errors.Is(err, syscall.EMFILE):
		return TooManyOpenFiles
	case is[tls.RecordHeaderError](err), errors.Is(err, http.ErrSchemeMismatch):
		return Unencrypted
	case is[*RequestInvalidError](err):
		return InvalidHTTP
	case is[*smithyhttp.RequestSendError](err) && proxy == nil && failedAtProxy(err):
		return ProxyUnreachable
	case is[*smithyhttp.RequestSendError](err):
		return Unreachable
	case is[*ResponseBrokenError](err):
		return BrokenOff
	case kind == InvalidRequest:
		return kind
	case StatusCode(err) >= http.StatusInternalServerError:
		return ServerError
	case is[*ResponseTooLargeError](err), is[*smithy.DeserializationError](err), StatusCode(err)/100 == 3, code(err) == noCode:
		return UnexpectedAnswer
	}
	return Other
}

// failedAtProxy reports whether the connection to a proxy failed, which net/http names in
// the operation.
func failedAtProxy(err error) bool {
	var failed *net.OpError
	return errors.As(err, &failed) && (failed.Op == "proxyconnect" || failed.Op == "socks connect")
}

func kindOfCode(err error) Kind {
	if _, ok := retry.DefaultThrottleErrorCodes[code(err)]; ok {
		return Throttled
	}
	kind := kindsByCode[code(err)]
	if region, _ := Signed(err); kind == CredentialsUnknown && !enabledByDefault(region) {
		return CredentialsUnknownInRegion
	}
	return kind
}

// noCode is what the SDK calls the code of an error response that has none. Those of AWS
// have one.
const noCode = "UnknownError"

// code returns the code that a response has, or the empty string without a response.
func code(err error) string {
	var apiError smithy.APIError
	if errors.As(err, &apiError) {
		return apiError.ErrorCode()
	}
	return ""
}

func is[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

// Permanent reports whether another attempt surely fails in the same way. Rejected
// credentials are left to the SDK, which corrects a wrong clock and tries again.
func (k Kind) Permanent() bool {
	switch k {
	case AccessDenied, Canceled, InvalidHTTP, InvalidPolicy, InvalidRequest, NoOrganization, PolicyTooLarge, ProxyCredentials, ProxyRefused, RegionDisabled, UnexpectedAnswer, Unencrypted, Untrusted:
		return true
	default:
		return false
	}
}

// Retryable reports whether a later call can succeed. Unless the kind decides, it is what
// the SDK says.
func Retryable(err error) bool {
	kind := KindOf(err)
	return kind == TimedOut || !kind.Permanent() && retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary
}

// Code returns the code by which AWS calls a failure, or Timeout, UnexpectedAnswer,
// EndpointUnreachable or Other.
func Code(err error) string {
	switch KindOf(err) {
	case TimedOut:
		return "Timeout"
	case UnexpectedAnswer:
		return "UnexpectedAnswer"
	case BrokenOff, ProxyCredentials, ProxyRefused, ProxyUnreachable, TooManyOpenFiles, Unencrypted, Unreachable, Untrusted:
		return "EndpointUnreachable"
	}
	return cmp.Or(code(err), "Other")
}

// StatusCode returns the HTTP status of the response that made the failure, or 0
// without a response.
func StatusCode(err error) int {
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.Response != nil {
		return response.HTTPStatusCode()
	}
	return 0
}

// RequestHeader returns the header of the request whose response made the failure, or nil
// without a response.
func RequestHeader(err error) http.Header {
	var response *smithyhttp.ResponseError
	if !errors.As(err, &response) || response.Response == nil || response.Response.Response == nil || response.Response.Request == nil {
		return nil
	}
	return response.Response.Request.Header
}

// Signed returns the region for which the request that AWS refused was signed, or the
// empty string, and whether it was signed with temporary credentials.
func Signed(err error) (region string, temporary bool) {
	header := RequestHeader(err)
	_, scope, _ := strings.Cut(header.Get("Authorization"), "Credential=") // KEY/DATE/REGION/SERVICE/aws4_request.
	if parts := strings.Split(scope, "/"); len(parts) > 2 {
		region = parts[2]
	}
	return region, header.Get("X-Amz-Security-Token") != ""
}

// Endpoint returns the URL that could not be reached, or the empty string.
func Endpoint(err error) string {
	var urlError *url.Error
	if errors.As(err, &urlError) {
		return CleanURL(urlError.URL)
	}
	return ""
}

// Operation returns the operation that failed and the ID of its service in the SDK,
// or empty strings. If a call failed because its credentials could not be fetched,
// that is the operation that fetches them.
func Operation(err error) (serviceID, operation string) {
	var failed *smithy.OperationError
	for errors.As(err, &failed) {
		serviceID, operation, err = failed.ServiceID, failed.OperationName, failed.Err
	}
	return serviceID, operation
}
