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

// providerSchema has the arguments of hashicorp/aws for credentials, region, network,
// retries and endpoints. Names and types are the same, so that users can copy a provider
// block.
//
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference
func providerSchema() schema.Schema {
	described := schema.Schema{
		MarkdownDescription: "Reads AWS Config: whether it is recording, what it records and whether it delivers. " +
			"The provider is read-only: it never calls an operation that creates, changes or deletes anything.\n\n" +
			"You can copy a `hashicorp/aws` provider block: the provider has the same arguments for credentials, region, network, retries and endpoints. It ignores arguments for tags and Amazon S3, and rejects endpoints of other services. " +
			"Unlike `hashicorp/aws`, the provider calls AWS STS only if it assumes a role, if a data source or an ephemeral resource specifies accounts, " +
			"or if you set `allowed_account_ids`, `forbidden_account_ids` or `skip_credentials_validation = false`. With static credentials, a data source for one account and region sends one request for each read.",
		Attributes: map[string]schema.Attribute{
			"access_key": schema.StringAttribute{
				MarkdownDescription: "The access key ID. It requires `secret_key`. The environment variable is `AWS_ACCESS_KEY_ID`.",
				Optional:            true,
			},
			"allowed_account_ids": schema.SetAttribute{
				MarkdownDescription: "The IDs of the AWS accounts that the provider may read. If the credentials belong to any other account, the provider fails before it calls AWS Config. The provider assumes no role in any other account. The argument conflicts with `forbidden_account_ids`. It requires one call of AWS STS, unless the provider assumes a role.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"Account ID", awsapi.ValidateAccountID})},
			},
			"custom_ca_bundle": schema.StringAttribute{
				MarkdownDescription: "The path of a file with the root and intermediate certificates to trust, in PEM format. The environment variable is `AWS_CA_BUNDLE`.",
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
				MarkdownDescription: "The IDs of AWS accounts that the provider must not read. If the credentials belong to one of them, the provider fails before it calls AWS Config. The provider assumes no role in these accounts. The argument conflicts with `allowed_account_ids`. It requires one call of AWS STS, unless the provider assumes a role.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(validString{"Account ID", awsapi.ValidateAccountID})},
			},
			"http_proxy": schema.StringAttribute{
				MarkdownDescription: "The address of the proxy for HTTP endpoints, and for HTTPS endpoints if `https_proxy` is not set. Set it to an empty string to use no proxy. The environment variable is `HTTP_PROXY`.",
				Optional:            true,
				Validators:          []validator.String{secretString{validString{"Proxy Address", awsclient.ValidateProxy}}},
			},
			"https_proxy": schema.StringAttribute{
				MarkdownDescription: "The address of the proxy for HTTPS endpoints. Set it to an empty string to use no proxy. The environment variable is `HTTPS_PROXY`.",
				Optional:            true,
				Validators:          []validator.String{secretString{validString{"Proxy Address", awsclient.ValidateProxy}}},
			},
			"insecure": schema.BoolAttribute{
				MarkdownDescription: "Whether to skip the verification of TLS certificates. The default is `false`.",
				Optional:            true,
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "The maximum number of attempts for a request, including the first. The provider repeats a request if AWS throttles it or the failure can be temporary. " +
					"The pauses between attempts grow. The default is `25`, and `0` means the default. The environment variable is `AWS_MAX_ATTEMPTS`, and the setting of a profile is `max_attempts`.",
				Optional:   true,
				Validators: []validator.Int64{int64validator.AtLeast(0)},
			},
			"no_proxy": schema.StringAttribute{
				MarkdownDescription: "A comma-separated list of hosts to reach without a proxy: domain names, IP addresses and CIDR blocks, with or without ports, or `*` for all hosts. The environment variable is `NO_PROXY`.",
				Optional:            true,
			},
			"profile": schema.StringAttribute{
				MarkdownDescription: "The profile to use from the shared configuration and credentials files. The environment variables are `AWS_PROFILE` and `AWS_DEFAULT_PROFILE`.",
				Optional:            true,
			},
			"region": schema.StringAttribute{
				MarkdownDescription: "The AWS Region to read if a data source or an ephemeral resource does not specify one. The environment variables are `AWS_REGION` and `AWS_DEFAULT_REGION`. Without them, the region comes from the profile or from the instance metadata service at its default address.",
				Optional:            true,
			},
			"retry_mode": schema.StringAttribute{
				MarkdownDescription: "The retry mode of the AWS SDK, `standard` or `adaptive`. The environment variable is `AWS_RETRY_MODE`.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{validString{"Retry Mode", awsclient.ValidateRetryMode}}},
			},
			"secret_key": schema.StringAttribute{
				MarkdownDescription: "The secret access key. It requires `access_key`. The environment variable is `AWS_SECRET_ACCESS_KEY`.",
				Optional:            true,
				Sensitive:           true,
			},
			"shared_config_files": schema.ListAttribute{
				MarkdownDescription: "The paths of the shared configuration files. The default is `~/.aws/config`. The environment variable is `AWS_CONFIG_FILE`, which specifies one file.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.List{listvalidator.NoNullValues()},
			},
			"shared_credentials_files": schema.ListAttribute{
				MarkdownDescription: "The paths of the shared credentials files. The default is `~/.aws/credentials`. The environment variable is `AWS_SHARED_CREDENTIALS_FILE`, which specifies one file.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.List{listvalidator.NoNullValues()},
			},
			"skip_credentials_validation": schema.BoolAttribute{
				MarkdownDescription: "Whether to skip the validation of the credentials before the first read. Unlike in `hashicorp/aws`, the default is `true`. With `false`, the provider calls AWS STS once.",
				Optional:            true,
			},
			"skip_metadata_api_check": schema.StringAttribute{
				MarkdownDescription: "Whether to skip the instance metadata service, `true` or `false`. The environment variable is `AWS_EC2_METADATA_DISABLED`.",
				Optional:            true,
				Validators:          []validator.String{unlessEmpty{validString{"Boolean", awsclient.ValidateBool}}},
			},
			"skip_region_validation": schema.BoolAttribute{
				MarkdownDescription: "Whether to accept any value of `region` and `sts_region`. By default, they must have the form of a region code. The provider has no list of regions, so you can use a new region as soon as it opens. The argument does not apply to the regions in data sources.",
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
				MarkdownDescription: "The capacity of the token bucket that limits retries. By default, there is no token bucket, and only `max_retries` limits retries.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.AtLeast(0)},
			},
			"use_dualstack_endpoint": schema.BoolAttribute{
				MarkdownDescription: "Whether to use endpoints that support both IPv4 and IPv6. It has no effect on a service whose endpoint you set. The environment variable is `AWS_USE_DUALSTACK_ENDPOINT`.",
				Optional:            true,
			},
			"use_fips_endpoint": schema.BoolAttribute{
				MarkdownDescription: "Whether to use FIPS endpoints. It has no effect on a service whose endpoint you set. The environment variable is `AWS_USE_FIPS_ENDPOINT`.",
				Optional:            true,
			},
			"user_agent": schema.ListAttribute{
				MarkdownDescription: "Products to add to the User-Agent header, each in the form `NAME/VERSION (COMMENT)`. The version and the comment are optional. The environment variable `TF_APPEND_USER_AGENT` adds more.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators:          []validator.List{listvalidator.NoNullValues()},
			},
		},
		Blocks: map[string]schema.Block{
			"account_role": schema.ListNestedBlock{
				MarkdownDescription: "The IAM role to assume in each account that a data source or an ephemeral resource reads with `account_id`, `account_ids` or `all_accounts`. The role has the same name in every account. " +
					"The provider assumes the role with its own credentials when it first reads the account. It reads the account of its own credentials without the role.",
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
				MarkdownDescription: "An IAM role to assume. If there are several blocks, the provider assumes the roles in order, each with the credentials of the previous role.",
				NestedObject:        schema.NestedBlockObject{Attributes: assumeRoleAttributes(map[string]schema.Attribute{"role_arn": roleARNAttribute()})},
			},
			"assume_role_with_web_identity": schema.ListNestedBlock{
				MarkdownDescription: "An IAM role to assume with the token of an OpenID Connect or OAuth provider. If there are also `assume_role` blocks, the provider assumes this role first.",
				NestedObject: schema.NestedBlockObject{Attributes: sessionAttributes(map[string]schema.Attribute{
					"role_arn": roleARNAttribute(),
					"web_identity_token": schema.StringAttribute{
						MarkdownDescription: "The token. It conflicts with `web_identity_token_file`. The environment variable is `TF_AWS_WEB_IDENTITY_TOKEN`.",
						Optional:            true,
						Sensitive:           true,
						Validators:          []validator.String{secretString{validString{"Web Identity Token", awsclient.ValidateWebIdentityToken}}},
					},
					"web_identity_token_file": schema.StringAttribute{
						MarkdownDescription: "The path of the file with the token. It conflicts with `web_identity_token`. The environment variable is `AWS_WEB_IDENTITY_TOKEN_FILE`.",
						Optional:            true,
					},
				})},
			},
			"endpoints": schema.ListNestedBlock{
				MarkdownDescription: "URLs that replace the endpoints of AWS services, for an emulator or a private endpoint. " +
					"The environment variable `AWS_ENDPOINT_URL` applies to every service. `AWS_ENDPOINT_URL_CONFIG_SERVICE`, `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL_ACCOUNT` and `AWS_ENDPOINT_URL_ORGANIZATIONS` each apply to one service.",
				NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
					"account":       endpointAttribute("AWS Account Management"),
					"config":        endpointAttribute("AWS Config. This argument is another name for `configservice`"),
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
		MarkdownDescription: "The keys of the session tags to pass on to the subsequent roles of a chain.",
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

// sessionAttributes adds the arguments that all blocks for roles share.
func sessionAttributes(attributes map[string]schema.Attribute) map[string]schema.Attribute {
	attributes["duration"] = schema.StringAttribute{
		MarkdownDescription: "The duration of the session, from `15m` to `12h`. It must not exceed the maximum session duration of the role, or `1h` if the credentials are those of another role.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"Session Duration", awsclient.ValidateDuration}}},
	}
	attributes["policy"] = schema.StringAttribute{
		MarkdownDescription: "An IAM policy in JSON that restricts the permissions of the session.",
		Optional:            true,
		Validators:          []validator.String{unlessEmpty{validString{"IAM Policy", awsclient.ValidatePolicy}}},
	}
	attributes["policy_arns"] = schema.SetAttribute{
		MarkdownDescription: "The ARNs of IAM policies that restrict the permissions of the session.",
		ElementType:         types.StringType,
		Optional:            true,
		Validators: []validator.Set{
			setvalidator.NoNullValues(),
			setvalidator.SizeAtMost(10),
			setvalidator.ValueStringsAre(validString{"IAM Policy ARN", awsclient.ValidatePolicyARN}),
		},
	}
	attributes["session_name"] = schema.StringAttribute{
		MarkdownDescription: "The name of the session. By default, the provider generates a name.",
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
