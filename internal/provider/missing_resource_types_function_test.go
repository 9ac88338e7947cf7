// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// madeUp returns a recorder that no data source returned. It records everything.
const madeUp = `
locals {
  group = {
    all_supported                 = true
    exclusion_by_resource_types   = { resource_types = [] }
    include_global_resource_types = true
    recording_strategy            = { use_only = "ALL_SUPPORTED_RESOURCE_TYPES" }
    resource_types                = []
  }
  recorder = {
    connector_arn   = null
    recording_group = local.group
    region          = "eu-west-1"
  }
}
`

// The function takes what the data sources return, and what is only known after the apply.
func TestAccMissingResourceTypesFunction(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithFunctions)
	// It records everything and the global types, as far as its region lets it.
	body, err := os.ReadFile("../recorder/testdata/recorders-2019.json")
	if err != nil {
		t.Fatal(err)
	}
	server := acctest.Serve(t, answer(http.StatusOK, string(body)))
	config := acctest.ProviderConfig(server.URL, someKeys) + madeUp + `
data "awsconfig_configuration_recorder" "old" {}
data "awsconfig_configuration_recorder" "new" {
  region = "eu-south-2"
}
data "awsconfig_configuration_recorders" "all" {
  regions = ["eu-west-1", "eu-south-2"]
}
resource "terraform_data" "late" {
  input = "AWS::IAM::Role"
}
resource "terraform_data" "region" {
  input = "eu-south-2"
}
locals {
  types = ["AWS::IAM::User", "AWS::EC2::Instance", "AWS::IAM::Group"]
}
output "old" {
  value = provider::awsconfig::missing_resource_types(data.awsconfig_configuration_recorder.old, local.types)
}
output "new" {
  value = provider::awsconfig::missing_resource_types(data.awsconfig_configuration_recorder.new, local.types)
}
output "set" {
  value = provider::awsconfig::missing_resource_types(data.awsconfig_configuration_recorder.new, toset(local.types))
}
output "element" {
  value = flatten([for r in data.awsconfig_configuration_recorders.all.recorders : [for type in provider::awsconfig::missing_resource_types(r, ["AWS::IAM::User"]) : "${type} in ${r.region}"]])
}
output "made_up" {
  value = provider::awsconfig::missing_resource_types(local.recorder, local.types)
}
output "other_cloud" {
  value = provider::awsconfig::missing_resource_types(merge(local.recorder, { connector_arn = "c" }), ["AWS::EC2::Instance"])
}
output "null_members" {
  value = provider::awsconfig::missing_resource_types(merge(local.recorder, { recording_group = merge(local.group, { exclusion_by_resource_types = null, recording_strategy = null, resource_types = null }) }), local.types)
}
output "late_type" {
  value = provider::awsconfig::missing_resource_types(data.awsconfig_configuration_recorder.new, [terraform_data.late.output])
}
output "late_region" {
  value = provider::awsconfig::missing_resource_types(merge(local.recorder, { region = terraform_data.region.output }), ["AWS::IAM::User"])
}
`
	expect := func(output string, types ...string) statecheck.StateCheck {
		checks := []knownvalue.Check{}
		for _, one := range types {
			checks = append(checks, knownvalue.StringExact(one))
		}
		return statecheck.ExpectKnownOutputValue(output, knownvalue.ListExact(checks))
	}
	runSteps(t, []resource.TestStep{{
		Config: config,
		ConfigPlanChecks: resource.ConfigPlanChecks{
			PreApply: []plancheck.PlanCheck{plancheck.ExpectUnknownOutputValue("late_type"), plancheck.ExpectUnknownOutputValue("late_region")},
		},
		ConfigStateChecks: []statecheck.StateCheck{
			expect("old"), expect("new", "AWS::IAM::User", "AWS::IAM::Group"), expect("set", "AWS::IAM::Group", "AWS::IAM::User"),
			statecheck.ExpectKnownOutputValue("element", knownvalue.TupleExact([]knownvalue.Check{knownvalue.StringExact("AWS::IAM::User in eu-south-2")})),
			expect("made_up"), expect("other_cloud", "AWS::EC2::Instance"), expect("null_members"), expect("late_type", "AWS::IAM::Role"), expect("late_region", "AWS::IAM::User"),
		},
	}})
}

// The error of the function is one sentence, which Terraform begins and ends, and names the
// argument.
func TestAccMissingResourceTypesFunction_errors(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithFunctions)
	config := madeUp
	rows := map[string]struct{ recorder, types, want string }{
		"another case":     {"{}", `["AWS::EC2::instance"]`, `"AWS::EC2::instance" is not a resource type: enter "AWS::EC2::Instance".`},
		"another form":     {"{}", `["EC2 Instance"]`, `"EC2 Instance" is not a resource type, such as "AWS::EC2::Instance".`},
		"null type":        {"{}", `["AWS::EC2::Instance", null]`, "the list contains null."},
		"unknown strategy": {`{ recording_group = merge(local.group, { recording_strategy = { use_only = "MOST" } }) }`, `["AWS::EC2::Instance"]`, `the recorder has the unknown recording strategy "MOST", so it is not known which resource types it records.`},
		"no exclusions":    {`{ recording_group = merge(local.group, { recording_strategy = { use_only = "EXCLUSION_BY_RESOURCE_TYPES" }, exclusion_by_resource_types = null }) }`, `["AWS::EC2::Instance"]`, "the recorder excludes resource types, but there is no list of them."},
		"null exclusion":   {`{ recording_group = merge(local.group, { exclusion_by_resource_types = { resource_types = [null] } }) }`, `["AWS::EC2::Instance"]`, "recording_group has a list of resource types that contains null."},
		"null group":       {`{ recording_group = null }`, `["AWS::EC2::Instance"]`, "recording_group is null, so it is not known which resource types the recorder records."},
		"null region":      {`{ region = null }`, `["AWS::EC2::Instance"]`, "region is null, so it is not known whether AWS Config records the global IAM types there."},
	}
	for name, row := range rows {
		config += "output \"" + labelOf(name) + "\" {\n value = provider::awsconfig::missing_resource_types(merge(local.recorder, " + row.recorder + "), " + row.types + ")\n}\n"
	}
	diagnostics := applyInVain(t, config)
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			for _, text := range diagnostics {
				if strings.Contains(text, `in output "`+labelOf(name)+`"`) {
					text = strings.Join(strings.Fields(text), " ")
					parameter := "recorder"
					if strings.HasSuffix(name, " type") || strings.HasPrefix(name, "another ") {
						parameter = "types"
					}
					if _, got, _ := strings.Cut(text, `Invalid value for "`+parameter+`" parameter: `); got != row.want {
						t.Errorf("it failed with %q in %s", got, text)
					}
					return
				}
			}
			t.Error("it did not fail")
		})
	}
}
