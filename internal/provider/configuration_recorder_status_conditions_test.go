// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

func TestAccConfigurationRecorderStatusDataSource_selectorKnownAfterApply(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")

	runSteps(t, []resource.TestStep{{
		Config: "resource \"terraform_data\" \"name\" {\n input = \"default\"\n}\n" + statusConfig(backend, "name = terraform_data.name.output"),
		ConfigPlanChecks: resource.ConfigPlanChecks{
			PreApply: []plancheck.PlanCheck{plancheck.ExpectUnknownValue(statusAddress, tfjsonpath.New("recording"))},
		},
		ConfigStateChecks: []statecheck.StateCheck{expect("name", knownvalue.StringExact("default")), expect("recording", knownvalue.Bool(false))},
	}})
}

func TestAccConfigurationRecorderStatusDataSource_precondition(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	config := statusConfig(backend, "") + `
resource "terraform_data" "gated" {
  lifecycle {
    precondition {
      condition     = ` + statusAddress + `.recording
      error_message = "AWS Config does not record in ${` + statusAddress + `.region}."
    }
  }
}
`
	runSteps(t, []resource.TestStep{
		{Config: config, ExpectError: phrase("AWS Config does not record in eu-west-1.")},
		{
			PreConfig: func() { backend.StartRecorder(t, home, "default") },
			Config:    config,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("terraform_data.gated", tfjsonpath.New("id"), knownvalue.NotNull()),
			},
		},
	})
}

func TestAccConfigurationRecorderStatusDataSource_check(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithChecks)
	backend := acctest.New(t)
	config := backend.ProviderConfig() + `
check "recording" {
  data "awsconfig_configuration_recorder_status" "test" {}
  assert {
    condition     = data.awsconfig_configuration_recorder_status.test.recording
    error_message = "AWS Config does not record."
  }
}
`
	runSteps(t, []resource.TestStep{
		// A check reads its data source again at each apply, so the plan is never empty.
		// Without a recorder, the failed read is only a warning.
		{Config: config, ExpectNonEmptyPlan: true, ConfigStateChecks: []statecheck.StateCheck{expectCheck{tfjson.CheckStatusFail, "Configuration Recorder Not Found"}}},
		{
			PreConfig:          func() { backend.CreateRecorder(t, home, "default") },
			Config:             config,
			ExpectNonEmptyPlan: true,
			ConfigStateChecks:  []statecheck.StateCheck{expectCheck{tfjson.CheckStatusFail, "AWS Config does not record."}},
		},
		{
			PreConfig:          func() { backend.StartRecorder(t, home, "default") },
			Config:             config,
			ExpectNonEmptyPlan: true,
			ConfigStateChecks:  []statecheck.StateCheck{expectCheck{tfjson.CheckStatusPass, ""}},
		},
	})
}

// expectCheck is a state check for the status of the only check block, and for its
// message.
type expectCheck struct {
	status  tfjson.CheckStatus
	message string
}

func (want expectCheck) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	var got expectCheck
	for _, check := range req.State.Checks {
		if check.Address.Kind != tfjson.CheckKindCheckBlock {
			continue
		}
		got.status = check.Status
		for _, instance := range check.Instances {
			for _, problem := range instance.Problems {
				got.message += problem.Message
			}
		}
	}
	if got.status != want.status || !strings.Contains(got.message, want.message) {
		resp.Error = fmt.Errorf("the check block came out as %+v, not %+v", got, want)
	}
}
