// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// userAgent returns the products for the User-Agent header, except for the SDK.
func (c Config) userAgent(caller Caller) string {
	products := slices.Concat([]string{
		fmt.Sprintf("Terraform/%s (+https://www.terraform.io)", caller.TerraformVersion),
		"terraform-provider-awsconfig/" + caller.Version,
	}, c.UserAgent, []string{os.Getenv("TF_APPEND_USER_AGENT")})
	return strings.Join(slices.DeleteFunc(products, func(product string) bool { return product == "" }), " ")
}

// appendUserAgent adds products to the header of the SDK. The helper of the SDK does not
// accept comments.
func appendUserAgent(products string) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Build.Add(middleware.BuildMiddlewareFunc("AppendUserAgent", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
			if request, ok := in.Request.(*smithyhttp.Request); ok {
				request.Header.Set("User-Agent", strings.TrimSpace(request.Header.Get("User-Agent")+" "+products))
			}
			return next.HandleBuild(ctx, in)
		}), middleware.After)
	}
}
