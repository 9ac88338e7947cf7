// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

type providerModel struct {
	AccessKey                      types.String `tfsdk:"access_key"`
	AllowedAccountIDs              types.Set    `tfsdk:"allowed_account_ids"`
	AssumeRole                     types.List   `tfsdk:"assume_role"`
	AssumeRoleWithWebIdentity      types.List   `tfsdk:"assume_role_with_web_identity"`
	CustomCABundle                 types.String `tfsdk:"custom_ca_bundle"`
	EC2MetadataServiceEndpoint     types.String `tfsdk:"ec2_metadata_service_endpoint"`
	EC2MetadataServiceEndpointMode types.String `tfsdk:"ec2_metadata_service_endpoint_mode"`
	Endpoints                      types.List   `tfsdk:"endpoints"`
	ForbiddenAccountIDs            types.Set    `tfsdk:"forbidden_account_ids"`
	HTTPProxy                      types.String `tfsdk:"http_proxy"`
	HTTPSProxy                     types.String `tfsdk:"https_proxy"`
	Insecure                       types.Bool   `tfsdk:"insecure"`
	MaxRetries                     types.Int64  `tfsdk:"max_retries"`
	NoProxy                        types.String `tfsdk:"no_proxy"`
	Profile                        types.String `tfsdk:"profile"`
	Region                         types.String `tfsdk:"region"`
	RetryMode                      types.String `tfsdk:"retry_mode"`
	SecretKey                      types.String `tfsdk:"secret_key"`
	SharedConfigFiles              types.List   `tfsdk:"shared_config_files"`
	SharedCredentialsFiles         types.List   `tfsdk:"shared_credentials_files"`
	SkipCredentialsValidation      types.Bool   `tfsdk:"skip_credentials_validation"`
	SkipMetadataAPICheck           types.String `tfsdk:"skip_metadata_api_check"`
	SkipRegionValidation           types.Bool   `tfsdk:"skip_region_validation"`
	SkipRequestingAccountID        types.Bool   `tfsdk:"skip_requesting_account_id"`
	STSRegion                      types.String `tfsdk:"sts_region"`
	Token                          types.String `tfsdk:"token"`
	TokenBucketRateLimiterCapacity types.Int64  `tfsdk:"token_bucket_rate_limiter_capacity"`
	UseDualStackEndpoint           types.Bool   `tfsdk:"use_dualstack_endpoint"`
	UseFIPSEndpoint                types.Bool   `tfsdk:"use_fips_endpoint"`
	UserAgent                      types.List   `tfsdk:"user_agent"`
}

type roleModel struct {
	Duration          types.String `tfsdk:"duration"`
	ExternalID        types.String `tfsdk:"external_id"`
	Policy            types.String `tfsdk:"policy"`
	PolicyARNs        types.Set    `tfsdk:"policy_arns"`
	RoleARN           types.String `tfsdk:"role_arn"`
	SessionName       types.String `tfsdk:"session_name"`
	SourceIdentity    types.String `tfsdk:"source_identity"`
	Tags              types.Map    `tfsdk:"tags"`
	TransitiveTagKeys types.Set    `tfsdk:"transitive_tag_keys"`
}

type webIdentityRoleModel struct {
	Duration             types.String `tfsdk:"duration"`
	Policy               types.String `tfsdk:"policy"`
	PolicyARNs           types.Set    `tfsdk:"policy_arns"`
	RoleARN              types.String `tfsdk:"role_arn"`
	SessionName          types.String `tfsdk:"session_name"`
	WebIdentityToken     types.String `tfsdk:"web_identity_token"`
	WebIdentityTokenFile types.String `tfsdk:"web_identity_token_file"`
}

type endpointsModel struct {
	Account       types.String `tfsdk:"account"`
	Config        types.String `tfsdk:"config"`
	ConfigService types.String `tfsdk:"configservice"`
	STS           types.String `tfsdk:"sts"`
}

// config is what a wholly known model asks of the clients.
func (m providerModel) config(ctx context.Context) (awsclient.Config, diag.Diagnostics) {
	var diags diag.Diagnostics
	config := awsclient.Config{
		AccessKey:                      m.AccessKey.ValueString(),
		AllowedAccountIDs:              stringsOf(ctx, m.AllowedAccountIDs, &diags),
		AssumeRole:                     m.roles(ctx, &diags),
		AssumeRoleWithWebIdentity:      m.webIdentityRole(ctx, &diags),
		CustomCABundle:                 m.CustomCABundle.ValueString(),
		EC2MetadataServiceEndpoint:     m.EC2MetadataServiceEndpoint.ValueString(),
		EC2MetadataServiceEndpointMode: m.EC2MetadataServiceEndpointMode.ValueString(),
		Endpoints:                      m.endpoints(ctx, &diags),
		ForbiddenAccountIDs:            stringsOf(ctx, m.ForbiddenAccountIDs, &diags),
		HTTPProxy:                      m.HTTPProxy.ValueStringPointer(),
		HTTPSProxy:                     m.HTTPSProxy.ValueStringPointer(),
		Insecure:                       m.Insecure.ValueBool(),
		MaxRetries:                     int(m.MaxRetries.ValueInt64()),
		NoProxy:                        m.NoProxy.ValueString(),
		Profile:                        m.Profile.ValueString(),
		Region:                         m.Region.ValueString(),
		RetryMode:                      m.RetryMode.ValueString(),
		SecretKey:                      m.SecretKey.ValueString(),
		SharedConfigFiles:              stringsOf(ctx, m.SharedConfigFiles, &diags),
		SharedCredentialsFiles:         stringsOf(ctx, m.SharedCredentialsFiles, &diags),
		STSRegion:                      m.STSRegion.ValueString(),
		Token:                          m.Token.ValueString(),
		TokenBucketRateLimiterCapacity: int(m.TokenBucketRateLimiterCapacity.ValueInt64()),
		UseDualStackEndpoint:           m.UseDualStackEndpoint.ValueBool(),
		UseFIPSEndpoint:                m.UseFIPSEndpoint.ValueBool(),
		UserAgent:                      stringsOf(ctx, m.UserAgent, &diags),
		ValidateCredentials:            !m.SkipCredentialsValidation.IsNull() && !m.SkipCredentialsValidation.ValueBool(),
	}
	// The validator of the argument lets nothing else pass than booleans.
	if disabled, err := strconv.ParseBool(m.SkipMetadataAPICheck.ValueString()); err == nil {
		config.EC2MetadataDisabled = &disabled
	}
	return config, diags
}

// roles returns the chain of roles. One block without a role is none, as it is
// to hashicorp/aws, because modules leave the role empty where there is none.
func (m providerModel) roles(ctx context.Context, diags *diag.Diagnostics) []awsclient.Role {
	var blocks []roleModel
	diags.Append(m.AssumeRole.ElementsAs(ctx, &blocks, false)...)

	var roles []awsclient.Role
	for _, block := range blocks {
		if block.RoleARN.ValueString() == "" {
			continue
		}
		role := awsclient.Role{
			Duration:          duration(block.Duration),
			ExternalID:        block.ExternalID.ValueString(),
			Policy:            block.Policy.ValueString(),
			PolicyARNs:        stringsOf(ctx, block.PolicyARNs, diags),
			RoleARN:           block.RoleARN.ValueString(),
			SessionName:       block.SessionName.ValueString(),
			SourceIdentity:    block.SourceIdentity.ValueString(),
			TransitiveTagKeys: stringsOf(ctx, block.TransitiveTagKeys, diags),
		}
		role.Tags = tagsOf(ctx, block.Tags, diags)
		roles = append(roles, role)
	}
	return roles
}

// webIdentityRole returns the role of the block, completed from the environment,
// or nil where there is no block.
func (m providerModel) webIdentityRole(ctx context.Context, diags *diag.Diagnostics) *awsclient.WebIdentityRole {
	var blocks []webIdentityRoleModel
	diags.Append(m.AssumeRoleWithWebIdentity.ElementsAs(ctx, &blocks, false)...)
	if len(blocks) == 0 || blocks[0].empty() {
		return nil
	}
	block := blocks[0]
	role := &awsclient.WebIdentityRole{
		Duration:    duration(block.Duration),
		Policy:      block.Policy.ValueString(),
		PolicyARNs:  stringsOf(ctx, block.PolicyARNs, diags),
		RoleARN:     orEnvironment(block.RoleARN, "AWS_ROLE_ARN"),
		SessionName: orEnvironment(block.SessionName, "AWS_ROLE_SESSION_NAME"),
	}
	role.WebIdentityToken, role.WebIdentityTokenFile = block.token()
	return role
}

// empty tells of a block without arguments, which modules leave where there is no
// role, and which is none to hashicorp/aws.
func (m webIdentityRoleModel) empty() bool {
	return absent(m.Duration) && absent(m.Policy) && m.PolicyARNs.IsNull() && absent(m.RoleARN) && absent(m.SessionName) &&
		absent(m.WebIdentityToken) && absent(m.WebIdentityTokenFile)
}

// token returns the token or its file, of which the configuration goes before
// the environment.
func (m webIdentityRoleModel) token() (token, file string) {
	token, file = m.WebIdentityToken.ValueString(), m.WebIdentityTokenFile.ValueString()
	if token == "" && file == "" {
		return os.Getenv("TF_AWS_WEB_IDENTITY_TOKEN"), os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE")
	}
	return token, file
}

// endpoints merges the blocks. That none names a service twice is validated
// before.
func (m providerModel) endpoints(ctx context.Context, diags *diag.Diagnostics) awsclient.Endpoints {
	var blocks []endpointsModel
	diags.Append(m.Endpoints.ElementsAs(ctx, &blocks, false)...)

	var endpoints awsclient.Endpoints
	for _, block := range blocks {
		for _, service := range []struct {
			url    types.String
			target *string
		}{
			{block.Account, &endpoints.Account},
			{block.Config, &endpoints.ConfigService},
			{block.ConfigService, &endpoints.ConfigService},
			{block.STS, &endpoints.STS},
		} {
			if url := service.url.ValueString(); url != "" {
				*service.target = url
			}
		}
	}
	return endpoints
}

// collection is a list or a set.
type collection interface {
	ElementsAs(ctx context.Context, target any, allowUnhandled bool) diag.Diagnostics
}

func stringsOf(ctx context.Context, from collection, diags *diag.Diagnostics) []string {
	var values []string
	diags.Append(from.ElementsAs(ctx, &values, false)...)
	return values
}

// tagsOf leaves out tags whose value is null, as are those of optional variables.
func tagsOf(ctx context.Context, from types.Map, diags *diag.Diagnostics) map[string]string {
	var values map[string]types.String
	diags.Append(from.ElementsAs(ctx, &values, false)...)
	tags := make(map[string]string, len(values))
	for key, value := range values {
		if !value.IsNull() {
			tags[key] = value.ValueString()
		}
	}
	return tags
}

// duration returns zero where none is given. The validator of the argument lets
// nothing else pass than durations.
func duration(value types.String) time.Duration {
	parsed, err := time.ParseDuration(value.ValueString())
	if err != nil {
		return 0
	}
	return parsed
}

func orEnvironment(value types.String, variable string) string {
	if value.ValueString() != "" {
		return value.ValueString()
	}
	return os.Getenv(variable)
}
