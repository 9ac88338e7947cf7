// SPDX-License-Identifier: MPL-2.0

// Package awsclient turns the arguments of the provider into clients of AWS.
// It knows nothing of Terraform's plugin framework.
package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/smithy-go/middleware"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/aws-sdk-go-base/v2/logging"
)

// defaultMaxAttempts is how often a request is sent at most, unless the
// configuration, the environment or a profile says otherwise. It is the value
// of hashicorp/aws.
const defaultMaxAttempts = 25

// Config holds the arguments of the provider. The zero value leaves everything
// to the environment and the shared configuration files.
type Config struct {
	AccessKey  string
	Endpoints  Endpoints
	MaxRetries int // How often a request is sent at most, the first time included.
	Profile    string
	Region     string
	SecretKey  string
	Token      string
	UserAgent  []Product
}

// Endpoints are URLs that replace the endpoints of AWS services.
type Endpoints struct {
	ConfigService string
	STS           string
}

// Product is a name and version in the User-Agent header.
type Product struct {
	Name, Version, Comment string
}

// Client reads from AWS with one set of credentials, in any region.
type Client struct {
	// Region is the region of the configuration, the environment or the
	// profile, or empty where none of them names one.
	Region string

	// ConfigService is shared by all regions: a call names its region in its
	// options.
	ConfigService *configservice.Client
}

// New resolves credentials and region. It sends no request unless the source
// of the credentials needs one. The diagnostics hold warnings beside a usable
// client, or at least one error beside none.
func New(ctx context.Context, config Config) (*Client, diag.Diagnostics) {
	ctx, logger := logging.NewTfLogger(ctx)

	_, awsConfig, diags := awsbase.GetAwsConfig(ctx, &awsbase.Config{
		AccessKey:               config.AccessKey,
		CallerDocumentationURL:  "https://registry.terraform.io/providers/terraform-provider-awsconfig/awsconfig/latest/docs",
		CallerName:              "Terraform Provider awsconfig",
		Logger:                  logger,
		MaxRetries:              config.MaxRetries,
		Profile:                 config.Profile,
		Region:                  config.Region,
		SecretKey:               config.SecretKey,
		SkipCredsValidation:     true, // Validation would cost a call to STS.
		SkipRequestingAccountId: true, // So would this, or one to IAM.
		StsEndpoint:             config.Endpoints.STS,
		Token:                   config.Token,
		UserAgent:               userAgent(config.UserAgent),
	})
	if diags.HasError() {
		return nil, diags
	}

	if awsConfig.RetryMaxAttempts == 0 {
		awsConfig.RetryMaxAttempts = defaultMaxAttempts
	}

	return &Client{
		Region: awsConfig.Region,
		ConfigService: configservice.NewFromConfig(awsConfig, func(o *configservice.Options) {
			if config.Endpoints.ConfigService != "" {
				o.BaseEndpoint = aws.String(config.Endpoints.ConfigService)
			}
			o.APIOptions = append(o.APIOptions, logRequests(logger))
		}),
	}, diags
}

// logRequests makes the requests of each call appear in Terraform's log. The
// middleware that writes them looks for its logger in the context of the call.
func logRequests(logger logging.Logger) func(*middleware.Stack) error {
	register := middleware.InitializeMiddlewareFunc("RegisterLogger", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		return next.HandleInitialize(logging.RegisterLogger(ctx, logger), in)
	})
	return func(stack *middleware.Stack) error {
		return stack.Initialize.Add(register, middleware.Before)
	}
}

func userAgent(products []Product) awsbase.UserAgentProducts {
	converted := make(awsbase.UserAgentProducts, 0, len(products))
	for _, product := range products {
		converted = append(converted, awsbase.UserAgentProduct(product))
	}
	return converted
}
