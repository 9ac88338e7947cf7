// SPDX-License-Identifier: MPL-2.0

// Package awsclient turns the arguments of the provider into clients of AWS.
// It knows nothing of Terraform's plugin framework.
package awsclient

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/aws-sdk-go-base/v2/logging"
)

// Client reads from AWS with one set of credentials, in any region.
type Client struct {
	// Region is the region of the configuration, the environment or the
	// profile, or empty where none of them names one.
	Region string

	Account       Account
	ConfigService ConfigService
}

// New resolves credentials and region. It sends no request unless the source
// of the credentials needs one, the credentials are to be validated, or accounts
// are listed, and none before everything that it can check is in order. The
// diagnostics hold warnings beside a usable client, or at least one error beside
// none; an error can wrap *AccountError, *BundleError, *CredentialsError,
// *IdentityError, *RegionError or *RoleError.
func New(ctx context.Context, config Config) (*Client, diag.Diagnostics) {
	base := config.base()
	ctx, base.Logger = logging.NewTfLogger(ctx)

	if err := checkBundle(base); err != nil {
		return nil, diag.Diagnostics{}.AddSimpleError(err)
	}
	_, awsConfig, diags := awsbase.GetAwsConfig(ctx, base)
	if diags.HasError() {
		return nil, explainCredentials(diags)
	}
	awsConfig.APIOptions = append(awsConfig.APIOptions, logRequests, plainBodies, guardResponses)
	awsConfig.Logger = sdkLogger{ctx}
	awsConfig.Retryer = sparing(awsConfig.Retryer)
	if err := checkRegions(config, awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}
	if err := checkEndpoints(config, awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}

	// Roles and identity keep to the few attempts of the SDK: where STS does not
	// answer, the plan has not begun and nothing tells that it waits.
	if err := assumeRoles(ctx, config, &awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}
	if err := checkIdentity(ctx, config, awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}

	if awsConfig.RetryMaxAttempts == 0 {
		awsConfig.RetryMaxAttempts = DefaultMaxAttempts
	}
	configService := configServiceClient(config, awsConfig)
	return &Client{
		Region:  awsConfig.Region,
		Account: Account{listRegions: accountClient(config, awsConfig).ListRegions},
		ConfigService: ConfigService{
			describeStatus: configService.DescribeConfigurationRecorderStatus,
			listRecorders:  configService.ListConfigurationRecorders,
		},
	}, diags
}

func accountClient(config Config, awsConfig aws.Config) *account.Client {
	return account.NewFromConfig(awsConfig, func(o *account.Options) {
		o.BaseEndpoint = either(config.Endpoints.Account, o.BaseEndpoint)
	})
}

func configServiceClient(config Config, awsConfig aws.Config) *configservice.Client {
	return configservice.NewFromConfig(awsConfig, func(o *configservice.Options) {
		o.BaseEndpoint = either(config.Endpoints.ConfigService, o.BaseEndpoint)
	})
}

// either returns the configured endpoint, or that of the environment.
func either(configured string, other *string) *string {
	if configured == "" {
		return other
	}
	return &configured
}

// RegionError means that the region of the configuration, the environment or the
// profile breaks Config.RegionRule.
type RegionError struct {
	Err error
}

func (e *RegionError) Error() string { return e.Err.Error() }

func (e *RegionError) Unwrap() error { return e.Err }

func checkRegions(config Config, awsConfig aws.Config) error {
	if config.RegionRule == nil || awsConfig.Region == "" {
		return nil
	}
	if err := config.RegionRule(awsConfig.Region); err != nil {
		return &RegionError{Err: err}
	}
	return nil
}

// checkEndpoints refuses an endpoint of the environment or the profile that is no
// URL. Those of the configuration are validated before.
func checkEndpoints(config Config, awsConfig aws.Config) error {
	for _, endpoint := range []*string{
		accountClient(config, awsConfig).Options().BaseEndpoint,
		configServiceClient(config, awsConfig).Options().BaseEndpoint,
		stsClient(config, awsConfig).Options().BaseEndpoint,
	} {
		if endpoint == nil {
			continue
		}
		if err := ValidateURL(*endpoint); err != nil {
			return fmt.Errorf("the endpoint of the environment or the profile cannot be used: %w", err)
		}
	}
	return nil
}
