// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
)

var update = flag.Bool("update", false, "write resource_types.txt")

// TestResourceTypes checks, or with -update writes, the resource types in the service
// model of the SDK.
func TestResourceTypes(t *testing.T) {
	t.Parallel()
	var want []string
	for _, value := range types.ResourceType("").Values() {
		want = append(want, string(value))
	}
	slices.Sort(want)
	if *update {
		if err := os.WriteFile("resource_types.txt", []byte(strings.Join(want, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(want) == 0 || !slices.Equal(resourceTypeRule.enum, want) {
		t.Errorf("resource_types.txt has %d types and the SDK has %d: run make generate", len(resourceTypeRule.enum), len(want))
	}
}
