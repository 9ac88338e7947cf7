// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
	"errors"

	"github.com/aws/smithy-go/middleware"
)

// Call makes one call of the SDK, all its attempts included. If the deadline of ctx
// passes, the error is *TimeoutError; otherwise it is that of the SDK. The client
// needs RememberFailures among its API options.
func Call[Output any](ctx context.Context, call func(context.Context) (Output, error)) (Output, error) {
	var last error
	output, err := call(context.WithValue(ctx, lastFailureKey{}, &last))
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = &TimeoutError{Err: err, Last: last}
	}
	return output, err
}

// Ended returns why a wait for something other than AWS ended with ctx: *TimeoutError if
// its deadline passed, or its own error.
func Ended(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &TimeoutError{Err: ctx.Err()}
	}
	return ctx.Err()
}

type lastFailureKey struct{}

// RememberFailures keeps for Call how the latest attempt failed. If the time runs out
// during a pause between two attempts, the SDK reports the interrupted pause and
// forgets why it paused.
func RememberFailures(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("RememberFailure", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleFinalize(ctx, in)
		if last, ok := ctx.Value(lastFailureKey{}).(*error); ok && ctx.Err() == nil {
			*last = err
		}
		return out, metadata, err
	}), "Retry", middleware.After)
}
