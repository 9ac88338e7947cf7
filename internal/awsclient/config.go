// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"crypto/x509"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/useragent"
)

// DefaultMaxAttempts is how often a request is sent at most, unless the
// configuration, the environment or a profile says otherwise. It is the value
// of hashicorp/aws.
const DefaultMaxAttempts = 25

// Config holds the arguments of the provider. A zero value leaves its argument
// to the environment and the shared configuration files.
type Config struct {
	AccessKey                      string
	AllowedAccountIDs              []string
	AssumeRole                     []Role // Each assumed with the credentials of the one before.
	AssumeRoleWithWebIdentity      *WebIdentityRole
	CustomCABundle                 string
	DocumentationURL               string
	EC2MetadataDisabled            *bool
	EC2MetadataServiceEndpoint     string
	EC2MetadataServiceEndpointMode string
	Endpoints                      Endpoints
	ForbiddenAccountIDs            []string
	HTTPProxy                      *string // Empty for no proxy.
	HTTPSProxy                     *string // Empty for no proxy.
	Insecure                       bool
	MaxBackoff                     time.Duration // The longest pause between two attempts, or zero for the SDK's 20 s.
	MaxRetries                     int           // How often a request is sent at most, the first time included.
	NoProxy                        string
	Profile                        string
	ProviderVersion                string
	Region                         string
	RegionRule                     func(string) error // What a region must satisfy, or nil for none.
	RetryMode                      string
	SecretKey                      string
	SharedConfigFiles              []string
	SharedCredentialsFiles         []string
	STSRegion                      string
	TerraformVersion               string
	Token                          string
	TokenBucketRateLimiterCapacity int
	UseDualStackEndpoint           bool
	UseFIPSEndpoint                bool
	UserAgent                      []string // Each reads NAME/VERSION (COMMENT).
	ValidateCredentials            bool
}

// Role is an IAM role to assume.
type Role = awsbase.AssumeRole

// WebIdentityRole is an IAM role to assume with the token of an identity
// provider.
type WebIdentityRole = awsbase.AssumeRoleWithWebIdentity

// Endpoints are URLs that replace the endpoints of AWS services.
type Endpoints struct {
	Account       string
	ConfigService string
	STS           string
}

// BundleError means that the custom CA bundle holds no certificates.
type BundleError struct {
	Err error
}

func (e *BundleError) Error() string { return e.Err.Error() }

func (e *BundleError) Unwrap() error { return e.Err }

// checkBundle reads the custom CA bundle ahead of the SDK, to tell which
// argument is to blame.
func checkBundle(base *awsbase.Config) error {
	bundle, err := base.CustomCABundleReader()
	if err != nil {
		return &BundleError{Err: err}
	}
	if bundle == nil {
		return nil
	}
	content, err := io.ReadAll(bundle)
	if err == nil && !x509.NewCertPool().AppendCertsFromPEM(content) {
		err = fmt.Errorf("%s holds no certificate in PEM form", base.CustomCABundle)
	}
	if err != nil {
		return &BundleError{Err: err}
	}
	return nil
}

// httpsProxy is the proxy for HTTPS, which is that for HTTP unless something else
// is said, as for hashicorp/aws.
func (c Config) httpsProxy() *string {
	if c.HTTPSProxy != nil || os.Getenv("HTTPS_PROXY") != "" || os.Getenv("https_proxy") != "" {
		return c.HTTPSProxy
	}
	return c.HTTPProxy
}

// base is the part of the configuration that aws-sdk-go-base takes. Roles are
// not among it: see assumeRoles.
func (c Config) base() *awsbase.Config {
	base := &awsbase.Config{
		AccessKey:                      c.AccessKey,
		CallerDocumentationURL:         c.DocumentationURL,
		CallerName:                     "Terraform Provider awsconfig",
		CustomCABundle:                 c.CustomCABundle,
		EC2MetadataServiceEndpoint:     c.EC2MetadataServiceEndpoint,
		EC2MetadataServiceEndpointMode: c.EC2MetadataServiceEndpointMode,
		HTTPProxy:                      proxyURL(c.HTTPProxy),
		HTTPSProxy:                     proxyURL(c.httpsProxy()),
		Insecure:                       c.Insecure,
		MaxBackoff:                     c.MaxBackoff,
		MaxRetries:                     c.MaxRetries,
		NoProxy:                        c.NoProxy,
		Profile:                        c.Profile,
		Region:                         c.Region,
		RetryMode:                      aws.RetryMode(c.RetryMode),
		SecretKey:                      c.SecretKey,
		SharedConfigFiles:              c.SharedConfigFiles,
		SharedCredentialsFiles:         c.SharedCredentialsFiles,
		SkipCredsValidation:            true, // See checkIdentity.
		StsEndpoint:                    c.Endpoints.STS,
		StsRegion:                      c.STSRegion,
		SuppressDebugLog:               true, // Its log holds bodies, and so credentials: see logRequests.
		Token:                          c.Token,
		TokenBucketRateLimiterCapacity: c.TokenBucketRateLimiterCapacity,
		UseDualStackEndpoint:           c.UseDualStackEndpoint,
		UseFIPSEndpoint:                c.UseFIPSEndpoint,
		UserAgent: append(awsbase.UserAgentProducts{
			{Name: "Terraform", Version: c.TerraformVersion, Comment: "+https://www.terraform.io"},
			{Name: "terraform-provider-awsconfig", Version: c.ProviderVersion},
		}, useragent.FromSlice(c.UserAgent)...),
	}
	if c.EC2MetadataDisabled != nil {
		base.EC2MetadataServiceEnableState = imds.ClientEnabled
		if *c.EC2MetadataDisabled {
			base.EC2MetadataServiceEnableState = imds.ClientDisabled
		}
	}
	if c.AssumeRoleWithWebIdentity != nil && c.AccessKey == "" {
		// The token stands for credentials, so none are looked for. These are
		// replaced before anything could be signed with them.
		base.AccessKey, base.SecretKey = "unused", "unused"
	}
	return base
}
