// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"os"
	"os/exec"
	"testing"
)

func TestMain(m *testing.M) {
	Main(m)
}

// The tests of all other packages have no account, even with OnAWS.
func TestMain_isolated(t *testing.T) {
	t.Parallel()
	const inner = "ACCTEST_TEST_INNER"
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ENDPOINT_URL", "HTTPS_PROXY", "TF_ENCRYPTION", "TF_LOG", "TF_REATTACH_PROVIDERS"} {
		if value, ok := os.LookupEnv(name); ok {
			t.Errorf("%s is %q", name, value)
		}
	}
	if os.Getenv(inner) != "" {
		return
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMain_isolated$", "-test.timeout=1m")
	again.Env = append(os.Environ(), inner+"=1", OnAWS+"=1", "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_PROFILE=audit", "AWS_ENDPOINT_URL=http://127.0.0.1:1", "HTTPS_PROXY=http://127.0.0.1:1", "TF_ENCRYPTION={", "TF_LOG=TRACE", "TF_REATTACH_PROVIDERS={}")
	if output, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, output)
	}
}
