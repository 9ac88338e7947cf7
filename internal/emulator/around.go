// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"slices"
)

// This file contains what a handler that wraps a [Handler] needs, such as one with
// faults: identifying requests and rejecting them in their protocol.

// Operations returns the sorted names of the operations of the emulator, by the name of
// the service in the credential scope.
func Operations() map[string][]string {
	names := map[string][]string{}
	for name, svc := range services {
		names[name] = slices.Sorted(maps.Keys(svc.operations))
	}
	return names
}

// Request identifies a request. It contains no secrets.
type Request struct {
	// Service is the service of the credential scope, such as "config", or the service
	// of an operation without a signature.
	Service string
	// Operation is the name of the operation, such as
	// "DescribeConfigurationRecorderStatus". The emulator may not have it.
	Operation string
	// Region and AccessKeyID are from the credential scope.
	Region, AccessKeyID string
}

// Identify returns service, operation, region and access key of a request without
// validating it. Missing values are empty. The body is needed because it contains the
// operation of AWS STS.
func Identify(r *http.Request, body []byte) Request {
	proto := protocolOf(r)
	// The handler that answers the request reports its errors.
	msg, _ := proto.parse(r, body)
	scope, _ := scopeOf(r, proto, msg)
	service, operation := identify(r, msg, scope)
	return Request{Service: service, Operation: operation, Region: scope.region, AccessKeyID: scope.accessKeyID}
}

// ReadAhead reads the body of a request, up to one byte more than a [Handler] accepts.
// It returns the body and a request whose body can be read again. The [Handler] rejects
// a body that is too large.
func ReadAhead(r *http.Request) (body []byte, again *http.Request) {
	// The error is not lost, because the body of a server request returns it again.
	body, _ = io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	again = r.WithContext(r.Context())
	again.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
	return body, again
}

// ContentType returns the content type of the response to a request.
func ContentType(r *http.Request) string {
	return protocolOf(r).contentType()
}

// WriteError sends an error in the protocol of the request, with unchanged status, code
// and message.
func WriteError(w http.ResponseWriter, r *http.Request, status int, code, message string) {
	writeFailure(w, protocolOf(r), apiError{code: code, message: message, status: status}, newRequestID())
}

// WriteRefusal sends an error that is common to all services. The code is without the
// ending "Exception". Each protocol sets its own code, message and status.
func WriteRefusal(w http.ResponseWriter, r *http.Request, code, message string) {
	proto := protocolOf(r)
	writeFailure(w, proto, proto.spell(apiError{code: code, message: message, status: http.StatusBadRequest}), newRequestID())
}
