// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"slices"
)

// This file is what a handler around a [Handler] needs, such as one that makes
// faults: to tell what a request asks, and to refuse it in its protocol.

// Operations returns the names of the operations that the emulator has, in
// order, by the name of the service that requests to them are signed for.
func Operations() map[string][]string {
	names := map[string][]string{}
	for name, svc := range services {
		names[name] = slices.Sorted(maps.Keys(svc.operations))
	}
	return names
}

// Request is what a request asks for. It holds no secret.
type Request struct {
	// Service is the service of the credential scope, such as "config", or that
	// of an operation which needs no signature.
	Service string
	// Operation is what is asked for, such as
	// "DescribeConfigurationRecorderStatus", whether the emulator has it or not.
	Operation string
	// Region and AccessKeyID are those of the credential scope.
	Region, AccessKeyID string
}

// Identify reads what a request asks for, without judging it. What the request
// does not say is empty. The caller passes the body as well, because AWS STS
// names the operation in it.
func Identify(r *http.Request, body []byte) Request {
	proto := protocolOf(r)
	// What is wrong with a request is told by who answers it.
	msg, _ := proto.parse(r, body)
	scope, _ := scopeOf(r, proto, msg)
	service, operation := identify(r, msg, scope)
	return Request{Service: service, Operation: operation, Region: scope.region, AccessKeyID: scope.accessKeyID}
}

// ReadAhead reads the body of a request, up to one byte more than a [Handler] takes, and
// returns it with the request, whose body can be read again. What is too large is left to
// be read by the handler that refuses it.
func ReadAhead(r *http.Request) (body []byte, again *http.Request) {
	// A server's body that failed once fails again, so the error is not lost.
	body, _ = io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	again = r.WithContext(r.Context())
	again.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
	return body, again
}

// ContentType returns the content type of an answer to a request.
func ContentType(r *http.Request) string {
	return protocolOf(r).contentType()
}

// WriteError answers a request with an error, whose status, code and message
// are sent as they stand in the protocol of the request.
func WriteError(w http.ResponseWriter, r *http.Request, status int, code, message string) {
	writeFailure(w, protocolOf(r), apiError{code: code, message: message, status: status}, newRequestID())
}

// WriteRefusal answers a request with an error that AWS has for all services,
// given by its code without the ending "Exception". Code, message and status are sent as
// each protocol spells them.
func WriteRefusal(w http.ResponseWriter, r *http.Request, code, message string) {
	proto := protocolOf(r)
	writeFailure(w, proto, proto.spell(apiError{code: code, message: message, status: http.StatusBadRequest}), newRequestID())
}
