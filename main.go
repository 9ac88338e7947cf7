// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-awsconfig is a Terraform provider that reads AWS Config
// configuration recorders. Terraform starts it.
package main

import (
	"flag"
	"log"
	"os"
	"path"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// version is set by the linker when a release is built.
var version = "dev"

func main() {
	provider.DelayGarbageCollection()
	wait := flag.Bool("debug", false, "serve a debugger, and print how Terraform reaches this process")
	flag.Parse()

	var options []tf6server.ServeOpt
	if *wait {
		options = append(options, tf6server.WithManagedDebug())
	} else if err := disableUnreadLogs(); err != nil {
		log.Fatal(err)
	}
	if err := tf6server.Serve(provider.Address, provider.NewServer(version), options...); err != nil {
		log.Fatal(err)
	}
}

// disableUnreadLogs turns off a log that Terraform discards, which it does unless one of
// its own two variables enables the log of providers. The framework writes hundreds of
// lines during a plan, and Terraform parses each of them before it discards it.
//
// https://developer.hashicorp.com/terraform/plugin/log/managing
func disableUnreadLogs() error {
	if os.Getenv("TF_LOG") != "" || os.Getenv("TF_LOG_PROVIDER") != "" {
		return nil
	}
	for _, variable := range []string{"TF_LOG_SDK", "TF_LOG_PROVIDER_" + strings.ToUpper(path.Base(provider.Address))} {
		if os.Getenv(variable) != "" {
			continue
		}
		if err := os.Setenv(variable, "OFF"); err != nil {
			return err
		}
	}
	return nil
}
