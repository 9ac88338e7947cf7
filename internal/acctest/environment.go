// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"flag"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// OnAWS is the environment variable that enables the tests on the AWS account of the
// person who runs them. Only packages whose TestMain calls MainOnAWS read it.
const OnAWS = "AWSCONFIG_TEST_AWS"

// Main runs the tests of a package without the AWS and Terraform settings of
// the person who runs them, so that no test can reach an account of theirs.
func Main(m *testing.M) {
	isolate()
	run(m)
}

// MainOnAWS runs the tests of a package on the AWS account of the person who runs them.
// Without OnAWS, it is like Main.
func MainOnAWS(m *testing.M) {
	if os.Getenv(OnAWS) == "" {
		isolate()
	}
	run(m)
}

func isolate() {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if isSetting(name) {
			must(os.Unsetenv(name))
		}
	}
	for name, value := range map[string]string{
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED":   "true",
		"CHECKPOINT_DISABLE":          "1",
	} {
		must(os.Setenv(name, value))
	}
}

func run(m *testing.M) {
	time.Local = time.FixedZone("elsewhere", 5*60*60+30*60) // Makes tests fail if a time is not converted to UTC.
	// terraform-plugin-testing serves providers in the registry of Terraform by default.
	const host = "TF_ACC_PROVIDER_HOST"
	if os.Getenv("TF_ACC") != "" && os.Getenv(host) == "" {
		must(os.Setenv(host, registry()))
	}
	// Tests often wait, so more of them can run in parallel. A command-line flag takes
	// precedence.
	must(flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))))
	status := m.Run()
	if builtFolder != "" {
		must(os.RemoveAll(builtFolder))
	}
	os.Exit(status)
}

// isSetting reports whether an environment variable configures AWS or Terraform.
func isSetting(name string) bool {
	switch upper := strings.ToUpper(name); upper {
	case "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "TF_APPEND_USER_AGENT", "TF_DATA_DIR", "TF_ENCRYPTION", "TF_REATTACH_PROVIDERS", "TF_WORKSPACE":
		return true
	case "TF_ACC", "TF_ACC_TERRAFORM_PATH":
		return false
	default:
		return strings.HasPrefix(upper, "AWS_") || strings.HasPrefix(upper, "TF_AWS_") || strings.HasPrefix(upper, "TF_VAR_") ||
			strings.HasPrefix(upper, "TF_CLI_") || strings.HasPrefix(upper, "TF_LOG")
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
