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

// markInvalidRequests wraps the error of a request that net/http refuses to send in
// *awsapi.RequestInvalidError. net/http has no type for this error, but returns it
// before it gets a connection.
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

// plainBodies hides the method WriteTo of request bodies from net/http. The SDK closes
// the body as soon as the response begins, and WriteTo of a closed body returns io.EOF
// instead of nil. If net/http calls it after that, it takes the error for a failed
// request, and closes the connection in the middle of the response.
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
