// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// outside returns the names of the variables in an environment that configure AWS SDKs
// or HTTP clients.
func outside(environ []string) []string {
	var names []string
	for _, variable := range environ {
		name, _, _ := strings.Cut(variable, "=")
		upper := strings.ToUpper(name)
		if strings.HasPrefix(upper, "AWS_") || slices.Contains([]string{"ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}, upper) {
			names = append(names, name)
		}
	}
	return names
}

// TestHermetic runs the tests with an SDK again, in an environment in which no SDK
// works.
func TestHermetic(t *testing.T) {
	t.Parallel()
	again := exec.Command(os.Args[0], "-test.run=^(TestCommandReachesTheEmulator|TestSettle)$", "-test.timeout=1m")
	again.Env = append(os.Environ(),
		"AWS_CA_BUNDLE=absent",
		"AWS_PROFILE=absent",
		"AWS_REGION=nowhere",
		"AWS_RETRY_MODE=bogus",
		"HTTP_PROXY=http://127.0.0.1:1",
		"https_proxy=http://127.0.0.1:1",
	)
	if output, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, output)
	}
	if names := outside(os.Environ()); names != nil {
		t.Errorf("got %q in the environment of the tests", names)
	}
}
