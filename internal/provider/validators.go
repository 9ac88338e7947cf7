// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

var (
	_ validator.String = validString{}
	_ validator.String = unlessEmpty{}
)

// validString applies a rule that is free of Terraform to a string attribute.
type validString struct {
	what string
	rule func(string) error
}

// valid returns a validator whose diagnostic calls the value what, in title
// case, and gives the error of rule as its detail.
func valid(what string, rule func(string) error) validString {
	return validString{what: what, rule: rule}
}

func (v validString) Description(context.Context) string {
	return fmt.Sprintf("value must be a valid %s", v.what)
}

func (v validString) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v validString) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := v.rule(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+v.what, sentence(err))
	}
}

// unlessEmpty lets the empty string pass, which an argument of the provider
// takes for unset, as hashicorp/aws does.
type unlessEmpty struct {
	validString
}

func (v unlessEmpty) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.ValueString() == "" {
		return
	}
	v.validString.ValidateString(ctx, req, resp)
}
