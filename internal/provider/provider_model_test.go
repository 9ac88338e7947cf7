// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Each argument must reach the clients: one that is forgotten does nothing, and
// nobody is told.
func TestProviderModel_config(t *testing.T) {
	t.Parallel()
	text, yes, one := types.StringValue("true"), types.BoolValue(true), types.Int64Value(1)
	set := types.SetValueMust(types.StringType, []attr.Value{text})
	list := types.ListValueMust(types.StringType, []attr.Value{text})

	endpoints, diags := types.ListValueFrom(t.Context(), types.ObjectType{AttrTypes: map[string]attr.Type{
		"account": types.StringType, "config": types.StringType, "configservice": types.StringType, "sts": types.StringType,
	}}, []endpointsModel{{Account: text, Config: types.StringNull(), ConfigService: text, STS: text}})
	if diags.HasError() {
		t.Fatal(diags)
	}
	roles, diags := types.ListValueFrom(t.Context(), types.ObjectType{AttrTypes: map[string]attr.Type{
		"duration": types.StringType, "external_id": types.StringType, "policy": types.StringType, "policy_arns": types.SetType{ElemType: types.StringType},
		"role_arn": types.StringType, "session_name": types.StringType, "source_identity": types.StringType,
		"tags": types.MapType{ElemType: types.StringType}, "transitive_tag_keys": types.SetType{ElemType: types.StringType},
	}}, []roleModel{{
		Duration: types.StringValue("1h"), ExternalID: text, Policy: text, PolicyARNs: set, RoleARN: text, SessionName: text, SourceIdentity: text,
		Tags:              types.MapValueMust(types.StringType, map[string]attr.Value{"team": text, "unset": types.StringNull()}),
		TransitiveTagKeys: set,
	}})
	if diags.HasError() {
		t.Fatal(diags)
	}
	webRoles, diags := types.ListValueFrom(t.Context(), types.ObjectType{AttrTypes: map[string]attr.Type{
		"duration": types.StringType, "policy": types.StringType, "policy_arns": types.SetType{ElemType: types.StringType},
		"role_arn": types.StringType, "session_name": types.StringType, "web_identity_token": types.StringType, "web_identity_token_file": types.StringType,
	}}, []webIdentityRoleModel{{
		Duration: types.StringValue("1h"), Policy: text, PolicyARNs: set, RoleARN: text, SessionName: text, WebIdentityToken: text, WebIdentityTokenFile: text,
	}})
	if diags.HasError() {
		t.Fatal(diags)
	}

	model := providerModel{
		AccessKey: text, AllowedAccountIDs: set, AssumeRole: roles, AssumeRoleWithWebIdentity: webRoles, CustomCABundle: text,
		EC2MetadataServiceEndpoint: text, EC2MetadataServiceEndpointMode: text, Endpoints: endpoints, ForbiddenAccountIDs: set,
		HTTPProxy: text, HTTPSProxy: text, Insecure: yes, MaxRetries: one, NoProxy: text, Profile: text, Region: text, RetryMode: text,
		SecretKey: text, SharedConfigFiles: list, SharedCredentialsFiles: list, SkipCredentialsValidation: types.BoolValue(false),
		SkipMetadataAPICheck: text, SkipRegionValidation: yes, SkipRequestingAccountID: yes, STSRegion: text, Token: text,
		TokenBucketRateLimiterCapacity: one, UseDualStackEndpoint: yes, UseFIPSEndpoint: yes, UserAgent: list,
	}
	expectFull(t, "model", reflect.ValueOf(model))
	config, diags := model.config(t.Context())
	if diags.HasError() {
		t.Fatal(diags)
	}
	// What Configure adds.
	expectFull(t, "config", reflect.ValueOf(config), "DocumentationURL", "MaxBackoff", "ProviderVersion", "RegionRule", "TerraformVersion")
	expectFull(t, "role", reflect.ValueOf(config.AssumeRole[0]))
	expectFull(t, "web identity", reflect.ValueOf(*config.AssumeRoleWithWebIdentity))
	expectFull(t, "endpoints", reflect.ValueOf(config.Endpoints))
	if tags := config.AssumeRole[0].Tags; len(tags) != 1 || tags["team"] != "true" {
		t.Errorf("the tags are %v", tags)
	}
}

// expectFull wants every field of a struct set but the given ones.
func expectFull(t *testing.T, what string, value reflect.Value, empty ...string) {
	t.Helper()
	for i := range value.NumField() {
		name := value.Type().Field(i).Name
		if value.Field(i).IsZero() != slices.Contains(empty, name) {
			t.Errorf("%s: %s is %v", what, name, value.Field(i).Interface())
		}
	}
}
