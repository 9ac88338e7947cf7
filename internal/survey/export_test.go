// SPDX-License-Identifier: MPL-2.0

package survey

import "github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"

// NewBounded is like New, but with another limit than maxPlaces.
func NewBounded(clients *awsclient.Clients, places int) *Survey {
	s := New(clients)
	s.slots = make(chan struct{}, places)
	return s
}
