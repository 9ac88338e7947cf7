// SPDX-License-Identifier: MPL-2.0

// The command standin replaces hashicorp/aws in the tests of examples, because that
// provider has hundreds of megabytes and comes from a registry. It has the resources and
// arguments that the examples use. The resources that concern recorders call the same
// operations as those of hashicorp/aws, and the others only store their arguments.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	err := providerserver.Serve(context.Background(), newProvider, providerserver.ServeOpts{Address: "registry.terraform.io/hashicorp/aws"})
	if err != nil {
		log.Fatal(err)
	}
}
