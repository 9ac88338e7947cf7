// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"debug/buildinfo"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// The limits of the binary. They are close to the current values, so that a change that
// needs more fails. Raise a limit if there is a reason.
const (
	maxBytes      = 26_000_000
	linkedModules = 43
)

// operations contains the methods of AWS clients that the binary can contain. None of
// them changes anything.
var operations = map[string][]string{
	"account":       {"ListRegions"},
	"organizations": {"ListAccounts"},
	"configservice": {"DescribeConfigurationRecorderStatus", "DescribeConfigurationRecorders", "DescribeDeliveryChannelStatus", "DescribeDeliveryChannels", "ListConfigurationRecorders"},
}

// TestBinary builds the provider for Linux as it is released.
func TestBinary(t *testing.T) {
	t.Parallel()
	checkout, err := acctest.Checkout()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "provider")
	if err := acctest.Build(checkout, file, "", "GOOS=linux", "GOARCH=amd64"); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	t.Logf("the binary has %d bytes", len(content))
	if len(content) > maxBytes {
		t.Errorf("the binary has %d bytes, and may have %d", len(content), maxBytes)
	}

	info, err := buildinfo.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d modules are linked", len(info.Deps))
	if len(info.Deps) != linkedModules {
		var modules strings.Builder
		for _, module := range info.Deps {
			modules.WriteString("\n" + module.Path)
		}
		t.Errorf("%d modules are linked, not %d:%s", len(info.Deps), linkedModules, modules.String())
	}

	// The table of functions, which a stripped binary keeps, has their names.
	found := map[string]map[string]bool{"account": {}, "configservice": {}, "organizations": {}}
	for _, match := range regexp.MustCompile(`/service/(account|configservice|organizations)\.\(\*Client\)\.([A-Z]\w*)`).FindAllSubmatch(content, -1) {
		found[string(match[1])][string(match[2])] = true
	}
	for service, want := range operations {
		if got := slices.Sorted(maps.Keys(found[service])); !slices.Equal(got, want) {
			t.Errorf("the binary holds these methods of the client of %s: %q, and may hold %q", service, got, want)
		}
	}
}
