// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"fmt"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logRequests logs each attempt of a request. It omits bodies, queries and headers,
// which can contain secrets.
func logRequests(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("LogRequest", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		fields := map[string]any{"aws.operation": stack.ID()}
		// Requests to the endpoints of containers and of instance metadata have the
		// service of the call that needs the credentials, to which they do not belong.
		if awsmiddleware.GetOperationName(ctx) == stack.ID() {
			fields["aws.service"], fields["aws.region"] = awsmiddleware.GetServiceID(ctx), awsmiddleware.GetRegion(ctx)
		}
		if request, ok := in.Request.(*smithyhttp.Request); ok {
			fields["http.host"] = request.URL.Host
			fields["http.attempt"] = request.Header.Get("Amz-Sdk-Request")
		}

		started := time.Now()
		out, metadata, err := next.HandleDeserialize(ctx, in)
		fields["duration_ms"] = time.Since(started).Milliseconds()

		if response, ok := out.RawResponse.(*smithyhttp.Response); ok {
			fields["http.status_code"] = response.StatusCode
			fields["aws.request_id"] = response.Header.Get("X-Amzn-Requestid")
		}
		tflog.Debug(ctx, "Sent a request to AWS", fields)
		return out, metadata, err
	}), middleware.After)
}

// sdkLogger writes the log messages of the SDK to the log of Terraform. By default, the
// SDK writes them to the standard error of the process.
type sdkLogger struct {
	ctx context.Context
}

func (l sdkLogger) WithContext(ctx context.Context) logging.Logger { return sdkLogger{ctx} }

func (l sdkLogger) Logf(classification logging.Classification, format string, values ...any) {
	message := fmt.Sprintf(format, values...)
	if classification == logging.Warn {
		tflog.Warn(l.ctx, message)
		return
	}
	tflog.Debug(l.ctx, message)
}
