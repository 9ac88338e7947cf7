// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go/middleware"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// checkComplete rejects responses of AWS STS without credentials or account. The SDK
// would crash without credentials, and an empty account would pass the list of forbidden
// accounts.
func checkComplete(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("CheckComplete", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			return out, metadata, err
		}
		complete := true
		switch response := out.Result.(type) {
		case *sso.GetRoleCredentialsOutput:
			complete = response.RoleCredentials != nil
		case *sts.AssumeRoleOutput:
			complete = areComplete(response.Credentials)
		case *sts.AssumeRoleWithWebIdentityOutput:
			complete = areComplete(response.Credentials)
		case *sts.GetCallerIdentityOutput:
			complete = aws.ToString(response.Account) != ""
		}
		if !complete {
			requestID, _ := awsmiddleware.GetRequestIDMetadata(metadata)
			err = &awsapi.UnexpectedAnswerError{Reason: "the response is incomplete", RequestID: requestID}
		}
		return out, metadata, err
	}), middleware.After)
}

func areComplete(keys *types.Credentials) bool {
	return keys != nil && keys.AccessKeyId != nil && keys.SecretAccessKey != nil && keys.SessionToken != nil && keys.Expiration != nil
}
