// SPDX-License-Identifier: MPL-2.0

// Package awsclient turns the arguments of the provider into clients of AWS.
// It knows nothing of Terraform's plugin framework.
package awsclient

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// Client reads from AWS with one set of credentials, in any region.
type Client struct {
	// Region is the region of the configuration, the environment or the profile, or
	// empty if none of them has one.
	Region string

	Account       Account
	ConfigService ConfigService

	config    Config     // What the clients of another account need besides.
	awsConfig aws.Config // With the credentials of this account.
}

// New resolves credentials and region. It sends no request unless the source of the
// credentials needs one, credentials are to be validated, or accounts are listed. An
// error can wrap *AccountError, *BundleError, *CharacterError, *CredentialsError,
// *EndpointError, *IdentityError, *ProfileError, *RegionError, *RoleError or
// *SettingError.
func New(ctx context.Context, config Config, caller Caller) (*Client, error) {
	awsConfig, err := load(ctx, config, caller)
	if err != nil {
		return nil, err
	}
	// Roles and identity use the few attempts of the SDK: if AWS STS does not respond,
	// the plan has not begun and nothing shows that it waits.
	if err := assumeRoles(ctx, config, &awsConfig); err != nil {
		return nil, err
	}
	if err := checkIdentity(ctx, config, awsConfig); err != nil {
		return nil, err
	}
	if awsConfig.RetryMaxAttempts == 0 {
		awsConfig.RetryMaxAttempts = DefaultMaxAttempts
	}
	return newClient(config, awsConfig)
}

// newClient returns the clients of the account that the credentials belong to.
func newClient(config Config, awsConfig aws.Config) (*Client, error) {
	var accountErr, configErr error
	accountClient := account.NewFromConfig(awsConfig, func(o *account.Options) {
		accountErr = useEndpoint(config.endpoint(func(e Endpoints) string { return e.Account }), &o.BaseEndpoint, &o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint)
	})
	configService := configservice.NewFromConfig(awsConfig, func(o *configservice.Options) {
		configErr = useEndpoint(config.endpoint(func(e Endpoints) string { return cmp.Or(e.ConfigService, e.Config) }), &o.BaseEndpoint, &o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint)
	})
	if err := cmp.Or(configErr, accountErr); err != nil {
		return nil, err
	}
	return &Client{
		Region:        awsConfig.Region,
		Account:       newAccount(accountClient),
		ConfigService: newConfigService(configService),
		config:        config,
		awsConfig:     awsConfig,
	}, nil
}

// EndpointError means that the endpoint of a service in the environment or the profile
// is not a URL.
type EndpointError struct {
	Err error
}

func (e *EndpointError) Error() string {
	return "the endpoint of the environment or the profile cannot be used: " + e.Err.Error()
}

func (e *EndpointError) Unwrap() error { return e.Err }

// useEndpoint replaces the endpoint of the environment or the profile, which is nil if
// there is none, by the configured one. That one was validated before. A service with an
// endpoint of its own has no FIPS or dual-stack endpoint, as in hashicorp/aws.
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
