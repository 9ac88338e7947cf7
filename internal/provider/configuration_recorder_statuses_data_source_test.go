// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

const statusesAddress = "data.awsconfig_configuration_recorder_statuses.test"

func statusesConfig(backend *acctest.Backend, arguments string) string {
	return backend.ProviderConfig() + statusesBlock(arguments)
}

func statusesBlock(arguments string) string {
	return fmt.Sprintf("data \"awsconfig_configuration_recorder_statuses\" \"test\" {\n%s\n}\n", arguments)
}

func expectStatuses(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(statusesAddress, tfjsonpath.New(attribute), value)
}

// expectNotRecording expects places in the account of the backend, each as
// REGION:REASON.
func expectNotRecording(accountID string, places ...string) statecheck.StateCheck {
	checks := make([]knownvalue.Check, 0, len(places))
	for _, place := range places {
		region, reason, _ := strings.Cut(place, ":")
		checks = append(checks, knownvalue.ObjectExact(map[string]knownvalue.Check{
			"account_id": knownvalue.StringExact(accountID), "message": knownvalue.StringRegexp(regexp.MustCompile(`in ` + region)),
			"reason": knownvalue.StringExact(reason), "region": knownvalue.StringExact(region),
		}))
	}
	return expectStatuses("not_recording", knownvalue.ListExact(checks))
}

func object(region, name string, recording bool) knownvalue.Check {
	return knownvalue.ObjectPartial(map[string]knownvalue.Check{
		"region": knownvalue.StringExact(region), "name": knownvalue.StringExact(name), "recording": knownvalue.Bool(recording),
	})
}

func TestAccConfigurationRecorderStatusesDataSource_regions(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, "us-east-1", "stopped")
	backend.CreateRecorder(t, "eu-west-1", "running")
	backend.StartRecorder(t, "eu-west-1", "running")

	runSteps(t, []resource.TestStep{{
		Config: statusesConfig(backend, `regions = ["us-east-1", "sa-east-1", "eu-west-1", "us-east-1"]`),
		ConfigStateChecks: []statecheck.StateCheck{
			expectStatuses("statuses", knownvalue.ListExact([]knownvalue.Check{object("eu-west-1", "running", true), object("us-east-1", "stopped", false)})),
			expectNotRecording(backend.RevealedAccountID(), "sa-east-1:NoRecorder", "us-east-1:NeverStarted"),
			expectStatuses("errors", knownvalue.ListSizeExact(0)),
			expectStatuses("regions", knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact("eu-west-1"), knownvalue.StringExact("sa-east-1"), knownvalue.StringExact("us-east-1")})),
		},
	}})
}

func TestAccConfigurationRecorderStatusesDataSource_regionOfProvider(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")

	runSteps(t, []resource.TestStep{{
		Config: statusesConfig(backend, ""),
		ConfigStateChecks: []statecheck.StateCheck{
			expectStatuses("statuses", knownvalue.ListExact([]knownvalue.Check{object(home, "default", false)})),
			expectNotRecording(backend.RevealedAccountID(), home+":NeverStarted"),
		},
	}})
}

func TestAccConfigurationRecorderStatusesDataSource_name(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	for region, name := range map[string]string{"eu-west-1": "audit", "eu-west-2": "default", "eu-west-3": "audit"} {
		backend.CreateRecorder(t, region, name)
		backend.StartRecorder(t, region, name)
	}

	runSteps(t, []resource.TestStep{{
		Config: statusesConfig(backend, "name = \"audit\"\nregions = [\"eu-west-1\", \"eu-west-2\", \"eu-west-3\", \"eu-north-1\"]"),
		ConfigStateChecks: []statecheck.StateCheck{
			expectStatuses("statuses", knownvalue.ListExact([]knownvalue.Check{object("eu-west-1", "audit", true), object("eu-west-3", "audit", true)})),
			expectNotRecording(backend.RevealedAccountID(), "eu-north-1:NoRecorder", "eu-west-2:NoRecorder"),
		},
	}})
}

func TestAccConfigurationRecorderStatusesDataSource_serviceLinked(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.ServiceLinked)
	backend.CreateRecorder(t, home, "default")
	backend.LinkRecorder(t, home, "securityhubv2.amazonaws.com")
	backend.LinkRecorder(t, other, "securityhub.amazonaws.com")

	runSteps(t, []resource.TestStep{{
		Config: statusesConfig(backend, fmt.Sprintf("include_service_linked = true\nregions = [%q, %q]", home, other)),
		ConfigStateChecks: []statecheck.StateCheck{
			expectStatuses("statuses", knownvalue.ListExact([]knownvalue.Check{
				object(home, "AWSConfigurationRecorderForSecurityHubAssets", true),
				object(home, "AWSConfigurationRecorderForSecurityHubAssetsGlobal", true),
				object(home, "default", false),
				object(other, "AWSConfigurationRecorderForSecurityHubCSPM", true),
			})),
			// Service-linked recorders are recording, but are not customer managed.
			expectNotRecording(backend.AccountID, home+":NeverStarted", other+":NoRecorder"),
		},
	}})
}

func TestAccConfigurationRecorderStatusesDataSource_allRegions(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.AccountRegions, acctest.SeededStatus)
	backend.Seed(t, fmt.Sprintf(`{"enabledRegions": {%[1]q: ["us-east-1", "eu-west-1", "af-south-1"]}, "accounts": {%[1]q: {"eu-west-1": {"ConfigurationRecordersStatus": [{"name": "default", "recording": true}]}}}}`, backend.AccountID))

	runSteps(t, []resource.TestStep{{
		Config: statusesConfig(backend, "all_regions = true"),
		ConfigStateChecks: []statecheck.StateCheck{
			expectStatuses("statuses", knownvalue.ListExact([]knownvalue.Check{object("eu-west-1", "default", true)})),
			expectNotRecording(backend.AccountID, "af-south-1:NoRecorder", "us-east-1:NoRecorder"),
			expectStatuses("regions", knownvalue.SetSizeExact(3)),
		},
	}})
}

func TestAccConfigurationRecorderStatusesDataSource_refusedArguments(t *testing.T) {
	t.Parallel()
	refusals := map[string]refusal{}
	for name, test := range map[string]struct{ arguments, want string }{
		"no region":           {"regions = []", "The list regions is empty, so nothing would be read. List at least one element, or remove regions"},
		"many regions":        {"regions = [for i in range(201) : format(\"xx-%s%s-1\", substr(\"abcdefghijklmnopqrstuvwxyz\", floor(i / 26), 1), substr(\"abcdefghijklmnopqrstuvwxyz\", i % 26, 1))]", "The list regions has 201 elements, but a data source reads at most 200"},
		"regions and all":     {"all_regions = true\nregions = [\"eu-west-1\"]", "Both regions and all_regions = true are set"},
		"no account":          {"account_ids = []", "The list account_ids is empty, so nothing would be read. List at least one element, or remove account_ids to read the account of the credentials"},
		"accounts and all":    {"all_accounts = true\naccount_ids = [\"123456789012\"]", "Both account_ids and all_accounts = true are set"},
		"bad account":         {`account_ids = ["12345678901"]`, "is not an account ID"},
		"null region":         {`regions = ["eu-west-1", null]`, "null"},
		"bad region":          {`regions = ["eu-west-1", "Ireland"]`, `"Ireland" does not have the form of an AWS Region code`},
		"empty name":          {`name = ""`, "The name is empty"},
		"unknown on_error":    {`on_error = "ignore"`, `value must be one of: ["fail" "report"]`},
		"no timeout":          {"timeouts {\n read = \"-1s\"\n}", "The timeout is not positive"},
		"a selector too many": {`arn = "` + someARN + `"`, "Unsupported argument"},
	} {
		refusals[name] = refusal{statusesBlock(test.arguments), []string{test.want}}
	}
	expectRefusals(t, acctest.Serve(t, answer(http.StatusOK, running)), "", refusals)
}

// inRegions returns a handler that selects the response by the region in the credential
// scope.
func inRegions(answers map[string]http.HandlerFunc, others http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for region, handler := range answers {
			if strings.Contains(r.Header.Get("Authorization"), "/"+region+"/config/") {
				handler(w, r)
				return
			}
		}
		others.ServeHTTP(w, r)
	})
}

// failing returns a backend with one good region and five that fail in different ways.
func failing(t *testing.T) (endpoint string, keys aws.Credentials, accountID string) {
	t.Helper()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return inRegions(map[string]http.HandlerFunc{
			"ca-west-1": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			"us-east-1": answer(http.StatusBadRequest, `{"__type":"AccessDeniedException","message":"not authorized"}`),
			"us-east-2": answer(http.StatusBadRequest, `{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}`),
			"us-west-1": answer(http.StatusBadRequest, `{"__type":"ThrottlingException","message":"Rate exceeded"}`),
			"us-west-2": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		}, next)
	})
	return server.URL, backend.Credentials, backend.RevealedAccountID()
}

const failingRegions = `regions = ["eu-west-1", "ca-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]
timeouts {
  read = "2s"
}
`

func TestAccConfigurationRecorderStatusesDataSource_onErrorFail(t *testing.T) {
	t.Parallel()
	endpoint, keys, _ := failing(t)
	started := time.Now()
	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(endpoint, keys) + statusesBlock(failingRegions),
		ExpectError: phrase("AWS Config Endpoint Unreachable", "in ca-west-1", "could not be reached", "Access to AWS Config Denied", "config:DescribeConfigurationRecorderStatus in us-east-1",
			"AWS Credentials Rejected", "in us-east-2", "accepts them in eu-west-1", "Check that us-east-2 is enabled",
			"AWS Config Throttled the Request", "in us-west-1", "was throttled on every attempt",
			"Timed Out Reading the Configuration Recorder Status", "in us-west-2", "did not finish within 2s"),
		PlanOnly: true,
	}})
	if took := time.Since(started); took > 30*time.Second {
		t.Errorf("a plan with a timeout of 2s took %s", took)
	}
}

func TestAccConfigurationRecorderStatusesDataSource_onErrorReport(t *testing.T) {
	t.Parallel()
	endpoint, keys, accountID := failing(t)
	reported := func(region, code string) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"account_id": knownvalue.StringExact(accountID), "region": knownvalue.StringExact(region), "code": knownvalue.StringExact(code),
			"message": knownvalue.StringRegexp(regexp.MustCompile("^" + region + ".*: ")),
		})
	}
	runSteps(t, []resource.TestStep{{
		Config: acctest.ProviderConfig(endpoint, keys) + statusesBlock("on_error = \"report\"\n"+failingRegions),
		ConfigStateChecks: []statecheck.StateCheck{
			expectStatuses("statuses", knownvalue.ListExact([]knownvalue.Check{object(home, "default", true)})),
			expectNotRecording(accountID, "ca-west-1:Unreadable", "us-east-1:Unreadable", "us-east-2:Unreadable", "us-west-1:Unreadable", "us-west-2:Unreadable"),
			expectStatuses("errors", knownvalue.ListExact([]knownvalue.Check{
				reported("ca-west-1", "EndpointUnreachable"),
				reported("us-east-1", "AccessDeniedException"), reported("us-east-2", "UnrecognizedClientException"),
				reported("us-west-1", "ThrottlingException"), reported("us-west-2", "Timeout"),
			})),
		},
	}})
}

func TestAccConfigurationRecorderStatusesDataSource_listRegionsFails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    []string
	}{
		"denied": {
			answer(http.StatusForbidden, `{"__type":"AccessDeniedException","message":"User is not authorized to perform: account:ListRegions"}`),
			[]string{"Access to AWS Account Management Denied", "all_regions = true", "Allow the IAM action account:ListRegions", "Alternatively, set the argument regions"},
		},
		"rejected": {
			answer(http.StatusForbidden, `{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}`),
			[]string{"AWS Credentials Rejected", "AWS does not know the credentials", "Alternatively, set the argument regions"},
		},
		"throttled": {
			answer(http.StatusTooManyRequests, `{"__type":"TooManyRequestsException","message":"Rate exceeded"}`),
			[]string{"AWS Account Management Throttled the Request", "raise max_retries"},
		},
		"server error": {answer(http.StatusInternalServerError, ``), []string{"Unable to List the AWS Regions", "failed with HTTP status 500. AWS Account Management, or a proxy in front of it, has a problem", "StatusCode: 500"}},
		"no region":    {answer(http.StatusOK, `{"Regions":[]}`), []string{"Unable to List the AWS Regions", "a response that AWS would not send", "has no region"}},
		"out of time":  {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, []string{"Timed Out Listing the AWS Regions", "did not finish within 500ms", "AWS Account Management did not respond", "raise the limit"}},
		"out of reach": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, []string{"AWS Account Management Endpoint Unreachable", "could not be reached"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, test.handler)
			runSteps(t, []resource.TestStep{{
				Config:      acctest.ProviderConfig(server.URL, someKeys) + statusesBlock("all_regions = true\ntimeouts {\n read = \"500ms\"\n}\n"),
				ExpectError: phrase(test.want...),
				PlanOnly:    true,
			}})
			if requests := server.Requests(); len(requests) != 1 || requests[0].Operation != "ListRegions" {
				t.Errorf("the plan sent %v", requests)
			}
		})
	}
}

func TestAccConfigurationRecorderStatusesDataSource_noRegion(t *testing.T) {
	t.Parallel()
	server := acctest.Serve(t, answer(http.StatusOK, running))
	config := acctest.ProviderConfig(server.URL, someKeys, "region = null")
	runSteps(t, []resource.TestStep{
		{Config: config + statusesBlock(""), ExpectError: phrase("Missing AWS Region", "Set regions in the data source"), PlanOnly: true},
		{Config: config + statusesBlock("all_regions = true"), ExpectError: phrase("Missing AWS Region", "all_regions = true", "A call of AWS Account Management needs a region, too"), PlanOnly: true},
		{Config: config + statusesBlock("all_accounts = true\nregions = [\"eu-west-1\"]"), ExpectError: phrase("Missing AWS Region", "all_accounts = true", "A call of AWS Organizations needs a region, too"), PlanOnly: true},
	})
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("requests were sent: %v", requests)
	}
}

// The credentials of a role are fetched once for all regions.
func TestAccConfigurationRecorderStatusesDataSource_requests(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.EnableRegions(t, acctest.CommercialRegions())
	workspace := acctest.NewWorkspace(t, backend.ProviderConfig(fmt.Sprintf("assume_role {\n role_arn = \"arn:aws:iam::%s:role/reader\"\n}", backend.AccountID))+
		statusesBlock("regions = [\""+strings.Join(acctest.CommercialRegions(), "\", \"")+"\"]"))
	workspace.MustRun(t, "plan", "-input=false")

	count := map[string]int{}
	for _, request := range backend.Requests() {
		count[request.Operation]++
	}
	if len(count) != 2 || count["AssumeRole"] != 1 || count["DescribeConfigurationRecorderStatus"] != 34 {
		t.Errorf("a plan over 34 regions sent %v", count)
	}
}

// Every fifth request is throttled, and the SDK repeats it.
func TestAccConfigurationRecorderStatusesDataSource_throttledOneInFive(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	var calls, throttled atomic.Int32
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if calls.Add(1)%5 == 0 {
				throttled.Add(1)
				answer(http.StatusBadRequest, `{"__type":"ThrottlingException","message":"Rate exceeded"}`)(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	regions := acctest.CommercialRegions()
	backend.EnableRegions(t, regions)
	for _, region := range regions {
		backend.CreateRecorder(t, region, "default")
	}

	workspace := acctest.NewWorkspace(t, acctest.ProviderConfig(server.URL, backend.Credentials, "max_retries = 10")+
		statusesBlock("regions = [\""+strings.Join(regions, "\", \"")+"\"]")+
		"output \"count\" {\n value = length("+statusesAddress+".statuses)\n}\n")
	if output := workspace.MustRun(t, "plan", "-input=false"); !strings.Contains(output, "+ count = 34") {
		t.Errorf("planned with:\n%s", output)
	}
	t.Logf("%d requests, of which %d were throttled and repeated", calls.Load(), throttled.Load())
	if throttled.Load() < int32(len(regions)/5) {
		t.Errorf("only %d requests were throttled", throttled.Load())
	}
}

func TestAccConfigurationRecorderStatusesDataSource_check(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithChecks)
	backend := acctest.New(t, emulator.WithSettle(0))
	for _, region := range []string{home, other} {
		backend.CreateRecorder(t, region, "default")
		backend.StartRecorder(t, region, "default")
	}
	denied := backend.Wrap(t, func(next http.Handler) http.Handler {
		return inRegions(map[string]http.HandlerFunc{other: answer(http.StatusBadRequest, `{"__type":"AccessDeniedException","message":"not authorized"}`)}, next)
	})
	config := func(endpoint string) string {
		return acctest.ProviderConfig(endpoint, backend.Credentials) +
			statusesBlock(fmt.Sprintf("regions = [%q, %q]\non_error = \"report\"", home, other)) + `
check "aws_config_records_everywhere" {
  assert {
    condition     = length(` + statusesAddress + `.not_recording) == 0
    error_message = "AWS Config does not record in ${join(", ", ` + statusesAddress + `.not_recording[*].region)}."
  }
}
`
	}
	warns := []statecheck.StateCheck{expectCheck{tfjson.CheckStatusFail, "AWS Config does not record in us-east-2."}}

	runSteps(t, []resource.TestStep{
		{Config: config(backend.URL), ConfigStateChecks: []statecheck.StateCheck{expectCheck{tfjson.CheckStatusPass, ""}}},
		{PreConfig: func() { backend.StopRecorder(t, other, "default") }, Config: config(backend.URL), ConfigStateChecks: warns},
		{PreConfig: func() { backend.DeleteRecorder(t, other, "default") }, Config: config(backend.URL), ConfigStateChecks: warns},
		{Config: config(denied.URL), ConfigStateChecks: warns},
	})
}

// A module with for_each over three regions protects its resources.
func TestAccConfigurationRecorderStatusesDataSource_preconditionInModule(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	backend := acctest.New(t)
	regions := []string{"eu-west-1", "eu-west-2", "eu-west-3"}
	for _, region := range regions {
		backend.CreateRecorder(t, region, "default")
		backend.StartRecorder(t, region, "default")
	}
	workspace := acctest.NewWorkspace(t, backend.ProviderConfig())
	workspace.Write(t, "calls.tf", `
module "workload" {
  source   = "./workload"
  for_each = toset(["eu-west-1", "eu-west-2", "eu-west-3"])
  region   = each.key
}
`)
	workspace.Write(t, "workload/main.tf", `
terraform {
  required_providers {
    awsconfig = {
      source = "terraform-provider-awsconfig/awsconfig"
    }
  }
}
variable "region" {
  type = string
}
data "awsconfig_configuration_recorder_statuses" "this" {
  regions = [var.region]
}
resource "terraform_data" "workload" {
  lifecycle {
    precondition {
      condition     = length(data.awsconfig_configuration_recorder_statuses.this.not_recording) == 0
      error_message = "AWS Config does not record in ${var.region}."
    }
  }
}
`)
	workspace.Init(t)
	if output := workspace.MustRun(t, "apply", "-input=false", "-auto-approve"); !strings.Contains(output, "3 added") {
		t.Errorf("applied with:\n%s", output)
	}
	backend.StopRecorder(t, "eu-west-2", "default")
	output, err := workspace.Run(t, "plan", "-input=false")
	if err == nil || !strings.Contains(output, "AWS Config does not record in eu-west-2.") || strings.Contains(output, "AWS Config does not record in eu-west-3.") {
		t.Errorf("planned with %v:\n%s", err, output)
	}
}
