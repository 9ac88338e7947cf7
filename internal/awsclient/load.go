// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// load returns the settings and the credentials from the configuration, the environment
// and the profile. Roles of the configuration are assumed later.
//
// The SDK loads the settings twice, because the credentials of a profile can require a
// call, and this call already needs the settings.
func load(ctx context.Context, c Config, caller Caller) (aws.Config, error) {
	if err := checkProxies(); err != nil {
		return aws.Config{}, err
	}
	settings, err := c.loadSDK(ctx, caller, config.WithCredentialsProvider(aws.AnonymousCredentials{}))
	if err != nil {
		return aws.Config{}, err
	}
	settings.Retryer = newRetryer(settings, c.TokenBucketRateLimiterCapacity, caller.MaxBackoff)
	if err := checkRegion(c, settings.Region); err != nil {
		return aws.Config{}, err
	}

	var stsErr error // The reason why the chain cannot call AWS STS.
	switch {
	case c.webIdentityRole() != nil: // The token replaces credentials.
		return settings, nil
	case c.AccessKey != "" || c.SecretKey != "" || c.Token != "":
		settings.Credentials = credentials.NewStaticCredentialsProvider(c.AccessKey, c.SecretKey, c.Token)
	default:
		var client *sts.Client
		client, stsErr = stsClient(c, settings)
		chain, err := c.loadSDK(ctx, caller, config.WithRetryer(settings.Retryer),
			config.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
				if ofSDK, ok := o.Client.(*sts.Client); ok {
					o.Client = chainSTS{client, stsErr, checkedSource{keepStandardErr(ofSDK.Options().Credentials, settings)}}
				}
			}),
			config.WithWebIdentityRoleCredentialOptions(func(o *stscreds.WebIdentityRoleOptions) {
				o.Client = chainSTS{client, stsErr, aws.AnonymousCredentials{}}
			}))
		if err != nil {
			return aws.Config{}, err
		}
		settings.Credentials = keepStandardErr(chain.Credentials, settings)
	}
	found, err := awsapi.Call(ctx, settings.Credentials.Retrieve)
	if stsErr != nil && errors.Is(err, stsErr) {
		return aws.Config{}, stsErr // The source of the credentials did not cause the error.
	}
	if err == nil {
		err = checkCharacters(found)
	}
	var invalid *CharacterError
	if errors.As(err, &invalid) {
		return aws.Config{}, invalid
	}
	if err != nil {
		return aws.Config{}, c.credentialsError(settings, err)
	}
	if settings.Region == "" && found.Source == ec2rolecreds.ProviderName {
		region, err := imds.NewFromConfig(settings).GetRegion(ctx, &imds.GetRegionInput{})
		if err != nil {
			return aws.Config{}, err
		}
		settings.Region = region.Region
	}
	return settings, nil
}

// chainSTS is the client of AWS STS for the roles that the SDK itself assumes: those of
// profiles, and of web identities in the environment. It uses the settings of the
// provider with the credentials that the SDK found.
type chainSTS struct {
	client *sts.Client
	err    error // The reason why there is no client, or nil.
	source aws.CredentialsProvider
}

func (s chainSTS) AssumeRole(ctx context.Context, in *sts.AssumeRoleInput, options ...func(*sts.Options)) (*sts.AssumeRoleOutput, error) {
	if s.err != nil {
		return nil, s.err
	}
	return s.client.AssumeRole(ctx, in, append(options, s.withSource)...)
}

func (s chainSTS) AssumeRoleWithWebIdentity(ctx context.Context, in *sts.AssumeRoleWithWebIdentityInput, options ...func(*sts.Options)) (*sts.AssumeRoleWithWebIdentityOutput, error) {
	if s.err != nil {
		return nil, s.err
	}
	return s.client.AssumeRoleWithWebIdentity(ctx, in, append(options, s.withSource)...)
}

func (s chainSTS) withSource(o *sts.Options) { o.Credentials = s.source }

// loadSDK loads the settings with the SDK.
func (c Config) loadSDK(ctx context.Context, caller Caller, more ...func(*config.LoadOptions) error) (aws.Config, error) {
	options := []func(*config.LoadOptions) error{
		config.WithAPIOptions([]func(*middleware.Stack) error{
			appendUserAgent(c.userAgent(caller)), cleanErrors, checkComplete, logRequests, plainBodies, awsapi.CheckResponses, markInvalidRequests, awsapi.RememberFailures,
		}),
		config.WithEC2IMDSClientEnableState(c.metadataState()),
		config.WithEC2IMDSEndpoint(c.EC2MetadataServiceEndpoint),
		config.WithHTTPClient(c.httpClient()),
		config.WithLogger(sdkLogger{ctx}),
		config.WithRegion(c.Region),
		config.WithRetryMaxAttempts(c.MaxRetries),
		config.WithRetryMode(aws.RetryMode(c.RetryMode)),
		config.WithSharedConfigFiles(expandPaths(c.SharedConfigFiles)),
		config.WithSharedConfigProfile(c.Profile),
		config.WithSharedCredentialsFiles(expandPaths(c.SharedCredentialsFiles)),
	}
	if c.CustomCABundle != "" {
		bundle, err := readBundle(expandPath(c.CustomCABundle))
		if err != nil {
			return aws.Config{}, &BundleError{Err: err}
		}
		options = append(options, config.WithCustomCABundle(bytes.NewReader(bundle)))
	}
	if c.EC2MetadataServiceEndpointMode != "" {
		var mode imds.EndpointModeState
		if err := mode.SetFromString(c.EC2MetadataServiceEndpointMode); err != nil {
			return aws.Config{}, err
		}
		options = append(options, config.WithEC2IMDSEndpointMode(mode))
	}
	if c.UseDualStackEndpoint {
		options = append(options, config.WithUseDualStackEndpoint(aws.DualStackEndpointStateEnabled))
	}
	if c.UseFIPSEndpoint {
		options = append(options, config.WithUseFIPSEndpoint(aws.FIPSEndpointStateEnabled))
	}
	loaded, err := config.LoadDefaultConfig(ctx, append(options, more...)...)
	if err != nil {
		return aws.Config{}, c.explain(err)
	}
	return loaded, nil
}

// metadataState returns whether to use the instance metadata service. If the argument is
// not set, the environment decides. The validator of the argument accepts only booleans.
func (c Config) metadataState() imds.ClientEnableState {
	disabled, err := strconv.ParseBool(c.SkipMetadataAPICheck)
	switch {
	case err != nil:
		return imds.ClientDefaultEnableState
	case disabled:
		return imds.ClientDisabled
	default:
		return imds.ClientEnabled
	}
}

// BundleError means that a CA bundle cannot be read or has no certificates.
type BundleError struct {
	Err    error
	Source string // The setting that specifies the file, or empty for the argument.
}

func (e *BundleError) Error() string { return e.Err.Error() }

func (e *BundleError) Unwrap() error { return e.Err }

// readBundle checks the bundle before the SDK does, so that the diagnostic can be about
// the argument.
func readBundle(name string) ([]byte, error) {
	content, err := os.ReadFile(name)
	if err == nil && !x509.NewCertPool().AppendCertsFromPEM(content) {
		err = fmt.Errorf("%s has no certificate in PEM format", name)
	}
	if err != nil {
		return nil, err
	}
	return content, nil
}

// expandPath replaces environment variables, and ~ at the beginning, as hashicorp/aws
// does.
func expandPath(name string) string {
	name = os.ExpandEnv(name)
	if rest, ok := strings.CutPrefix(name, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return name
}

func expandPaths(names []string) []string {
	var expanded []string
	for _, name := range names {
		expanded = append(expanded, expandPath(name))
	}
	return expanded
}
