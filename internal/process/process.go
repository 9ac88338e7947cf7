// SPDX-License-Identifier: MPL-2.0

// Package process spares each process of the provider what nobody needs of it.
// Terraform starts three of them for a plan, and each ends within a second.
package process

import (
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
)

// KeepQuiet keeps the process from writing a log that Terraform drops, which it does
// unless one of its own two variables asks for the log of providers. The framework
// alone writes hundreds of lines during a plan, each of which Terraform takes apart
// before it drops it.
//
// https://developer.hashicorp.com/terraform/plugin/log/managing
func KeepQuiet(address string) error {
	if os.Getenv("TF_LOG") != "" || os.Getenv("TF_LOG_PROVIDER") != "" {
		return nil
	}
	for _, variable := range []string{"TF_LOG_SDK", "TF_LOG_PROVIDER_" + strings.ToUpper(path.Base(address))} {
		if os.Getenv(variable) != "" {
			continue
		}
		if err := os.Setenv(variable, "OFF"); err != nil {
			return err
		}
	}
	return nil
}

// Go initializes packages that need nothing in the order of their paths, and so this
// one before most of what would bring about a collection ahead of main.
func init() { collectLate() }

// collectLate lets the heap grow to 8 MiB, twice the usual, before garbage is
// collected for the first time. A process that reads a few statuses ends before, and
// takes less memory too, because a collection has memory of its own. After the first
// one, collections are as usual.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(200)
	runtime.AddCleanup(new(atFirstCollection), func(percent int) { debug.SetGCPercent(percent) }, usual)
}

// atFirstCollection is what the first collection finds unused. It holds a pointer,
// because what holds none can share its memory with something that is used.
type atFirstCollection struct{ _ *int }
