// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/survey"
)

// dataSourceBase is embedded in every data source.
type dataSourceBase struct {
	objectBase
}

func (b *dataSourceBase) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	b.providerData = req.ProviderData
}

// ephemeralResourceBase is embedded in every ephemeral resource.
type ephemeralResourceBase struct {
	objectBase
}

func (b *ephemeralResourceBase) Configure(_ context.Context, req ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	b.providerData = req.ProviderData
}

// objectBase has what the provider's Configure left for its objects.
type objectBase struct {
	providerData any
}

// survey returns what to read with, or nil and why nothing can be read. Configure cannot
// say that: Terraform configures an object to validate it, too.
func (b objectBase) survey(diags *diag.Diagnostics) *survey.Survey {
	switch data := b.providerData.(type) {
	case *survey.Survey:
		return data
	case path.Paths:
		diags.Append(unknownArguments(data))
	default:
		diags.AddError("Unexpected Provider Data",
			fmt.Sprintf("The provider passed a %T instead of its clients. This is a defect of the provider: report it to its developers.", data))
	}
	return nil
}

// The arguments of timeouts.
const (
	openTimeout = "open"
	readTimeout = "read"
)

// defaultTimeout leaves time for the SDK's retries, and for the first change of a
// status after a start, and ends a plan whose endpoint never responds.
const defaultTimeout = 2 * time.Minute

// validateTimeout rejects a timeout in which nothing can be read. The argument itself
// rejects what is not a duration.
func validateTimeout(ctx context.Context, argument string, value func(context.Context, time.Duration) (time.Duration, diag.Diagnostics)) diag.Diagnostics {
	var diags diag.Diagnostics
	if timeout, invalid := value(ctx, defaultTimeout); !invalid.HasError() && timeout <= 0 {
		diags.AddAttributeError(path.Root("timeouts").AtName(argument), "Invalid Timeout",
			"The timeout is not positive, so nothing could be read in time. Set a duration such as \"30s\" or \"5m\".")
	}
	return diags
}
