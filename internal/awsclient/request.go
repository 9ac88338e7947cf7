// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"io"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

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
