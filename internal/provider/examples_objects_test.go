// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// objectExamples are the examples on the pages of the data sources and of the
// ephemeral resource.
var objectExamples = map[string]exampleCase{
	"data-sources/awsconfig_configuration_recorder_status": {needs: checks, run: runStatus},
	"data-sources/awsconfig_configuration_recorder_status/wait-for": {
		needs: terraformData, options: []emulator.Option{emulator.WithSettle(time.Second)}, run: runStatusWaitFor,
	},
	"data-sources/awsconfig_configuration_recorder_statuses": {needs: checks, run: runStatuses},

	"ephemeral-resources/awsconfig_configuration_recorder_status":        {needs: ephemerals, run: runEphemeral},
	"ephemeral-resources/awsconfig_configuration_recorder_status/module": {needs: ephemerals, run: runEphemeralModule},
	"ephemeral-resources/awsconfig_configuration_recorder_status/started-in-the-same-run": {
		needs: ephemerals, options: []emulator.Option{emulator.WithSettle(time.Second)}, run: runEphemeralStarted,
	},
}

// times is a list of one text.
func times(n int, text string) []string { return slices.Repeat([]string{text}, n) }

func runStatus(t *testing.T, e *example) {
	output := e.Apply(t)
	expectPhrases(t, output, "1 added, 0 changed, 0 destroyed", `recording = { "eu-west-1" = true "us-east-1" = false }`)
	// The recorder of Sydney is absent, which is a warning in a check.
	expectPhrases(t, output, "Warning: Configuration Recorder Not Found", "AWS Config in ap-southeast-2 has no customer managed configuration recorder")
	expectNothingOf(t, output, "Check block assertion failed")
	// The data sources are read once, and that of the check, which failed, in plan and apply.
	e.ExpectSent(t, times(10, describe)...)

	// The recorder fails to deliver.
	e.Seed(t, strings.Replace(e.Read(t, "seed.json"), "SUCCESS", "FAILURE", 1))
	expectPhrases(t, e.Plan(t), "Warning: Check block assertion failed", "The configuration recorder has the status Failure.")

	// A plan that was made while the recorder recorded does not see that it stopped.
	e.Plan(t, "-out=earlier")
	e.Sent()
	e.backend.StopRecorder(t, home, "default")
	e.Apply(t, "earlier")
	e.Fail(t, []string{
		"Error: Resource postcondition failed", "The configuration recorder default of eu-west-1 is stopped.",
		"Error: Resource precondition failed", "Start the configuration recorder default first.",
	}, "plan", "-input=false")

	expectPhrases(t, e.Plan(t, "-refresh-only"), "Warning: Resource postcondition failed", "Warning: Resource precondition failed")

	// Conditions do not hold back destruction. A recorder that cannot be read does, where
	// it is read.
	expectPhrases(t, e.Plan(t, "-destroy"), "1 to destroy")
	e.backend.DeleteRecorder(t, home, "default")
	e.Fail(t, []string{"Configuration Recorder Not Found"}, "destroy", "-auto-approve")
	expectPhrases(t, e.succeed(t, "destroy", "-auto-approve", "-refresh=false"), "Destroy complete! Resources: 1 destroyed.")

	// An endpoint that does not answer.
	silent := acctest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	e.Env["AWS_ENDPOINT_URL"] = silent.URL
	e.Replace(t, "timeouts.tf", `"10s"`, `"1s"`)
	e.Fail(t, []string{"Timed Out Reading the Configuration Recorder Status", "did not end within 1s"},
		"plan", "-input=false", "-target=data.awsconfig_configuration_recorder_status.impatient")
}

func runStatusWaitFor(t *testing.T, e *example) {
	output := e.Apply(t)
	expectPhrases(t, output,
		"data.awsconfig_configuration_recorder_status.started will be read during apply",
		"aws_config_configuration_recorder_status.this: Creation complete",
		"data.awsconfig_configuration_recorder_status.started: Read complete",
		"terraform_data.workload: Creation complete")
	if sent := e.Sent(); len(sent) < 2 {
		t.Errorf("the recorder was read %d times while it was pending", len(sent))
	}

	// With a recorder that records, each further plan reads once.
	expectPhrases(t, e.Plan(t), "No changes.")
	e.ExpectSent(t, describe)

	// A wait in vain ends with an error, at the end of the time.
	e.backend.StopRecorder(t, home, "default")
	e.Replace(t, "data-source.tf", `"5m"`, `"500ms"`)
	e.Replace(t, "data-source.tf", "depends_on = [aws_config_configuration_recorder_status.this]", "")
	e.Fail(t, []string{"Configuration Recorder Not in the Expected Status", "did not succeed within 500ms", `It was last seen with recording = false, last_status = "Success". Start the recorder.`}, "plan", "-input=false")
}

func runStatuses(t *testing.T, e *example) {
	e.Env["AWS_MAX_ATTEMPTS"] = "1"
	output := e.Apply(t)
	expectPhrases(t, output, "Warning: Check block assertion failed",
		`The configuration recorder "default" in us-east-1 of account 123456789012 is stopped since 2026-03-01T17:45:00.125Z.`,
		"AWS Config in us-west-2 of account 123456789012 has no customer managed configuration recorder.")
	expectPhrases(t, output, "Outputs:",
		`recorders = { "eu-west-1 landing-zone" = "customer" "us-east-1 AWSConfigurationRecorderForSecurityHubCSPM" = "securityhub.amazonaws.com" "us-east-1 default" = "customer" }`,
		"unreadable = {}", `without_landing_zone = tolist([ "us-east-1", ])`)
	want := slices.Concat(
		times(1, "account:ListRegions"),               // all and reported share the list
		times(2, "config:ListConfigurationRecorders"), // linked
		times(4+2+3+2+4, describe),                    // all, used, linked, landing_zone and reported
	)
	e.ExpectSent(t, want...)

	// A region that cannot be read ends the run, unless it is to be reported.
	e.Befall(t, "error=AccessDeniedException,region=us-west-2,message=No.")
	e.Fail(t, []string{"Access to AWS Config Denied", "with data.awsconfig_configuration_recorder_statuses.all", "Allow the IAM action config:DescribeConfigurationRecorderStatus in us-west-2"}, "plan", "-input=false")
	output = e.Apply(t, "-target=data.awsconfig_configuration_recorder_statuses.reported")
	expectPhrases(t, output, `unreadable = { "us-west-2" = "AccessDeniedException" }`)

	// A region that is not enabled looks like wrong credentials.
	e.Replace(t, "regions.tf", "eu-central-1", "me-south-1")
	used := "-target=data.awsconfig_configuration_recorder_statuses.used"
	e.Fail(t, []string{"AWS Credentials Rejected", "Check that me-south-1 is enabled"}, "plan", "-input=false", used)
	e.Replace(t, "regions.tf", "me-south-1", "eu-central-1")

	// A region that has to record ends the run where it does not.
	e.backend.DeleteRecorder(t, "eu-central-1", "landing-zone")
	e.Fail(t, []string{"Resource postcondition failed", "AWS Config in eu-central-1 of account 123456789012 has no customer managed configuration recorder."}, "plan", "-input=false", used)
}

func runEphemeral(t *testing.T, e *example) {
	output := e.Plan(t, "-out=first")
	expectPhrases(t, output, "ephemeral.awsconfig_configuration_recorder_status.gate: Opening complete", "1 to add")
	e.ExpectSent(t, describe)
	expectPhrases(t, e.Apply(t, "first"), "ephemeral.awsconfig_configuration_recorder_status.gate: Opening complete", "terraform_data.workload: Creation complete")
	e.ExpectSent(t, describe)

	// The gate closes with the recorder between plan and apply.
	e.Plan(t, "-replace=terraform_data.workload", "-out=second")
	e.backend.StopRecorder(t, home, "default")
	e.Replace(t, "ephemeral-resource.tf", `"10s"`, `"500ms"`) // The plan keeps the 10 s.
	closed := []string{"Configuration Recorder Not in the Expected Status", "did not succeed within 500ms. It was last seen with recording = false"}
	e.Fail(t, closed, "plan", "-input=false")
	e.Fail(t, closed, "plan", "-input=false", "-refresh=false")
	e.Fail(t, closed, "plan", "-input=false", "-refresh-only")
	e.Fail(t, closed, "destroy", "-auto-approve")
	e.Fail(t, []string{"Configuration Recorder Not in the Expected Status", "did not succeed within 10s"}, "apply", "-input=false", "second")
	// It does not hold back destruction, here that of a replacement.
	if state := e.succeed(t, "state", "list"); strings.Contains(state, "terraform_data.workload") {
		t.Errorf("the state has\n%s", state)
	}
}

func runEphemeralModule(t *testing.T, e *example) {
	e.Replace(t, "main.tf", `"10s"`, `"500ms"`)
	e.backend.CreateRecorder(t, home, "default")
	e.backend.StartRecorder(t, home, "default")
	e.Plan(t, "-out=earlier")
	e.backend.StopRecorder(t, home, "default")
	e.Fail(t, []string{"Configuration Recorder Not in the Expected Status", "Start the recorder."}, "apply", "-input=false", "earlier")
	e.backend.StartRecorder(t, home, "default")
	expectPhrases(t, e.Apply(t), "ephemeral.awsconfig_configuration_recorder_status.gate: Opening complete", "module.workload.terraform_data.this: Creation complete")

	// The gate is looked at before a destruction is planned, unless nothing is refreshed.
	e.backend.StopRecorder(t, home, "default")
	e.Fail(t, []string{"Configuration Recorder Not in the Expected Status"}, "destroy", "-auto-approve")
	expectPhrases(t, e.succeed(t, "destroy", "-auto-approve", "-refresh=false"), "Destroy complete! Resources: 1 destroyed.")
}

func runEphemeralStarted(t *testing.T, e *example) {
	expectNothingOf(t, e.Plan(t, "-out=first"), "Opening")
	e.ExpectSent(t)
	expectPhrases(t, e.Apply(t, "first"),
		"aws_config_configuration_recorder_status.this: Creation complete",
		"ephemeral.awsconfig_configuration_recorder_status.started: Opening complete",
		"terraform_data.workload: Creation complete")
	if sent := e.Sent(); len(sent) < 2 {
		t.Errorf("the recorder was read %d times while it was pending", len(sent))
	}
	expectPhrases(t, e.Plan(t), "ephemeral.awsconfig_configuration_recorder_status.started: Opening complete", "No changes.")
	e.ExpectSent(t, describe)
}
