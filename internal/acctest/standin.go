// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// StandInEndpoint is the environment variable that tells the stand-in for
// hashicorp/aws where to send what it sends.
const StandInEndpoint = "AWSCONFIG_TEST_STANDIN_ENDPOINT"

// standIn puts the stand-in for hashicorp/aws beside the provider, where Terraform and
// OpenTofu look for it.
var standIn = sync.OnceValue(func() error {
	if _, err := plugins(); err != nil {
		return err
	}
	name := "terraform-provider-aws_v6.0.0"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	within := filepath.Join("hashicorp", "aws", "6.0.0", runtime.GOOS+"_"+runtime.GOARCH)
	built := filepath.Join(pluginsFolder, registry(), within, name)
	output, err := exec.Command("go", "build", "-o", built, mainPackage+"/internal/acctest/standin").CombinedOutput()
	if err != nil {
		return errors.Join(err, errors.New(string(output)))
	}
	return nil
})

// addStandIn lets the workspace require hashicorp/aws.
func (w *Workspace) addStandIn(t testing.TB) {
	t.Helper()
	if err := standIn(); err != nil {
		t.Fatal(err)
	}
}
