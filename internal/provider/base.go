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

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// dataSourceBase is embedded in every data source.
type dataSourceBase struct {
	client *awsclient.Client
}

func (b *dataSourceBase) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	b.client = clientFrom(req.ProviderData, &resp.Diagnostics)
}

// ephemeralResourceBase is embedded in every ephemeral resource.
type ephemeralResourceBase struct {
	client *awsclient.Client
}

func (b *ephemeralResourceBase) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	b.client = clientFrom(req.ProviderData, &resp.Diagnostics)
}

// clientFrom returns what the provider's Configure left for its objects, or nil while
// the provider is not configured yet, as during validation.
func clientFrom(providerData any, diags *diag.Diagnostics) *awsclient.Client {
	if providerData == nil {
		return nil
	}
	client, ok := providerData.(*awsclient.Client)
	if !ok {
		diags.AddError("Unexpected Provider Data",
			fmt.Sprintf("The provider passed a %T instead of its client. This is a defect of the provider: report it to its developers.", providerData))
	}
	return client
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
