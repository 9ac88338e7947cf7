// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// No process of a plan with one read lives long enough to collect garbage after main began.
// What the packages of the SDK create before that can be enough for one collection.
func TestAccProvider_noCollection(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	workspace := acctest.NewWorkspace(t, backend.ProviderConfig(fmt.Sprintf("region = %q", home))+readDefault)
	processes := workspace.Measure(t)
	workspace.Env["GODEBUG"] = "gctrace=1"
	workspace.Env["GOMAXPROCS"] = "2" // Each processor has memory of its own in reserve.
	workspace.MustRun(t, "plan", "-input=false")

	for i, process := range processes() {
		if strings.Contains(process.Log, "gc 2 @") {
			t.Errorf("process %d collected garbage:\n%s", i+1, process.Log)
		}
	}
}
