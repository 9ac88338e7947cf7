// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// message is a parsed request.
type message struct {
	// path is the path of the request.
	path string
	// target is the target of the service, as in [service]. operation is the name of the
	// operation.
	target, operation string
	// document contains the members of the request as JSON.
	document []byte
}

// protocol is a protocol of AWS services.
type protocol interface {
	parse(r *http.Request, body []byte) (message, error)
	// spell returns an error with code, status and message in the form of the protocol.
	spell(e apiError) apiError
	// output and failure encode the two kinds of responses.
	output(operation, requestID string, out any) ([]byte, error)
	failure(header http.Header, e apiError, requestID string) ([]byte, error)
	contentType() string
}

// protocolOf returns the protocol of a request. Only REST JSON has paths, and it has no
// target.
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

// jsonProtocol is AWS JSON 1.1, the protocol of AWS Config.
//
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
type jsonProtocol struct{}

func (jsonProtocol) contentType() string { return "application/x-amz-json-1.1" }

func (jsonProtocol) parse(r *http.Request, body []byte) (message, error) {
	target, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if target == "" {
		// Only services with other protocols have no target.
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
	return encode(out)
}

func (jsonProtocol) failure(_ http.Header, e apiError, _ string) ([]byte, error) {
	return encode(struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}{e.code, e.message})
}

// encode returns a value as JSON. It escapes only what JSON requires.
func encode(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}
