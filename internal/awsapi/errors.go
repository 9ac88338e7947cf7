// SPDX-License-Identifier: MPL-2.0

package awsapi

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
