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

// Kind is the reason why a call of AWS failed. It determines the text of the diagnostic,
// the reported code and whether the call is repeated.
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

// These codes are in no service model, so the SDK has no types for them. The codes of
// AWS STS are also here.
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

// failedAtProxy reports whether the connection to a proxy failed. In this case, net/http
// sets the operation of the error.
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

// noCode is the code that the SDK gives an error response without one. Responses
// of AWS have a code.
const noCode = "UnknownError"

// code returns the code of an error response, or an empty string if there is no
// response.
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

// Permanent reports whether another attempt would fail in the same way. It returns false
// for rejected credentials, because the SDK corrects a wrong clock and tries again.
func (k Kind) Permanent() bool {
	switch k {
	case AccessDenied, Canceled, InvalidHTTP, InvalidPolicy, InvalidRequest, NoOrganization, PolicyTooLarge, ProxyCredentials, ProxyRefused, RegionDisabled, UnexpectedAnswer, Unencrypted, Untrusted:
		return true
	default:
		return false
	}
}

// Retryable reports whether a later call can succeed. If the kind of the failure does
// not determine that, the SDK does.
func Retryable(err error) bool {
	kind := KindOf(err)
	return kind == TimedOut || !kind.Permanent() && retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary
}

// Code returns the error code of AWS, or Timeout, UnexpectedAnswer, EndpointUnreachable
// or Other if there is none.
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

// StatusCode returns the HTTP status of the error response, or 0 if there is no
// response.
func StatusCode(err error) int {
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.Response != nil {
		return response.HTTPStatusCode()
	}
	return 0
}

// RequestHeader returns the header of the request that failed, or nil if there is no
// response.
func RequestHeader(err error) http.Header {
	var response *smithyhttp.ResponseError
	if !errors.As(err, &response) || response.Response == nil || response.Response.Response == nil || response.Response.Request == nil {
		return nil
	}
	return response.Response.Request.Header
}

// Signed returns the region in the signature of the rejected request, or an empty
// string, and whether the credentials are temporary.
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

// Operation returns the ID of the service in the SDK and the operation that failed, or
// empty strings. If the credentials of a call could not be fetched, it returns the
// operation that fetches credentials.
func Operation(err error) (serviceID, operation string) {
	var failed *smithy.OperationError
	for errors.As(err, &failed) {
		serviceID, operation, err = failed.ServiceID, failed.OperationName, failed.Err
	}
	return serviceID, operation
}
