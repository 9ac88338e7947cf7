// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// providerSchema has the arguments of hashicorp/aws that concern credentials,
// region, network, retries and endpoints, by the same names and in the same
// shapes, so that a provider block can be copied.
//
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference
func providerSchema() schema.Schema {
	described := schema.Schema{
		MarkdownDescription: "Reads AWS Config: whether it is recording, what it records and whether it delivers. " +
			"It only reads: it calls no operation of AWS that creates, changes or deletes anything.\n\n" +
			"The arguments are those of the `hashicorp/aws` provider that concern credentials, region, network, retries and endpoints, so that you can copy its block. Arguments for tags and Amazon S3 have no effect, and endpoints of other services are errors. " +
			"One thing is different on purpose: AWS STS is called only if a role is assumed, an object names accounts, `allowed_account_ids` or `forbidden_account_ids` is set, " +
			"or `skip_credentials_validation = false` is set. With static credentials, one read sends one request.",
		Attributes: map[string]schema.Attribute{
			"access_key": schema.StringAttribute{
				MarkdownDescription: "The access key ID. It goes with `secret_key`. The environment variable is `AWS_ACCESS_KEY_ID`.",
				Optional:            true,
			},
			"allowed_account_ids": schema.SetAttribute{
				MarkdownDescription: "The IDs of the only AWS accounts that may be read. If the credentials belong to another, the run stops before AWS Config is called. If an object names another, no role is assumed there. It conflicts with `forbidden_account_ids`, and costs one call of STS, unless a role is assumed.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"Account ID", awsapi.ValidateAccountID})},
			},
			"custom_ca_bundle": schema.StringAttribute{
				MarkdownDescription: "A file of root and intermediate certificates in PEM form to trust. The environment variable is `AWS_CA_BUNDLE`.",
				Optional:            true,
			},
			"ec2_metadata_service_endpoint": schema.StringAttribute{
				MarkdownDescription: "The URL of the instance metadata service. The environment variable is `AWS_EC2_METADATA_SERVICE_ENDPOINT`.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{validString{"Endpoint URL", awsclient.ValidateURL}}},
			},
			"ec2_metadata_service_endpoint_mode": schema.StringAttribute{
				MarkdownDescription: "The protocol of the instance metadata service, `IPv4` or `IPv6`. The environment variable is `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{validString{"Instance Metadata Endpoint Mode", awsclient.ValidateEndpointMode}}},
			},
			"forbidden_account_ids": schema.SetAttribute{
				MarkdownDescription: "The IDs of AWS accounts that may not be read. If the credentials belong to one of them, the run stops before AWS Config is called. If an object names one of them, no role is assumed there. It conflicts with `allowed_account_ids`, and costs one call of STS, unless a role is assumed.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"Account ID", awsapi.ValidateAccountID})},
			},
			"http_proxy": schema.StringAttribute{
				MarkdownDescription: "The address of the proxy for HTTP endpoints, and for HTTPS endpoints where `https_proxy` is not set. The empty string means none. The environment variable is `HTTP_PROXY`.",
				Optional:            true,
				Validators:          []validator.String{secretString{validString{"Proxy Address", awsclient.ValidateProxy}}},
			},
			"https_proxy": schema.StringAttribute{
				MarkdownDescription: "The address of the proxy for HTTPS endpoints. The empty string means none. The environment variable is `HTTPS_PROXY`.",
				Optional:            true,
				Validators:          []validator.String{secretString{validString{"Proxy Address", awsclient.ValidateProxy}}},
			},
			"insecure": schema.BoolAttribute{
				MarkdownDescription: "Whether to accept a certificate without verifying it. The default is `false`.",
				Optional:            true,
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "How many times a request is sent at most, the first time included, while AWS throttles it or a passing failure meets it. " +
					"The pauses between them grow. The default, and the meaning of `0`, is `25`. The environment variable is `AWS_MAX_ATTEMPTS`, the setting of a profile `max_attempts`.",
				Optional:   true,
				Validators: []validator.Int64{int64validator.AtLeast(0)},
			},
			"no_proxy": schema.StringAttribute{
				MarkdownDescription: "The hosts that are reached without a proxy: domain names, IP addresses and CIDR blocks with or without ports, divided by commas, or `*` for all. The environment variable is `NO_PROXY`.",
				Optional:            true,
			},
			"profile": schema.StringAttribute{
				MarkdownDescription: "The profile to use from the shared configuration and credentials files. The environment variables are `AWS_PROFILE` and `AWS_DEFAULT_PROFILE`.",
				Optional:            true,
			},
			"region": schema.StringAttribute{
				MarkdownDescription: "The AWS Region to read from, where a data source or an ephemeral resource names none. The environment variables are `AWS_REGION` and `AWS_DEFAULT_REGION`; a profile can also name it, and so can the instance metadata at its usual address.",
				Optional:            true,
			},
			"retry_mode": schema.StringAttribute{
				MarkdownDescription: "How retries are made, `standard` or `adaptive`. The environment variable is `AWS_RETRY_MODE`.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{validString{"Retry Mode", awsclient.ValidateRetryMode}}},
			},
			"secret_key": schema.StringAttribute{
				MarkdownDescription: "The secret access key. It goes with `access_key`. The environment variable is `AWS_SECRET_ACCESS_KEY`.",
				Optional:            true,
				Sensitive:           true,
			},
			"shared_config_files": schema.ListAttribute{
				MarkdownDescription: "The shared configuration files. The default is `~/.aws/config`. The environment variable is `AWS_CONFIG_FILE`, for one file.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.List{listvalidator.NoNullValues()},
			},
			"shared_credentials_files": schema.ListAttribute{
				MarkdownDescription: "The shared credentials files. The default is `~/.aws/credentials`. The environment variable is `AWS_SHARED_CREDENTIALS_FILE`, for one file.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.List{listvalidator.NoNullValues()},
			},
			"skip_credentials_validation": schema.BoolAttribute{
				MarkdownDescription: "Whether to leave the credentials unvalidated until they are used. The default is `true`, unlike that of `hashicorp/aws`: `false` costs one call of STS.",
				Optional:            true,
			},
			"skip_metadata_api_check": schema.StringAttribute{
				MarkdownDescription: "Whether to skip the instance metadata service, `true` or `false`. The environment variable is `AWS_EC2_METADATA_DISABLED`.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{validString{"Boolean", awsclient.ValidateBool}}},
			},
			"skip_region_validation": schema.BoolAttribute{
				MarkdownDescription: "Whether to accept a `region` and `sts_region` of any form. Without it they must look like a region code; there is no list of regions, so a new one works on the day it opens. It does not apply to the regions in data sources.",
				Optional:            true,
			},
			"sts_region": schema.StringAttribute{
				MarkdownDescription: "The AWS Region of the STS endpoint. The default is `region`.",
				Optional:            true,
			},
			"token": schema.StringAttribute{
				MarkdownDescription: "The session token of temporary credentials. The environment variable is `AWS_SESSION_TOKEN`.",
				Optional:            true,
				Sensitive:           true,
			},
			"token_bucket_rate_limiter_capacity": schema.Int64Attribute{
				MarkdownDescription: "The capacity of the token bucket that limits retries. The default is no limit.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
			},
			"use_dualstack_endpoint": schema.BoolAttribute{
				MarkdownDescription: "Whether to use endpoints that speak both IPv4 and IPv6. A service for which you set an endpoint ignores it. The environment variable is `AWS_USE_DUALSTACK_ENDPOINT`.",
				Optional:            true,
			},
			"use_fips_endpoint": schema.BoolAttribute{
				MarkdownDescription: "Whether to use FIPS endpoints. A service for which you set an endpoint ignores it. The environment variable is `AWS_USE_FIPS_ENDPOINT`.",
				Optional:            true,
			},
			"user_agent": schema.ListAttribute{
				MarkdownDescription: "Products to add to the User-Agent header, each as `NAME/VERSION (COMMENT)`, where version and comment may be left out. The environment variable `TF_APPEND_USER_AGENT` adds more.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.List{listvalidator.NoNullValues()},
			},
		},
		Blocks: map[string]schema.Block{
			"account_role": schema.ListNestedBlock{
				MarkdownDescription: "The IAM role to assume in each account that `account_id`, `account_ids` or `all_accounts` of an object names. It has the same name in every account. " +
					"The provider assumes it with its own credentials when an object first needs the account, and reads the account of its own credentials without it.",
				NestedObject: schema.NestedBlockObject{Attributes: assumeRoleAttributes(map[string]schema.Attribute{
					"name": schema.StringAttribute{
						MarkdownDescription: "The name of the role, with its path if it has one, such as `config-reader` or `audit/config-reader`.",
						Required:            true,
						Validators:          []validator.String{validString{"IAM Role Name", awsclient.ValidateRoleName}},
					},
				})},
				Validators: []validator.List{listvalidator.SizeAtMost(1)},
			},
			"assume_role": schema.ListNestedBlock{
				MarkdownDescription: "An IAM role to assume. Several blocks are a chain: each role is assumed with the credentials of the one before.",
				NestedObject:        schema.NestedBlockObject{Attributes: assumeRoleAttributes(map[string]schema.Attribute{"role_arn": roleARNAttribute()})},
			},
			"assume_role_with_web_identity": schema.ListNestedBlock{
				MarkdownDescription: "An IAM role to assume with the token of an OpenID Connect or OAuth provider. An `assume_role` block then begins with the credentials of this role.",
				NestedObject: schema.NestedBlockObject{Attributes: sessionAttributes(map[string]schema.Attribute{
					"role_arn": roleARNAttribute(),
					"web_identity_token": schema.StringAttribute{
						MarkdownDescription: "The token. It conflicts with `web_identity_token_file`. The environment variable is `TF_AWS_WEB_IDENTITY_TOKEN`.",
						Optional:            true,
						Sensitive:           true,
						Validators:          []validator.String{secretString{validString{"Web Identity Token", awsclient.ValidateWebIdentityToken}}},
					},
					"web_identity_token_file": schema.StringAttribute{
						MarkdownDescription: "The file that holds the token. It conflicts with `web_identity_token`. The environment variable is `AWS_WEB_IDENTITY_TOKEN_FILE`.",
						Optional:            true,
					},
				})},
			},
			"endpoints": schema.ListNestedBlock{
				MarkdownDescription: "URLs that replace the endpoints of AWS services, for an emulator or a private endpoint. " +
					"The environment variables are `AWS_ENDPOINT_URL` for every service, and `AWS_ENDPOINT_URL_CONFIG_SERVICE`, `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL_ACCOUNT` and `AWS_ENDPOINT_URL_ORGANIZATIONS` for one.",
				NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
					"account":       endpointAttribute("AWS Account Management"),
					"config":        endpointAttribute("AWS Config, as another name of `configservice`"),
					"configservice": endpointAttribute("AWS Config"),
					"organizations": endpointAttribute("AWS Organizations"),
					"sts":           endpointAttribute("AWS Security Token Service"),
				}},
			},
		},
	}
	maps.Copy(described.Attributes, ignoredAttributes())
	maps.Copy(described.Blocks, ignoredBlocks())
	return described
}

// assumeRoleAttributes adds the arguments of awsclient.RoleSession.
func assumeRoleAttributes(attributes map[string]schema.Attribute) map[string]schema.Attribute {
	attributes["external_id"] = schema.StringAttribute{
		MarkdownDescription: "The external ID that the trust policy of the role requires.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"External ID", awsclient.ValidateExternalID}}},
	}
	attributes["source_identity"] = schema.StringAttribute{
		MarkdownDescription: "The source identity of the session.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"Source Identity", awsclient.ValidateSessionName}}},
	}
	attributes["tags"] = schema.MapAttribute{
		MarkdownDescription: "The tags of the session.",
		ElementType:         types.StringType,
		Optional:            true,
		Validators: []validator.Map{
			mapvalidator.SizeAtMost(50),
			mapvalidator.KeysAre(stringvalidator.UTF8LengthBetween(1, 128)),
			mapvalidator.ValueStringsAre(stringvalidator.UTF8LengthAtMost(256)),
		},
	}
	attributes["transitive_tag_keys"] = schema.SetAttribute{
		MarkdownDescription: "The keys of the tags that pass on to the sessions of the roles that follow.",
		ElementType:         types.StringType,
		Optional:            true,
		Validators:          []validator.Set{setvalidator.NoNullValues()},
	}
	return sessionAttributes(attributes)
}

func roleARNAttribute() schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "The ARN of the IAM role.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"IAM Role ARN", awsclient.ValidateRoleARN}}},
	}
}

// sessionAttributes adds the arguments that all ways to assume a role have.
func sessionAttributes(attributes map[string]schema.Attribute) map[string]schema.Attribute {
	attributes["duration"] = schema.StringAttribute{
		MarkdownDescription: "How long the session lasts, from `15m` to `12h` and no longer than the role allows.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"Session Duration", awsclient.ValidateDuration}}},
	}
	attributes["policy"] = schema.StringAttribute{
		MarkdownDescription: "An IAM policy in JSON that narrows what the session may do.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"IAM Policy", awsclient.ValidatePolicy}}},
	}
	attributes["policy_arns"] = schema.SetAttribute{
		MarkdownDescription: "The ARNs of IAM policies that narrow what the session may do.",
		ElementType:         types.StringType,
		Optional:            true,
		Validators: []validator.Set{
			setvalidator.NoNullValues(),
			setvalidator.SizeAtMost(10),
			setvalidator.ValueStringsAre(validString{"IAM Policy ARN", awsclient.ValidatePolicyARN}),
		},
	}
	attributes["session_name"] = schema.StringAttribute{
		MarkdownDescription: "The name of the session. The default is made up.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"Session Name", awsclient.ValidateSessionName}}},
	}
	return attributes
}

func endpointAttribute(service string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "The URL of " + service + ".",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"Endpoint URL", awsclient.ValidateURL}}},
	}
}
