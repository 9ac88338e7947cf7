// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// defaultTimeout leaves room for the SDK's retries, and for the first change of a
// status after a start, and ends a plan whose endpoint swallows connections.
const defaultTimeout = 2 * time.Minute

const (
	timeoutDescription        = "How long the read may take, retries included, as a duration such as `30s` or `5m`. The default is `2m`."
	waitingTimeoutDescription = "How long the read may take, retries and the wait of `wait_for` included, as a duration such as `30s` or `5m`. A wait ends one second earlier, so with `1s` or less there is one read. The default is `2m`."
)

// The arguments of timeouts.
const (
	openTimeout = "open"
	readTimeout = "read"
)

// validateTimeout refuses a timeout in which nothing can be read. What has not the
// form of a duration is refused by the argument itself.
func validateTimeout(ctx context.Context, argument string, value func(context.Context, time.Duration) (time.Duration, diag.Diagnostics)) diag.Diagnostics {
	var diags diag.Diagnostics
	if timeout, invalid := value(ctx, defaultTimeout); !invalid.HasError() && timeout <= 0 {
		diags.AddAttributeError(path.Root("timeouts").AtName(argument), "Invalid Timeout",
			"The timeout is not positive, so that no read could end in time. Give a duration such as \"30s\" or \"5m\".")
	}
	return diags
}
