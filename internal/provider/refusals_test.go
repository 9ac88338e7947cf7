// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

const someARN = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7"

// Both objects reject the same arguments, before any request.
func TestAccConfigurationRecorderStatus_refusedArguments(t *testing.T) {
	t.Parallel()
	rows := map[string]struct{ arguments, blamed, want string }{
		"name and ARN":               {`name = "default"` + "\n" + `arn = "` + someARN + `"`, "arn", "The arguments name and arn are set together"},
		"name and service principal": {`name = "default"` + "\n" + `service_principal = "securityhub.amazonaws.com"`, "service_principal", "The arguments name and service_principal are set together"},
		"ARN and service principal":  {`arn = "` + someARN + `"` + "\n" + `service_principal = "securityhub.amazonaws.com"`, "service_principal", "The arguments arn and service_principal are set together"},
		"all three selectors":        {`arn = "` + someARN + `"` + "\n" + `name = "default"` + "\n" + `service_principal = "securityhub.amazonaws.com"`, "arn", "The arguments name, arn and service_principal are set together, but at most one of them selects the recorder."},
		"ARN of another account":     {`arn = "` + someARN + `"` + "\n" + `account_id = "210987654321"`, "account_id", `is in the account 123456789012, but account_id is "210987654321"`},
		"bad account":                {`account_id = "1234"`, "account_id", "is not an account ID"},
		"ARN of another region":      {`arn = "` + someARN + `"` + "\n" + `region = "eu-central-1"`, "region", `is in the region "eu-west-1", but region is "eu-central-1"`},
		"empty name":                 {`name = ""`, "name", "The name is empty"},
		"long name":                  {fmt.Sprintf("name = %q", strings.Repeat("n", 257)), "name", "The name has 257 characters"},
		"empty ARN":                  {`arn = ""`, "arn", "it is empty"},
		"no ARN":                     {`arn = "default"`, "arn", "it does not have the six parts of an ARN"},
		"ARN of another service":     {`arn = "arn:aws:s3:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7"`, "arn", `its service is "s3"`},
		"ARN of another resource":    {`arn = "arn:aws:config:eu-west-1:123456789012:config-rule/config-rule-abc"`, "arn", `its resource is "config-rule/config-rule-abc"`},
		"empty service principal":    {`service_principal = ""`, "service_principal", `"" is not a service principal`},
		"bad service principal":      {`service_principal = "security hub"`, "service_principal", `"security hub" is not a service principal`},
		"service without a domain":   {`service_principal = "securityhub"`, "service_principal", `enter "securityhub.amazonaws.com"`},
		"empty region":               {`region = ""`, "region", `"" does not have the form of an AWS Region code`},
		"bad region":                 {`region = "Ireland"`, "region", `"Ireland" does not have the form of an AWS Region code`},
		"zone for a region":          {`region = "eu-west-1a"`, "region", `enter its region, "eu-west-1"`},
		"no timeout":                 {"timeouts {\n read = \"0s\"\n}", "read", "The timeout is not positive"},
		"timeout without a unit":     {"timeouts {\n read = \"30\"\n}", "read", "must be a string containing a sequence of decimal numbers"},
		"misspelled condition":       {"wait_for {\n recordng = true\n}", "", `Did you mean "recording"?`},
		"nothing to wait for":        {"wait_for {}", "", "so there is nothing to wait for"},
		"null to wait for":           {"wait_for {\n recording = null\n}", "", "so there is nothing to wait for"},
		"no status to wait for":      {"wait_for {\n last_status = []\n}", "last_status", "The list last_status in wait_for is empty, so no status can match"},
		"null among the statuses":    {"wait_for {\n last_status = [null]\n}", "last_status", "The list last_status in wait_for contains null"},
		"status as AWS sends it":     {"wait_for {\n last_status = [\"SUCCESS\"]\n}", "last_status", `Use "Success", which also matches what AWS sends.`},
		"no status of a recorder":    {"wait_for {\n last_status = [\"Running\"]\n}", "last_status", `"Running" is not a status of a configuration recorder: AWS documents "Pending", "Success", "Failure", "NotApplicable".`},
	}
	eachKind(t, func(t *testing.T, kind string) {
		refusals := map[string]refusal{}
		for name, test := range rows {
			blamed := "awsconfig_configuration_recorder_status"
			if test.blamed != "" {
				blamed = argumentOf(kind, test.blamed) + " ="
			}
			refusals[name] = refusal{block(kind, test.arguments), []string{"in " + kind, blamed, test.want}}
		}
		expectRefusals(t, acctest.Serve(t, answer(http.StatusOK, running)), "", refusals)
	})
}

// Arguments that are only known after the apply are rejected then, before any request.
func TestAccConfigurationRecorderStatus_refusedAtApply(t *testing.T) {
	t.Parallel()
	acctest.RequireTerraform(t, acctest.TerraformWithData)
	rows := map[string]struct{ arguments, want string }{
		"two selectors":         {"name = terraform_data.late.output\n arn = \"" + someARN + `"`, "The arguments name and arn are set together"},
		"ARN of another region": {"arn = \"arn:aws:config:${terraform_data.late.output}:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7\"\n region = \"eu-west-1\"", `is in the region "eu-west-2", but region is "eu-west-1"`},
		"no ARN":                {"arn = terraform_data.late.output", "it does not have the six parts of an ARN"},
		"nothing to wait for":   {"wait_for {\n recording = terraform_data.late.output == \"\" ? true : null\n}", "so there is nothing to wait for"},
	}
	eachKind(t, func(t *testing.T, kind string) {
		refusals := map[string]refusal{}
		for name, test := range rows {
			refusals[name] = refusal{block(kind, test.arguments), []string{test.want}}
		}
		expectRefusals(t, acctest.Serve(t, answer(http.StatusOK, running)), "resource \"terraform_data\" \"late\" {\n input = \"eu-west-2\"\n}\n", refusals)
	})
}

// refusal is a block labeled "test" that is refused, and parts of its diagnostic.
type refusal struct {
	block string
	want  []string
}

// expectRefusals applies all blocks in one configuration, because each run of Terraform
// takes a while. It expects the diagnostics of each block, and no
// request to the server.
func expectRefusals(t *testing.T, server *acctest.Server, config string, refusals map[string]refusal) {
	t.Helper()
	config += acctest.ProviderConfig(server.URL, someKeys)
	for name, refused := range refusals {
		config += strings.NewReplacer(`"test"`, fmt.Sprintf("%q", labelOf(name)), ".test", "."+labelOf(name)).Replace(refused.block)
	}
	diagnostics := applyInVain(t, config)
	for name, refused := range refusals {
		t.Run(name, func(t *testing.T) {
			// Terraform does not always name the block.
			own := slices.DeleteFunc(slices.Clone(diagnostics), func(text string) bool {
				return strings.Contains(text, "\n  with ") && !strings.Contains(text, "."+labelOf(name)+",")
			})
			if got := strings.Join(own, "\n"); !phrase(refused.want...).MatchString(got) {
				t.Errorf("expected %q, got:\n%s", refused.want, got)
			}
		})
	}
	if requests := server.Requests(); len(requests) != 0 {
		t.Errorf("requests were sent: %v", requests)
	}
}

// labelOf makes a label of the name of a test.
func labelOf(name string) string { return strings.ReplaceAll(name, " ", "_") }

// applyInVain applies a configuration and returns the errors that Terraform shows.
func applyInVain(t *testing.T, config string) []string {
	t.Helper()
	var output string
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providerFactories,
		Steps:                    []resource.TestStep{{Config: config}},
		ErrorCheck: func(err error) error {
			output = err.Error()
			return nil
		},
	})
	return strings.Split(output, "\nError: ")
}
