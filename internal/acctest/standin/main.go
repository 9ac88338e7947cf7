// SPDX-License-Identifier: MPL-2.0

// The command standin stands for hashicorp/aws where an example makes a recorder:
// that provider is hundreds of megabytes large and comes from a registry. It has
// the resources that concern recorders, with the arguments that the examples use,
// and calls the operations that the resources of hashicorp/aws call.
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
