// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"fmt"
	"net/http"
)

// ProxyError means that a proxy did not connect to the endpoint.
type ProxyError struct {
	Proxy  string // Host and port, without credentials.
	Status int    // The HTTP status of its response.
}

func (e *ProxyError) Error() string {
	return fmt.Sprintf("the proxy %s responded with status %d %s", e.Proxy, e.Status, http.StatusText(e.Status))
}

// refuses reports whether the proxy will also refuse the next connection.
func (e *ProxyError) refuses() bool {
	return e.Status < http.StatusInternalServerError && e.Status != http.StatusRequestTimeout && e.Status != http.StatusTooManyRequests
}

// RequestInvalidError means that a request cannot be sent, as it is not valid HTTP.
type RequestInvalidError struct {
	Err error
}

func (e *RequestInvalidError) Error() string { return e.Err.Error() }

func (e *RequestInvalidError) Unwrap() error { return e.Err }

// NotFoundError means that a place does not have what was selected.
type NotFoundError struct {
	Noun string // What was selected, such as "recorder".
	Err  error  // The response of AWS.
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("the %s does not exist: %s", e.Noun, e.Err)
}

func (e *NotFoundError) Unwrap() error { return e.Err }

// MultipleFoundError means that a selector of one item matches several.
type MultipleFoundError[Identity any] struct {
	Noun      string // What was selected, such as "recorder".
	Found     []Identity
	RequestID string
}

func (e *MultipleFoundError[Identity]) Error() string {
	return WithRequestID(fmt.Sprintf("the response has %d %ss", len(e.Found), e.Noun), e.RequestID)
}

// UnexpectedAnswerError means that a response does not answer the request, so that
// it cannot come from AWS.
type UnexpectedAnswerError struct {
	Reason    string
	RequestID string // Empty if it is not known.
}

func (e *UnexpectedAnswerError) Error() string { return WithRequestID(e.Reason, e.RequestID) }

// TimeoutError means that the time limit passed before AWS responded.
type TimeoutError struct {
	Err  error // The error of the last attempt.
	Last error // The failure of the last attempt before the limit, or nil.
}

func (e *TimeoutError) Error() string {
	if e.Last != nil {
		return e.Last.Error()
	}
	return e.Err.Error()
}

// Unwrap omits Last: a read that timed out while AWS throttled it must be reported as a
// timeout.
func (e *TimeoutError) Unwrap() error { return e.Err }

// WithRequestID appends the ID of the request to a message, in the format of the SDK.
func WithRequestID(message, id string) string {
	if id == "" {
		return message
	}
	return message + ", RequestID: " + id
}
