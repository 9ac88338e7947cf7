// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// noun names recorders in errors.
const noun = "recorder"

// NotFoundError means that a region does not have the recorder.
type NotFoundError = awsapi.NotFoundError

// MultipleFoundError means that a selector matches several recorders.
type MultipleFoundError = awsapi.MultipleFoundError[Identity]

// StatusNotReachedError means that the time limit passed before a recorder had the
// expected status.
type StatusNotReachedError struct {
	Expected  Expectation
	Seen      *Status              // The last status, or nil if the recorder did not exist.
	Absence   *NotFoundError       // The error of AWS if it did not exist, or nil.
	Reads     int64                // The number of reads until the last status.
	RequestID string               // The ID of the request that returned the last status.
	Failure   *awsapi.TimeoutError // The failure of the reads after the last status, or nil.
}

func (e *StatusNotReachedError) Error() string {
	switch {
	case e.Failure != nil:
		return e.Failure.Error()
	case e.Absence != nil:
		return e.Absence.Err.Error()
	default:
		return awsapi.WithRequestID(fmt.Sprintf("response %d has a different status", e.Reads), e.RequestID)
	}
}

// timeUp returns the error of a wait whose time limit passed. Failure is the error of
// the last read, or nil if it returned a status. If no read returned the status or the
// absence of the recorder, the error is *awsapi.TimeoutError.
func timeUp(seen *StatusNotReachedError, failure error) error {
	var timedOut *awsapi.TimeoutError
	if failure != nil && !errors.As(failure, &timedOut) {
		timedOut = &awsapi.TimeoutError{Err: context.DeadlineExceeded, Last: failure}
	}
	if seen == nil {
		return timedOut
	}
	seen.Failure = timedOut
	return seen
}
