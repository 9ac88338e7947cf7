// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// MaxResponse is the largest answer that is read, in bytes. Those of AWS have some
// kilobytes. A list of empty objects takes a hundred times its size once decoded.
const MaxResponse = 256 << 10

// ResponseTooLargeError means that an answer is larger than MaxResponse.
type ResponseTooLargeError struct{}

func (*ResponseTooLargeError) Error() string {
	return fmt.Sprintf("the answer is larger than %d bytes", MaxResponse)
}

// ResponseBrokenError means that a connection ended in the middle of an answer.
type ResponseBrokenError struct {
	Err error
}

func (e *ResponseBrokenError) Error() string { return "the answer broke off: " + e.Err.Error() }

func (e *ResponseBrokenError) Unwrap() error { return e.Err }

// ConnectionError tells the SDK to send the request again. By itself it does so
// where a connection is reset, but not where one is closed too early.
func (e *ResponseBrokenError) ConnectionError() bool { return true }

// guardResponses makes a body that is too large or broken off end in an error of
// its own.
func guardResponses(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("GuardResponse", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		if response, ok := out.RawResponse.(*smithyhttp.Response); ok {
			response.Body = &guardedBody{ReadCloser: response.Body, ctx: ctx}
		}
		return out, metadata, err
	}), middleware.After)
}

type guardedBody struct {
	io.ReadCloser
	ctx  context.Context
	read int
}

func (b *guardedBody) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into)
	b.read += n
	switch {
	case b.read > MaxResponse:
		return 0, &ResponseTooLargeError{}
	case err != nil && !errors.Is(err, io.EOF) && b.ctx.Err() == nil:
		return n, &ResponseBrokenError{Err: err}
	}
	return n, err
}
