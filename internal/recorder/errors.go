// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// NotFoundError means that a region has no such recorder.
type NotFoundError struct {
	Selector Selector
	Region   string
	Err      error // How AWS told.
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("%s does not exist in %s: %s", e.Selector, e.Region, e.Err)
}

func (e *NotFoundError) Unwrap() error { return e.Err }

// MultipleFoundError means that a selector fits several recorders, where one
// was asked for.
type MultipleFoundError struct {
	Selector  Selector
	Region    string
	Found     []Status
	RequestID string
}

func (e *MultipleFoundError) Error() string {
	return fmt.Sprintf("the answer holds %d recorders%s", len(e.Found), withRequestID(e.RequestID))
}

// UnexpectedAnswerError means that the answer is not one to the question: it
// holds a recorder that was not asked for, or none where AWS would say so.
type UnexpectedAnswerError struct {
	Selector  Selector
	Region    string
	Got       []Status
	Reason    string // What is wrong with an answer that is no list of statuses.
	RequestID string
}

func (e *UnexpectedAnswerError) Error() string {
	if e.Reason != "" {
		return e.Reason + withRequestID(e.RequestID)
	}
	return fmt.Sprintf("asked for %s in %s, the answer holds %s%s", e.Selector, e.Region, list(e.Got), withRequestID(e.RequestID))
}

// TimeoutError means that the time ran out before AWS answered.
type TimeoutError struct {
	Err  error // How the last request ended.
	Last error // How the last request that failed on its own account did, if any.
}

func (e *TimeoutError) Error() string {
	if e.Last != nil {
		return e.Last.Error()
	}
	return e.Err.Error()
}

// Unwrap leaves Last out: a read that ran out of time while it was throttled
// is no longer a matter of throttling.
func (e *TimeoutError) Unwrap() error { return e.Err }

// StatusNotReachedError means that the time ran out before a recorder had the
// status that was waited for.
type StatusNotReachedError struct {
	Expected  Expectation
	Seen      *Status        // As it was last read, or nil where the recorder was absent.
	Absence   *NotFoundError // How AWS told that it was absent.
	Reads     int64          // Up to the one that told of Seen.
	RequestID string         // Of that answer.
	Failure   *TimeoutError  // How the reads after that failed, if there were any.
}

func (e *StatusNotReachedError) Error() string {
	switch {
	case e.Failure != nil:
		return e.Failure.Error()
	case e.Absence != nil:
		return e.Absence.Err.Error()
	default:
		return fmt.Sprintf("answer %d tells of another status%s", e.Reads, withRequestID(e.RequestID))
	}
}

// after is the error of a wait whose last read failed, or did not where failure is
// nil. Where no read told anything, it is the end of the time alone.
func (e *StatusNotReachedError) after(failure error) error {
	var timedOut *TimeoutError
	if failure != nil && !errors.As(failure, &timedOut) {
		timedOut = &TimeoutError{Err: context.DeadlineExceeded, Last: failure}
	}
	if e == nil {
		return timedOut
	}
	e.Failure = timedOut
	return e
}

func list(statuses []Status) string {
	if len(statuses) == 0 {
		return "no list of recorders"
	}
	items := make([]string, 0, len(statuses))
	for _, status := range statuses {
		item := "one without a name"
		if status.Name != nil {
			item = fmt.Sprintf("%q", *status.Name)
		}
		if status.ServicePrincipal != nil {
			item += " of " + *status.ServicePrincipal
		}
		if status.ARN != nil {
			item += " (" + *status.ARN + ")"
		}
		items = append(items, item)
	}
	return strings.Join(items, ", ")
}

func withRequestID(id string) string {
	if id == "" {
		return ""
	}
	return ", RequestID: " + id
}
