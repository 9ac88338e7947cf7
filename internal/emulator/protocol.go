// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"net/http"
	"strings"
)

// message is what a protocol reads from a request.
type message struct {
	// path is where the operation is asked for.
	path string
	// target is that of the service, as in [service], and operation what is
	// asked of it.
	target, operation string
	// document is the members of the request as JSON.
	document []byte
}

// protocol is a way in which AWS services are spoken to.
type protocol interface {
	parse(r *http.Request, body []byte) (message, error)
	// spell returns an error with its code, status and message as the protocol has them.
	spell(e apiError) apiError
	// output and failure encode the two kinds of answer.
	output(operation, requestID string, out any) ([]byte, error)
	failure(header http.Header, e apiError, requestID string) ([]byte, error)
	contentType() string
}

// protocolOf tells which protocol a request speaks. Only REST JSON has paths,
// and it has no target.
func protocolOf(r *http.Request) protocol {
	switch {
	case signedFor(r, "s3"):
		return s3Protocol{}
	case signedFor(r, "ec2"):
		return ec2Protocol{}
	case strings.HasPrefix(r.Header.Get("Content-Type"), formContentType):
		return queryProtocol{}
	case r.URL.Path != "/" && r.Header.Get("X-Amz-Target") == "":
		return restJSONProtocol{}
	case strings.HasPrefix(r.Header.Get("X-Amz-Target"), organizationsTarget+"."):
		return organizationsProtocol{}
	default:
		return jsonProtocol{}
	}
}

// jsonProtocol is AWS JSON 1.1, which AWS Config speaks.
//
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
type jsonProtocol struct{}

func (jsonProtocol) contentType() string { return "application/x-amz-json-1.1" }

func (jsonProtocol) parse(r *http.Request, body []byte) (message, error) {
	target, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if target == "" {
		// Only the services that speak other protocols have no target.
		operation = ""
	}
	return message{path: "/", target: target, operation: operation, document: body}, nil
}

func (jsonProtocol) spell(e apiError) apiError {
	e.code += "Exception"
	return e
}

func (jsonProtocol) output(_, _ string, out any) ([]byte, error) {
	if _, ok := out.(none); ok {
		return nil, nil
	}
	return json.Marshal(out)
}

func (jsonProtocol) failure(_ http.Header, e apiError, _ string) ([]byte, error) {
	return json.Marshal(struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}{e.code, e.message})
}
