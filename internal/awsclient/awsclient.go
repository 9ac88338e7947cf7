// SPDX-License-Identifier: MPL-2.0

// Package awsclient creates AWS clients from the arguments of the provider. It does not
// depend on the plugin framework of Terraform.
package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// New resolves credentials and region. It sends requests only if the source of the
// credentials needs them, or if the configuration validates credentials or restricts
// accounts. An error can wrap *AccountError, *BundleError, *CharacterError,
// *CredentialsError, *EndpointError, *IdentityError, *ProfileError, *RegionError,
// *RoleError or *SettingError.
func New(ctx context.Context, config Config, caller Caller) (*Clients, error) {
	awsConfig, err := load(ctx, config, caller)
	if err != nil {
		return nil, err
	}
	// These calls use the default attempts of the SDK, which are fewer than those of a read:
	// while AWS STS does not respond, Terraform shows no progress.
	if err := assumeRoles(ctx, config, &awsConfig); err != nil {
		return nil, err
	}
	accountID, err := checkIdentity(ctx, config, awsConfig)
	if err != nil {
		return nil, err
	}
	if awsConfig.RetryMaxAttempts == 0 {
		awsConfig.RetryMaxAttempts = DefaultMaxAttempts
	}
	return newClients(config, awsConfig, accountID)
}

// EndpointError means that the endpoint of a service in the environment or the profile
// is not a URL.
type EndpointError struct {
	Err error
}

func (e *EndpointError) Error() string {
	return "the endpoint from the environment or the profile is not valid: " + e.Err.Error()
}

func (e *EndpointError) Unwrap() error { return e.Err }

// useEndpoint replaces the endpoint of the environment or the profile, which is nil if
// there is none, with the configured endpoint, which was validated before. A service
// with its own endpoint uses no FIPS or dual-stack endpoint, as in hashicorp/aws.
func useEndpoint(configured string, endpoint **string, fips *aws.FIPSEndpointState, dualStack *aws.DualStackEndpointState) error {
	switch {
	case configured != "":
		*endpoint = &configured
	case *endpoint == nil:
		return nil
	}
	if err := ValidateURL(**endpoint); err != nil {
		return &EndpointError{Err: err}
	}
	*fips, *dualStack = aws.FIPSEndpointStateDisabled, aws.DualStackEndpointStateDisabled
	return nil
}

// RegionError means that the region of the configuration, the environment or the
// profile does not have the form of a region.
type RegionError struct {
	Err error
}

func (e *RegionError) Error() string { return e.Err.Error() }

func (e *RegionError) Unwrap() error { return e.Err }

func checkRegion(config Config, region string) error {
	if config.SkipRegionValidation || region == "" {
		return nil
	}
	if err := awsapi.ValidateRegion(region); err != nil {
		return &RegionError{Err: err}
	}
	return nil
}
