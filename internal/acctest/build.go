// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// Build builds the provider of a checkout as .goreleaser.yml has it built for a
// release. The environment can name another system.
func Build(checkout, into string, environment ...string) error {
	content, err := os.ReadFile(filepath.Join(checkout, ".goreleaser.yml"))
	if err != nil {
		return err
	}
	// The commit is left out, so that what is the same in two commits has the same bytes.
	arguments := []string{"build", "-buildvcs=false", "-o", into}
	release := string(content)
	arguments = append(arguments, listIn(release, "flags")...)
	if tags := listIn(release, "tags"); len(tags) > 0 {
		arguments = append(arguments, "-tags="+strings.Join(tags, ","))
	}
	ldflags := strings.Join(listIn(release, "ldflags"), " ")
	if !strings.Contains(ldflags, "-s -w") {
		return fmt.Errorf("the ldflags of .goreleaser.yml are %q: are they written in another way?", ldflags)
	}
	arguments = append(arguments, "-ldflags="+strings.ReplaceAll(ldflags, "{{ .Version }}", pluginVersion), ".")

	command := exec.Command("go", arguments...)
	command.Dir = checkout
	command.Env = append(append(os.Environ(), listIn(release, "env")...), environment...)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, output)
	}
	return nil
}

// goBuild builds a command that lies in a folder of the checkout.
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

// listIn returns the elements of the first list of that name in a file of YAML, which
// stands in brackets or in lines of its own.
func listIn(yaml, name string) []string {
	list := regexp.MustCompile(`(?m)^( +)` + name + `:(?: \[(.*)\] *(?:#.*)?$|((?:\n +- .*)+))`).FindStringSubmatch(yaml)
	if list == nil {
		return nil
	}
	var elements []string
	for _, element := range regexp.MustCompile(`, *|\n +- `).Split(list[2]+list[3], -1) {
		if element = strings.Trim(element, `"' `); element != "" {
			elements = append(elements, element)
		}
	}
	return elements
}

// Checkout is the folder of the module that is tested.
func Checkout() (string, error) {
	output, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", err
	}
	return filepath.Dir(strings.TrimSpace(string(output))), nil
}
