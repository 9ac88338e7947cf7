// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"io"
	"net/http/httptrace"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// markInvalidRequests gives what net/http refuses to send an error of its own. It has none,
// but refuses before it looks for a connection.
func markInvalidRequests(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("MarkInvalidRequest", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		valid := false
		out, metadata, err := next.HandleDeserialize(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			GetConn: func(string) { valid = true },
		}), in)
		if err != nil && !valid && ctx.Err() == nil {
			err = &awsapi.RequestInvalidError{Err: err}
		}
		return out, metadata, err
	}), middleware.After)
}

// plainBodies hides from net/http that the body of a request can write itself. The
// SDK closes the body as soon as an answer begins, and a closed one that is asked
// to write itself returns io.EOF, not nil. Where net/http looks a moment later
// whether anything is left to send, it takes that for a failed request, and closes
// the connection in the middle of the answer.
func plainBodies(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("PlainBody", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		if request, ok := in.Request.(*smithyhttp.Request); ok {
			if stream, ok := request.GetStream().(io.ReadSeeker); ok {
				plain, err := request.SetStream(struct{ io.ReadSeeker }{stream})
				if err != nil {
					return middleware.DeserializeOutput{}, middleware.Metadata{}, err
				}
				in.Request = plain
			}
		}
		return next.HandleDeserialize(ctx, in)
	}), middleware.After)
}
