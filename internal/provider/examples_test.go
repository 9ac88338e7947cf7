// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// example is a folder of the examples in the documentation, on an account with the
// seed of the quickstart. The quickstart itself is what `make demo` runs.
func example(t *testing.T, folder string) (*acctest.Workspace, *acctest.Backend) {
	t.Helper()
	backend := acctest.New(t)
	backend.Require(t, acctest.SeededStatus)
	seed, err := os.ReadFile("../../examples/quickstart/seed.json")
	if err != nil {
		t.Fatal(err)
	}
	backend.Seed(t, string(seed))

	workspace := acctest.NewExample(t, "../../examples/"+folder)
	workspace.Env["AWS_ACCESS_KEY_ID"] = backend.Credentials.AccessKeyID
	workspace.Env["AWS_SECRET_ACCESS_KEY"] = backend.Credentials.SecretAccessKey
	workspace.Env["AWS_SESSION_TOKEN"] = backend.Credentials.SessionToken
	workspace.Env["AWS_ENDPOINT_URL"] = backend.URL
	workspace.Env["AWS_REGION"] = home
	return workspace, backend
}

func TestAccExamples_status(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithChecks)
	workspace, backend := example(t, "data-sources/awsconfig_configuration_recorder_status")
	output := workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	if !strings.Contains(output, "2 added, 0 changed, 0 destroyed") || strings.Contains(output, "Warning") {
		t.Errorf("the example applies with:\n%s", output)
	}
	// What waits depends on a resource that is created, so it was read after that.
	if !phrase("terraform_data.starter: Creation complete", "data.awsconfig_configuration_recorder_status.started: Read complete").MatchString(output) {
		t.Errorf("the example waits before the recorder is started:\n%s", output)
	}

	// The gate of the example closes with the recorder.
	backend.StopRecorder(t, home, "default")
	workspace.Write(t, "wait_for.tf", "") // It would wait for its 5 minutes.
	output, err := workspace.Run(t, "plan", "-input=false")
	if err == nil || !phrase("Start the configuration recorder default first.").MatchString(output) {
		t.Errorf("with a stopped recorder the example plans with %v:\n%s", err, output)
	}
}

func TestAccExamples_statuses(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithChecks)
	workspace, _ := example(t, "data-sources/awsconfig_configuration_recorder_statuses")
	output := workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	if !phrase("Warning: Check block assertion failed", "AWS Config does not record in ap-northeast-1,").MatchString(output) ||
		!strings.Contains(output, `"us-east-1 AWSConfigurationRecorderForSecurityHubCSPM" = "securityhub.amazonaws.com"`) {
		t.Errorf("the example applies with:\n%s", output)
	}
}

func TestAccExamples_ephemeral(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	workspace, backend := example(t, "ephemeral-resources/awsconfig_configuration_recorder_status")
	output := workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	if !phrase("ephemeral.awsconfig_configuration_recorder_status.gate: Opening complete", "terraform_data.needs_aws_config: Creation complete").MatchString(asTerraform(output)) {
		t.Errorf("the example applies with:\n%s", output)
	}

	// The gate of the example closes with the recorder. It would wait for its 30 s.
	backend.StopRecorder(t, home, "default")
	workspace.Write(t, "ephemeral-resource.tf", strings.Replace(workspace.Read(t, "ephemeral-resource.tf"), `"30s"`, `"500ms"`, 1))
	output, err := workspace.Run(t, "plan", "-input=false")
	if err == nil || !phrase("Configuration Recorder Not in the Expected Status", "within 500ms", "recording = false").MatchString(output) {
		t.Errorf("with a stopped recorder the example plans with %v:\n%s", err, output)
	}
}
