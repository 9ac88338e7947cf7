// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	smithytime "github.com/aws/smithy-go/time"
	"github.com/aws/smithy-go/waiter"
)

// The bounds of the pauses between two reads. The first change of a status was
// seen about 10 s after the start of a recorder.
const (
	minPause = time.Second
	maxPause = 10 * time.Second
)

// Expectation is the status that a recorder is to have.
type Expectation struct {
	Recording  *bool    // Nil where it does not matter.
	LastStatus []string // As AWS documents them. Each of them will do, and where there is none, all will.
}

// String tells the expectation as a condition, such as
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

// Clock tells the time and lets it pass.
type Clock interface {
	Now() time.Time

	// Sleep returns after d, or with the error of ctx as soon as that is done.
	Sleep(ctx context.Context, d time.Duration) error
}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) Sleep(ctx context.Context, d time.Duration) error {
	return smithytime.SleepWithContext(ctx, d)
}

// Wait reads the status of a recorder until it is as expected.
type Wait struct {
	Expected Expectation
	Clock    Clock // Nil for that of the system.
}

// Find reads a status as the function Find does, again and again until it is as
// expected. It waits for a recorder that is absent too, and goes on after a
// failure that the SDK calls retryable. The pauses grow from 1 s to at most 10 s.
// The last of them is cut so that a read is made 1 s before the deadline of ctx;
// where less time than that is left, no other read is made.
//
// It returns *StatusNotReachedError where the recorder was not as expected in
// time, *TimeoutError where no read told anything of it, or the error of a read
// that waiting cannot mend.
func (w Wait) Find(ctx context.Context, client StatusDescriber, region string, selector Selector) (*Status, error) {
	clock := w.Clock
	if clock == nil {
		clock = systemClock{}
	}
	var (
		seen    *StatusNotReachedError
		failure error // How the last read failed, if it did.
	)
	for reads := int64(1); ; reads++ {
		answer, err := find(ctx, client, region, selector)
		var absent *NotFoundError
		switch {
		case err == nil && w.Expected.metBy(answer.statuses[0]):
			return &answer.statuses[0], nil
		case err == nil:
			seen, failure = &StatusNotReachedError{Expected: w.Expected, Seen: &answer.statuses[0], Reads: reads, RequestID: answer.requestID}, nil
		case errors.As(err, &absent):
			seen, failure = &StatusNotReachedError{Expected: w.Expected, Absence: absent}, nil
		case mendable(err):
			failure = err
		default:
			return nil, err
		}

		left := timeLeft(ctx, clock)
		if left <= minPause {
			return nil, seen.after(failure)
		}
		pause, err := waiter.ComputeDelay(reads, minPause, maxPause, left)
		if err != nil {
			return nil, err
		}
		if err := clock.Sleep(ctx, pause); errors.Is(err, context.DeadlineExceeded) {
			return nil, seen.after(failure)
		} else if err != nil {
			return nil, err
		}
	}
}

// mendable tells whether another read can succeed where one failed. The end of
// the time is among those failures, because it is told with what was seen before. A
// certificate that is not trusted is not, though the SDK would try again.
func mendable(err error) bool {
	var (
		timedOut  *TimeoutError
		untrusted *tls.CertificateVerificationError
	)
	if errors.As(err, &untrusted) {
		return false
	}
	return errors.As(err, &timedOut) || retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary
}

func timeLeft(ctx context.Context, clock Clock) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return math.MaxInt64
	}
	return deadline.Sub(clock.Now())
}
