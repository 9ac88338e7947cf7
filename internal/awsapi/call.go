// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
	"errors"
	"sync"

	"github.com/aws/smithy-go/middleware"
)

// Call makes one call of the SDK, including all attempts. If the deadline of ctx passes,
// the error is *TimeoutError; otherwise it is the error of the SDK. The API options of
// the client must include RememberFailures.
func Call[Output any](ctx context.Context, call func(context.Context) (Output, error)) (Output, error) {
	var last lastFailure
	output, err := call(context.WithValue(ctx, lastFailureKey{}, &last))
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = &TimeoutError{Err: err, Last: last.get()}
	}
	return output, err
}

// ContextError returns the error of a wait that ctx ended: *TimeoutError if the deadline
// passed, or the error of ctx.
func ContextError(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &TimeoutError{Err: ctx.Err()}
	}
	return ctx.Err()
}

type lastFailureKey struct{}

// lastFailure is the failure of the latest attempt. It is locked because the SDK can go on
// renewing credentials after a call has ended.
type lastFailure struct {
	mu  sync.Mutex
	err error
}

func (f *lastFailure) get() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

func (f *lastFailure) set(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

// RememberFailures stores the failure of the latest attempt for Call. Otherwise it would
// be lost if the deadline passes during a pause between two attempts, because the SDK
// then only reports the interrupted pause.
func RememberFailures(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("RememberFailure", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleFinalize(ctx, in)
		if last, ok := ctx.Value(lastFailureKey{}).(*lastFailure); ok && ctx.Err() == nil {
			last.set(err)
		}
		return out, metadata, err
	}), "Retry", middleware.After)
}
