// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/recorder"
)

// recorderFilterModel filters the recorders that a plural data source reads in each
// place.
type recorderFilterModel struct {
	IncludeServiceLinked types.Bool   `tfsdk:"include_service_linked"`
	Name                 types.String `tfsdk:"name"`
}

// recorderFilterAttributes returns the attributes of recorderFilterModel. It appends
// more to the description of name.
func recorderFilterAttributes(more string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"include_service_linked": schema.BoolAttribute{
			MarkdownDescription: "Whether to also read service-linked recorders, such as those of AWS Security Hub. For each place, the provider then sends one request per 20 recorders to list them, and one request per recorder to read it.",
			Optional:            true,
		},
		"name": schema.StringAttribute{
			MarkdownDescription: "Read only the recorder with this name in each place." + more,
			Optional:            true,
			Validators:          []validator.String{validString{"Configuration Recorder Name", recorder.ValidateName}},
		},
	}
}

// recordersPermissions ends the description of a plural data source whose read of each
// place needs an IAM action.
func recordersPermissions(action string) string {
	return fmt.Sprintf("The read needs the IAM action `%s`. It also needs `config:ListConfigurationRecorders` if you set `include_service_linked`, ", action) + placesPermissions
}

func (m recorderFilterModel) filter() recorder.Filter {
	return recorder.Filter{Name: m.Name.ValueString(), IncludeServiceLinked: m.IncludeServiceLinked.ValueBool()}
}

// subject completes what was attempted.
func (m recorderFilterModel) subject(s subject) subject {
	if !m.Name.IsNull() {
		s.selector, s.invalid = path.Root("name"), "Check the name."
	}
	return s
}
