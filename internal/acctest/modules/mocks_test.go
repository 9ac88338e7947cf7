// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"bytes"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

var mockFile = filepath.Join(guard, "tests", "mocks", "awsconfig.tfmock.hcl")

// The mock file has exactly the attributes that a mock can set: Terraform would generate
// values for missing ones, and silently ignores others.
func TestMocks_schema(t *testing.T) {
	t.Parallel()
	want := map[string][]string{}
	for _, newDataSource := range provider.New("test")().DataSources(t.Context()) {
		source := newDataSource()
		var metadata datasource.MetadataResponse
		source.Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "awsconfig"}, &metadata)
		var response datasource.SchemaResponse
		source.Schema(t.Context(), datasource.SchemaRequest{}, &response)
		for name, attribute := range response.Schema.Attributes {
			if attribute.IsComputed() {
				want[metadata.TypeName] = append(want[metadata.TypeName], name)
			}
		}
	}

	got := map[string][]string{}
	_, blocks := parse(t, mockFile)
	for _, block := range blocks {
		if block.Type != "mock_data" {
			t.Errorf("%s is not expected in the mock file", block.Type)
			continue
		}
		got[block.Labels[0]] = nil
		defaults, ok := block.Body.Attributes["defaults"].Expr.(*hclsyntax.ObjectConsExpr)
		if !ok {
			t.Fatalf("the defaults of %s are no object", block.Labels[0])
		}
		for _, item := range defaults.Items {
			key, diags := item.KeyExpr.Value(nil)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			got[block.Labels[0]] = append(got[block.Labels[0]], key.AsString())
		}
	}

	if names, wanted := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(names, wanted) {
		t.Fatalf("the mock file has %v, and the provider %v", names, wanted)
	}
	for name := range want {
		slices.Sort(got[name])
		slices.Sort(want[name])
		if !slices.Equal(got[name], want[name]) {
			t.Errorf("the mock of %s has the attributes\n%v, and the schema\n%v", name, got[name], want[name])
		}
	}
}

// The guide says to copy the mock file of the module.
func TestMocks_copy(t *testing.T) {
	t.Parallel()
	if copied := filepath.Join(guide, "tests", "mocks", "awsconfig.tfmock.hcl"); !bytes.Equal(readFile(t, copied), readFile(t, mockFile)) {
		t.Errorf("%s is not a copy of %s", copied, mockFile)
	}
}

const mocked = `
mock_provider "awsconfig" {}

run "mocked" {
  command = plan
}
`

// runMocked runs a test of a configuration. The output of Terraform must match the
// guide.
func runMocked(t *testing.T, config, test string) (string, error) {
	t.Helper()
	w := acctest.NewWorkspace(t, config)
	w.Write(t, "tests/mocked.tftest.hcl", test)
	return w.Run(t, "test")
}

func TestAccMocks_madeUp(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	output, err := runMocked(t, `
data "awsconfig_configuration_recorder_status" "waiting" {
  wait_for { recording = true }
}

data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
}

output "recording" {
  value = data.awsconfig_configuration_recorder_status.waiting.recording
}

output "not_recording" {
  value = length(data.awsconfig_configuration_recorder_statuses.all.not_recording)
}
`, strings.Replace(mocked, "plan\n", `plan

  assert {
    condition     = !output.recording && output.not_recording == 0
    error_message = "Other values are made up."
  }
`, 1))
	if err != nil || !strings.Contains(output, "Success! 1 passed, 0 failed.") {
		t.Errorf("the test ends with %v:\n%s", err, output)
	}
}

func TestAccMocks_checkedArguments(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	output, err := runMocked(t, `
data "awsconfig_configuration_recorder_statuses" "all" {
  all_regions = true
  regions     = ["eu_west_1"]
}
`, mocked)
	if err == nil {
		t.Error("the test passes")
	}
	expectOutput(t, output, "Invalid AWS Region", `"eu_west_1" does not have the form`)
}

// tried matches the versions whose limits the guide describes. A newer Terraform can
// have other limits.
var tried = regexp.MustCompile(`^Terraform v1\.1[1-3]\.`)

func requireTried(t *testing.T) {
	t.Helper()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	if !tried.MatchString(acctest.NewWorkspace(t, "").MustRun(t, "version")) {
		t.Skip("the guide tells of Terraform 1.11 to 1.13")
	}
}

func TestAccMocks_overridesAndMistakes(t *testing.T) {
	t.Parallel()
	requireTried(t)
	output, err := runMocked(t, `
data "awsconfig_configuration_recorder_status" "this" {}

output "status" {
  value = data.awsconfig_configuration_recorder_status.this
}
`, `
mock_provider "awsconfig" {
  mock_data "awsconfig_configuration_recorder_status" {
    defaults = {
      last_status = "Success"
      recordng    = true
    }
  }
}

run "mistake" {
  command = plan

  assert {
    condition     = output.status.last_status == "Success" && !output.status.recording
    error_message = "Another status is made up."
  }
}

run "override" {
  command = plan

  override_data {
    target = data.awsconfig_configuration_recorder_status.this
    values = { recording = true }
  }

  assert {
    condition     = output.status.last_status != "Success" && output.status.recording
    error_message = "The override begins with the values of the mock."
  }
}
`)
	if err != nil || !strings.Contains(output, "Success! 2 passed, 0 failed.") {
		t.Errorf("the tests end with %v:\n%s", err, output)
	}
}

// Terraform generates the members that an element of a list omits.
func TestAccMocks_lists(t *testing.T) {
	t.Parallel()
	requireTried(t)
	output, err := runMocked(t, `
data "awsconfig_configuration_recorder_statuses" "all" {}

output "all" {
  value = data.awsconfig_configuration_recorder_statuses.all
}
`, `
mock_provider "awsconfig" {
  mock_data "awsconfig_configuration_recorder_statuses" {
    defaults = {
      errors        = [{ region = "eu-west-1", code = "AccessDeniedException" }]
      not_recording = [{ region = "eu-west-1", reason = "Unreadable" }]
      statuses      = [{ region = "us-east-1", recording = true }]
    }
  }
}

run "lists" {
  command = plan

  assert {
    condition     = output.all.errors[0].code == "AccessDeniedException" && output.all.not_recording[0].reason == "Unreadable" && output.all.statuses[0].recording
    error_message = "The lists have other values."
  }

  assert {
    condition     = output.all.errors[0].message != "" && output.all.not_recording[0].message != "" && output.all.statuses[0].last_status != ""
    error_message = "Nothing is made up."
  }
}
`)
	if err != nil || !strings.Contains(output, "Success! 1 passed, 0 failed.") {
		t.Errorf("the test ends with %v:\n%s", err, output)
	}
}

func TestAccMocks_ephemeral(t *testing.T) {
	t.Parallel()
	requireTried(t)
	const gate = `
ephemeral "awsconfig_configuration_recorder_status" "gate" {
  region = "eu-west-1"

  lifecycle {
    postcondition {
      condition     = self.recording
      error_message = "AWS Config does not record."
    }
  }
}
`
	output, err := runMocked(t, gate, mocked)
	if err == nil {
		t.Error("the test of a mock passes")
	}
	expectOutput(t, output, "No ephemeral resource types in mock providers")

	w := acctest.NewWorkspace(t, gate)
	module := w.Read(t, "main.tf")
	w.Write(t, "gate/main.tf", module)
	w.Write(t, "main.tf", strings.Replace(module, gate, `module "gate" { source = "./gate" }`, 1))
	w.Init(t)
	w.Write(t, "tests/mocked.tftest.hcl", mocked+`override_module { target = module.gate }`)
	output, err = w.Run(t, "test")
	if err == nil {
		t.Error("the test of a module that is replaced passes")
	}
	expectOutput(t, output, "No ephemeral resource types in mock providers")

	w = acctest.NewWorkspace(t, gate)
	w.Write(t, "tests/emulator.tftest.hcl", `
run "expected" {
  command         = plan
  expect_failures = [ephemeral.awsconfig_configuration_recorder_status.gate]
}
`)
	seed := func(recording string) string {
		return `{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecordersStatus": [{"name": "default", "recording": ` + recording + `}]}}}}`
	}
	output, err = seeded(t, w, seed("false")).Run(t, "test")
	if err != nil || !strings.Contains(output, "Success! 1 passed, 0 failed.") {
		t.Errorf("a failed postcondition ends the test with %v:\n%s", err, output)
	}

	w.Write(t, "tests/emulator.tftest.hcl", `
run "asserted" {
  assert {
    condition     = ephemeral.awsconfig_configuration_recorder_status.gate.recording
    error_message = "AWS Config does not record."
  }
}
`)
	output, err = seeded(t, w, seed("true")).Run(t, "test")
	if err == nil {
		t.Error("the test that asserts passes")
	}
	expectOutput(t, output, "Ephemeral resources cannot be asserted")
}
