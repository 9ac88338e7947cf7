// SPDX-License-Identifier: MPL-2.0

// Package awsclient turns the arguments of the provider into clients of AWS.
// It knows nothing of Terraform's plugin framework.
package awsclient

import (
	"context"
	"fmt"

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

	// Account speaks to the one endpoint of the partition.
	Account *account.Client

	// ConfigService is shared by all regions: a call names its region in its
	// options.
	ConfigService *configservice.Client
}

// New resolves credentials and region. It sends no request unless the source
// of the credentials needs one, the credentials are to be validated, or accounts
// are listed. The diagnostics hold warnings beside a usable client, or at least
// one error beside none; an error can wrap *AccountError, *BundleError,
// *IdentityError or *RoleError.
func New(ctx context.Context, config Config) (*Client, diag.Diagnostics) {
	base := config.base()
	ctx, base.Logger = logging.NewTfLogger(ctx)

	if err := checkBundle(base); err != nil {
		return nil, diag.Diagnostics{}.AddSimpleError(err)
	}
	_, awsConfig, diags := awsbase.GetAwsConfig(ctx, base)
	if diags.HasError() {
		return nil, diags
	}
	if awsConfig.RetryMaxAttempts == 0 {
		awsConfig.RetryMaxAttempts = DefaultMaxAttempts
	}
	if err := assumeRoles(ctx, config, &awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}
	if err := checkIdentity(ctx, config, awsConfig); err != nil {
		return nil, diags.AddSimpleError(err)
	}

	client := &Client{
		Region: awsConfig.Region,
		Account: account.NewFromConfig(awsConfig, func(o *account.Options) {
			o.APIOptions = append(o.APIOptions, logRequests)
			o.BaseEndpoint = either(config.Endpoints.Account, o.BaseEndpoint)
		}),
		ConfigService: configservice.NewFromConfig(awsConfig, func(o *configservice.Options) {
			o.APIOptions = append(o.APIOptions, logRequests)
			o.BaseEndpoint = either(config.Endpoints.ConfigService, o.BaseEndpoint)
		}),
	}
	for _, endpoint := range []*string{client.Account.Options().BaseEndpoint, client.ConfigService.Options().BaseEndpoint} {
		if endpoint == nil {
			continue
		}
		if err := ValidateURL(*endpoint); err != nil {
			return nil, diags.AddSimpleError(fmt.Errorf("the endpoint of the environment or the profile cannot be used: %w", err))
		}
	}
	return client, diags
}

// either returns the configured endpoint, or that of the environment.
func either(configured string, other *string) *string {
	if configured == "" {
		return other
	}
	return &configured
}
