// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
)

// Once makes a call whose result many callers need, and keeps the result.
type Once[Result any] struct {
	busy   chan struct{} // Full while a call is under way.
	done   bool
	result Result
	err    error
}

// NewOnce returns a Once that has not made its call.
func NewOnce[Result any]() *Once[Result] {
	return &Once[Result]{busy: make(chan struct{}, 1)}
}

// Do returns the result of the call. The first caller makes the call and the others wait.
// A failure is kept, too, unless a later call can succeed: then the next caller makes it.
// If ctx ends during the wait, the error is *TimeoutError or that of ctx.
func (o *Once[Result]) Do(ctx context.Context, call func(context.Context) (Result, error)) (Result, error) {
	var none Result
	select {
	case o.busy <- struct{}{}:
		defer func() { <-o.busy }()
	case <-ctx.Done():
		return none, Ended(ctx)
	}
	if o.done {
		return o.result, o.err
	}
	result, err := call(ctx)
	if err != nil && (Retryable(err) || KindOf(err) == Canceled) {
		return none, err
	}
	o.done, o.result, o.err = true, result, err
	return result, err
}
