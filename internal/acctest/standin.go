// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"path/filepath"
	"sync"
	"testing"
)

// standInEndpoint is the environment variable with the endpoint of the stand-in for
// hashicorp/aws.
const standInEndpoint = "AWSCONFIG_TEST_STANDIN_ENDPOINT"

// standIns are the providers for which there is a stand-in.
var standIns = []string{"hashicorp/aws", "hashicorp/external"}

// standIn is the stand-in for a provider. It is built once for all tests of a package.
func standIn(t testing.TB, source string) Plugin {
	t.Helper()
	plugin, err := builtStandIn()
	if err != nil {
		t.Fatal(err)
	}
	plugin.Address = "registry.terraform.io/" + source
	return plugin
}

var builtStandIn = sync.OnceValues(func() (Plugin, error) {
	const address = "registry.terraform.io/hashicorp/aws"
	if err := makeBuiltFolder(); err != nil {
		return Plugin{}, err
	}
	plugin := Plugin{Address: address, Binary: filepath.Join(builtFolder, executable(address))}
	return plugin, goBuild(plugin.Binary, "internal/acctest/standin")
})

// InstallStandIn puts the stand-in for hashicorp/aws where Terraform looks for providers
// by default, in the home folder of the workspace.
func (w *Workspace) InstallStandIn(t testing.TB) {
	t.Helper()
	standIn(t, "hashicorp/aws").install(t, filepath.Join(w.Dir, "home", ".terraform.d", "plugins"))
}
