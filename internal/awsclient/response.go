// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"errors"
	"io"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// guardResponses gives a body that is too large, or that breaks off, an error of its own.
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
	case b.read > awsapi.MaxResponse:
		return 0, &awsapi.ResponseTooLargeError{}
	case err != nil && !errors.Is(err, io.EOF) && b.ctx.Err() == nil:
		return n, &awsapi.ResponseBrokenError{Err: err}
	}
	return n, err
}
