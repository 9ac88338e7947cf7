// SPDX-License-Identifier: MPL-2.0

package process

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Not parallel, as it is about the whole process.
func TestCollectLate(t *testing.T) {
	percent := func() int {
		current := debug.SetGCPercent(100)
		debug.SetGCPercent(current)
		return current
	}
	t.Setenv("GOGC", "100")
	debug.SetGCPercent(100)
	collectLate()
	if got := percent(); got != 100 {
		t.Errorf("the percentage that somebody chose became %d", got)
	}

	t.Setenv("GOGC", "")
	collectLate()
	if got := percent(); got != 200 {
		t.Errorf("the percentage is %d before the first collection", got)
	}
	runtime.GC()
	for range 500 {
		if percent() == 100 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("the percentage is %d after the first collection", percent())
}
