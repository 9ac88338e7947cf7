// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"cmp"
	"os"
	"slices"
	"time"
)

// DefaultMaxAttempts is the maximum number of attempts for a request if the
// configuration, the environment and the profile do not set it. It is the default of
// hashicorp/aws.
const DefaultMaxAttempts = 25

// Config contains the arguments of the provider block. The tags are their names. For
// zero values, the SDK uses the environment or the shared configuration files.
type Config struct {
	AccessKey                      string            `tfsdk:"access_key"`
	AccountRole                    []AccountRole     `tfsdk:"account_role"` // At most one.
	AllowedAccountIDs              []string          `tfsdk:"allowed_account_ids"`
	AssumeRole                     []Role            `tfsdk:"assume_role"` // Each role is assumed with the credentials of the previous one.
	AssumeRoleWithWebIdentity      []WebIdentityRole `tfsdk:"assume_role_with_web_identity"`
	CustomCABundle                 string            `tfsdk:"custom_ca_bundle"`
	EC2MetadataServiceEndpoint     string            `tfsdk:"ec2_metadata_service_endpoint"`
	EC2MetadataServiceEndpointMode string            `tfsdk:"ec2_metadata_service_endpoint_mode"`
	Endpoints                      []Endpoints       `tfsdk:"endpoints"`
	ForbiddenAccountIDs            []string          `tfsdk:"forbidden_account_ids"`
	HTTPProxy                      *string           `tfsdk:"http_proxy"`  // Empty for no proxy.
	HTTPSProxy                     *string           `tfsdk:"https_proxy"` // Empty for no proxy.
	Insecure                       bool              `tfsdk:"insecure"`
	MaxRetries                     int               `tfsdk:"max_retries"` // The maximum number of attempts, including the first.
	NoProxy                        string            `tfsdk:"no_proxy"`
	Profile                        string            `tfsdk:"profile"`
	Region                         string            `tfsdk:"region"`
	RetryMode                      string            `tfsdk:"retry_mode"`
	SecretKey                      string            `tfsdk:"secret_key"`
	SharedConfigFiles              []string          `tfsdk:"shared_config_files"`
	SharedCredentialsFiles         []string          `tfsdk:"shared_credentials_files"`
	SkipCredentialsValidation      *bool             `tfsdk:"skip_credentials_validation"` // The validation is skipped unless this is false.
	SkipMetadataAPICheck           string            `tfsdk:"skip_metadata_api_check"`     // A boolean, or empty.
	SkipRegionValidation           bool              `tfsdk:"skip_region_validation"`
	STSRegion                      string            `tfsdk:"sts_region"`
	Token                          string            `tfsdk:"token"`
	TokenBucketRateLimiterCapacity int               `tfsdk:"token_bucket_rate_limiter_capacity"`
	UseDualStackEndpoint           bool              `tfsdk:"use_dualstack_endpoint"`
	UseFIPSEndpoint                bool              `tfsdk:"use_fips_endpoint"`
	UserAgent                      []string          `tfsdk:"user_agent"` // Each has the form NAME/VERSION (COMMENT).
}

// Role is an IAM role to assume. Without an ARN, no role is assumed.
type Role struct {
	RoleSession
	RoleARN string `tfsdk:"role_arn"`
}

// AccountRole is the IAM role to assume in each other account that is read.
type AccountRole struct {
	RoleSession
	Name string `tfsdk:"name"` // With its path.
}

// RoleSession contains the arguments of the session of a role.
type RoleSession struct {
	Duration          string             `tfsdk:"duration"`
	ExternalID        string             `tfsdk:"external_id"`
	Policy            string             `tfsdk:"policy"`
	PolicyARNs        []string           `tfsdk:"policy_arns"`
	SessionName       string             `tfsdk:"session_name"`
	SourceIdentity    string             `tfsdk:"source_identity"`
	Tags              map[string]*string `tfsdk:"tags"` // Nil values are ignored.
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
	Organizations string `tfsdk:"organizations"`
	STS           string `tfsdk:"sts"`
}

// Caller is the program that makes the requests.
type Caller struct {
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

// validatesCredentials reports whether to validate the credentials with AWS STS even if
// no accounts are listed. It needs a request, so it is off by default.
func (c Config) validatesCredentials() bool {
	return c.SkipCredentialsValidation != nil && !*c.SkipCredentialsValidation
}

// webIdentityRole returns the role of the block, completed from the environment, or nil
// if there is none. Static keys take precedence.
func (c Config) webIdentityRole() *WebIdentityRole {
	if len(c.AssumeRoleWithWebIdentity) == 0 || c.AssumeRoleWithWebIdentity[0].Empty() || c.AccessKey != "" {
		return nil
	}
	role := c.AssumeRoleWithWebIdentity[0].Completed()
	return &role
}

// Empty reports whether a block has no arguments. Modules use such a block if there is
// no role, and hashicorp/aws ignores it.
func (r WebIdentityRole) Empty() bool {
	return r.Duration == "" && r.Policy == "" && r.PolicyARNs == nil && r.RoleARN == "" && r.SessionName == "" &&
		r.WebIdentityToken == "" && r.WebIdentityTokenFile == ""
}

// Completed returns the role with missing arguments taken from the environment.
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
	return os.ReadFile(expandPath(r.WebIdentityTokenFile))
}
