// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	smithytime "github.com/aws/smithy-go/time"
	"github.com/aws/smithy-go/waiter"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// The limits of the pauses between two reads. The first status change was seen about 10
// s after the start of a recorder.
const (
	minPause = time.Second
	maxPause = 10 * time.Second
)

// Expectation is the status to wait for.
type Expectation struct {
	Recording  *bool    // Nil for any.
	LastStatus []string // One of these, in the documented spelling. Empty for any.
}

// String returns the expectation as a condition, such as
// `recording = true and last_status = "Success"`.
func (e Expectation) String() string {
	var conditions []string
	if e.Recording != nil {
		conditions = append(conditions, fmt.Sprintf("recording = %t", *e.Recording))
	}
	if len(e.LastStatus) > 0 {
		conditions = append(conditions, `last_status = "`+strings.Join(e.LastStatus, `" or "`)+`"`)
	}
	return strings.Join(conditions, " and ")
}

func (e Expectation) metBy(status Status) bool {
	return (e.Recording == nil || *e.Recording == status.Recording) &&
		(len(e.LastStatus) == 0 || slices.Contains(e.LastStatus, aws.ToString(status.LastStatus)))
}

// WaitForStatus reads a status until it is as expected. It also waits for a recorder
// that does not exist yet, and continues after retryable failures. The pauses grow from
// 1 s to at most 10 s. The last pause is shorter, so that the last read is 1 s before
// the deadline of ctx. If less time is left, there is no further read.
//
// It returns *StatusNotReachedError if the deadline passes first, *awsapi.TimeoutError
// if no read returned the status or the absence of the recorder until then, or the error
// of a read that waiting cannot resolve.
func WaitForStatus(ctx context.Context, client StatusDescriber, place awsapi.Place, selector Selector, expected Expectation) (*Status, error) {
	var (
		seen    *StatusNotReachedError
		failure error // The failure of the last read, or nil.
	)
	for reads := int64(1); ; reads++ {
		status, requestID, err := readStatus(ctx, client, place, selector)
		var absent *NotFoundError
		switch {
		case err == nil && expected.metBy(*status):
			return status, nil
		case err == nil:
			seen, failure = &StatusNotReachedError{Expected: expected, Seen: status, Reads: reads, RequestID: requestID}, nil
		case errors.As(err, &absent):
			seen, failure = &StatusNotReachedError{Expected: expected, Absence: absent}, nil
		case awsapi.Retryable(err):
			failure = err
		default:
			return nil, err
		}

		left := time.Duration(math.MaxInt64)
		if deadline, ok := ctx.Deadline(); ok {
			left = time.Until(deadline)
		}
		if left <= minPause {
			return nil, timeUp(seen, failure)
		}
		pause, err := waiter.ComputeDelay(reads, minPause, maxPause, left)
		if err != nil {
			return nil, err
		}
		if err := smithytime.SleepWithContext(ctx, pause); errors.Is(err, context.DeadlineExceeded) {
			return nil, timeUp(seen, failure)
		} else if err != nil {
			return nil, err
		}
	}
}
