// SPDX-License-Identifier: MPL-2.0

package awsapi_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

func withStatus(status int, err error) error {
	return &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}}, Err: err}
}

func signedFor(region string, err error) error {
	header := http.Header{"Authorization": {"AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/" + region + "/sts/aws4_request, SignedHeaders=host, Signature=00"}}
	return &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 403, Request: &http.Request{Header: header}}}, Err: err}
}

func withCode(code string) error { return &smithy.GenericAPIError{Code: code, Message: "no"} }

func throughProxy(status int) error {
	return &smithyhttp.RequestSendError{Err: &url.Error{Err: &awsapi.ProxyError{Proxy: "proxy.example.com:3128", Status: status}}}
}

// The table contains what the SDK returns for each kind of failure.
func TestKindOf(t *testing.T) {
	t.Parallel()
	untrusted := &smithyhttp.RequestSendError{Err: &tls.CertificateVerificationError{Err: errors.New("unknown authority")}}
	undecodable := &smithy.DeserializationError{Err: errors.New("no JSON")}
	brokenOff := &smithy.DeserializationError{Err: &awsapi.ResponseBrokenError{Err: errors.New("EOF")}}
	for name, test := range map[string]struct {
		err       error
		kind      awsapi.Kind
		code      string
		retryable bool
	}{
		"denied":                          {withStatus(400, withCode("AccessDeniedException")), awsapi.AccessDenied, "AccessDeniedException", false},
		"denied with status 500":          {withStatus(500, withCode("AccessDenied")), awsapi.AccessDenied, "AccessDenied", false},
		"expired":                         {withCode("ExpiredTokenException"), awsapi.CredentialsExpired, "ExpiredTokenException", false},
		"expired at STS":                  {withCode("ExpiredToken"), awsapi.CredentialsExpired, "ExpiredToken", false},
		"expired web identity":            {&ststypes.ExpiredTokenException{}, awsapi.CredentialsExpired, "ExpiredTokenException", false},
		"rejected web identity":           {&ststypes.InvalidIdentityTokenException{}, awsapi.WebIdentityRejected, "InvalidIdentityToken", false},
		"rejected claim":                  {&ststypes.IDPRejectedClaimException{}, awsapi.WebIdentityRejected, "IDPRejectedClaim", false},
		"identity provider":               {&ststypes.IDPCommunicationErrorException{}, awsapi.IdentityProviderUnreachable, "IDPCommunicationError", false},
		"invalid policy":                  {&ststypes.MalformedPolicyDocumentException{}, awsapi.InvalidPolicy, "MalformedPolicyDocument", false},
		"large policy":                    {&ststypes.PackedPolicyTooLargeException{}, awsapi.PolicyTooLarge, "PackedPolicyTooLarge", false},
		"disabled region of STS":          {&ststypes.RegionDisabledException{}, awsapi.RegionDisabled, "RegionDisabledException", false},
		"disabled region":                 {withCode("OptInRequired"), awsapi.RegionDisabled, "OptInRequired", false},
		"bad keys":                        {signedFor("eu-west-1", withCode("UnrecognizedClientException")), awsapi.CredentialsUnknown, "UnrecognizedClientException", false},
		"bad keys at STS":                 {withCode("InvalidClientTokenId"), awsapi.CredentialsUnknown, "InvalidClientTokenId", false},
		"bad keys in China":               {signedFor("cn-north-1", withCode("InvalidClientTokenId")), awsapi.CredentialsUnknown, "InvalidClientTokenId", false},
		"bad keys in AWS GovCloud":        {signedFor("us-gov-west-1", withCode("InvalidClientTokenId")), awsapi.CredentialsUnknown, "InvalidClientTokenId", false},
		"in another region":               {signedFor("ap-south-2", withCode("InvalidClientTokenId")), awsapi.CredentialsUnknownInRegion, "InvalidClientTokenId", false},
		"bad signature":                   {withCode("InvalidSignatureException"), awsapi.SignatureRejected, "InvalidSignatureException", false},
		"throttled":                       {withCode("ThrottlingException"), awsapi.Throttled, "ThrottlingException", true},
		"throttled with status 503":       {withStatus(503, withCode("Throttling")), awsapi.Throttled, "Throttling", true},
		"invalid":                         {&types.ValidationException{}, awsapi.InvalidRequest, "ValidationException", false},
		"invalid at STS":                  {withCode("ValidationError"), awsapi.InvalidRequest, "ValidationError", false},
		"invalid with status 500":         {withStatus(500, withCode("ValidationException")), awsapi.InvalidRequest, "ValidationException", false},
		"invalid policy with status 500":  {withStatus(500, withCode("MalformedPolicyDocument")), awsapi.InvalidPolicy, "MalformedPolicyDocument", false},
		"large policy with status 500":    {withStatus(500, withCode("PackedPolicyTooLarge")), awsapi.PolicyTooLarge, "PackedPolicyTooLarge", false},
		"disabled region with status 500": {withStatus(500, withCode("OptInRequired")), awsapi.RegionDisabled, "OptInRequired", false},
		"another code":                    {withCode("SomethingNewException"), awsapi.Other, "SomethingNewException", false},
		"no connection":                   {&smithyhttp.RequestSendError{Err: errors.New("refused")}, awsapi.Unreachable, "EndpointUnreachable", true},
		"no open file left":               {&smithyhttp.RequestSendError{Err: &net.OpError{Op: "dial", Err: os.NewSyscallError("socket", syscall.EMFILE)}}, awsapi.TooManyOpenFiles, "EndpointUnreachable", true},
		"untrusted":                       {untrusted, awsapi.Untrusted, "EndpointUnreachable", false},
		"no connection to a proxy":        {&smithyhttp.RequestSendError{Err: &url.Error{Err: &net.OpError{Op: "proxyconnect", Err: syscall.ECONNREFUSED}}}, awsapi.ProxyUnreachable, "EndpointUnreachable", true},
		"a request that expired":          {withCode("RequestExpired"), awsapi.ClockSkewed, "RequestExpired", false},
		"plain HTTP":                      {&smithyhttp.RequestSendError{Err: &url.Error{Err: http.ErrSchemeMismatch}}, awsapi.Unencrypted, "EndpointUnreachable", false},
		"no TLS at a proxy":               {&smithyhttp.RequestSendError{Err: &net.OpError{Err: tls.RecordHeaderError{}}}, awsapi.Unencrypted, "EndpointUnreachable", false},
		"a proxy with status 407":         {throughProxy(407), awsapi.ProxyCredentials, "EndpointUnreachable", false},
		"a response with status 407":      {withStatus(407, withCode("UnknownError")), awsapi.ProxyCredentials, "EndpointUnreachable", false},
		"a proxy with status 302":         {throughProxy(302), awsapi.ProxyRefused, "EndpointUnreachable", false},
		"a proxy with status 403":         {throughProxy(403), awsapi.ProxyRefused, "EndpointUnreachable", false},
		"a proxy with status 408":         {throughProxy(408), awsapi.Unreachable, "EndpointUnreachable", true},
		"a proxy with status 429":         {throughProxy(429), awsapi.Unreachable, "EndpointUnreachable", true},
		"a proxy with status 502":         {throughProxy(502), awsapi.Unreachable, "EndpointUnreachable", true},
		"a header that is not valid":      {&awsapi.RequestInvalidError{Err: &smithyhttp.RequestSendError{Err: errors.New("invalid header")}}, awsapi.InvalidHTTP, "Other", false},
		"broken off":                      {brokenOff, awsapi.BrokenOff, "EndpointUnreachable", true},
		"broken off with status 500":      {withStatus(500, brokenOff), awsapi.BrokenOff, "EndpointUnreachable", true},
		"status 503":                      {withStatus(503, withCode("UnknownError")), awsapi.ServerError, "UnknownError", true},
		"status 503, not JSON":            {withStatus(503, undecodable), awsapi.ServerError, "Other", true},
		"not JSON":                        {withStatus(200, undecodable), awsapi.UnexpectedAnswer, "UnexpectedAnswer", false},
		"a redirect":                      {withStatus(302, withCode("UnknownError")), awsapi.UnexpectedAnswer, "UnexpectedAnswer", false},
		"a redirect with a code":          {withStatus(307, withCode("TemporaryRedirect")), awsapi.UnexpectedAnswer, "UnexpectedAnswer", false},
		"too large":                       {&awsapi.ResponseTooLargeError{}, awsapi.UnexpectedAnswer, "UnexpectedAnswer", false},
		"not what was requested":          {&awsapi.UnexpectedAnswerError{Reason: "no"}, awsapi.UnexpectedAnswer, "UnexpectedAnswer", false},
		"timed out":                       {&awsapi.TimeoutError{Err: context.DeadlineExceeded}, awsapi.TimedOut, "Timeout", true},
		"timed out while throttled":       {&awsapi.TimeoutError{Err: context.DeadlineExceeded, Last: withCode("Throttling")}, awsapi.TimedOut, "Timeout", true},
		"interrupted":                     {&smithyhttp.RequestSendError{Err: context.Canceled}, awsapi.Canceled, "Other", false},
		"something else":                  {errors.New("something else"), awsapi.Other, "Other", false},
		"nothing of AWS with status 404":  {withStatus(404, withCode("UnknownError")), awsapi.UnexpectedAnswer, "UnexpectedAnswer", false},
		"a code that the SDK retries too": {withCode("RequestTimeout"), awsapi.Other, "RequestTimeout", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := fmt.Errorf("wrapped: %w", &smithy.OperationError{ServiceID: "Config Service", OperationName: "DescribeDeliveryChannels", Err: test.err})
			if kind := awsapi.KindOf(err); kind != test.kind {
				t.Errorf("the kind is %d, not %d", kind, test.kind)
			}
			if code := awsapi.Code(err); code != test.code {
				t.Errorf("the code is %s, not %s", code, test.code)
			}
			if retryable := awsapi.Retryable(err); retryable != test.retryable {
				t.Errorf("retryable is %t", retryable)
			}
		})
	}
	if kind := awsapi.KindOf(nil); kind != awsapi.Other {
		t.Errorf("the kind of no failure is %d", kind)
	}
}

// The SDK has no types for these codes.
func TestKindOf_signatures(t *testing.T) {
	t.Parallel()
	for _, code := range []string{
		"IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
		"MissingAuthenticationTokenException", "SignatureDoesNotMatch",
	} {
		if kind := awsapi.KindOf(withCode(code)); kind != awsapi.SignatureRejected {
			t.Errorf("the kind of %s is %d", code, kind)
		}
	}
}

func TestOperation(t *testing.T) {
	t.Parallel()
	assumeRole := &smithy.OperationError{ServiceID: "STS", OperationName: "AssumeRole", Err: withCode("AccessDenied")}
	for name, test := range map[string]struct {
		err                error
		service, operation string
	}{
		"none":               {errors.New("no"), "", ""},
		"one":                {assumeRole, "STS", "AssumeRole"},
		"one for another":    {&smithy.OperationError{ServiceID: "Config Service", OperationName: "DescribeDeliveryChannels", Err: fmt.Errorf("signing: %w", assumeRole)}, "STS", "AssumeRole"},
		"one without reason": {&smithy.OperationError{ServiceID: "Account", OperationName: "ListRegions"}, "Account", "ListRegions"},
	} {
		if service, operation := awsapi.Operation(test.err); service != test.service || operation != test.operation {
			t.Errorf("%s: got %s and %s", name, service, operation)
		}
	}
}
