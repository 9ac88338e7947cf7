// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestMain removes variables that configure AWS SDKs or HTTP clients from the
// environment.
func TestMain(m *testing.M) {
	for _, name := range outside(os.Environ()) {
		_ = os.Unsetenv(name)
	}
	os.Exit(m.Run())
}

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

// TestHermetic runs the tests again in an environment with other endpoints.
func TestHermetic(t *testing.T) {
	t.Parallel()
	if names := outside(os.Environ()); names != nil {
		t.Errorf("got %q in the environment of the tests", names)
	}
	const inner = "EMULATOR_TEST_INNER"
	if os.Getenv(inner) != "" {
		return
	}
	again := exec.Command(os.Args[0], "-test.run=^TestHermetic$", "-test.timeout=1m")
	again.Env = append(os.Environ(), inner+"=1", "AWS_CA_BUNDLE=absent", "AWS_PROFILE=absent", "HTTP_PROXY=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1")
	if output, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, output)
	}
}
