// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// TestAccGuard_tests runs the commands of the module's README, which run its tests on
// mocks and on the emulator.
func TestAccGuard_tests(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	w := acctest.NewExample(t, guard)
	output, err := w.Sh(t, codeOf(t, readFile(t, filepath.Join(guard, "README.md")), "sh"))
	expectRuns(t, output, err, filepath.Join(guard, "tests"), filepath.Join(guard, "tests", "emulator"))
}

// TestAccGuard_usage plans what the README shows, with the module of this checkout.
func TestAccGuard_usage(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	page := readFile(t, filepath.Join(guard, "README.md"))
	const source = `"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig//examples/modules/config-recording-guard"`
	usage := codeOf(t, page, "terraform")
	if !strings.Contains(usage, source) {
		t.Fatalf("the README does not use %s:\n%s", source, usage)
	}
	w := acctest.NewExample(t, guard)
	w.Write(t, "examples/dependent-module/main.tf", strings.Replace(usage, source, `"../.."`, 1))
	w.Write(t, "examples/dependent-module/outputs.tf", "")
	example := w.Subfolder(t, "examples/dependent-module").OnEmulator(t, "--seed", filepath.Join(w.Dir, "tests", "emulator", "seed.json"))
	output, err := example.Run(t, "plan", "-input=false")
	if err == nil {
		t.Errorf("the guard lets the plan pass:\n%s", output)
	}
	for line := range strings.Lines(codeOf(t, page, "text")) {
		if !strings.Contains(output, line) {
			t.Errorf("Terraform does not say %q:\n%s", line, output)
		}
	}
}

// Seeds for the examples.
const (
	allRecord   = `{"ConfigurationRecordersStatus": [{"name": "audit", "recording": true, "lastStatus": "SUCCESS", "lastStartTime": "2026-01-05T08:00:00.250Z"}]}`
	oneIsReady  = `{"accounts": {"123456789012": {"eu-west-1": ` + allRecord + `}}, "enabledRegions": {"123456789012": ["eu-west-1", "us-east-1"]}}`
	allAreReady = `{"accounts": {"123456789012": {"eu-west-1": ` + allRecord + `, "us-east-1": ` + allRecord + `}, "210987654321": {"eu-west-2": ` + allRecord + `}}, "enabledRegions": {"123456789012": ["eu-west-1", "us-east-1"]}}`
	noneIsReady = `{"enabledRegions": {"123456789012": ["eu-west-1", "us-east-1"]}}`
)

const absent = "it has no customer managed configuration recorder"

// guardExamples contains the expected result of each example of the module.
var guardExamples = map[string]func(t *testing.T, example *acctest.Workspace){
	"dependent-module": func(t *testing.T, example *acctest.Workspace) {
		output, err := example.Run(t, "test")
		expectRuns(t, output, err, filepath.Join(guard, "examples", "dependent-module", "tests"))

		expectRefusal(t, seeded(t, example, oneIsReady), "us-east-1: "+absent)
		output = seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "-auto-approve", "-var=mode=warn")
		expectOne(t, output, "Warning")
		expectOutput(t, output, "us-east-1: "+absent, `workloads = { "eu-west-1" = "in eu-west-1, recorded since 2026-01-05T08:00:00.250Z" }`)
		output = seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOutput(t, output, "1 added, 0 changed, 0 destroyed", `"us-east-1" = "in us-east-1, recorded since`)
	},
	"fail": func(t *testing.T, example *acctest.Workspace) {
		expectRefusal(t, seeded(t, example, oneIsReady), "us-east-1: "+absent)

		// The apply uses the result of the guard in the plan.
		ready := seeded(t, example, allAreReady)
		ready.MustRun(t, "plan", "-input=false", "-out=saved.tfplan")
		output := seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "saved.tfplan")
		expectOutput(t, output, "1 added, 0 changed, 0 destroyed")

		// It also reads if the plan does not refresh, and does not prevent destruction.
		if output, err := seeded(t, example, oneIsReady).Run(t, "plan", "-input=false", "-refresh=false"); err == nil {
			t.Errorf("the guard does not look with -refresh=false:\n%s", output)
		}
		output = seeded(t, example, noneIsReady).MustRun(t, "destroy", "-input=false", "-auto-approve")
		expectOutput(t, output, "1 destroyed")
	},
	"started-in-the-same-run": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, noneIsReady).MustRun(t, "plan", "-input=false", "-out=saved.tfplan")
		expectOutput(t, output, `data.awsconfig_configuration_recorder_statuses.this will be read during apply`, "2 to add")
		output, err := seeded(t, example, noneIsReady).Run(t, "apply", "-input=false", "saved.tfplan")
		if err == nil || strings.Contains(output, "terraform_data.workload: Creat") {
			t.Errorf("the workload is made, and the run ends with %v:\n%s", err, output)
		}
		expectOne(t, output, "Error")
		expectOutput(t, output, "terraform_data.starter: Creation complete", "eu-west-1: "+absent)

		output = seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOutput(t, output, "1 added, 0 changed, 0 destroyed")
	},
	"two-accounts": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOutput(t, output, "arn:aws:config:eu-west-1:123456789012:configuration-recorder/audit/", "arn:aws:config:eu-west-2:210987654321:configuration-recorder/audit/")
		expectRefusal(t, seeded(t, example, oneIsReady), "eu-west-2: "+absent+" named audit")
	},
	"warn": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOne(t, output, "Warning")
		expectOutput(t, output, "AWS Config is not as expected in 1 of 2 regions:", "us-east-1: "+absent, `"us-east-1" = "`+absent+`"`)
		output = seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		if strings.Contains(output, "Warning") {
			t.Errorf("all is well, but Terraform warns:\n%s", output)
		}

		// The guard fails if it cannot list the regions.
		denied := seeded(t, example, allAreReady, "--fault", "error=AccessDeniedException,operation=ListRegions")
		output = denied.MustRun(t, "plan", "-input=false")
		expectOne(t, output, "Warning")
		expectOutput(t, output, "No region was looked at, so that nothing is known of AWS Config.", "ListRegions", "AccessDeniedException")
		denied.Write(t, "main.tf", strings.Replace(denied.Read(t, "main.tf"), `"warn"`, `"fail"`, 1))
		output, err := denied.Run(t, "plan", "-input=false")
		if err == nil {
			t.Errorf("without a list of regions the example plans:\n%s", output)
		}
		expectOutput(t, output, "Module output value precondition failed", "No region was looked at")
	},
}

func TestAccGuard_examples(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	folders, err := os.ReadDir(filepath.Join(guard, "examples"))
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) != len(guardExamples) {
		t.Errorf("there are %d examples, and %d are tested", len(folders), len(guardExamples))
	}
	for _, folder := range folders {
		t.Run(folder.Name(), func(t *testing.T) {
			t.Parallel()
			test, ok := guardExamples[folder.Name()]
			if !ok {
				t.Fatal("the example is not tested")
			}
			test(t, acctest.NewExample(t, guard).Subfolder(t, "examples/"+folder.Name()))
		})
	}
}

// seeded returns a workspace whose CLI runs with the emulator command and a seed.
func seeded(t *testing.T, w *acctest.Workspace, seed string, flags ...string) *acctest.Workspace {
	t.Helper()
	return w.OnEmulator(t, append(flags, "--seed", w.Write(t, "seed.json", seed))...)
}

// expectRefusal fails the test unless a plan ends with one error that contains the
// result of the guard.
func expectRefusal(t *testing.T, w *acctest.Workspace, reasons ...string) {
	t.Helper()
	output, err := w.Run(t, "plan", "-input=false")
	if err == nil {
		t.Errorf("the guard lets the plan pass:\n%s", output)
	}
	expectOne(t, output, "Error")
	expectOutput(t, output, append(reasons, "AWS Config is not as expected in 1 of")...)
}

// The message lists every region with its reason, as an error or a warning.
func TestAccGuard_message(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
	w := acctest.NewExample(t, guard).OnEmulator(t, "--seed", "tests/emulator/seed.json", "--fault", "error=AccessDeniedException,region=eu-north-1,message=You may not.")
	arguments := []string{"plan", "-input=false", `-var=expected={last_status=["Success"]}`, `-var=regions=["ap-southeast-2","eu-north-1","eu-west-1","eu-west-2","us-east-1"]`}
	for mode, kind := range map[string]string{"fail": "Error", "warn": "Warning"} {
		output, err := w.Run(t, append(arguments, "-var=mode="+mode)...)
		if (err == nil) != (mode == "warn") {
			t.Errorf("in mode %s the plan ends with %v:\n%s", mode, err, output)
		}
		expectOne(t, output, kind)
		_, message, _ := strings.Cut(output, kind+": ")
		expectOutput(t, message,
			"AWS Config is not as expected in 4 of 5 regions:",
			"ap-southeast-2: it has no customer managed configuration recorder.",
			"eu-north-1: it could not be read: AccessDeniedException,", "api error AccessDeniedException: You may not..",
			"eu-west-2: its recorder default has the last status Failure (AccessDenied: The role may not write to the bucket.).",
			"us-east-1: its recorder default does not record and was stopped at 2026-03-01T17:45:00.125Z.",
		)
	}
}
