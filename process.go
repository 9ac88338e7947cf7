// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path"
	"strings"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// keepQuiet keeps this process from writing a log that Terraform drops, which it
// does unless one of its own two variables asks for the log of providers. The
// framework alone writes hundreds of lines during a plan, each of which Terraform
// takes apart before it drops it.
//
// https://developer.hashicorp.com/terraform/plugin/log/managing
func keepQuiet() error {
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
