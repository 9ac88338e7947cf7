// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"runtime/debug"
)

// DelayGarbageCollection lets the heap of this process grow before garbage is collected,
// until it reads many places: Terraform starts three processes for a plan, and most of them
// end earlier. The environment variable GOGC takes precedence.
func DelayGarbageCollection() { setGCPercent(400) }

// collectGarbage makes Go collect garbage as it does by default. The heap then grows with
// the number of places, which a memory limit would not allow: Go would collect garbage
// without end once more than the limit is in use.
func collectGarbage() { setGCPercent(100) }

func setGCPercent(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
