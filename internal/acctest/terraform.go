// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"
)

// The oldest versions of Terraform that have what only some tests need.
var (
	TerraformWithData      = version.Must(version.NewVersion("1.4.0"))  // terraform_data
	TerraformWithChecks    = version.Must(version.NewVersion("1.5.0"))  // check blocks
	TerraformWithEphemeral = version.Must(version.NewVersion("1.10.0")) // ephemeral resources
)

// terraform is the Terraform that the tests run.
func terraform() string {
	return cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform")
}

var terraformVersion = sync.OnceValues(func() (*version.Version, error) {
	output, err := exec.Command(terraform(), "version", "-json").Output()
	if err != nil {
		return nil, err
	}
	var answer struct {
		Version string `json:"terraform_version"`
	}
	if err := json.Unmarshal(output, &answer); err != nil {
		return nil, err
	}
	return version.NewVersion(answer.Version)
})

// RequireTerraform skips the test where Terraform is older, and says so.
func RequireTerraform(t testing.TB, minimum *version.Version) {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run where TF_ACC is set")
	}
	got, err := terraformVersion()
	if err != nil {
		t.Fatalf("asking %s for its version: %s", terraform(), err)
	}
	if got.LessThan(minimum) {
		t.Skipf("Terraform %s is older than %s", got, minimum)
	}
}
