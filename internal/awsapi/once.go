// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
	"sync"
)

// Once makes a call once for many callers and keeps the result. The zero value is ready
// to use.
type Once[Result any] struct {
	mu      sync.Mutex
	current *onceCall[Result] // The call in progress or with the kept result, or nil.
}

type onceCall[Result any] struct {
	ended  chan struct{}
	result Result
	err    error
}

// Do returns the result of the call. The first caller makes the call, and callers that
// arrive in the meantime share its result. A failure is kept unless a later call can
// succeed. If the time limit or an interrupt of one caller ends the call, another
// waiting caller repeats it. If ctx ends during the wait, the error is *TimeoutError or
// the error of ctx.
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
			return none, ContextError(ctx)
		}
	}
}

// OncePer makes a call once for each key, as Once does. The zero value is ready to use.
type OncePer[Key comparable, Result any] struct {
	mu    sync.Mutex
	calls map[Key]*Once[Result]
}

// Do returns the result of the call for a key. See Once.Do.
func (o *OncePer[Key, Result]) Do(ctx context.Context, key Key, call func(context.Context) (Result, error)) (Result, error) {
	return o.of(key).Do(ctx, call)
}

func (o *OncePer[Key, Result]) of(key Key) *Once[Result] {
	o.mu.Lock()
	defer o.mu.Unlock()
	once, ok := o.calls[key]
	if !ok {
		if o.calls == nil {
			o.calls = map[Key]*Once[Result]{}
		}
		once = &Once[Result]{}
		o.calls[key] = once
	}
	return once
}
