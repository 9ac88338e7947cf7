// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ignoredArguments are arguments of hashicorp/aws without effect on this provider. It
// accepts them so that users can copy a provider block.
type ignoredArguments struct {
	DefaultTags               types.List   `tfsdk:"default_tags"`
	IgnoreTags                types.List   `tfsdk:"ignore_tags"`
	S3USEast1RegionalEndpoint types.String `tfsdk:"s3_us_east_1_regional_endpoint"`
	S3UsePathStyle            types.Bool   `tfsdk:"s3_use_path_style"`
	SkipRequestingAccountID   types.Bool   `tfsdk:"skip_requesting_account_id"`
	TagPolicyCompliance       types.String `tfsdk:"tag_policy_compliance"`
}

const ignoredDescription = "Ignored. The provider accepts it so that you can copy a `hashicorp/aws` provider block."

func ignoredAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"s3_us_east_1_regional_endpoint": schema.StringAttribute{MarkdownDescription: ignoredDescription, Optional: true},
		"s3_use_path_style":              schema.BoolAttribute{MarkdownDescription: ignoredDescription, Optional: true},
		"skip_requesting_account_id":     schema.BoolAttribute{MarkdownDescription: ignoredDescription, Optional: true},
		"tag_policy_compliance":          schema.StringAttribute{MarkdownDescription: ignoredDescription, Optional: true},
	}
}

func ignoredBlocks() map[string]schema.Block {
	block := func(attributes map[string]schema.Attribute) schema.Block {
		return schema.ListNestedBlock{MarkdownDescription: ignoredDescription, NestedObject: schema.NestedBlockObject{Attributes: attributes}}
	}
	return map[string]schema.Block{
		"default_tags": block(map[string]schema.Attribute{
			"tags": schema.MapAttribute{MarkdownDescription: ignoredDescription, ElementType: types.StringType, Optional: true},
		}),
		"ignore_tags": block(map[string]schema.Attribute{
			"key_prefixes": schema.SetAttribute{MarkdownDescription: ignoredDescription, ElementType: types.StringType, Optional: true},
			"keys":         schema.SetAttribute{MarkdownDescription: ignoredDescription, ElementType: types.StringType, Optional: true},
		}),
	}
}

// isIgnored reports whether a path belongs to an ignored argument.
func isIgnored(at *tftypes.AttributePath) bool {
	if len(at.Steps()) == 0 {
		return false
	}
	argument, _ := at.Steps()[0].(tftypes.AttributeName)
	return ignoredNames()[string(argument)]
}

var ignoredNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for name := range ignoredAttributes() {
		names[name] = true
	}
	for name := range ignoredBlocks() {
		names[name] = true
	}
	return names
})
