// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// workspace returns a workspace that reads from the account, and logs the requests of
// the provider.
func (a *account) workspace(t *testing.T, config string) *acctest.Workspace {
	t.Helper()
	w := acctest.NewWorkspace(t, fmt.Sprintf("provider \"awsconfig\" {\n  region = %q\n}\n", a.config.Region)+config)
	w.UseAWS(t)
	w.Env["TF_LOG"] = "JSON"
	w.Env["TF_LOG_PATH"] = filepath.Join(w.Dir, "terraform.log")
	return w
}

// services maps the names in the log to those of the credential scope.
var services = map[string]string{"Account": "account", "Config Service": "config", "STS": "sts"}

// requests returns what the provider sent in the last run, without retries. It fails
// the test if the provider did anything but read.
func requests(t *testing.T, w *acctest.Workspace) []acctest.Request {
	t.Helper()
	var sent []acctest.Request
	for line := range strings.Lines(w.Read(t, "terraform.log")) {
		var entry struct {
			Message   string `json:"@message"`
			Operation string `json:"aws.operation"`
			Region    string `json:"aws.region"`
			Attempt   string `json:"http.attempt"`
			Service   string `json:"aws.service"`
		}
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Message != "Sent a request to AWS" {
			continue
		}
		request := acctest.Request{Service: services[entry.Service], Operation: entry.Operation, Region: entry.Region}
		if !request.ReadOnly() {
			t.Errorf("the provider sent %s %s, but it promises to read only", entry.Service, entry.Operation)
		}
		if strings.HasPrefix(entry.Attempt, "attempt=1;") {
			sent = append(sent, request)
		}
	}
	if err := os.Remove(filepath.Join(w.Dir, "terraform.log")); err != nil {
		t.Fatal(err)
	}
	return sent
}

// tries is how often compare starts again because a status changed meanwhile.
const tries = 5

// compare returns what is wrong, or the empty string. The first function reads with the
// SDK, and the second compares that with the provider. If AWS changed meanwhile, compare
// starts again.
func compare[T any](want func() T, wrong func(T) string) string {
	before := want()
	for range tries {
		problem := wrong(before)
		if problem == "" {
			return ""
		}
		after := want()
		if reflect.DeepEqual(before, after) {
			return problem
		}
		before = after
	}
	return fmt.Sprintf("what AWS tells changed %d times", tries)
}

// expect fails the test if compare finds something wrong.
func expect[T any](t *testing.T, want func() T, wrong func(T) string) {
	t.Helper()
	if problem := compare(want, wrong); problem != "" {
		t.Error(problem)
	}
}

// outputs applies the configuration and returns the output "read".
func outputs(t *testing.T, w *acctest.Workspace) map[string]any {
	t.Helper()
	w.MustRun(t, "apply", "-input=false", "-auto-approve")
	var read map[string]any
	if err := json.Unmarshal([]byte(w.MustRun(t, "output", "-json", "read")), &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// wanted reads each selection with the SDK, by label.
func (a *account) wanted(t *testing.T, selections []selection) func() map[string]map[string]any {
	return func() map[string]map[string]any {
		want := map[string]map[string]any{}
		for _, s := range selections {
			statuses, err := a.describe(t, s.region, s.input)
			if err != nil || len(statuses) != 1 {
				t.Fatalf("the SDK reads %d statuses of %s in %s: %v", len(statuses), s.label, s.region, err)
			}
			want[s.label] = a.attributes(s.region, statuses[0])
		}
		return want
	}
}

// differences lists the attributes that differ.
func differences(got map[string]any, want map[string]map[string]any) string {
	var text string
	for label, attributes := range want {
		read, _ := got[label].(map[string]any)
		for name, value := range attributes {
			if found, ok := read[name]; !ok || !reflect.DeepEqual(found, value) {
				text += fmt.Sprintf("\n%s: %s is %#v, and %#v at AWS", label, name, found, value)
			}
		}
	}
	return text
}

// blocks returns a data source or ephemeral resource for each selection.
func blocks(kind string, selections []selection, more func(s selection) string) string {
	var config strings.Builder
	for _, s := range selections {
		fmt.Fprintf(&config, "%s \"awsconfig_configuration_recorder_status\" %q {\n%s\n%s}\n", kind, s.label, s.arguments, more(s))
	}
	return config.String()
}

// output returns an output with all data sources of the selections.
func output(selections []selection) string {
	var config strings.Builder
	config.WriteString("output \"read\" {\n  value = {\n")
	for _, s := range selections {
		fmt.Fprintf(&config, "    %s = data.awsconfig_configuration_recorder_status.%[1]s\n", s.label)
	}
	return config.String() + "  }\n}\n"
}

func (a *account) testSelectors(t *testing.T) {
	t.Parallel()
	selections := a.selections()
	if len(selections) == 0 {
		t.Skip("not seen in this account: a recorder")
	}
	w := a.workspace(t, blocks("data", selections, func(selection) string { return "" })+output(selections))
	expect(t, a.wanted(t, selections), func(want map[string]map[string]any) string {
		got := outputs(t, w)
		if sent := requests(t, w); len(sent) != len(selections) {
			t.Errorf("%d reads sent %d requests: %v", len(selections), len(sent), sent)
		}
		return differences(got, want)
	})
	for _, s := range selections {
		t.Logf("read %s in %s", s.label, s.region)
	}
}

// Nothing shows the values of an ephemeral resource, so postconditions compare them.
func (a *account) testEphemeral(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
	selections := a.selections()
	if len(selections) == 0 {
		t.Skip("not seen in this account: a recorder")
	}
	expect(t, a.wanted(t, selections), func(want map[string]map[string]any) string {
		w := a.workspace(t, blocks("ephemeral", selections, func(s selection) string {
			conditions := "lifecycle {\n"
			for name, value := range want[s.label] {
				literal, err := json.Marshal(value)
				if err != nil {
					t.Fatal(err)
				}
				conditions += fmt.Sprintf("postcondition {\n condition = jsonencode(self.%s) == jsonencode(jsondecode(%s))\n error_message = %s\n}\n",
					name, quoted(string(literal)), quoted(fmt.Sprintf("%s: %s is not %s, as it is at AWS.", s.label, name, literal)))
			}
			return conditions + "}\n"
		}))
		output, err := w.Run(t, "apply", "-input=false", "-auto-approve")
		// Terraform reads them for the plan and again when it applies the plan.
		if sent := requests(t, w); err == nil && len(sent) < len(selections) {
			t.Errorf("%d ephemeral resources sent %d requests: %v", len(selections), len(sent), sent)
		}
		if err != nil {
			return output
		}
		return ""
	})
}

// A wait for the status that a recorder already has ends after one read.
func (a *account) testWaitFor(t *testing.T) {
	t.Parallel()
	var selections []selection
	for _, s := range a.selections() {
		if strings.HasPrefix(s.label, "name") {
			selections = append(selections, s)
		}
	}
	if len(selections) == 0 {
		t.Skip("not seen in this account: a recorder")
	}
	expect(t, a.wanted(t, selections), func(want map[string]map[string]any) string {
		w := a.workspace(t, blocks("data", selections, func(s selection) string {
			status := want[s.label]
			wait := fmt.Sprintf("recording = %t\n", status["recording"])
			if lastStatus, ok := status["last_status"].(string); ok {
				wait += fmt.Sprintf("last_status = [%q]\n", lastStatus)
			}
			return "wait_for {\n" + wait + "}\ntimeouts {\n read = \"20s\"\n}\n"
		})+output(selections))
		if output, err := w.Run(t, "plan", "-input=false"); err != nil {
			return output
		}
		if sent := requests(t, w); len(sent) != len(selections) {
			return fmt.Sprintf("%d waits that were over sent %d requests: %v", len(selections), len(sent), sent)
		}
		return differences(outputs(t, w), want)
	})
}

func (a *account) testNoRecorder(t *testing.T) {
	t.Parallel()
	region := a.without()
	if region == "" {
		t.Skip("not seen in this account: a region without a customer managed recorder")
	}
	w := a.workspace(t, fmt.Sprintf("data \"awsconfig_configuration_recorder_status\" \"test\" {\n region = %q\n}\n", region))
	output, err := w.Run(t, "plan", "-input=false")
	if err == nil || !strings.Contains(output, "Configuration Recorder Not Found") {
		t.Errorf("in %s, where no recorder is, the plan ends with %v:\n%s", region, err, output)
	}
	if sent := requests(t, w); len(sent) != 1 || sent[0].Region != region {
		t.Errorf("the plan sent %v", sent)
	}
}

// comparePlural compares the plural data source.
func (a *account) comparePlural(t *testing.T, arguments string, regions []string, linked bool) {
	t.Helper()
	w := a.workspace(t, fmt.Sprintf(`data "awsconfig_configuration_recorder_statuses" "test" {
  on_error = "report"
  %s
}

output "read" {
  value = {
    failed        = data.awsconfig_configuration_recorder_statuses.test.errors[*].region
    not_recording = data.awsconfig_configuration_recorder_statuses.test.not_recording[*].region
    statuses      = data.awsconfig_configuration_recorder_statuses.test.statuses
  }
}
`, arguments))
	expect(t, func() map[string]any { return a.plural(t, regions, linked) }, func(want map[string]any) string {
		got := outputs(t, w)
		if sent := requests(t, w); len(sent) < len(regions) {
			t.Errorf("%d regions were read with %d requests: %v", len(regions), len(sent), sent)
		}
		if reflect.DeepEqual(got, want) {
			return ""
		}
		return fmt.Sprintf("with %s the provider returns\n%v\nand the SDK\n%v", arguments, got, want)
	})
}

func (a *account) testRegions(t *testing.T) {
	t.Parallel()
	names, err := json.Marshal(a.survey.enabled)
	if err != nil {
		t.Fatal(err)
	}
	a.comparePlural(t, fmt.Sprintf("regions = %s", names), a.survey.enabled, false)
	if a.survey.unlisted {
		t.Skip("not allowed to these credentials: config:ListConfigurationRecorders in every region")
	}
	a.comparePlural(t, fmt.Sprintf("include_service_linked = true\nregions = %s", names), a.survey.enabled, true)
}

func (a *account) testAllRegions(t *testing.T) {
	t.Parallel()
	if len(a.survey.regions) == 0 {
		t.Skip("not allowed to these credentials: account:ListRegions")
	}
	a.comparePlural(t, "all_regions = true", a.survey.enabled, false)
}
