// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// commandOf is a block of commands of the guide.
func commandOf(t *testing.T, name string) string {
	t.Helper()
	return string(readFile(t, filepath.Join(guide, "commands", name+".txt")))
}

// TestAccGuide_commands runs the commands of the guide, in the order of the guide.
func TestAccGuide_commands(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	w := acctest.NewExample(t, guide)
	inTests, onEmulator := filepath.Join(guide, "tests"), filepath.Join(guide, "tests", "emulator")

	output, err := w.Sh(t, commandOf(t, "emulator"))
	expectRuns(t, output, err, onEmulator)
	if !acctest.OpenTofu(t) && !strings.HasSuffix(output, commandOf(t, "emulator-output")) {
		t.Errorf("the guide shows another output than:\n%s", output)
	}

	output, err = w.Sh(t, commandOf(t, "throttled"))
	expectRuns(t, output, err, onEmulator)

	output, err = w.Sh(t, commandOf(t, "denied"))
	if err != nil {
		t.Errorf("the plan does not fail: %v", err)
	}
	expectOutput(t, output, "Access to AWS Config Denied")

	output, err = w.Sh(t, commandOf(t, "mocked"))
	expectRuns(t, output, err, inTests)
}

func TestAccGuide_gate(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	w := acctest.NewExample(t, guide)
	output, err := w.Sh(t, commandOf(t, "gate"))
	expectRuns(t, output, err, filepath.Join(guide, "gate", "tests", "emulator"))
	expectOutput(t, output, "Configuration Recorder Not in the Expected Status", "It was last seen with recording = false")
}

// The emulator also accepts the role of a profile, so that a provider block for several
// accounts needs no change.
func TestAccEmulator_roleOfProfile(t *testing.T) {
	t.Parallel()
	w := acctest.NewWorkspace(t, `
provider "awsconfig" {
  region  = "eu-west-1"
  profile = "audit"
}
data "awsconfig_configuration_recorder_status" "test" {}
output "name" {
  value = data.awsconfig_configuration_recorder_status.test.name
}
`)
	w.Write(t, "home/.aws/config", "[profile audit]\nrole_arn = arn:aws:iam::210987654321:role/reader\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n")
	w.Write(t, "seed.json", string(readFile(t, filepath.Join(guide, "tests", "emulator", "seed.json"))))
	output, err := w.Sh(t, "awsconfig-emulator --seed seed.json -- terraform plan")
	if err != nil {
		t.Error(err)
	}
	expectOutput(t, output, `name = "audit"`)
}

// TestGuide_install installs the emulator as in the guide, but from this checkout.
func TestGuide_install(t *testing.T) {
	t.Parallel()
	local, versioned := strings.CutSuffix(strings.TrimSpace(commandOf(t, "install")), "@latest")
	words := strings.Fields(local)
	if !versioned || len(words) != 3 {
		t.Fatalf("the guide installs with %q", local)
	}
	folder := t.TempDir()
	command := exec.CommandContext(t.Context(), words[0], words[1:]...)
	command.Env = append(os.Environ(), "GOBIN="+folder)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	if output, err := exec.CommandContext(t.Context(), filepath.Join(folder, "awsconfig-emulator"), "--version").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, output)
	}
}

// TestGuide_blocks checks that each code block in the guide is from a file that another
// test runs, and that the guide contains each file.
func TestGuide_blocks(t *testing.T) {
	t.Parallel()
	template := string(readFile(t, "../../../templates/guides/test-your-module-offline.md.tmpl"))
	if strings.Contains(template, "```") {
		t.Error("the guide has a block of code that comes from no file")
	}
	var shown []string
	for _, match := range regexp.MustCompile(`\{\{ (?:tffile|codefile "\w+") "examples/guides/test-your-module-offline/([^"]+)" \}\}`).FindAllStringSubmatch(template, -1) {
		shown = append(shown, match[1])
	}
	var files []string
	err := filepath.WalkDir(guide, func(file string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := filepath.Rel(guide, file)
			files = append(files, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(shown)
	slices.Sort(files)
	if !slices.Equal(shown, files) {
		t.Errorf("the guide shows\n%v, and its folder has\n%v", shown, files)
	}
}
