// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// ephemeralConfig returns a provider block for the backend in the home region, an
// ephemeral resource with the arguments, and echo.test with its values.
func ephemeralConfig(backend *acctest.Backend, arguments string) string {
	return backend.ProviderConfig() + block(ephemeralKind, arguments) + `
provider "echo" {
  data = ephemeral.awsconfig_configuration_recorder_status.test
}

resource "echo" "test" {}
`
}

// expectEchoed converts the checks of a data source to those of an ephemeral resource.
func expectEchoed(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue("echo.test", tfjsonpath.New("data").AtMapKey(attribute), value)
}

// Data source and ephemeral resource only differ in the argument of timeouts.
func TestConfigurationRecorderStatus_schemas(t *testing.T) {
	t.Parallel()
	server, err := providerFactories["awsconfig"]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	const name = "awsconfig_configuration_recorder_status"
	data, ephemeral := schemas.DataSourceSchemas[name].Block, schemas.EphemeralResourceSchemas[name].Block
	if len(data.Attributes) != 12 || !reflect.DeepEqual(data.Attributes, ephemeral.Attributes) {
		t.Errorf("the attributes are\n%v\nand\n%v", data.Attributes, ephemeral.Attributes)
	}
	if len(data.BlockTypes) != 2 || len(ephemeral.BlockTypes) != 2 || !reflect.DeepEqual(data.BlockTypes[1], ephemeral.BlockTypes[1]) {
		t.Fatalf("the blocks are %v and %v", data.BlockTypes, ephemeral.BlockTypes)
	}
	read, open := *data.BlockTypes[0].Block.Attributes[0], *ephemeral.BlockTypes[0].Block.Attributes[0]
	if read.Name != "read" || open.Name != "open" || read.Description != open.Description {
		t.Errorf("the timeouts are %+v and %+v", read, open)
	}
}

func TestAccConfigurationRecorderStatusEphemeralResource_selectors(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t)
	backend.Require(t, acctest.ARNs, acctest.ServiceLinked, acctest.Settling)
	for _, region := range []string{home, other} {
		backend.CreateRecorder(t, region, "default")
		backend.StartRecorder(t, region, "default")
	}
	backend.StopRecorder(t, other, "default")
	backend.LinkRecorder(t, home, "securityhub.amazonaws.com")
	principal := aws.String("securityhub.amazonaws.com")
	atHome := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})
	elsewhere := backend.Status(t, other, &configservice.DescribeConfigurationRecorderStatusInput{})
	linked := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: principal})

	for name, test := range map[string]struct {
		arguments string
		region    string
		want      types.ConfigurationRecorderStatus
	}{
		"none":              {"", home, atHome},
		"name":              {`name = "default"`, home, atHome},
		"region":            {fmt.Sprintf("region = %q", other), other, elsewhere},
		"ARN":               {fmt.Sprintf("arn = %q", *elsewhere.Arn), other, elsewhere},
		"service principal": {fmt.Sprintf("service_principal = %q", *principal), home, linked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runSteps(t, []resource.TestStep{{
				Config:            ephemeralConfig(backend, test.arguments),
				ConfigStateChecks: expectStatusAt(expectEchoed, test.region, test.want, knownvalue.StringExact("Success")),
			}})
		})
	}
}

func TestAccConfigurationRecorderStatusEphemeralResource_neverStarted(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})
	runSteps(t, []resource.TestStep{{Config: ephemeralConfig(backend, ""), ConfigStateChecks: expectStatusAt(expectEchoed, home, status, knownvalue.Null())}})
}

func TestAccConfigurationRecorderStatusEphemeralResource_unknownName(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	runSteps(t, []resource.TestStep{{Config: ephemeralConfig(backend, `name = "absent"`), ExpectError: phrase("Configuration Recorder Not Found", `name = "absent"`)}})
}

func TestAccConfigurationRecorderStatusEphemeralResource_diagnostics(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	const failing = `{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"FAILURE","lastErrorCode":"AccessDenied","lastErrorMessage":"Unable to write to the bucket"}]}`
	for name, test := range map[string]struct {
		answer    http.HandlerFunc
		arguments string
		want      []string
	}{
		"absent": {answer(http.StatusOK, `{"ConfigurationRecordersStatus":[]}`), "", []string{"Configuration Recorder Not Found", "has no customer managed configuration recorder"}},
		"denied": {answer(http.StatusBadRequest, `{"__type":"AccessDeniedException","message":"no"}`), untilSuccess, []string{"Access to AWS Config Denied"}},
		"not in the expected status": {answer(http.StatusOK, failing), untilSuccess + readWithin("500ms"), []string{"Configuration Recorder Not in the Expected Status", "last_status =",
			`last_status = "Failure", last_error_code = "AccessDenied", last_error_message = "Unable to write to the bucket"`, "raise the limit with timeouts { open ="}},
		"out of time": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, readWithin("500ms"), []string{
			"Timed Out Reading the Configuration Recorder Status", "did not finish within 500ms", "raise the limit with timeouts { open ="}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, test.answer)
			runSteps(t, []resource.TestStep{{
				Config:      acctest.ProviderConfig(server.URL, someKeys) + block(ephemeralKind, test.arguments),
				ExpectError: phrase(test.want...),
			}})
			if requests := server.Requests(); len(requests) != 1 {
				t.Errorf("%d requests were sent", len(requests))
			}
		})
	}
}

// gate returns a resource that depends on an ephemeral resource.
const gate = `
resource "terraform_data" "gated" {
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.test]
}
`

// A plan that was made while the recorder recorded is applied after it stopped, and
// another one while it still records.
func TestAccConfigurationRecorderStatusEphemeralResource_gate(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	const name = "recorder-that-nobody-stores"
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, name)
	backend.StartRecorder(t, home, name)
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})

	workspace := acctest.NewWorkspace(t, backend.ProviderConfig()+block(ephemeralKind, untilRecording+readWithin("500ms"))+gate)
	workspace.MustRun(t, "plan", "-input=false", "-out=plan")
	if requests := backend.Requests(); len(requests) != 1 {
		t.Errorf("the plan sent %d requests", len(requests))
	}

	backend.StopRecorder(t, home, name)
	output, err := workspace.Run(t, "apply", "-input=false", "plan")
	if err == nil || !phrase("Configuration Recorder Not in the Expected Status", "with ephemeral.awsconfig_configuration_recorder_status.test",
		"Waiting for the customer managed configuration recorder in eu-west-1 to have recording = true did not succeed", "It was last seen with recording = false", "Start the recorder.").MatchString(output) {
		t.Errorf("with a stopped recorder the apply ended with %v:\n%s", err, output)
	}
	if state := workspace.MustRun(t, "show"); strings.Contains(output, "Creating...") || strings.Contains(state, "gated") {
		t.Errorf("what the gate guards was made:\n%s\n%s", output, state)
	}

	// A failed run makes its plan stale.
	backend.StartRecorder(t, home, name)
	workspace.MustRun(t, "plan", "-input=false", "-out=plan")
	before := len(backend.Requests())
	output = workspace.MustRun(t, "apply", "-input=false", "plan")
	if !strings.Contains(output, "terraform_data.gated: Creation complete") {
		t.Errorf("with a recorder that records the apply did:\n%s", output)
	}
	if requests := backend.Requests()[before:]; len(requests) != 1 {
		t.Errorf("the apply sent %d requests", len(requests))
	}

	// The test searches the plan and the state. The configuration does not contain these
	// values.
	stored := []string{name, aws.ToString(status.Arn), status.LastStartTime.UTC().Format("2006-01-02T15:04:05.000Z")}
	expectNoSecrets(t, workspace.Dir, stored)
	for _, file := range []string{"plan", "terraform.tfstate"} {
		if shown := workspace.MustRun(t, "show", "-json", file); !strings.Contains(shown, "terraform_data") || strings.Contains(shown, name) {
			t.Errorf("%s shows\n%s", file, shown)
		}
	}
}

// A closed gate holds back an update, and a replacement that creates first.
func TestAccConfigurationRecorderStatusEphemeralResource_gateOfChanges(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	workspace := acctest.NewWorkspace(t, backend.ProviderConfig()+block(ephemeralKind, untilRecording+readWithin("500ms"))+`
variable "release" {}

resource "terraform_data" "updated" {
  input      = var.release
  depends_on = [ephemeral.awsconfig_configuration_recorder_status.test]
}

resource "terraform_data" "replaced" {
  triggers_replace = var.release
  depends_on       = [ephemeral.awsconfig_configuration_recorder_status.test]
  lifecycle {
    create_before_destroy = true
  }
}
`)
	workspace.MustRun(t, "apply", "-input=false", "-auto-approve", "-var=release=first")
	workspace.MustRun(t, "plan", "-input=false", "-var=release=second", "-out=plan")
	before := workspace.MustRun(t, "show")
	backend.StopRecorder(t, home, "default")
	output, err := workspace.Run(t, "apply", "-input=false", "plan")
	if err == nil || !strings.Contains(output, "Configuration Recorder Not in the Expected Status") {
		t.Errorf("with a stopped recorder the apply ended with %v:\n%s", err, output)
	}
	if after := workspace.MustRun(t, "show"); after != before {
		t.Errorf("the state was\n%s\nand is\n%s", before, after)
	}
}

// If the selector is only known after the apply, the ephemeral resource is only opened,
// and only waits, during the apply.
func TestAccConfigurationRecorderStatusEphemeralResource_waitAtApply(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t, emulator.WithSettle(time.Second))
	backend.Require(t, acctest.Settling)
	backend.CreateRecorder(t, home, "default")
	server := startedByRead(t, backend, 1)
	workspace := acctest.NewWorkspace(t, acctest.ProviderConfig(server.URL, backend.Credentials)+
		"resource \"terraform_data\" \"starter\" {\n input = \"default\"\n}\n"+
		block(ephemeralKind, "name = terraform_data.starter.output\n"+untilSuccess)+gate)
	workspace.MustRun(t, "plan", "-input=false", "-out=plan")
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("the plan sent %d requests", len(requests))
	}

	output := workspace.MustRun(t, "apply", "-input=false", "plan")
	if !phrase("terraform_data.starter: Creation complete", "Opening complete", "terraform_data.gated: Creation complete").MatchString(asTerraform(output)) {
		t.Errorf("the apply did:\n%s", output)
	}
	if requests := server.Requests(); len(requests) < 2 {
		t.Errorf("the apply sent %d requests while the recorder was pending", len(requests))
	}
}

// The page of the ephemeral resource warns about this: only with OpenTofu, depends_on
// defers the ephemeral resource to the apply.
func TestAccConfigurationRecorderStatusEphemeralResource_dependsOnInThePlan(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	workspace := acctest.NewWorkspace(t, backend.ProviderConfig()+
		"resource \"terraform_data\" \"starter\" {}\n"+
		block(ephemeralKind, "depends_on = [terraform_data.starter]\n"))
	workspace.MustRun(t, "plan", "-input=false")
	want := 1
	if acctest.OpenTofu(t) {
		want = 0
	}
	if requests := backend.Requests(); len(requests) != want {
		t.Errorf("the plan sent %d requests, not %d", len(requests), want)
	}
}
