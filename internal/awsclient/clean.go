// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"reflect"
	"strings"

	"github.com/aws/smithy-go/middleware"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// cleanErrors removes secrets from the errors of all calls, because an endpoint can
// return what it received.
func cleanErrors(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("CleanError", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			err = awsapi.CleanError(err, append(secretsOf(in.Parameters), sentSecrets(err)...)...)
		}
		return out, metadata, err
	}), middleware.Before)
}

// secretsOf returns the secret parameters of a call, such as a web identity token.
func secretsOf(parameters any) []string {
	var secrets []string
	value := reflect.Indirect(reflect.ValueOf(parameters))
	if value.Kind() != reflect.Struct {
		return nil
	}
	for i := range value.NumField() {
		field := value.Type().Field(i)
		if !field.IsExported() || !strings.Contains(field.Name, "Token") && !strings.Contains(field.Name, "Secret") {
			continue
		}
		if text, ok := value.Field(i).Interface().(*string); ok && text != nil {
			secrets = append(secrets, *text)
		}
	}
	return secrets
}

// sentSecrets returns the secrets in the headers of the request that failed.
func sentSecrets(err error) []string {
	header := awsapi.RequestHeader(err)
	// Signatures are not secrets, but the authorization of a container endpoint is.
	authorization := header.Get("Authorization")
	if strings.HasPrefix(authorization, "AWS4-") {
		authorization = ""
	}
	return []string{authorization, header.Get("X-Amz-Security-Token"), header.Get("X-Amz-Sso_bearer_token"), header.Get("X-Aws-Ec2-Metadata-Token")}
}
