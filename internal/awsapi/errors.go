// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"fmt"
)

// MaxResponse is the size of the largest response that is read, in bytes. Those of
// AWS have some kilobytes. A list of empty objects takes a hundred times its size
// once it is decoded.
const MaxResponse = 256 << 10

// ResponseTooLargeError means that a response is larger than MaxResponse.
type ResponseTooLargeError struct{}

func (*ResponseTooLargeError) Error() string {
	return fmt.Sprintf("the response is larger than %d bytes", MaxResponse)
}

// ResponseBrokenError means that a connection ended in the middle of a response.
type ResponseBrokenError struct {
	Err error
}

func (e *ResponseBrokenError) Error() string { return "the response broke off: " + e.Err.Error() }

func (e *ResponseBrokenError) Unwrap() error { return e.Err }

// ConnectionError makes the SDK repeat the request. By itself, the SDK does so after
// a reset of the connection, but not if the connection is closed too early.
func (e *ResponseBrokenError) ConnectionError() bool { return true }

// UnexpectedAnswerError means that a response does not answer the request, so that
// it cannot come from AWS.
type UnexpectedAnswerError struct {
	Reason    string
	RequestID string // Empty if it is not known.
}

func (e *UnexpectedAnswerError) Error() string { return WithRequestID(e.Reason, e.RequestID) }

// TimeoutError means that the time limit passed before AWS responded.
type TimeoutError struct {
	Err  error // How the last attempt ended.
	Last error // How the last attempt failed that was not ended by the limit, or nil.
}

func (e *TimeoutError) Error() string {
	if e.Last != nil {
		return e.Last.Error()
	}
	return e.Err.Error()
}

// Unwrap leaves Last out: a read that ran out of time while it was throttled is no
// longer a matter of throttling.
func (e *TimeoutError) Unwrap() error { return e.Err }

// WithRequestID ends a message with the ID of the request, in the words of the SDK.
func WithRequestID(message, id string) string {
	if id == "" {
		return message
	}
	return message + ", RequestID: " + id
}
