// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"regexp"
	"strings"
)

// restJSONProtocol is AWS REST JSON 1, the protocol of AWS Account Management. The path
// determines the operation.
//
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
type restJSONProtocol struct{}

// restPath matches the path of an operation. In AWS Account Management, it is the name
// of the operation with the first letter in lower case.
var restPath = regexp.MustCompile(`^/[a-z][A-Za-z]*$`)

func (restJSONProtocol) contentType() string { return "application/json" }

func (restJSONProtocol) parse(r *http.Request, body []byte) (message, error) {
	msg := message{path: "/", document: body}
	if restPath.MatchString(r.URL.Path) {
		msg.path = r.URL.Path
		msg.operation = strings.ToUpper(r.URL.Path[1:2]) + r.URL.Path[2:]
	}
	return msg, nil
}

// spell sets the codes and statuses of errors of AWS Account Management. Its model has
// some of them.
//
// Assumption 45: invalid credentials have HTTP status 403, and unknown operations 404.
func (restJSONProtocol) spell(e apiError) apiError {
	switch e.code {
	case "ExpiredToken", "IncompleteSignature", "InvalidSignature", "MissingAuthenticationToken", "UnrecognizedClient":
		e.status = http.StatusForbidden
	case "InternalFailure":
		e.code = "InternalServer"
	case "Throttling":
		e.code, e.status = "TooManyRequests", http.StatusTooManyRequests
	case "UnknownOperation":
		e.status = http.StatusNotFound
	}
	e.code += "Exception"
	return e
}

func (restJSONProtocol) output(_, _ string, out any) ([]byte, error) {
	return encode(out)
}

// failure writes the code to a header, and the rest to the body.
//
// Assumption 46: a ValidationException has none of its optional members, reason and
// fieldList.
func (restJSONProtocol) failure(header http.Header, e apiError, _ string) ([]byte, error) {
	header.Set("X-Amzn-Errortype", e.code)
	return encode(struct {
		Message string `json:"message"`
	}{e.message})
}
