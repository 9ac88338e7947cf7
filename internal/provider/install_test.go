// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// installCommand matches the command in the README that installs the provider.
var installCommand = regexp.MustCompile(`(?m)^make -C (terraform-provider-awsconfig) install$`)

// TestAccInstall installs the provider as the README says, into a home folder of its own.
// Terraform then finds it without a registry, next to another provider, a backend and a
// lock file.
func TestAccInstall(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the GNUmakefile needs a shell")
	}
	backend := acctest.New(t)
	w := acctest.NewWorkspaceOf(t, acctest.Plugin{}, "")
	maps.Copy(w.Env, backend.Environment())

	checkout, err := acctest.Checkout()
	if err != nil {
		t.Fatal(err)
	}
	readme := pages(t)["README.md"]
	found := installCommand.FindStringSubmatchIndex(readme)
	if found == nil {
		t.Fatalf("README.md has no line like %s", installCommand)
	}
	command := readme[found[0]:found[2]] + checkout + readme[found[3]:found[1]]
	maps.Copy(w.Env, goFolders(t)) // They are in the home folder by default.
	w.Env["GOBIN"] = filepath.Join(w.Dir, "bin")
	if output, err := w.Sh(t, command); err != nil {
		t.Fatalf("%s: %s\n%s", command, err, output)
	}
	if _, err := exec.LookPath(filepath.Join(w.Dir, "bin", "awsconfig-emulator")); err != nil {
		t.Error(err)
	}

	w.InstallStandIn(t)
	w.Write(t, "main.tf", `
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
  backend "local" {
    path = "state/terraform.tfstate"
  }
}

data "awsconfig_configuration_recorder_statuses" "all" {}

output "reason" {
  value = one(data.awsconfig_configuration_recorder_statuses.all.not_recording).reason
}
`)
	for range 2 { // The second time, the versions are in the lock file.
		w.MustRun(t, "init", "-input=false")
	}
	lock := w.Read(t, ".terraform.lock.hcl")
	expectPhrases(t, lock, "/hashicorp/aws", "/terraform-provider-awsconfig/awsconfig", `version = "1.0.2`)
	expectPhrases(t, w.MustRun(t, "plan", "-input=false"), "reason", "NoRecorder")
}

// goFolders returns the environment variables that lead Go to the modules and compiled
// packages of the person who runs the tests.
func goFolders(t *testing.T) map[string]string {
	t.Helper()
	output, err := exec.Command("go", "env", "-json", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]string{}
	if err := json.Unmarshal(output, &folders); err != nil {
		t.Fatal(err)
	}
	return folders
}
