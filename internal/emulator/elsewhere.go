// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"strings"
)

// identityCenter contains the operations of AWS IAM Identity Center without a signature,
// by method and path.
//
// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_Operations.html
// https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_Operations.html
var identityCenter = map[string]struct{ service, operation string }{
	"GET /assignment/accounts":    {"sso", "ListAccounts"},
	"GET /assignment/roles":       {"sso", "ListAccountRoles"},
	"GET /federation/credentials": {"sso", "GetRoleCredentials"},
	"POST /client/register":       {"sso-oidc", "RegisterClient"},
	"POST /device_authorization":  {"sso-oidc", "StartDeviceAuthorization"},
	"POST /logout":                {"sso", "Logout"},
	"POST /token":                 {"sso-oidc", "CreateToken"},
}

// identify returns the service and the operation of a request. Each is empty if the
// request does not contain it.
func identify(r *http.Request, msg message, scope credentialScope) (service, operation string) {
	if scope.service == "" {
		if unsigned, ok := identityCenter[r.Method+" "+r.URL.Path]; ok {
			return unsigned.service, unsigned.operation
		}
	}
	// Only in AWS Account Management, paths are the names of operations.
	if _, ok := services[scope.service]; !ok && scope.service != "" && msg.path != "/" {
		return scope.service, ""
	}
	return scope.service, msg.operation
}

// checkService returns an error for a request to a service that the emulator does not
// have. If the operation is not known, the error contains the method and the path.
func checkService(r *http.Request, msg message, scope credentialScope) error {
	service, operation := identify(r, msg, scope)
	if _, ok := services[service]; ok || service == "" {
		return nil
	}
	return refuse("UnknownOperation", "The emulator does not have the service %s, so it cannot answer %s.", service, cmp.Or(operation, r.Method+" "+r.URL.Path))
}

// signedFor reports whether a request is signed for a service.
func signedFor(r *http.Request, service string) bool {
	return strings.Contains(r.Header.Get("Authorization"), "/"+service+"/aws4_request")
}

// s3Protocol and ec2Protocol encode errors for clients of Amazon S3 and Amazon EC2.
type (
	s3Protocol  struct{ restJSONProtocol }
	ec2Protocol struct{ queryProtocol }
)

type xmlError struct {
	Code    string
	Message string
}

func (s3Protocol) contentType() string { return "application/xml" }

// spell sets the code that Amazon S3 has for a missing operation. A client would take
// the status 404 for a missing bucket.
func (s3Protocol) spell(e apiError) apiError {
	if e.code == "UnknownOperation" {
		e.code, e.status = "NotImplemented", http.StatusNotImplemented
	}
	return e
}

func (s3Protocol) failure(_ http.Header, e apiError, _ string) ([]byte, error) {
	return xml.Marshal(struct {
		XMLName xml.Name `xml:"Error"`
		xmlError
	}{xmlError: xmlError{e.code, e.message}})
}

func (ec2Protocol) failure(_ http.Header, e apiError, requestID string) ([]byte, error) {
	return xml.Marshal(struct {
		XMLName   xml.Name `xml:"Response"`
		Error     xmlError `xml:"Errors>Error"`
		RequestID string
	}{Error: xmlError{e.code, e.message}, RequestID: requestID})
}
