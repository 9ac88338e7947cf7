// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"runtime/debug"
)

// DelayGarbageCollection delays the first garbage collection until the process reads
// places of a list. Terraform starts three processes for a plan, and most of them end
// earlier. The environment variable GOGC takes precedence.
func DelayGarbageCollection() { setGCPercent(400) }

// collectGarbage restores the default garbage collection of Go. A memory limit instead
// would make Go collect garbage all the time as soon as the places need more memory than
// the limit.
func collectGarbage() { setGCPercent(100) }

func setGCPercent(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
