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

// readPlace completes the place that the arguments of a singular object name. The region is
// by default that of the provider.
func readPlace(clients *awsclient.Clients, place awsapi.Place) (awsapi.Place, diag.Diagnostics) {
	if place.Region == "" {
		place.Region = clients.Region
	}
	if place.AccountID == "" {
		place.AccountID = clients.Own.AccountID
	}
	if place.Region == "" {
		return place, diag.Diagnostics{missingRegion(path.Root("region"), "Set region in this block or in the provider block")}
	}
	return place, nil
}
