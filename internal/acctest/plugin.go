// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// Plugin is a provider that Terraform can start.
type Plugin struct {
	Address string // Such as registry.terraform.io/hashicorp/http.
	Binary  string // The file.
}

// builtFolder is the folder for binaries that the tests build. It is removed after the
// tests. It is empty until a test needs it.
var builtFolder string

var makeBuiltFolder = sync.OnceValue(func() (err error) {
	builtFolder, err = os.MkdirTemp("", "awsconfig-built-")
	return err
})

// built builds the provider of this checkout like a release, once for all tests of a
// package.
var built = sync.OnceValues(func() (Plugin, error) {
	if err := makeBuiltFolder(); err != nil {
		return Plugin{}, err
	}
	plugin := Plugin{Address: provider.Address, Binary: filepath.Join(builtFolder, executable(provider.Address))}
	checkout, err := Checkout()
	if err != nil {
		return Plugin{}, err
	}
	return plugin, Build(checkout, plugin.Binary, "")
})

// ownPlugin skips the test if TF_ACC is not set.
func ownPlugin(t testing.TB) Plugin {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run where TF_ACC is set")
	}
	plugin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return plugin
}

// pluginVersion is the version of every plugin of a test.
const pluginVersion = "1.0.0"

// source returns the source of the plugin for required_providers.
func (p Plugin) source() string {
	return strings.TrimPrefix(p.Address, "registry.terraform.io/")
}

// install copies the plugin to a folder with the layout of a registry.
func (p Plugin) install(t testing.TB, folder string) {
	t.Helper()
	target := filepath.Join(folder, registry(), filepath.FromSlash(p.source()), pluginVersion, runtime.GOOS+"_"+runtime.GOARCH, executable(p.Address))
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(p.Binary, target); err != nil {
		t.Fatal(err)
	}
}

// executable returns the file name that Terraform expects for the plugin of an address.
func executable(address string) string {
	name := "terraform-provider-" + path.Base(address) + "_v" + pluginVersion
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return name
}
