// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
)

// RoleError means that a role could not be assumed.
type RoleError struct {
	Index       int // The place of the role in Config.AssumeRole.
	WebIdentity bool
	RoleARN     string
	Err         error
}

func (e *RoleError) Error() string {
	return fmt.Sprintf("the role %s cannot be assumed: %s", e.RoleARN, e.Err)
}

func (e *RoleError) Unwrap() error { return e.Err }

// ErrMissingRegion means that AWS Security Token Service is to be asked and no
// region says where.
var ErrMissingRegion = errors.New("no region tells which endpoint of AWS Security Token Service to ask")

// assumeRoles replaces the credentials of a configuration by those of the role
// of a web identity, and then by those of each role of the chain. The SDK does
// the work. aws-sdk-go-base could, but sends each request twice.
func assumeRoles(ctx context.Context, config Config, awsConfig *aws.Config) error {
	if role := config.AssumeRoleWithWebIdentity; role != nil && config.AccessKey == "" {
		provider := stscreds.NewWebIdentityRoleProvider(stsClient(config, *awsConfig), role.RoleARN, role, func(o *stscreds.WebIdentityRoleOptions) {
			o.Duration = role.Duration
			o.Policy = optional(role.Policy)
			o.PolicyARNs = policyARNs(role.PolicyARNs)
			o.RoleSessionName = role.SessionName
		})
		if err := useCredentials(ctx, config, awsConfig, provider); err != nil {
			return &RoleError{WebIdentity: true, RoleARN: role.RoleARN, Err: err}
		}
	}

	for i, role := range config.AssumeRole {
		provider := stscreds.NewAssumeRoleProvider(stsClient(config, *awsConfig), role.RoleARN, func(o *stscreds.AssumeRoleOptions) {
			o.Duration = role.Duration
			o.ExternalID = optional(role.ExternalID)
			o.Policy = optional(role.Policy)
			o.PolicyARNs = policyARNs(role.PolicyARNs)
			o.RoleSessionName = role.SessionName
			o.SourceIdentity = optional(role.SourceIdentity)
			for key, value := range role.Tags {
				o.Tags = append(o.Tags, types.Tag{Key: aws.String(key), Value: aws.String(value)})
			}
			o.TransitiveTagKeys = role.TransitiveTagKeys
		})
		if err := useCredentials(ctx, config, awsConfig, provider); err != nil {
			return &RoleError{Index: i, RoleARN: role.RoleARN, Err: err}
		}
	}
	return nil
}

// useCredentials fetches the credentials at once, so that a role that refuses is
// told of before the plan begins, and keeps them until they expire.
func useCredentials(ctx context.Context, config Config, awsConfig *aws.Config, provider aws.CredentialsProvider) error {
	if err := checkSTSRegion(config, *awsConfig); err != nil {
		return err
	}
	cache := aws.NewCredentialsCache(provider)
	if _, err := cache.Retrieve(ctx); err != nil {
		return err
	}
	awsConfig.Credentials = cache
	return nil
}

// checkSTSRegion returns ErrMissingRegion where nothing tells which STS to ask.
func checkSTSRegion(config Config, awsConfig aws.Config) error {
	if awsConfig.Region == "" && config.STSRegion == "" {
		return ErrMissingRegion
	}
	return nil
}

func stsClient(config Config, awsConfig aws.Config) *sts.Client {
	return sts.NewFromConfig(awsConfig, func(o *sts.Options) {
		if config.STSRegion != "" {
			o.Region = config.STSRegion
		}
		o.BaseEndpoint = either(config.Endpoints.STS, o.BaseEndpoint)
	})
}

func policyARNs(arns []string) []types.PolicyDescriptorType {
	var descriptors []types.PolicyDescriptorType
	for _, arn := range arns {
		descriptors = append(descriptors, types.PolicyDescriptorType{Arn: aws.String(arn)})
	}
	return descriptors
}

func optional(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}
