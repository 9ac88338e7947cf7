// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// layout is a build of a provider with its functions in a random order. The zero layout
// means no provider.
type layout struct {
	plugin acctest.Plugin
	built  string // The file that the plugin is copied from.
}

// newLayouts builds a provider several times, first with the layout of a release. The
// order of the functions alone can change the time of a plan by several percent, so a
// single build proves nothing.
func newLayouts(b *testing.B, address string, build func(into, ldflags string) error) []layout {
	b.Helper()
	var all []layout
	for i := range *layouts {
		folder := b.TempDir()
		l := layout{acctest.Plugin{Address: address, Binary: filepath.Join(folder, "copy")}, filepath.Join(folder, "built")}
		if err := build(l.built, fmt.Sprintf("-randlayout=%d", i)); err != nil {
			b.Fatal(err)
		}
		l.copy(b)
		all = append(all, l)
	}
	return all
}

// copy copies the plugin in pieces, as Terraform does when it unpacks a provider. The
// start time of a binary depends on the location of its pages in memory.
func (l layout) copy(b *testing.B) {
	b.Helper()
	if l.built == "" {
		return
	}
	content, err := os.ReadFile(l.built)
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.OpenFile(l.plugin.Binary, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o700)
	if err != nil {
		b.Fatal(err)
	}
	for piece := range slices.Chunk(content, 32<<10) {
		if _, err := file.Write(piece); err != nil {
			b.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
}

// size returns the size of the build of a release in megabytes.
func size(b *testing.B, all []layout) float64 {
	b.Helper()
	stat, err := os.Stat(all[0].built)
	if err != nil {
		b.Fatal(err)
	}
	return float64(stat.Size()) / 1e6
}

// checkoutLayouts builds the provider of a checkout.
func checkoutLayouts(b *testing.B, address, checkout string) []layout {
	b.Helper()
	return newLayouts(b, address, func(into, ldflags string) error { return acctest.Build(checkout, into, ldflags) })
}

// network contains the proxy settings of this machine, which the environment of the
// tests lacks.
var network = func() (settings []string) {
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasSuffix(strings.ToUpper(name), "_PROXY") {
			settings = append(settings, variable)
		}
	}
	return settings
}()

// moduleLayouts builds another provider from the Go module proxy, with the flags of a
// release.
func moduleLayouts(b *testing.B, address, module, version string) []layout {
	b.Helper()
	folder := b.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte(fmt.Sprintf("module peer\n\ngo 1.26.0\n\nrequire %s %s\n", module, version)), 0o600); err != nil {
		b.Fatal(err)
	}
	return newLayouts(b, address, func(into, ldflags string) error {
		command := exec.Command("go", "build", "-mod=mod", "-trimpath", "-ldflags=-s -w "+ldflags, "-o", into, module)
		command.Dir = folder
		command.Env = slices.Concat(os.Environ(), network, []string{"CGO_ENABLED=0"})
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w\n%s", module, err, output)
		}
		return nil
	})
}
