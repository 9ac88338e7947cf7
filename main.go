// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-awsconfig is the Terraform provider for the status
// of AWS Config configuration recorders. Terraform starts it.
package main

import (
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/process"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// version is set by the linker when a release is built.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger, and print how Terraform reaches this process")
	flag.Parse()

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	} else if err := process.KeepQuiet(provider.Address); err != nil {
		log.Fatal(err)
	}
	err := tf6server.Serve(provider.Address, provider.NewServer(version), options...)
	if err != nil {
		log.Fatal(err)
	}
}
