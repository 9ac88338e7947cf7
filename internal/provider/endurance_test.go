// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// Ten thousand reads in one process leak nothing. The test is not parallel, because it
// measures the memory and the goroutines of the process.
func TestProvider_endurance(t *testing.T) {
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	s := newSession(t.Context(), t, backend.DirectURL(), backend.Credentials, nil)
	reads := 0
	read := func(until int) (heap uint64, goroutines int) {
		for ; reads < until; reads++ {
			do := s.read
			if reads%2 == 1 {
				do = s.open
			}
			state, diagnostics := do(t.Context(), t, "awsconfig_configuration_recorder_status", nil)
			if len(diagnostics) > 0 || state == nil {
				t.Fatalf("read %d: %s", reads, texts(diagnostics))
			}
		}
		runtime.GC()
		runtime.GC() // The first garbage collection keeps pooled objects.
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		return memory.HeapAlloc, runtime.NumGoroutine()
	}

	started := time.Now()
	heapBefore, goroutinesBefore := read(100)
	heapAfter, goroutinesAfter := read(10_000)
	t.Logf("after 100 reads %d KiB and %d goroutines, after 10,000 %d KiB and %d, in %s",
		heapBefore>>10, goroutinesBefore, heapAfter>>10, goroutinesAfter, time.Since(started).Round(time.Millisecond))
	// A leak of two hundred bytes per read would be two mebibytes. The number of
	// connections varies.
	if heapAfter > heapBefore+2<<20 || goroutinesAfter > goroutinesBefore+5 {
		t.Error("reading takes what it does not give back")
	}
}
