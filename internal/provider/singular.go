// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// timeLimit is how long a read may take.
type timeLimit struct {
	duration time.Duration
	argument string // The argument of timeouts that sets it.
}

// readPlace returns the place that a singular object reads: the first region that is set
// in the block, or that of the provider.
func readPlace(client *awsclient.Client, regions ...string) (awsapi.Place, diag.Diagnostics) {
	for _, region := range append(regions, client.Region) {
		if region != "" {
			return awsapi.Place{Region: region}, nil
		}
	}
	return awsapi.Place{}, diag.Diagnostics{missingRegion(path.Root("region"), "Set region in this block or in the provider block")}
}
