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

// standIn builds the stand-in for hashicorp/aws, once for all tests of a package.
func standIn(t testing.TB) Plugin {
	t.Helper()
	plugin, err := builtStandIn()
	if err != nil {
		t.Fatal(err)
	}
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
