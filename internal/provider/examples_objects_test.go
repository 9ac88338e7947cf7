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

// objectExamples are the examples on the pages of the data sources, of the ephemeral
// resource and of the function.
var objectExamples = map[string]exampleCase{
	"data-sources/awsconfig_configuration_recorder":        {needs: checks, run: runRecorder},
	"data-sources/awsconfig_configuration_recorders":       {needs: checks, run: runRecorders},
	"data-sources/awsconfig_delivery_channel":              {needs: checks, run: runChannel},
	"data-sources/awsconfig_delivery_channels":             {needs: checks, run: runChannels},
	"data-sources/awsconfig_delivery_channel_status":       {needs: checks, run: runChannelStatus},
	"data-sources/awsconfig_delivery_channel_statuses":     {needs: checks, run: runChannelStatuses},
	"functions/missing_resource_types":                     {needs: functions, run: runMissingResourceTypes},
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
		"Error: Resource postcondition failed", "The configuration recorder default in eu-west-1 is stopped.",
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
	e.Fail(t, []string{"Timed Out Reading the Configuration Recorder Status", "did not finish within 1s"},
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
		`The configuration recorder "default" in us-east-1 of account 123456789012 has been stopped since 2026-03-01T17:45:00.125Z.`,
		"AWS Config in us-west-2 of account 123456789012 has no customer managed configuration recorder.")
	expectPhrases(t, output, "Outputs:",
		`recorders = { "eu-west-1 landing-zone" = "customer" "us-east-1 AWSConfigurationRecorderForSecurityHubCSPM" = "securityhub.amazonaws.com" "us-east-1 default" = "customer" }`,
		"unreadable = {}", `without_landing_zone = tolist([ "us-east-1", ])`)
	want := slices.Concat(
		times(1, listRegions),                         // all and reported share the list
		times(2, "config:ListConfigurationRecorders"), // linked
		times(4+2+3+2+4, describe),                    // all, used, linked, landing_zone and reported
	)
	e.ExpectSent(t, want...)

	// A region that cannot be read ends the run, unless it is to be reported.
	e.Inject(t, "error=AccessDeniedException,region=us-west-2,message=No.")
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

const (
	describeRecorders     = "config:DescribeConfigurationRecorders"
	describeChannels      = "config:DescribeDeliveryChannels"
	describeChannelStatus = "config:DescribeDeliveryChannelStatus"
	listRegions           = "account:ListRegions"
)

// Reseed seeds the account again, with seed.json in which a text is replaced.
func (e *example) Reseed(t *testing.T, text, replacement string) {
	t.Helper()
	seed := e.Read(t, "seed.json")
	if !strings.Contains(seed, text) {
		t.Fatalf("seed.json has no %q", text)
	}
	e.Seed(t, strings.Replace(seed, text, replacement, 1))
}

func runRecorder(t *testing.T, e *example) {
	output := e.Apply(t) // Compared with output.txt.
	expectNothingOf(t, output, "Warning")
	e.ExpectSent(t, times(5, describeRecorders)...)

	// A recorder without a mode is continuous, and an override can be daily.
	e.Reseed(t, `"recordingMode": {"recordingFrequency": "CONTINUOUS", "recordingModeOverrides": []},`, "")
	expectNothingOf(t, e.Plan(t), "Warning")
	const warning = "The configuration recorder default records some resource types only once a day."
	for _, mode := range []string{
		`"DAILY"`,
		`"CONTINUOUS", "recordingModeOverrides": [{"recordingFrequency": "DAILY", "resourceTypes": ["AWS::EC2::Instance"]}]`,
	} {
		e.Reseed(t, `"CONTINUOUS", "recordingModeOverrides": []`, mode)
		expectPhrases(t, e.Plan(t), "Warning: Check block assertion failed", warning)
	}

	e.Reseed(t, "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", "role/config")
	e.Fail(t, []string{"Resource postcondition failed", "The configuration recorder default in eu-west-1 uses the role arn:aws:iam::123456789012:role/config."}, "plan", "-input=false")
	e.backend.DeleteRecorder(t, home, "default")
	e.Fail(t, []string{"Configuration Recorder Not Found"}, "plan", "-input=false")
}

func runRecorders(t *testing.T, e *example) {
	output := e.Apply(t)
	expectPhrases(t, output, "Warning: Check block assertion failed", "AWS Config records only once a day in us-east-1.")
	expectPhrases(t, output, "Outputs:",
		`roles = { "eu-west-1 default" = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig" "us-east-1 default" = "arn:aws:iam::123456789012:role/config" }`,
		`scopes = { "AWSConfigurationRecorderForSecurityHubCSPM" = "INTERNAL" "default" = "PAID" }`)
	e.ExpectSent(t, append(times(3+2+2, describeRecorders), listRegions, "config:ListConfigurationRecorders")...)

	e.backend.DeleteRecorder(t, home, "default")
	e.Fail(t, []string{"Resource postcondition failed", "No configuration recorder in eu-west-1."}, "plan", "-input=false")
}

func runChannel(t *testing.T, e *example) {
	expectPhrases(t, e.Apply(t), `bucket = "config-logs"`)
	e.ExpectSent(t, times(2, describeChannels)...)
	e.Reseed(t, `,
            "s3KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"`, "")
	e.Fail(t, []string{"Resource postcondition failed", "The delivery channel default in us-east-1 delivers to config-logs, encrypted with no key."}, "plan", "-input=false")
	e.Replace(t, "postcondition.tf", `"us-east-1"`, `"us-west-2"`)
	e.Fail(t, []string{"Delivery Channel Not Found"}, "plan", "-input=false")
}

func runChannels(t *testing.T, e *example) {
	output := e.Apply(t)
	expectPhrases(t, output, "Warning: Check block assertion failed", "AWS Config delivers to other buckets: us-east-1: somebody-elses-bucket.")
	expectPhrases(t, output, "AWS Config has no delivery channel in us-west-2.")
	expectPhrases(t, output, `buckets = { "eu-west-1" = "config-logs" "us-east-1" = "somebody-elses-bucket" }`)
	e.ExpectSent(t, append(times(3, describeChannels), listRegions)...)
}

func runChannelStatus(t *testing.T, e *example) {
	expectNothingOf(t, e.Apply(t), "Warning") // Compared with output.txt.
	e.ExpectSent(t, times(2, describeChannelStatus)...)

	// Nothing was delivered yet, which only the postcondition refuses.
	e.Reseed(t, `"lastStatus": "SUCCESS",`, "")
	e.Fail(t, []string{"Resource postcondition failed", "The last delivery of default in eu-west-1 has the status none."}, "plan", "-input=false")
	expectNothingOf(t, e.Plan(t, "-refresh-only"), "Check block assertion failed")

	e.Reseed(t, `"lastStatus": "SUCCESS",`, `"lastStatus": "FAILURE", "lastErrorCode": "NoSuchBucket",`)
	e.Fail(t, []string{"The last delivery of default in eu-west-1 has the status Failure."}, "plan", "-input=false")
	expectPhrases(t, e.Plan(t, "-refresh-only"), "Warning: Check block assertion failed", "AWS Config fails to deliver: NoSuchBucket.")
}

func runChannelStatuses(t *testing.T, e *example) {
	output := e.Apply(t) // Compared with check.txt.
	expectPhrases(t, output, "terraform_data.workload: Creation complete",
		`why = { "sa-east-1" = "NothingDelivered" "us-east-1" = "Failing" "us-west-2" = "NoDeliveryChannel" }`)
	e.ExpectSent(t, append(times(4+2+4, describeChannelStatus), listRegions)...)

	e.Replace(t, "failing.tf", "sa-east-1", "us-east-1")
	e.Fail(t, []string{"Resource precondition failed", `The delivery channel "default" in us-east-1 fails to deliver`}, "plan", "-input=false")

	e.Inject(t, "error=AccessDeniedException,region=us-west-2,message=No.")
	e.Fail(t, []string{"Access to AWS Config Denied", "Allow the IAM action config:DescribeDeliveryChannelStatus in us-west-2"}, "plan", "-input=false", "-target=data.awsconfig_delivery_channel_statuses.all")
	expectPhrases(t, e.Apply(t, "-target=data.awsconfig_delivery_channel_statuses.reported"), `"us-west-2" = "Unreadable"`)
}

func runMissingResourceTypes(t *testing.T, e *example) {
	e.Apply(t) // Compared with check.txt and output.txt.
	e.Reseed(t, `"includeGlobalResourceTypes": false`, `"includeGlobalResourceTypes": true`)
	expectNothingOf(t, e.Apply(t), "Warning")
	e.Replace(t, "function.tf", "AWS::S3::Bucket", "AWS::S3::bucket")
	e.Fail(t, []string{"Invalid function argument", `Invalid value for "types" parameter: "AWS::S3::bucket" is not a resource type: enter "AWS::S3::Bucket"`}, "plan", "-input=false")
}
