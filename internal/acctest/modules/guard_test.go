// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// TestAccGuard_tests runs the commands of the module's README, which run its tests on
// mocks and on the emulator.
func TestAccGuard_tests(t *testing.T) {
	t.Parallel()
	requireGuard(t)
	w := acctest.NewExample(t, guard)
	output, err := w.Sh(t, codeOf(t, readFile(t, filepath.Join(guard, "README.md")), "sh"))
	expectRuns(t, output, err, filepath.Join(guard, "tests"), filepath.Join(guard, "tests", "emulator"))
}

// guardSource is where the README finds the module.
const guardSource = `"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig//examples/modules/config-recording-guard"`

// TestGuardReadme_usage checks that each configuration of the README is part of an example.
func TestGuardReadme_usage(t *testing.T) {
	t.Parallel()
	mains, err := filepath.Glob(filepath.Join(guard, "examples", "*", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := blocksOf(readFile(t, filepath.Join(guard, "README.md")), "terraform")
	if len(blocks) < 3 {
		t.Errorf("the README has %d configurations", len(blocks))
	}
	for _, block := range blocks {
		local := strings.Replace(block, guardSource, `"../.."`, 1)
		if local == block || !slices.ContainsFunc(mains, func(main string) bool { return strings.Contains(string(readFile(t, main)), local) }) {
			t.Errorf("no example has this configuration:\n%s", block)
		}
	}
}

// requireGuard skips the test if Terraform lacks what the module and its tests need.
func requireGuard(t *testing.T) {
	t.Helper()
	acctest.RequireTerraform(t, acctest.TerraformWithFunctions)
	acctest.RequireTerraform(t, acctest.TerraformWithMocks)
}

// Seeds for the examples.
const (
	records = `{"ConfigurationRecordersStatus": [{"name": "audit", "recording": true, "lastStatus": "SUCCESS", "lastStartTime": "2026-01-05T08:00:00.250Z"}]}`
	stopped = `{"ConfigurationRecordersStatus": [{"name": "audit", "recording": false, "lastStatus": "SUCCESS", "lastStopTime": "2026-03-01T17:45:00.125Z"}]}`
	enabled = `"enabledRegions": {"123456789012": ["eu-west-1", "us-east-1"]}`

	oneIsReady   = `{"accounts": {"123456789012": {"eu-west-1": ` + records + `}}, ` + enabled + `}`
	oneIsStopped = `{"accounts": {"123456789012": {"eu-west-1": ` + records + `, "us-east-1": ` + stopped + `}}, ` + enabled + `}`
	allAreReady  = `{"accounts": {"123456789012": {"eu-west-1": ` + records + `, "us-east-1": ` + records + `}}, ` + enabled + `}`
	noneIsReady  = `{` + enabled + `}`

	organization = `{
  "accounts": {"123456789012": {"eu-west-1": ` + records + `}, "210987654321": {"eu-west-1": ` + records + `, "us-west-2": {}}},
  "enabledRegions": {"111122223333": ["eu-west-1"], "123456789012": ["eu-west-1"], "210987654321": ["eu-west-1", "sa-east-1", "us-west-2"]},
  "organization": {"managementAccount": "111122223333", "delegatedAdministrators": ["123456789012"], "accounts": {"123456789012": {}, "210987654321": {}}}
}`
)

const absent = "AWS Config in us-east-1 of account 123456789012 has no customer managed configuration recorder."

// guardExamples contains the expected result of each example of the module.
var guardExamples = map[string]func(t *testing.T, example *acctest.Workspace){
	"cis-3-3": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOne(t, output, "Warning")
		expectOutput(t, output, absent, `in eu-west-1 of account 123456789012 does not record AWS::IAM::Group, AWS::IAM::Policy, AWS::IAM::Role, AWS::IAM::User.`)
		expectUnchanged(t, seeded(t, example, oneIsReady))
	},
	"dependent-module": func(t *testing.T, example *acctest.Workspace) {
		output, err := example.Run(t, "test")
		expectRuns(t, output, err, filepath.Join(guard, "examples", "dependent-module", "tests"))

		output = expectRefusal(t, seeded(t, example, oneIsStopped))
		for line := range strings.Lines(blocksOf(readFile(t, filepath.Join(guard, "README.md")), "text")[0]) {
			expectOutput(t, output, line)
		}

		// Nothing is destroyed, whatever AWS Config answers.
		output = seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOutput(t, output, "2 added, 0 changed, 0 destroyed")
		for _, broken := range []*acctest.Workspace{
			seeded(t, example, oneIsReady),
			seeded(t, example, oneIsStopped),
			seeded(t, example, allAreReady, "--fault", "error=AccessDeniedException,region=us-east-1"),
			seeded(t, example, noneIsReady),
		} {
			output = broken.MustRun(t, "plan", "-input=false", "-detailed-exitcode", "-var=mode=warn")
			expectOne(t, output, "Warning")
			expectOutput(t, output, "No changes.")
		}
	},
	"fail": func(t *testing.T, example *acctest.Workspace) {
		expectRefusal(t, seeded(t, example, oneIsReady), absent)

		// A saved plan has the answers of the plan.
		ready := seeded(t, example, allAreReady)
		ready.MustRun(t, "plan", "-input=false", "-out=saved.tfplan")
		output := seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "saved.tfplan")
		expectOutput(t, output, "1 added, 0 changed, 0 destroyed")

		// The guard reads without a refresh, and does not stop a destruction.
		if output, err := seeded(t, example, oneIsReady).Run(t, "plan", "-input=false", "-refresh=false"); err == nil {
			t.Errorf("the guard does not read with -refresh=false:\n%s", output)
		}
		output = seeded(t, example, noneIsReady).MustRun(t, "destroy", "-input=false", "-auto-approve")
		expectOutput(t, output, "1 destroyed")
	},
	"organization": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, organization).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOne(t, output, "Warning")
		expectOutput(t, output, "AWS Config is not as expected in 1 of 3 regions of 2 accounts:",
			`"AWS Config in sa-east-1 of account 210987654321 has no customer managed configuration recorder.", ])`)
	},
	"security-hub-config-1": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOne(t, output, "Warning")
		expectOutput(t, output, absent, "does not record AWS::IAM::Group, AWS::IAM::Policy, AWS::IAM::Role, AWS::IAM::User.")
	},
	"started-in-the-same-run": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, noneIsReady).MustRun(t, "plan", "-input=false", "-out=saved.tfplan")
		expectOutput(t, output, `data.awsconfig_configuration_recorder_statuses.this will be read during apply`, "2 to add")
		output, err := seeded(t, example, noneIsReady).Run(t, "apply", "-input=false", "saved.tfplan")
		if err == nil || strings.Contains(output, "terraform_data.workload: Creat") {
			t.Errorf("the workload is created, and the run ends with %v:\n%s", err, output)
		}
		expectOne(t, output, "Error")
		expectOutput(t, output, "terraform_data.starter: Creation complete", "AWS Config in eu-west-1", "has no customer managed configuration recorder.")

		output = seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOutput(t, output, "1 added, 0 changed, 0 destroyed")
	},
	"warn": func(t *testing.T, example *acctest.Workspace) {
		output := seeded(t, example, oneIsReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		expectOne(t, output, "Warning")
		expectOutput(t, output, "AWS Config is not as expected in 1 of 2 regions:", absent, `"us-east-1" = [ "NoRecorder", ]`)
		expectUnchanged(t, seeded(t, example, oneIsReady))
		output = seeded(t, example, allAreReady).MustRun(t, "apply", "-input=false", "-auto-approve")
		if strings.Contains(output, "Warning") {
			t.Errorf("all is well, but Terraform warns:\n%s", output)
		}

		// The guard fails if it cannot list the regions.
		denied := seeded(t, example, allAreReady, "--fault", "error=AccessDeniedException,operation=ListRegions")
		output = denied.MustRun(t, "plan", "-input=false")
		expectOne(t, output, "Warning")
		expectOutput(t, output, "could not be read: AccessDeniedException.", "Original errors:", "ListRegions")
	},
}

func TestAccGuard_examples(t *testing.T) {
	t.Parallel()
	requireGuard(t)
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

// expectRefusal fails the test unless a plan ends with one error, which has the violations.
func expectRefusal(t *testing.T, w *acctest.Workspace, violations ...string) string {
	t.Helper()
	output, err := w.Run(t, "plan", "-input=false")
	if err == nil {
		t.Errorf("the guard lets the plan pass:\n%s", output)
	}
	expectOne(t, output, "Error")
	expectOutput(t, output, append(violations, "AWS Config is not as expected in 1 of")...)
	return output
}

// expectUnchanged fails the test unless another plan changes nothing, outputs included.
func expectUnchanged(t *testing.T, w *acctest.Workspace) {
	t.Helper()
	if output, err := w.Run(t, "plan", "-input=false", "-detailed-exitcode"); err != nil {
		t.Errorf("another plan ends with %v:\n%s", err, output)
	}
}

// guarded calls the module with arguments and has something that depends on it.
const guarded = `
module "aws_config" {
  source = "../.."
%s}

resource "terraform_data" "workload" {
  depends_on = [module.aws_config]
}

resource "terraform_data" "other" {}
`

// Terraform hides the message of a condition that depends on a sensitive value, such as that
// of an SSM parameter.
func TestAccGuard_sensitive(t *testing.T) {
	t.Parallel()
	requireGuard(t)
	w := acctest.NewExample(t, guard)
	w.Write(t, "examples/fail/main.tf", fmt.Sprintf(guarded, `
  regions             = sensitive(["eu-west-1", "us-east-1"])
  exempt_regions      = sensitive(["us-west-1"])
  last_status         = [sensitive("Success")]
  mode                = sensitive("fail")
  s3_bucket_names     = sensitive(["example"])
  service_linked_role = sensitive(true)
`))
	output, err := seeded(t, w.Subfolder(t, "examples/fail"), oneIsReady).Run(t, "plan", "-input=false")
	if err == nil {
		t.Errorf("the guard lets the plan pass:\n%s", output)
	}
	expectOne(t, output, "Error")
	expectOutput(t, output, absent, "AWS Config in eu-west-1 of account 123456789012 has no delivery channel.")
}

// What the README says about options that pass the guard, and what it stops.
func TestAccGuard_options(t *testing.T) {
	t.Parallel()
	requireGuard(t)
	w := acctest.NewExample(t, guard)
	w.Write(t, "examples/fail/main.tf", fmt.Sprintf(guarded, ""))
	example := w.Subfolder(t, "examples/fail")
	closed := seeded(t, example, noneIsReady)

	passes := "-target=terraform_data.other"
	if acctest.OpenTofu(t) {
		passes = "-exclude=module.aws_config"
	}
	output := closed.MustRun(t, "apply", "-input=false", "-auto-approve", passes)
	expectOutput(t, output, "1 added, 0 changed, 0 destroyed")
	for _, arguments := range [][]string{
		{"plan", "-input=false", "-target=terraform_data.workload"},
		{"import", "-input=false", "terraform_data.workload", "example"},
		{"refresh", "-input=false"},
	} {
		if output, err := closed.Run(t, arguments...); err == nil {
			t.Errorf("the guard lets %s pass:\n%s", arguments[0], output)
		}
	}
}

// The message has every violation, as an error or a warning, and what AWS sent.
func TestAccGuard_message(t *testing.T) {
	t.Parallel()
	requireGuard(t)
	w := acctest.NewExample(t, guard).OnEmulator(t, "--seed", "tests/emulator/seed.json", "--fault", "error=AccessDeniedException,region=eu-north-1,message=You may not.")
	arguments := []string{"plan", "-input=false", `-var=last_status=["Success"]`, `-var=regions=["ap-southeast-2","eu-north-1","eu-west-1","eu-west-2","us-east-1"]`}
	for mode, kind := range map[string]string{"fail": "Error", "warn": "Warning"} {
		output, err := w.Run(t, append(arguments, "-var=mode="+mode)...)
		if (err == nil) != (mode == "warn") {
			t.Errorf("in mode %s the plan ends with %v:\n%s", mode, err, output)
		}
		expectOne(t, output, kind)
		_, message, _ := strings.Cut(output, kind+": ")
		expectOutput(t, message,
			"AWS Config is not as expected in 4 of 5 regions:",
			"- AWS Config in ap-southeast-2 of account 123456789012 has no customer managed configuration recorder.",
			"- AWS Config in eu-north-1 of account 123456789012 could not be read: AccessDeniedException.",
			`- The configuration recorder "other" in eu-west-2 of account 123456789012 has the last status Failure: AccessDenied: The role may not write to the bucket.`,
			`- The configuration recorder "default" in us-east-1 of account 123456789012 has been stopped since 2026-03-01T17:45:00.125Z.`,
			"Original errors:", "- eu-north-1 of account 123456789012:", "api error AccessDeniedException: You may not.",
		)
	}
}

// TestAccGuard_summary counts regions and accounts, and leaves out the original errors of
// exempt places.
func TestAccGuard_summary(t *testing.T) {
	t.Parallel()
	requireGuard(t)
	w := acctest.NewExample(t, guard).OnEmulator(t, "--seed", "tests/emulator/seed.json", "--fault", "error=AccessDeniedException,region=us-east-2,account=310987654321")
	w.Write(t, "provider.tf", "provider \"awsconfig\" {\n  account_role {\n    name = \"config-reader\"\n  }\n}\n")
	const originals = "Original errors:"
	for _, test := range []struct {
		variables []string
		want      string
		originals bool
	}{
		{[]string{`exempt_regions=["us-east-1"]`}, "Nothing is known of AWS Config:", false},
		{[]string{`regions=["us-west-1"]`}, "AWS Config is not as expected in 1 of 1 regions:", false},
		{[]string{`regions=["us-west-1"]`, `global_iam_regions=["eu-west-1"]`}, "AWS Config is not as expected in 2 of 2 regions:", false},
		{[]string{`account_ids=["123456789012","310987654321"]`, `regions=["eu-west-1","us-east-1"]`}, "AWS Config is not as expected in 2 of 4 regions of 2 accounts:", false},
		{[]string{`account_ids=["123456789012","310987654321"]`, `regions=["us-east-2"]`}, "AWS Config is not as expected in 2 of 2 regions of 2 accounts:", true},
		{[]string{`account_ids=["310987654321"]`, `all_regions=true`, `exempt_regions=["us-east-2"]`}, "AWS Config is not as expected in 2 of 3 regions:", false},
		{[]string{`all_accounts=true`, `exempt_accounts=["310987654321","444455556666"]`, `regions=["eu-west-2"]`, `recorder_name="nobody"`}, "AWS Config is not as expected in 2 of 2 regions of 2 accounts:", false},
		{[]string{`all_accounts=true`, `exempt_accounts=["310987654321","444455556666"]`, `regions=["us-east-2"]`}, "AWS Config is not as expected in 2 of 2 regions of 2 accounts:", true},
	} {
		arguments := []string{"plan", "-input=false", "-var=mode=warn"}
		for _, variable := range test.variables {
			arguments = append(arguments, "-var="+variable)
		}
		output, err := w.Run(t, arguments...)
		if err != nil || !strings.Contains(output, test.want) || strings.Contains(output, originals) != test.originals {
			t.Errorf("%v: got %v and\n%s\nwant %s, and original errors: %v", test.variables, err, output, test.want, test.originals)
		}
	}
}
