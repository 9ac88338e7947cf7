// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// release contains the settings in .goreleaser.yml for building the provider.
type release struct {
	Builds []struct {
		Env     []string
		Flags   []string
		Ldflags []string
		Tags    []string
	}
}

// Build builds the provider of a checkout with the settings in .goreleaser.yml and
// additional linker flags. The environment can select another system.
func Build(checkout, into, ldflags string, environment ...string) error {
	content, err := os.ReadFile(filepath.Join(checkout, ".goreleaser.yml"))
	if err != nil {
		return err
	}
	var config release
	if err := yaml.Unmarshal(content, &config); err != nil {
		return err
	}
	if len(config.Builds) != 1 {
		return fmt.Errorf(".goreleaser.yml has %d builds, not that of the provider alone", len(config.Builds))
	}
	build := config.Builds[0]
	arguments := slices.Concat([]string{"build"}, build.Flags, []string{
		"-buildvcs=false", // The same code in two commits results in the same bytes.
		"-tags=" + strings.Join(build.Tags, ","),
		"-ldflags=" + strings.ReplaceAll(strings.Join(build.Ldflags, " "), "{{ .Version }}", pluginVersion) + " " + ldflags,
		"-o", into, ".",
	})
	command := exec.Command("go", arguments...)
	command.Dir = checkout
	command.Env = slices.Concat(os.Environ(), build.Env, environment)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, output)
	}
	return nil
}

// goBuild builds a command in a folder of the checkout.
func goBuild(into, folder string) error {
	checkout, err := Checkout()
	if err != nil {
		return err
	}
	command := exec.Command("go", "build", "-o", into, "./"+folder)
	command.Dir = checkout
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", folder, err, output)
	}
	return nil
}

// Checkout returns the folder of the module under test.
func Checkout() (string, error) {
	output, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", err
	}
	return filepath.Dir(strings.TrimSpace(string(output))), nil
}
