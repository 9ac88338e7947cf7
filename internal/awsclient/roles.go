// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// RoleError means that a role could not be assumed.
type RoleError struct {
	Index       int // In Config.AssumeRole.
	WebIdentity bool
	RoleARN     string
	Err         error
}

func (e *RoleError) Error() string {
	return fmt.Sprintf("the role %s cannot be assumed: %s", e.RoleARN, e.Err)
}

func (e *RoleError) Unwrap() error { return e.Err }

// ErrMissingRegion means that AWS STS must be called, but no region selects its
// endpoint.
var ErrMissingRegion = errors.New("no region selects the endpoint of AWS Security Token Service")

// assumeRoles replaces the credentials of a configuration with those of the role of a
// web identity, and then with those of each role of the chain.
func assumeRoles(ctx context.Context, config Config, awsConfig *aws.Config) error {
	if role := config.webIdentityRole(); role != nil {
		client, err := stsClient(config, *awsConfig)
		if err != nil {
			return &RoleError{WebIdentity: true, RoleARN: role.RoleARN, Err: err}
		}
		provider := stscreds.NewWebIdentityRoleProvider(client, role.RoleARN, role, func(o *stscreds.WebIdentityRoleOptions) {
			o.Duration = duration(role.Duration)
			o.Policy = optional(role.Policy)
			o.PolicyARNs = policyARNs(role.PolicyARNs)
			o.RoleSessionName = role.SessionName
		})
		credentials, err := fetchCredentials(ctx, provider)
		if err != nil {
			return &RoleError{WebIdentity: true, RoleARN: role.RoleARN, Err: err}
		}
		awsConfig.Credentials = credentials
	}

	for i, role := range config.AssumeRole {
		// Modules use an empty role if there is none, and hashicorp/aws ignores it.
		if role.RoleARN == "" {
			continue
		}
		client, err := stsClient(config, *awsConfig)
		if err != nil {
			return &RoleError{Index: i, RoleARN: role.RoleARN, Err: err}
		}
		credentials, err := fetchCredentials(ctx, stscreds.NewAssumeRoleProvider(client, role.RoleARN, role.apply))
		if err != nil {
			return &RoleError{Index: i, RoleARN: role.RoleARN, Err: err}
		}
		awsConfig.Credentials = credentials
	}
	return nil
}

// apply passes the arguments of a session to the SDK.
func (s RoleSession) apply(o *stscreds.AssumeRoleOptions) {
	o.Duration = duration(s.Duration)
	o.ExternalID = optional(s.ExternalID)
	o.Policy = optional(s.Policy)
	o.PolicyARNs = policyARNs(s.PolicyARNs)
	o.RoleSessionName = s.SessionName
	o.SourceIdentity = optional(s.SourceIdentity)
	for key, value := range s.Tags {
		if value != nil { // The tags of optional variables can be null.
			o.Tags = append(o.Tags, types.Tag{Key: aws.String(key), Value: value})
		}
	}
	o.TransitiveTagKeys = s.TransitiveTagKeys
}

// fetchCredentials fetches the credentials at once, so that a role that cannot be assumed
// is reported before anything is read with it, and renews them when they expire.
//
// The cache of the SDK would fetch them without the time limit and the interrupt of ctx.
func fetchCredentials(ctx context.Context, provider aws.CredentialsProvider) (aws.CredentialsProvider, error) {
	first, err := awsapi.Call(ctx, provider.Retrieve)
	if err != nil {
		return nil, err
	}
	fetched := &fetchedCredentials{CredentialsProvider: provider}
	fetched.first.Store(&first)
	return aws.NewCredentialsCache(fetched), nil
}

// fetchedCredentials returns credentials that were fetched before, and then fetches others.
type fetchedCredentials struct {
	aws.CredentialsProvider
	first atomic.Pointer[aws.Credentials]
}

func (c *fetchedCredentials) Retrieve(ctx context.Context) (aws.Credentials, error) {
	if first := c.first.Swap(nil); first != nil {
		return *first, nil
	}
	return c.CredentialsProvider.Retrieve(ctx)
}

// stsClient returns a client of AWS STS. The error is ErrMissingRegion if no region
// selects its endpoint, or *EndpointError.
func stsClient(config Config, awsConfig aws.Config) (*sts.Client, error) {
	if awsConfig.Region == "" && config.STSRegion == "" {
		return nil, ErrMissingRegion
	}
	var invalid error
	client := sts.NewFromConfig(awsConfig, func(o *sts.Options) {
		o.Region = cmp.Or(config.STSRegion, o.Region)
		invalid = useEndpoint(config.endpoint(func(e Endpoints) string { return e.STS }), &o.BaseEndpoint, &o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint)
	})
	return client, invalid
}

// duration parses a duration. It returns zero, the default of the SDK, for an empty
// value. The validator of the argument rejects other values.
func duration(value string) time.Duration {
	parsed, err := time.ParseDuration(value)
	if err != nil {
		return 0
	}
	return parsed
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
