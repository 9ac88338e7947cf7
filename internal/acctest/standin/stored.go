// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// storedResource is a resource of a service that the emulator does not have. It only
// exists in the state.
type storedResource struct {
	typeName string
	schema   schema.Schema
}

var _ resource.Resource = storedResource{}

var stored = []storedResource{
	{"aws_iam_role", schema.Schema{Attributes: required("name", "assume_role_policy")}},
	{"aws_iam_role_policy", schema.Schema{Attributes: required("name", "policy", "role")}},
	{"aws_cloudformation_stack_set", schema.Schema{
		Attributes: map[string]schema.Attribute{
			"administration_role_arn": schema.StringAttribute{Optional: true},
			"capabilities":            schema.SetAttribute{ElementType: types.StringType, Optional: true},
			"name":                    schema.StringAttribute{Required: true},
			"parameters":              schema.MapAttribute{ElementType: types.StringType, Optional: true},
			"permission_model":        schema.StringAttribute{Optional: true},
			"template_body":           schema.StringAttribute{Optional: true},
		},
		Blocks: map[string]schema.Block{"auto_deployment": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
			"enabled":                          schema.BoolAttribute{Optional: true},
			"retain_stacks_on_account_removal": schema.BoolAttribute{Optional: true},
		}}}},
	}},
	{"aws_cloudformation_stack_set_instance", schema.Schema{
		Attributes: required("stack_set_instance_region", "stack_set_name"),
		Blocks: map[string]schema.Block{"deployment_targets": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
			"organizational_unit_ids": schema.SetAttribute{ElementType: types.StringType, Optional: true},
		}}}},
	}},
}

// required returns attributes for required strings.
func required(names ...string) map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{}
	for _, name := range names {
		attributes[name] = schema.StringAttribute{Required: true}
	}
	return attributes
}

func (r storedResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.typeName
}

func (r storedResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.schema
}

func (storedResource) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (storedResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (storedResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (storedResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
