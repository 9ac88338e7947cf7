// SPDX-License-Identifier: MPL-2.0

// The command standin replaces hashicorp/aws in the tests of examples, because that
// provider has hundreds of megabytes and comes from a registry. It has the resources and
// arguments that the examples use. The resources that concern recorders call the same
// operations as those of hashicorp/aws, and the others only store their arguments. Under
// the name of hashicorp/external, the command replaces that provider.
package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	constructor, address := newProvider, "registry.terraform.io/hashicorp/aws"
	if strings.HasPrefix(filepath.Base(os.Args[0]), "terraform-provider-external") {
		constructor, address = newExternalProvider, "registry.terraform.io/hashicorp/external"
	}
	err := providerserver.Serve(context.Background(), constructor, providerserver.ServeOpts{Address: address})
	if err != nil {
		log.Fatal(err)
	}
}
