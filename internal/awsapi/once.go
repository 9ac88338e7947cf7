// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
	"sync"
)

// Once makes a call whose result many callers need, and keeps the result. The zero value
// has not made its call.
type Once[Result any] struct {
	mu      sync.Mutex
	current *onceCall[Result] // Under way or kept, or nil.
}

type onceCall[Result any] struct {
	ended  chan struct{}
	result Result
	err    error
}

// Do returns the result of the call. The first caller makes the call, and those that come
// while it is under way share its result. A failure is kept unless a later call can
// succeed. A caller whose own time limit or interrupt ends the call does not end it for the
// others: one of them makes it again. If ctx ends during the wait, the error is
// *TimeoutError or that of ctx.
func (o *Once[Result]) Do(ctx context.Context, call func(context.Context) (Result, error)) (Result, error) {
	for {
		o.mu.Lock()
		current := o.current
		if current == nil {
			current = &onceCall[Result]{ended: make(chan struct{})}
			o.current = current
			o.mu.Unlock()
			current.result, current.err = call(ctx)
			if current.err != nil && (Retryable(current.err) || KindOf(current.err) == Canceled) {
				o.mu.Lock()
				o.current = nil
				o.mu.Unlock()
			}
			close(current.ended)
			return current.result, current.err
		}
		o.mu.Unlock()
		select {
		case <-current.ended:
			if kind := KindOf(current.err); current.err == nil || kind != Canceled && kind != TimedOut {
				return current.result, current.err
			}
		case <-ctx.Done():
			var none Result
			return none, Ended(ctx)
		}
	}
}
