// SPDX-License-Identifier: MPL-2.0

package fidelity

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestAccMoto_otherServices runs Terraform with the provider and the emulator, and with
// a state in the Amazon S3 of moto, as in a pipeline: init, apply and test. Terraform
// itself is the client of Amazon S3.
func TestAccMoto_otherServices(t *testing.T) {
	t.Parallel()
	endpoint := os.Getenv(motoEndpoint)
	if endpoint == "" {
		t.Skipf("Amazon S3 is that of moto, so the test runs where %s is set", motoEndpoint)
	}
	bucket := endpoint + "/state-" + newAccountID(t)
	createBucket(t, bucket)

	work := t.TempDir()
	emulator := filepath.Join(work, "awsconfig-emulator")
	command(t, nil, "go", "build", "-o", emulator, "../cmd/awsconfig-emulator")
	source := strings.TrimSpace(command(t, nil, "../../../scripts/build-plugins.sh", filepath.Join(work, "plugins")))
	write(t, work, "terraformrc", "")
	write(t, work, "seed.json", `{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecordersStatus": [{"name": "seeded", "recording": true}]}}}}`)
	write(t, work, "main.tf", `
terraform {
  required_providers {
    awsconfig = {
      source = "`+source+`"
    }
  }

  backend "s3" {
    bucket         = "`+filepath.Base(bucket)+`"
    key            = "terraform.tfstate"
    use_path_style = true
  }
}

data "awsconfig_configuration_recorder_status" "this" {}

output "recorder" {
  value = data.awsconfig_configuration_recorder_status.this.name
}
`)
	write(t, work, "tests/state.tftest.hcl", `
run "reads_the_emulator_and_s3" {
  module {
    source = "./tests/state"
  }

  assert {
    condition     = output.recorders == ["seeded", "seeded"]
    error_message = "The recorders are ${jsonencode(output.recorders)}."
  }
}
`)
	write(t, work, "tests/state/main.tf", `
terraform {
  required_providers {
    awsconfig = {
      source = "`+source+`"
    }
  }
}

data "terraform_remote_state" "applied" {
  backend = "s3"
  config = {
    bucket         = "`+filepath.Base(bucket)+`"
    key            = "terraform.tfstate"
    use_path_style = true
  }
}

data "awsconfig_configuration_recorder_status" "this" {}

output "recorders" {
  value = [data.terraform_remote_state.applied.outputs.recorder, data.awsconfig_configuration_recorder_status.this.name]
}
`)
	environ := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "AWS_")
	})
	environ = append(environ,
		"AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
		"AWS_ENDPOINT_URL_S3="+endpoint,
		"AWS_REGION=eu-west-1",
		"AWS_SECRET_ACCESS_KEY=example",
		"CHECKPOINT_DISABLE=1",
		"TF_CLI_CONFIG_FILE="+filepath.Join(work, "terraformrc"),
	)
	output := command(t, environ, emulator, "--own-services-only", "--log", "--seed", filepath.Join(work, "seed.json"), "--",
		"sh", "-euc", `cd "$1"; terraform init -no-color -input=false -plugin-dir=plugins; terraform apply -no-color -input=false -auto-approve; terraform test -no-color`, "sh", work)
	for _, want := range []string{`Successfully configured the backend "s3"!`, `recorder = "seeded"`, "Success! 1 passed, 0 failed.", "DescribeConfigurationRecorderStatus config 123456789012 eu-west-1 200"} {
		if !strings.Contains(output, want) {
			t.Errorf("got\n%s\nwant %s", output, want)
		}
	}
}

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// command runs a command and returns what it wrote.
func command(t *testing.T, environ []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Env = environ
	cmd.WaitDelay = 5 * time.Second
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &output)
	}
	return output.String()
}

func createBucket(t *testing.T, url string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if _ = response.Body.Close(); response.StatusCode != http.StatusOK {
		t.Fatalf("%s: got status %s", url, response.Status)
	}
}
