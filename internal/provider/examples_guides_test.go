// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"go.yaml.in/yaml/v3"
)

// guideExamples are the examples in the guides.
var guideExamples = map[string]exampleCase{
	"guides/create-only-where-missing/adopt":             {needs: importing, run: runAdopt},
	"guides/create-only-where-missing/name-of-its-own":   {run: runNameOfItsOwn},
	"guides/create-only-where-missing/owner-by-file":     {needs: checks, run: runOwnerByFile},
	"guides/create-only-where-missing/owner-by-variable": {needs: checks, run: runOwnerByVariable},
	"guides/create-only-where-missing/prevent-destroy":   {needs: wording, run: runPreventDestroy},
	"guides/create-only-where-missing/trap":              {needs: wording, run: runTrap},

	"guides/does-aws-config-do-its-job": {needs: functions, run: runJob},

	"guides/every-region": {needs: checks, run: runEveryRegion},

	"guides/many-accounts":           {needs: checks, run: runManyAccounts},
	"guides/many-accounts/aliases":   {run: runManyAccountsAliases},
	"guides/many-accounts/each":      {run: runManyAccountsEach},
	"guides/many-accounts/role":      {run: runManyAccountsRole},
	"guides/many-accounts/stack-set": {run: runManyAccountsStackSet},

	"guides/gate-a-plan/gaps":     {needs: checks, run: runGaps},
	"guides/gate-a-plan/override": {needs: terraformData, run: runOverride},
	"guides/gate-a-plan/warn":     {needs: checks, run: runWarn},

	"guides/who-made-this-recorder":               {needs: wording, run: runOwners},
	"guides/who-made-this-recorder/control-tower": {needs: checks, run: runControlTower},

	"guides/last-status": {needs: checks, run: runLastStatus},

	"guides/in-ci":        {needs: checksAndScripts, run: runInCI},
	"guides/in-ci/nested": {needs: checks, run: runInCINested},

	"guides/from-data-external":        {needs: checks, run: runFromDataExternal},
	"guides/from-data-external/before": {needs: checksAndScripts, run: runBeforeDataExternal},
}

// recorderName is the name of the recorder that the guide on creating one makes.
const recorderName = "network-baseline"

// unchanged is the output of a run without changes.
const unchanged = "0 added, 0 changed, 0 destroyed"

// The trap: every second run destroys what the previous run created.
func runTrap(t *testing.T, e *example) {
	for _, want := range []string{"1 added, 0 changed, 0 destroyed", "0 added, 0 changed, 1 destroyed", "1 added, 0 changed, 0 destroyed"} {
		expectPhrases(t, e.Apply(t), want)
	}
}

func runPreventDestroy(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "1 added, 0 changed, 0 destroyed")
	e.Fail(t, []string{"cannot be destroyed", "prevent_destroy set"}, "plan", "-input=false")
}

// foreign returns a seed with a recorder that somebody else created.
func foreign(name string) string {
	return fmt.Sprintf(`{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecordersStatus": [{"name": %q, "recording": true, "lastStatus": "SUCCESS"}]}}}}`, name)
}

func runOwnerByVariable(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t, "-var=manage_recorder=false"), "Warning: Check block assertion failed", "There is no recorder.", unchanged)

	output := e.Apply(t, "-var=manage_recorder=true")
	expectPhrases(t, output, "1 added, 0 changed, 0 destroyed")
	expectNothingOf(t, output, "Warning")
	expectPhrases(t, e.Apply(t, "-var=manage_recorder=true"), unchanged)

	// Where somebody else makes one after the plan, AWS refuses another.
	expectPhrases(t, e.succeed(t, "destroy", "-auto-approve", "-var=manage_recorder=true"), "1 destroyed")
	e.Plan(t, "-var=manage_recorder=true", "-out=earlier")
	e.backend.CreateRecorder(t, home, "landing-zone")
	e.Fail(t, []string{"MaxNumberOfConfigurationRecordersExceededException"}, "apply", "-input=false", "earlier")
	// Where somebody else has made one before, nothing is planned.
	e.Fail(t, []string{"Resource precondition failed", "The recorder landing-zone already exists. Import it, or set manage_recorder = false."}, "plan", "-input=false", "-var=manage_recorder=true")
	output = e.Apply(t, "-var=manage_recorder=false")
	expectPhrases(t, output, unchanged)
	expectNothingOf(t, output, "Warning")
}

func runOwnerByFile(t *testing.T, e *example) {
	e.File(t, "owners.json")
	e.succeed(t, "workspace", "new", "security")
	expectPhrases(t, e.Apply(t, "-var=region=eu-west-1"), "Warning: Check block assertion failed", "The workspace network owns the recorder in eu-west-1, but has not created it yet.", unchanged)
	e.succeed(t, "workspace", "new", "network")
	output := e.Apply(t, "-var=region=eu-west-1")
	expectPhrases(t, output, "1 added, 0 changed, 0 destroyed")
	expectNothingOf(t, output, "Warning")
	expectPhrases(t, e.Apply(t, "-var=region=eu-west-1"), unchanged)
	e.succeed(t, "workspace", "select", "security")
	output = e.Apply(t, "-var=region=eu-west-1")
	expectPhrases(t, output, unchanged)
	expectNothingOf(t, output, "Warning")
	e.Fail(t, []string{"Invalid index"}, "plan", "-input=false", "-var=region=eu-west-2")
}

func runNameOfItsOwn(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "1 added, 0 changed, 0 destroyed")
	expectPhrases(t, e.Apply(t), unchanged)

	// A recorder with the same name is treated as its own, and changed.
	e.succeed(t, "state", "rm", "aws_config_configuration_recorder.this")
	expectPhrases(t, e.Apply(t), "1 added, 0 changed, 0 destroyed")

	expectPhrases(t, e.succeed(t, "destroy", "-auto-approve"), "1 destroyed")
	e.Seed(t, foreign("landing-zone"))
	expectPhrases(t, e.Apply(t), unchanged)
}

func runAdopt(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "1 added, 0 changed, 0 destroyed")
	expectPhrases(t, e.Apply(t), unchanged)
	e.Fail(t, []string{"cannot be destroyed"}, "destroy", "-auto-approve")

	// In an account where somebody else has made one.
	e.succeed(t, "state", "rm", "aws_config_configuration_recorder.this")
	e.backend.DeleteRecorder(t, home, recorderName)
	e.Seed(t, strings.Replace(foreign("landing-zone"), "true", "false", 1))
	e.backend.CreateRecorder(t, home, "landing-zone") // With another role.
	expectPhrases(t, e.Apply(t), "1 imported, 0 added, 1 changed, 0 destroyed")
	expectPhrases(t, e.Apply(t), unchanged)
}

func runEveryRegion(t *testing.T, e *example) {
	e.Inject(t, "error=AccessDeniedException,region=ap-south-1,message=Denied by a service control policy.")
	output := e.Apply(t)
	expectPhrases(t, output, "Warning: Check block assertion failed", "AWS Config fails in eu-west-1: AccessDenied.")
	expectPhrases(t, output, "Warning: Check block assertion failed", "AWS Config in ap-south-1 of account 123456789012 could not be read:",
		`The configuration recorder "baseline" in sa-east-1 of account 123456789012 was never started.`,
		`The configuration recorder "baseline" in us-east-1 of account 123456789012 has been stopped since 2026-03-01T17:45:00.125Z.`)
	expectPhrases(t, output, "not_recording = [", `"AWS Config in us-west-2 of account 123456789012 has no customer managed configuration recorder.", ]`)
	e.ExpectSent(t, append(times(6, describe), listRegions)...)
}

const listAccounts = "organizations:ListAccounts"

// The organization has 20 accounts. One is suspended, and the role of another trusts nobody.
func runManyAccounts(t *testing.T, e *example) {
	e.Apply(t) // Compared with check.txt and exempt.txt.
	e.ExpectSent(t, slices.Concat(
		[]string{callerIdentity, listAccounts},
		times(18, assumeRole),  // Without the suspended account and that of the credentials.
		times(18, listRegions), // Without the account that cannot be read.
		times(2*18, describe),
	)...)

	// Without on_error, the account that cannot be read fails the run.
	e.Replace(t, "main.tf", `"report"`, `"fail"`)
	e.Fail(t, []string{"Unable to Assume the IAM Role", "200000000018"}, "plan", "-input=false")

	// An account that is not allowed is not read, and its role is not assumed.
	e.Replace(t, "main.tf", `"fail"`, `"report"`)
	e.Replace(t, "main.tf", `region = "eu-west-1"`, `region = "eu-west-1"
		forbidden_account_ids = ["111122223333", "200000000018"]`)
	e.Sent()
	expectPhrases(t, e.Apply(t), "AWS Config in account 111122223333 could not be read: the account 111122223333 is forbidden")
	if sent := e.Sent(); countOf(sent, assumeRole) != 16 {
		t.Errorf("the provider called %v", sent)
	}
}

func countOf(values []string, value string) int {
	return len(slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v != value }))
}

func runManyAccountsEach(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), `recording = { "123456789012" = true "210987654321" = false }`)
	e.ExpectSent(t, callerIdentity, assumeRole, describe, describe)
}

func runManyAccountsAliases(t *testing.T, e *example) {
	expectPhrases(t, e.Plan(t), `not_recording = [ + "AWS Config in eu-west-1 of account 555566667777 has no customer managed configuration recorder.", ]`)
	e.ExpectSent(t, slices.Concat([]string{listAccounts}, times(2, callerIdentity), times(2, assumeRole), times(3, describe))...)
}

// rolePolicy is what the role in each account allows: what the plural data sources need.
var rolePolicy = []string{listRegions, describe, describeRecorders, describeChannelStatus, describeChannels}

func runManyAccountsRole(t *testing.T, e *example) {
	e.Apply(t, "-var=reader_arn=arn:aws:iam::123456789012:role/reader")
	var state struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Values struct {
						Policy      string `json:"policy"`
						TrustPolicy string `json:"assume_role_policy"`
					}
				}
			} `json:"root_module"`
		}
	}
	if err := json.Unmarshal([]byte(e.succeed(t, "show", "-json")), &state); err != nil {
		t.Fatal(err)
	}
	for _, resource := range state.Values.RootModule.Resources {
		if policy := resource.Values.Policy; policy != "" {
			if got := allowedBy(t, []byte(policy)); !slices.Equal(got, rolePolicy) {
				t.Errorf("the policy allows %v", got)
			}
		} else if got := trustedBy(t, []byte(resource.Values.TrustPolicy)); got.principal != "arn:aws:iam::123456789012:role/reader" {
			t.Errorf("the role trusts %+v", got)
		}
	}
	if got := len(state.Values.RootModule.Resources); got != 2 {
		t.Errorf("there are %d resources", got)
	}
}

func runManyAccountsStackSet(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "2 added, 0 changed, 0 destroyed")
	var template struct {
		Parameters map[string]any `yaml:"Parameters"`
		Resources  map[string]struct {
			Type       string `yaml:"Type"`
			Properties struct {
				RoleName                 string         `yaml:"RoleName"`
				AssumeRolePolicyDocument map[string]any `yaml:"AssumeRolePolicyDocument"`
				Policies                 []struct {
					PolicyDocument map[string]any `yaml:"PolicyDocument"`
				} `yaml:"Policies"`
			} `yaml:"Properties"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal([]byte(e.File(t, "config-reader.yaml")), &template); err != nil {
		t.Fatal(err)
	}
	role := template.Resources["ConfigReader"]
	if len(template.Resources) != 1 || role.Type != "AWS::IAM::Role" || role.Properties.RoleName != "config-reader" || len(role.Properties.Policies) != 1 {
		t.Fatalf("the template has %+v", template.Resources)
	}
	asJSON := func(document map[string]any) []byte {
		content, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	if got := allowedBy(t, asJSON(role.Properties.Policies[0].PolicyDocument)); !slices.Equal(got, rolePolicy) {
		t.Errorf("the policy allows %v", got)
	}
	if got := trustedBy(t, asJSON(role.Properties.AssumeRolePolicyDocument)); got.principal != "ReaderArn" || template.Parameters[got.principal] == nil {
		t.Errorf("the role trusts %+v", got)
	}
}

func runOverride(t *testing.T, e *example) {
	e.Fail(t, []string{"Resource precondition failed", "Start the recorder, or set require_aws_config = false."}, "plan", "-input=false")
	e.Sent()
	expectPhrases(t, e.Apply(t, "-var=require_aws_config=false"), "1 added, 0 changed, 0 destroyed")
	e.ExpectSent(t)
	e.backend.DeleteRecorder(t, home, "default")
	e.Fail(t, []string{"Configuration Recorder Not Found"}, "plan", "-input=false")
	expectPhrases(t, e.Apply(t, "-var=require_aws_config=false"), unchanged)
}

// A check leaves the exit status 0, unless a data block is part of it.
func runWarn(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "Warning: Check block assertion failed", "has no customer managed configuration recorder.")
	e.Plan(t, "-detailed-exitcode")

	e.Write(t, "main.tf", strings.Replace(strings.Replace(e.Read(t, "main.tf"), "\n}\n", "\n", 1), `check "aws_config_is_recording" {`, "}", 1))
	config := e.Read(t, "main.tf")
	e.Write(t, "main.tf", "check \"aws_config_is_recording\" {\n"+config)
	e.Apply(t)
	for range 2 {
		output, err := e.Run(t, "plan", "-input=false", "-detailed-exitcode")
		if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != 2 {
			t.Errorf("a plan with a nested data block ends with %v:\n%s", err, output)
		}
		expectPhrases(t, output, "data.awsconfig_configuration_recorder_statuses.here will be read during apply")
	}
}

func runGaps(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "Warning: Check block assertion failed", "AWS Config was stopped at 2026-03-01T17:45:00.125Z, after the last audit.")
	expectNothingOf(t, e.Apply(t, "-var=audited_at=2026-03-03T00:00:00Z"), "Warning")

	// A recorder that was never stopped has no such time, which ends even a check.
	e.Seed(t, strings.Replace(e.Read(t, "seed.json"), `"lastStopTime"`, `"lastStatusChangeTime"`, 1))
	expectNothingOf(t, e.Apply(t), "Warning")
	e.Replace(t, "main.tf", "data.awsconfig_configuration_recorder_status.this.last_stop_time == null ? true : ", "")
	e.Fail(t, []string{"Invalid function argument"}, "plan", "-input=false")
}

func runOwners(t *testing.T, e *example) {
	e.Apply(t) // Compared with owners.txt.
}

func runControlTower(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), "Warning: Check block assertion failed", "The region has no recorder yet, not that of AWS Control Tower.", unchanged)
	expectPhrases(t, e.Apply(t, "-var=governed=false"), "1 added, 0 changed, 0 destroyed")
	expectPhrases(t, e.Apply(t, "-var=governed=false"), unchanged)
	expectPhrases(t, e.succeed(t, "destroy", "-auto-approve", "-var=governed=false"), "1 destroyed")

	e.Seed(t, foreign("aws-controltower-BaselineConfigRecorder"))
	output := e.Apply(t)
	expectPhrases(t, output, unchanged)
	expectNothingOf(t, output, "Warning")
	e.Fail(t, []string{"MaxNumberOfConfigurationRecordersExceededException"}, "apply", "-input=false", "-auto-approve", "-var=governed=false")
}

func runLastStatus(t *testing.T, e *example) {
	seed := func(status string) {
		t.Helper()
		e.Seed(t, fmt.Sprintf(`{"accounts": {"123456789012": {"eu-west-1": %s}}}`, status))
	}
	fromCLI := e.File(t, "aws-cli.json")
	seed(fromCLI)
	if raw := e.backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{}); aws.ToString((*string)(&raw.LastStatus)) != "SUCCESS" {
		t.Errorf("the service sends %q", raw.LastStatus)
	}
	output := e.Apply(t)
	expectNothingOf(t, output, "Warning")

	for change, want := range map[string][]string{
		`"recording": true|"recording": false`:            {"The recorder is stopped."},
		`"lastStatus": "SUCCESS"|"lastStatus": "PENDING"`: {"The last status is Pending."},
		`"lastStatus": "SUCCESS"|"lastStatus": "FAILURE", "lastErrorMessage": "Unable to write to the bucket"`: {
			"The last status is Failure.", "AWS Config fails: Unable to write to the bucket."},
		`"lastStatus": "SUCCESS",|`: {"The last status is not known yet."},
	} {
		before, after, _ := strings.Cut(change, "|")
		seed(strings.Replace(fromCLI, before, after, 1))
		output := e.Plan(t)
		for _, message := range want {
			expectPhrases(t, output, "Warning: Check block assertion failed", message)
		}
		if got := strings.Count(output, "Warning:"); got != len(want) {
			t.Errorf("with %s there are %d warnings:\n%s", after, got, output)
		}
	}

	// A null in a message suppresses the warning.
	seed(strings.Replace(fromCLI, `"lastStatus": "SUCCESS",`, "", 1))
	e.Replace(t, "check.tf", `${coalesce(data.awsconfig_configuration_recorder_status.this.last_status, "not known yet")}`, "${data.awsconfig_configuration_recorder_status.this.last_status}")
	e.Fail(t, []string{"Invalid template interpolation value"}, "plan", "-input=false")
}

// checksAndScripts is for examples with check blocks and scripts.
func checksAndScripts(t testing.TB) {
	checks(t)
	for _, command := range []string{"bash", "jq"} {
		if _, err := exec.LookPath(command); err != nil {
			t.Skipf("the example needs %s", command)
		}
	}
}

// expectScript fails the test if a script does not end as wanted or prints something else.
func (e *example) expectScript(t *testing.T, script string, succeeds bool, texts ...string) {
	t.Helper()
	output, err := e.Shell(t, script)
	if (err == nil) != succeeds {
		t.Errorf("%s ended with %v", script, err)
	}
	expectPhrases(t, output, texts...)
}

// expectExitCode plans with -detailed-exitcode.
func (e *example) expectExitCode(t *testing.T, want int) {
	t.Helper()
	output, err := e.Run(t, "plan", "-input=false", "-detailed-exitcode")
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	}
	if got != want {
		t.Errorf("the plan exits with %d, not %d:\n%s", got, want, output)
	}
}

// The organization has three accounts. The role of one of them trusts nobody.
func runInCI(t *testing.T, e *example) {
	e.Apply(t)
	if table := e.succeed(t, "output", "-raw", "coverage"); table != e.Read(t, "coverage.txt") {
		t.Errorf("the table is\n%s", table)
	}
	e.expectExitCode(t, 0) // The check only warns.

	// The table is in the summary before the gate fails.
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct {
				Run string `yaml:"run"`
			} `yaml:"steps"`
		} `yaml:"jobs"`
	}
	if err := yaml.Unmarshal([]byte(e.File(t, "workflow.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, step := range workflow.Jobs["coverage"].Steps {
		if step.Run != "" && step.Run != "terraform init" {
			steps = append(steps, step.Run)
		}
	}
	e.Env["GITHUB_STEP_SUMMARY"] = e.Write(t, "summary.md", "")
	e.expectScript(t, strings.Join(steps, "\n"), false, "AWS Config is not known to be recording everywhere.",
		"AWS Config in account 111122223333 could not be read", "AWS Config in us-east-1 of account 210987654321 has no customer managed configuration recorder.")
	if summary := e.Read(t, "summary.md"); strings.TrimSpace(summary) != strings.TrimSpace(e.Read(t, "coverage.txt")) {
		t.Errorf("the summary is\n%s", summary)
	}

	var atlantis struct {
		Workflows map[string]struct {
			Plan struct {
				Steps []any `yaml:"steps"`
			} `yaml:"plan"`
		} `yaml:"workflows"`
	}
	if err := yaml.Unmarshal([]byte(e.File(t, "atlantis.yaml")), &atlantis); err != nil {
		t.Fatal(err)
	}
	var gate string
	for _, step := range atlantis.Workflows["aws-config"].Plan.Steps {
		if custom, ok := step.(map[string]any); ok {
			gate, _ = custom["run"].(string)
		}
	}
	e.Env["PLANFILE"] = filepath.Join(e.Dir, "atlantis.tfplan")
	e.expectScript(t, `cp plan "$PLANFILE"`, true)
	e.expectScript(t, gate, false, "AWS Config is not known to be recording everywhere.")
	if _, err := os.Stat(e.Env["PLANFILE"]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the plan can still be applied: %v", err)
	}

	e.File(t, "gate.jq")
	e.File(t, "coverage.md.tftpl")
	e.File(t, "policy/aws_config.rego")
	script, policy := e.File(t, "gate.sh"), e.File(t, "policy.sh")
	_, err := exec.LookPath("opa") // It takes minutes to build.
	hasOPA := err == nil
	if hasOPA {
		e.expectScript(t, policy, false, "check.aws_config_records_everywhere has the status fail.")
	}

	e.Replace(t, "main.tf", "all_accounts = true", `account_ids  = ["123456789012"]`)
	e.expectScript(t, script, true, "AWS Config is recording everywhere.")
	if hasOPA {
		e.expectScript(t, policy, true)
	}

	// The gates do not open for a plan without the check.
	e.Replace(t, "main.tf", `check "aws_config_records_everywhere"`, `check "aws_config_records"`)
	e.expectScript(t, script, false, "AWS Config is not known to be recording everywhere.")
	if hasOPA {
		e.expectScript(t, policy, false, "The plan has no check aws_config_records_everywhere.")
	}
}

// Terraform reads a data block in a check during the apply, too, so the plan is never empty.
func runInCINested(t *testing.T, e *example) {
	e.Apply(t)
	e.expectExitCode(t, 2)
	e.Apply(t)
	e.expectExitCode(t, 2)
}

func runFromDataExternal(t *testing.T, e *example) {
	expectNothingOf(t, e.Plan(t), "Warning")
	e.Seed(t, `{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecordersStatus": [{"name": "default", "recording": true, "lastStatus": "FAILURE", "lastErrorMessage": "Unable to write to the bucket"}]}}}}`)
	expectPhrases(t, e.Plan(t), "Warning: Check block assertion failed", "AWS Config fails in eu-west-1: Unable to write to the bucket")
}

// The AWS CLI is a script that prints what it would.
func runBeforeDataExternal(t *testing.T, e *example) {
	e.File(t, "recorder-status.sh")
	printed, err := os.ReadFile(filepath.Join(examplesFolder, "guides", "last-status", "aws-cli.json"))
	if err != nil {
		t.Fatal(err)
	}
	command := e.Write(t, "home/bin/aws", "#!/bin/sh\ncat printed.json\n")
	if err := os.Chmod(command, 0o700); err != nil { //nolint:gosec // It is a program.
		t.Fatal(err)
	}
	for content, warns := range map[string]bool{
		string(printed): false,
		strings.Replace(string(printed), `"recording": true`, `"recording": false`, 1): true,
		strings.Replace(string(printed), "SUCCESS", "FAILURE", 1):                      true,
	} {
		e.Write(t, "printed.json", content)
		output, err := e.Shell(t, "terraform plan -input=false")
		if err != nil || strings.Contains(output, "AWS Config is stopped or fails in eu-west-1.") != warns {
			t.Errorf("with %s: %v\n%s", content, err, output)
		}
	}
}

// The quickstart is what `make demo` runs.
func runQuickstart(t *testing.T, e *example) {
	output := e.Apply(t)
	expectPhrases(t, output, "terraform_data.workload: Creation complete", "Apply complete!", "Outputs:", `"eu-west-1" = true`, `"us-east-1" = false`)
	e.Fail(t, []string{"Resource precondition failed"}, "plan", "-input=false", "-var=region=us-east-1")
}

func runReadme(t *testing.T, e *example) {
	expectPhrases(t, e.Plan(t), "Warning: Check block assertion failed", "AWS Config in us-east-1 of account 123456789012 has no customer managed configuration recorder.")
	e.backend.StopRecorder(t, home, "default")
	e.Fail(t, []string{"Resource precondition failed", "AWS Config is not recording. Start its recorder first."}, "plan", "-input=false")
	e.backend.StartRecorder(t, home, "default")

	// With the development override in CONTRIBUTING, there is nothing to initialize.
	providers, err := filepath.Glob(filepath.Join(e.Dir, ".terraform", "providers", "*", "*", "awsconfig", "*", runtime.GOOS+"_"+runtime.GOARCH))
	if err != nil || len(providers) != 1 {
		t.Fatalf("the provider is in %v: %v", providers, err)
	}
	provider, err := filepath.EvalSymlinks(providers[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(e.Dir, ".terraform")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(e.Dir, ".terraform.lock.hcl")); err != nil {
		t.Fatal(err)
	}
	settings := strings.Replace(e.File(t, "development.tfrc"), "/home/you/go/bin", filepath.ToSlash(provider), 1)
	e.Env["TF_CLI_CONFIG_FILE"] = e.Write(t, "settings.tfrc", settings)
	expectPhrases(t, e.Plan(t), "Provider development overrides are in effect", "Plan: 1 to add")
}

// Each question is violated once, in us-east-1 or, for what concerns the home region, in
// eu-west-1. In the seed of the folder, all is well.
func runJob(t *testing.T, e *example) {
	expectNothingOf(t, e.Apply(t), "Warning", "Error")
	e.ExpectSent(t, slices.Concat(times(2, callerIdentity), times(1, listRegions), times(2, describe), times(2, describeRecorders), times(2, describeChannelStatus))...)

	const (
		inHome  = "AWS Config in eu-west-1 of account 123456789012, the home region, "
		away    = "AWS Config in us-east-1 of account 123456789012 "
		channel = `The delivery channel "default" in us-east-1 of account 123456789012 `
	)
	recorder := func(member string, value any) func(home, away map[string]any) {
		return func(_, away map[string]any) { first(away, "ConfigurationRecorders")[member] = value }
	}
	history := func(delivery map[string]any) func(home, away map[string]any) {
		return func(_, away map[string]any) {
			first(away, "DeliveryChannelsStatus")["configHistoryDeliveryInfo"] = delivery
		}
	}
	for name, violated := range map[string]struct {
		change func(home, away map[string]any)
		want   []string // A warning each.
	}{
		"stopped": {
			func(_, away map[string]any) {
				status := first(away, "ConfigurationRecordersStatus")
				status["recording"], status["lastStopTime"] = false, "2026-03-01T17:45:00.125Z"
			},
			[]string{`The configuration recorder "default" in us-east-1 of account 123456789012 has been stopped since 2026-03-01T17:45:00.125Z.`},
		},
		"no recorder": {
			func(_, away map[string]any) { clear(away) },
			[]string{away + "has no customer managed configuration recorder.", away + "has no delivery channel."},
		},
		"no recorder in the home region": {
			func(home, _ map[string]any) {
				delete(home, "ConfigurationRecorders")
				delete(home, "ConfigurationRecordersStatus")
			},
			[]string{"AWS Config in eu-west-1 of account 123456789012 has no customer managed", "AWS Config in the home region eu-west-1 has no recorder that could be read."},
		},
		"some types": {
			recorder("recordingGroup", map[string]any{"allSupported": false, "resourceTypes": []string{"AWS::EC2::Instance", "AWS::S3::Bucket"}}),
			[]string{away + "does not record AWS::EC2::SecurityGroup, AWS::KMS::Key.", away + "is not configured to record all supported resource types."},
		},
		"types that nobody needs": {
			recorder("recordingGroup", map[string]any{
				"allSupported": false, "exclusionByResourceTypes": map[string]any{"resourceTypes": []string{"AWS::EC2::NetworkInterface"}},
				"recordingStrategy": map[string]any{"useOnly": "EXCLUSION_BY_RESOURCE_TYPES"},
			}),
			[]string{away + "is not configured to record all supported resource types."},
		},
		"no global types": {
			func(home, _ map[string]any) {
				first(home, "ConfigurationRecorders")["recordingGroup"] = map[string]any{"allSupported": true, "includeGlobalResourceTypes": false}
			},
			[]string{inHome + "does not record AWS::IAM::Group, AWS::IAM::Policy, AWS::IAM::Role, AWS::IAM::User."},
		},
		"another role": {
			recorder("roleARN", "arn:aws:iam::123456789012:role/config"),
			[]string{away + "uses the role arn:aws:iam::123456789012:role/config."},
		},
		"daily": {
			recorder("recordingMode", map[string]any{"recordingFrequency": "DAILY"}),
			[]string{away + "records some resource types only once a day."},
		},
		"a daily type": {
			recorder("recordingMode", map[string]any{"recordingFrequency": "CONTINUOUS", "recordingModeOverrides": []map[string]any{{"recordingFrequency": "DAILY", "resourceTypes": []string{"AWS::S3::Bucket"}}}}),
			[]string{away + "records some resource types only once a day."},
		},
		"failing": {
			history(map[string]any{"lastStatus": "FAILURE", "lastErrorCode": "NoSuchBucket"}),
			[]string{channel + "fails to deliver the configuration history (Failure, NoSuchBucket)."},
		},
		"never delivered": {
			history(map[string]any{}),
			[]string{channel + "has not delivered any configuration history."},
		},
	} {
		e.Seed(t, reseeded(t, e.Read(t, "seed.json"), violated.change))
		output := e.Plan(t)
		for _, message := range violated.want {
			expectPhrases(t, output, "Warning: Check block assertion failed", message)
		}
		if got := strings.Count(output, "Warning:"); got != len(violated.want) {
			t.Errorf("%s: there are %d warnings:\n%s", name, got, output)
		}
	}

	// A place that could not be read fails every check.
	e.Seed(t, e.Read(t, "seed.json"))
	e.Inject(t, "error=AccessDeniedException,region=us-east-1")
	if got := strings.Count(e.Plan(t), "Warning: Check block assertion failed"); got != 3 {
		t.Errorf("%d checks of 3 notice a region that cannot be read", got)
	}
}

// reseeded changes the regions eu-west-1 and us-east-1 of a seed.
func reseeded(t *testing.T, seed string, change func(home, away map[string]any)) string {
	t.Helper()
	var content struct {
		Accounts       map[string]map[string]map[string]any `json:"accounts"`
		EnabledRegions json.RawMessage                      `json:"enabledRegions"`
	}
	if err := json.Unmarshal([]byte(seed), &content); err != nil {
		t.Fatal(err)
	}
	regions := content.Accounts[ownAccount]
	change(regions[home], regions["us-east-1"])
	changed, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	return string(changed)
}

// first returns the first element of a list in a region of a seed, or nil, which panics
// when it is changed.
func first(region map[string]any, list string) map[string]any {
	elements, ok := region[list].([]any)
	if !ok {
		return nil
	}
	element, ok := elements[0].(map[string]any)
	if !ok {
		return nil
	}
	return element
}
