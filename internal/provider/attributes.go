// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

func computedBool(description string) schema.Attribute {
	return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
}

func computedObject(description string, attributes map[string]schema.Attribute) schema.Attribute {
	return schema.SingleNestedAttribute{MarkdownDescription: description, Attributes: attributes, Computed: true}
}

func computedString(description string) schema.Attribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

func computedStrings(description string) schema.Attribute {
	return schema.ListAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
}

// accountToRead returns the argument account_id of a singular object. It ends the
// description with the case in which the account is not known.
func accountToRead(unknown string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "The ID of the AWS account to read. The default is the account of the provider's credentials. In every other account, the provider assumes the role of the block `account_role` in the provider block. " + unknown,
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{validString{"Account ID", awsapi.ValidateAccountID}},
	}
}

// regionToRead returns the argument region of a singular object. It ends the description
// with the default.
func regionToRead(byDefault string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "The AWS Region to read. " + byDefault,
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{validString{"AWS Region", awsapi.ValidateRegion}},
	}
}

// callsOperation says which operation of AWS Config a singular object calls.
func callsOperation(name string) string {
	return fmt.Sprintf("It calls [%[1]s](https://docs.aws.amazon.com/config/latest/APIReference/API_%[1]s.html), which needs the IAM action `config:%[1]s`.", name)
}

// objectTypeOf returns the type of an object with the attributes.
func objectTypeOf(attributes map[string]schema.Attribute) types.ObjectType {
	kind := types.ObjectType{AttrTypes: map[string]attr.Type{}}
	for name, attribute := range attributes {
		kind.AttrTypes[name] = attribute.GetType()
	}
	return kind
}

// objectValue makes an object of its members. It is faster than the conversion of the
// framework, which uses reflection and compiles a regular expression for each field of
// each object.
func objectValue(members map[string]attr.Value) types.Object {
	kinds := make(map[string]attr.Type, len(members))
	for name, value := range members {
		kinds[name] = value.Type(context.Background())
	}
	return types.ObjectValueMust(kinds, members)
}

// stringList returns a list, or null if AWS sent none.
func stringList(values []string) types.List {
	if values == nil {
		return types.ListNull(types.StringType)
	}
	elements := make([]attr.Value, 0, len(values))
	for _, value := range values {
		elements = append(elements, types.StringValue(value))
	}
	return types.ListValueMust(types.StringType, elements)
}

// stringOrNull returns null for an empty string.
func stringOrNull(value string) types.String {
	if value == "" {
		return types.StringNull()
	}
	return types.StringValue(value)
}

// timeValue formats a time in RFC 3339 and UTC, always with three decimals, so that
// users can compare times as strings. It returns null for nil.
func timeValue(t *time.Time) types.String {
	if t == nil {
		return types.StringNull()
	}
	return types.StringValue(t.UTC().Format("2006-01-02T15:04:05.000Z"))
}
