// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

func example(t *testing.T, object string) string {
	t.Helper()
	content, err := os.ReadFile("../../examples/data-sources/" + object + "/data-source.tf")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// The example of the documentation, on an account as it supposes one. The
// quickstart is what `make demo` runs.
func TestAccExamples_status(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithChecks)
	backend := acctest.New(t)
	backend.Require(t, acctest.ServiceLinked, acctest.Settling)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	backend.LinkRecorder(t, "us-east-1", "securityhub.amazonaws.com")

	workspace := acctest.NewWorkspace(t, backend.ProviderConfig(fmt.Sprintf("region = %q", home))+example(t, "awsconfig_configuration_recorder_status"))
	output := workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	if !strings.Contains(output, "1 added, 0 changed, 0 destroyed") || strings.Contains(output, "Warning") {
		t.Errorf("the example applies with:\n%s", output)
	}

	// The gate of the example closes with the recorder.
	backend.StopRecorder(t, home, "default")
	output, err := workspace.Run(t, "plan", "-input=false")
	if err == nil || !phrase("Start the configuration recorder default first.").MatchString(output) {
		t.Errorf("with a stopped recorder the example plans with %v:\n%s", err, output)
	}
}

func TestAccExamples_statuses(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithChecks)
	backend := acctest.New(t)
	backend.Require(t, acctest.AccountRegions, acctest.ServiceLinked)
	backend.LinkRecorder(t, "us-east-1", "securityhub.amazonaws.com")

	workspace := acctest.NewWorkspace(t, backend.ProviderConfig(fmt.Sprintf("region = %q", home))+example(t, "awsconfig_configuration_recorder_statuses"))
	output := workspace.MustRun(t, "apply", "-input=false", "-auto-approve")
	if !phrase("Warning: Check block assertion failed", "AWS Config does not record in ap-northeast-1,").MatchString(output) ||
		!strings.Contains(output, `"us-east-1 AWSConfigurationRecorderForSecurityHubCSPM" = "securityhub.amazonaws.com"`) {
		t.Errorf("the example applies with:\n%s", output)
	}
}
