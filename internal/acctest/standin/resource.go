// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/configservice"
	awstypes "github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.Resource                = (*namedResource)(nil)
	_ resource.ResourceWithConfigure   = (*namedResource)(nil)
	_ resource.ResourceWithImportState = (*namedResource)(nil)
)

// namedResource is a resource of a kind. Its id is its name.
type namedResource struct {
	kind
	client *configservice.Client
}

func (r *namedResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.typeName
}

func (r *namedResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":       schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
		"name":     schema.StringAttribute{Computed: true, Optional: true, Default: stringdefault.StaticString("default"), PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()}},
		r.argument: r.attribute,
	}}
}

func (r *namedResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	client, ok := req.ProviderData.(*configservice.Client)
	if !ok {
		resp.Diagnostics.AddError("Unexpected Provider Data", fmt.Sprintf("It is a %T.", req.ProviderData))
	}
	r.client = client
}

// ImportState imports a resource by name.
func (r *namedResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("name"), req, resp)
}

// The resource only gets and sets attributes of plans and states.
type (
	getter interface {
		GetAttribute(ctx context.Context, at path.Path, target any) diag.Diagnostics
	}
	setter interface {
		SetAttribute(ctx context.Context, at path.Path, value any) diag.Diagnostics
	}
)

func nameIn(ctx context.Context, from getter, diags *diag.Diagnostics) string {
	var name types.String
	diags.Append(from.GetAttribute(ctx, path.Root("name"), &name)...)
	return name.ValueString()
}

func (r *namedResource) set(ctx context.Context, to setter, name string, value attr.Value) diag.Diagnostics {
	diags := to.SetAttribute(ctx, path.Root("id"), name)
	diags.Append(to.SetAttribute(ctx, path.Root("name"), name)...)
	diags.Append(to.SetAttribute(ctx, path.Root(r.argument), value)...)
	return diags
}

func (r *namedResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.Diagnostics.Append(r.write(ctx, req.Plan, &resp.State)...)
}

func (r *namedResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.Diagnostics.Append(r.write(ctx, req.Plan, &resp.State)...)
}

func (r *namedResource) write(ctx context.Context, plan getter, state setter) diag.Diagnostics {
	var (
		diags diag.Diagnostics
		value attr.Value
	)
	name := nameIn(ctx, plan, &diags)
	diags.Append(plan.GetAttribute(ctx, path.Root(r.argument), &value)...)
	if diags.HasError() {
		return diags
	}
	if err := r.put(ctx, r.client, name, value); err != nil {
		diags.AddError("Failed to Put "+r.typeName, err.Error())
		return diags
	}
	diags.Append(r.set(ctx, state, name, value)...)
	return diags
}

func (r *namedResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	name := nameIn(ctx, req.State, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	value, err := r.read(ctx, r.client, name)
	switch {
	case isNotFound(err):
		resp.State.RemoveResource(ctx)
	case err != nil:
		resp.Diagnostics.AddError("Failed to Read "+r.typeName, err.Error())
	default:
		resp.Diagnostics.Append(r.set(ctx, &resp.State, name, value)...)
	}
}

func (r *namedResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	name := nameIn(ctx, req.State, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := r.remove(ctx, r.client, name); err != nil && !isNotFound(err) {
		resp.Diagnostics.AddError("Failed to Delete "+r.typeName, err.Error())
	}
}

func isNotFound(err error) bool {
	var (
		recorder *awstypes.NoSuchConfigurationRecorderException
		channel  *awstypes.NoSuchDeliveryChannelException
	)
	return errors.As(err, &recorder) || errors.As(err, &channel)
}
