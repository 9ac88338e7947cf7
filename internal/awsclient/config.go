// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/useragent"
)

// DefaultMaxAttempts is how many times a request is sent, unless the configuration, the
// environment or a profile says otherwise. It is the default of hashicorp/aws.
const DefaultMaxAttempts = 25

// Config has the arguments of the provider block, under their names in the tags. What is
// zero comes from the environment or the shared configuration files.
type Config struct {
	AccessKey                      string            `tfsdk:"access_key"`
	AllowedAccountIDs              []string          `tfsdk:"allowed_account_ids"`
	AssumeRole                     []Role            `tfsdk:"assume_role"` // Each is assumed with the credentials of the one before.
	AssumeRoleWithWebIdentity      []WebIdentityRole `tfsdk:"assume_role_with_web_identity"`
	CustomCABundle                 string            `tfsdk:"custom_ca_bundle"`
	EC2MetadataServiceEndpoint     string            `tfsdk:"ec2_metadata_service_endpoint"`
	EC2MetadataServiceEndpointMode string            `tfsdk:"ec2_metadata_service_endpoint_mode"`
	Endpoints                      []Endpoints       `tfsdk:"endpoints"`
	ForbiddenAccountIDs            []string          `tfsdk:"forbidden_account_ids"`
	HTTPProxy                      *string           `tfsdk:"http_proxy"`  // Empty for no proxy.
	HTTPSProxy                     *string           `tfsdk:"https_proxy"` // Empty for no proxy.
	Insecure                       bool              `tfsdk:"insecure"`
	MaxRetries                     int               `tfsdk:"max_retries"` // How many times a request is sent, including the first.
	NoProxy                        string            `tfsdk:"no_proxy"`
	Profile                        string            `tfsdk:"profile"`
	Region                         string            `tfsdk:"region"`
	RetryMode                      string            `tfsdk:"retry_mode"`
	SecretKey                      string            `tfsdk:"secret_key"`
	SharedConfigFiles              []string          `tfsdk:"shared_config_files"`
	SharedCredentialsFiles         []string          `tfsdk:"shared_credentials_files"`
	SkipCredentialsValidation      *bool             `tfsdk:"skip_credentials_validation"` // Skipped unless it is false.
	SkipMetadataAPICheck           string            `tfsdk:"skip_metadata_api_check"`     // A boolean, or empty.
	SkipRegionValidation           bool              `tfsdk:"skip_region_validation"`
	SkipRequestingAccountID        bool              `tfsdk:"skip_requesting_account_id"` // Has no effect.
	STSRegion                      string            `tfsdk:"sts_region"`
	Token                          string            `tfsdk:"token"`
	TokenBucketRateLimiterCapacity int               `tfsdk:"token_bucket_rate_limiter_capacity"`
	UseDualStackEndpoint           bool              `tfsdk:"use_dualstack_endpoint"`
	UseFIPSEndpoint                bool              `tfsdk:"use_fips_endpoint"`
	UserAgent                      []string          `tfsdk:"user_agent"` // Each has the form NAME/VERSION (COMMENT).
}

// Role is an IAM role to assume, or none without an ARN.
type Role struct {
	Duration          string             `tfsdk:"duration"`
	ExternalID        string             `tfsdk:"external_id"`
	Policy            string             `tfsdk:"policy"`
	PolicyARNs        []string           `tfsdk:"policy_arns"`
	RoleARN           string             `tfsdk:"role_arn"`
	SessionName       string             `tfsdk:"session_name"`
	SourceIdentity    string             `tfsdk:"source_identity"`
	Tags              map[string]*string `tfsdk:"tags"` // Without those that are nil.
	TransitiveTagKeys []string           `tfsdk:"transitive_tag_keys"`
}

// WebIdentityRole is an IAM role to assume with the token of an identity provider.
type WebIdentityRole struct {
	Duration             string   `tfsdk:"duration"`
	Policy               string   `tfsdk:"policy"`
	PolicyARNs           []string `tfsdk:"policy_arns"`
	RoleARN              string   `tfsdk:"role_arn"`
	SessionName          string   `tfsdk:"session_name"`
	WebIdentityToken     string   `tfsdk:"web_identity_token"`
	WebIdentityTokenFile string   `tfsdk:"web_identity_token_file"`
}

// Endpoints are URLs that replace the endpoints of AWS services. Config and
// ConfigService are the same service.
type Endpoints struct {
	Account       string `tfsdk:"account"`
	Config        string `tfsdk:"config"`
	ConfigService string `tfsdk:"configservice"`
	STS           string `tfsdk:"sts"`
}

// Caller is the program that makes the requests.
type Caller struct {
	DocumentationURL string
	MaxBackoff       time.Duration // The longest pause between two attempts, or zero for the SDK's 20 s.
	TerraformVersion string
	Version          string
}

// endpoint returns the URL of a service in the last block that has one.
func (c Config) endpoint(of func(Endpoints) string) string {
	for _, block := range slices.Backward(c.Endpoints) {
		if url := of(block); url != "" {
			return url
		}
	}
	return ""
}

// validatesCredentials reports whether AWS is asked whose the credentials are, even if
// no account is listed. It costs a request, so it has to be requested.
func (c Config) validatesCredentials() bool {
	return c.SkipCredentialsValidation != nil && !*c.SkipCredentialsValidation
}

// roles returns the chain of roles. A block without a role is none, as it is in
// hashicorp/aws, because modules leave the role empty if there is none.
func (c Config) roles() []Role {
	return slices.DeleteFunc(slices.Clone(c.AssumeRole), func(r Role) bool { return r.RoleARN == "" })
}

// webIdentityRole returns the role of the block, completed from the environment, or
// nil. Static keys take precedence.
func (c Config) webIdentityRole() *WebIdentityRole {
	if len(c.AssumeRoleWithWebIdentity) == 0 || c.AssumeRoleWithWebIdentity[0].Empty() || c.AccessKey != "" {
		return nil
	}
	role := c.AssumeRoleWithWebIdentity[0].Completed()
	return &role
}

// Empty reports whether a block has no arguments. Modules leave such a block if there
// is no role, and hashicorp/aws ignores it.
func (r WebIdentityRole) Empty() bool {
	return r.Duration == "" && r.Policy == "" && r.PolicyARNs == nil && r.RoleARN == "" && r.SessionName == "" &&
		r.WebIdentityToken == "" && r.WebIdentityTokenFile == ""
}

// Completed takes from the environment what the block does not have.
func (r WebIdentityRole) Completed() WebIdentityRole {
	r.RoleARN = cmp.Or(r.RoleARN, os.Getenv("AWS_ROLE_ARN"))
	r.SessionName = cmp.Or(r.SessionName, os.Getenv("AWS_ROLE_SESSION_NAME"))
	if r.WebIdentityToken == "" && r.WebIdentityTokenFile == "" {
		r.WebIdentityToken, r.WebIdentityTokenFile = os.Getenv("TF_AWS_WEB_IDENTITY_TOKEN"), os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE")
	}
	return r
}

// GetIdentityToken implements stscreds.IdentityTokenRetriever.
func (r WebIdentityRole) GetIdentityToken() ([]byte, error) {
	if r.WebIdentityToken != "" {
		return []byte(r.WebIdentityToken), nil
	}
	return os.ReadFile(r.WebIdentityTokenFile)
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

// base is the part of the configuration that aws-sdk-go-base takes. Roles are not
// among it: see assumeRoles.
func (c Config) base(caller Caller) *awsbase.Config {
	base := &awsbase.Config{
		AccessKey:                      c.AccessKey,
		CallerDocumentationURL:         caller.DocumentationURL,
		CallerName:                     "Terraform Provider awsconfig",
		CustomCABundle:                 c.CustomCABundle,
		EC2MetadataServiceEnableState:  c.metadataState(),
		EC2MetadataServiceEndpoint:     c.EC2MetadataServiceEndpoint,
		EC2MetadataServiceEndpointMode: c.EC2MetadataServiceEndpointMode,
		HTTPProxy:                      proxyURL(c.HTTPProxy),
		HTTPSProxy:                     proxyURL(c.httpsProxy()),
		Insecure:                       c.Insecure,
		MaxBackoff:                     caller.MaxBackoff,
		MaxRetries:                     c.MaxRetries,
		NoProxy:                        c.NoProxy,
		Profile:                        c.Profile,
		Region:                         c.Region,
		RetryMode:                      aws.RetryMode(c.RetryMode),
		SecretKey:                      c.SecretKey,
		SharedConfigFiles:              c.SharedConfigFiles,
		SharedCredentialsFiles:         c.SharedCredentialsFiles,
		SkipCredsValidation:            true, // See checkIdentity.
		StsEndpoint:                    c.endpoint(stsEndpoint),
		StsRegion:                      c.STSRegion,
		SuppressDebugLog:               true, // Its log has bodies, and so credentials: see logRequests.
		Token:                          c.Token,
		TokenBucketRateLimiterCapacity: c.TokenBucketRateLimiterCapacity,
		UseDualStackEndpoint:           c.UseDualStackEndpoint,
		UseFIPSEndpoint:                c.UseFIPSEndpoint,
		UserAgent: append(awsbase.UserAgentProducts{
			{Name: "Terraform", Version: caller.TerraformVersion, Comment: "+https://www.terraform.io"},
			{Name: "terraform-provider-awsconfig", Version: caller.Version},
		}, useragent.FromSlice(c.UserAgent)...),
	}
	if c.webIdentityRole() != nil {
		// The token replaces credentials, so none are looked for. These are replaced
		// before anything is signed with them.
		base.AccessKey, base.SecretKey = "unused", "unused"
	}
	return base
}

// metadataState leaves the choice to the environment unless the argument is set, whose
// validator accepts booleans alone.
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
