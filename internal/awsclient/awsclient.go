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
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/aws-sdk-go-base/v2/logging"

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
// credentials needs one, credentials are to be validated, or accounts are listed. The
// diagnostics have warnings beside a usable client, or at least one error beside none;
// an error can wrap *AccountError, *BundleError, *CredentialsError, *EndpointError,
// *IdentityError, *RegionError or *RoleError.
func New(ctx context.Context, config Config, caller Caller) (*Client, diag.Diagnostics) {
	base := config.base(caller)
	ctx, base.Logger = logging.NewTfLogger(ctx)

	if err := checkBundle(base); err != nil {
		return nil, diag.Diagnostics{}.AddSimpleError(err)
	}
	_, awsConfig, diags := awsbase.GetAwsConfig(ctx, base)
	if diags.HasError() {
		return nil, explainCredentials(diags)
	}
	awsConfig.APIOptions = append(awsConfig.APIOptions, logRequests, plainBodies, guardResponses, awsapi.RememberFailures)
	awsConfig.Logger = sdkLogger{ctx}
	awsConfig.Retryer = skipPermanent(awsConfig.Retryer)
	if err := checkRegion(config, awsConfig.Region); err != nil {
		return nil, diags.AddSimpleError(err)
	}
	// What can be checked is checked before AWS STS is called.
	if _, err := newClient(config, awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}

	// Roles and identity use the few attempts of the SDK: if STS does not respond,
	// the plan has not begun and nothing shows that it waits.
	if err := assumeRoles(ctx, config, &awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}
	if err := checkIdentity(ctx, config, awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}

	if awsConfig.RetryMaxAttempts == 0 {
		awsConfig.RetryMaxAttempts = DefaultMaxAttempts
	}
	client, err := newClient(config, awsConfig)
	if err != nil {
		return nil, diags.AddSimpleError(err)
	}
	return client, diags
}

// newClient returns the clients of the account that the credentials belong to.
func newClient(config Config, awsConfig aws.Config) (*Client, error) {
	var accountErr, configErr error
	accountClient := account.NewFromConfig(awsConfig, func(o *account.Options) {
		accountErr = useEndpoint(config.endpoint(func(e Endpoints) string { return e.Account }), &o.BaseEndpoint)
	})
	configService := configservice.NewFromConfig(awsConfig, func(o *configservice.Options) {
		configErr = useEndpoint(config.endpoint(func(e Endpoints) string { return cmp.Or(e.ConfigService, e.Config) }), &o.BaseEndpoint)
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
// there is none, by the configured one. That one was validated before.
func useEndpoint(configured string, endpoint **string) error {
	switch {
	case configured != "":
		*endpoint = &configured
	case *endpoint != nil:
		if err := ValidateURL(**endpoint); err != nil {
			return &EndpointError{Err: err}
		}
	}
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
