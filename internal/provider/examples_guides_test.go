// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
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

	"guides/gate-a-plan/override": {needs: terraformData, run: runOverride},

	"guides/last-status": {needs: checks, run: runLastStatus},
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
	expectPhrases(t, e.Apply(t, "-var=manage_recorder=false"), "Warning: Check block assertion failed", "Nobody has made a recorder here.", unchanged)

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
	e.Fail(t, []string{"Resource precondition failed", "The recorder landing-zone is there already. Import it, or set manage_recorder = false."}, "plan", "-input=false", "-var=manage_recorder=true")
	output = e.Apply(t, "-var=manage_recorder=false")
	expectPhrases(t, output, unchanged)
	expectNothingOf(t, output, "Warning")
}

func runOwnerByFile(t *testing.T, e *example) {
	e.File(t, "owners.json")
	e.succeed(t, "workspace", "new", "security")
	expectPhrases(t, e.Apply(t, "-var=region=eu-west-1"), "Warning: Check block assertion failed", "The workspace network owns the recorder of eu-west-1, and has not made it yet.", unchanged)
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
		`The configuration recorder "baseline" in us-east-1 of account 123456789012 is stopped since 2026-03-01T17:45:00.125Z.`)
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

// The quickstart is what `make demo` runs.
func runQuickstart(t *testing.T, e *example) {
	output := e.Apply(t)
	expectPhrases(t, output, "Warning: Check block assertion failed", "AWS Config is stopped in us-east-1 since 2026-03-01T17:45:00.125Z.")
	expectPhrases(t, output, "Warning: Configuration Recorder Not Found", "AWS Config in ap-southeast-2 has no customer managed configuration recorder")
	expectPhrases(t, output, "terraform_data.workload: Creation complete", "Apply complete!", "Outputs:", `"eu-west-1" = {`, `"us-east-1" = {`)
}

func runReadme(t *testing.T, e *example) {
	e.Replace(t, "gate.tf", `"30s"`, `"500ms"`)
	e.Plan(t, "-out=earlier")
	e.backend.StopRecorder(t, home, "default")
	e.Fail(t, []string{"Configuration Recorder Not in the Expected Status"}, "apply", "-input=false", "earlier")
	if state := e.succeed(t, "show"); strings.Contains(state, "terraform_data") {
		t.Errorf("the gate held nothing back:\n%s", state)
	}
	e.backend.StartRecorder(t, home, "default")
	output := e.Apply(t)
	expectPhrases(t, output, "Warning: Check block assertion failed", "AWS Config in us-east-1 of account 123456789012 has no customer managed configuration recorder.")
	expectPhrases(t, output, "ephemeral.awsconfig_configuration_recorder_status.gate: Opening complete", "module.workload.terraform_data.this: Creation complete")

	// With the development override there is nothing to initialize, but for modules.
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
	e.succeed(t, "get")
	expectPhrases(t, e.Plan(t), "Provider development overrides are in effect", "No changes.")
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
			[]string{`The configuration recorder "default" in us-east-1 of account 123456789012 is stopped since 2026-03-01T17:45:00.125Z.`},
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
