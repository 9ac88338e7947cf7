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
	_ validator.String = secretString{}
)

// validString validates a string attribute with a function. The summary of the
// diagnostic is "Invalid" and what, in title case; the detail is the error of the
// function.
type validString struct {
	what string
	rule func(string) error
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

// unlessEmpty accepts the empty string, which an argument of the provider treats as
// unset, as hashicorp/aws does.
type unlessEmpty struct {
	validString
}

func (v unlessEmpty) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.ValueString() == "" {
		return
	}
	v.validString.ValidateString(ctx, req, resp)
}

// secretString reports the diagnostic without the path of the argument, because
// Terraform would print the line of the argument, which can contain a secret.
type secretString struct {
	validString
}

func (v secretString) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.ValueString() == "" {
		return
	}
	if err := v.rule(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddError("Invalid "+v.what, fmt.Sprintf("%s Correct the argument %s.", sentence(err), req.Path))
	}
}
