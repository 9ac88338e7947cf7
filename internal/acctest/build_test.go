// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"slices"
	"testing"
)

func TestListIn(t *testing.T) {
	t.Parallel()
	for yaml, want := range map[string][]string{
		"builds:\n  - binary: x\n    flags: [-a, \"-b c\"] # Why.\n    goos: [linux]\n":       {"-a", "-b c"},
		"builds:\n  - binary: x\n    flags:\n      - -a\n      - '-b c'\n    goos: [linux]\n": {"-a", "-b c"},
		"builds:\n  - binary: x\n    ldflags: [-s]\n":                                         nil,
		"builds:\n  - binary: x\n    flags: []\n":                                             nil,
	} {
		if got := listIn(yaml, "flags"); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q, from\n%s", got, want, yaml)
		}
	}
}
