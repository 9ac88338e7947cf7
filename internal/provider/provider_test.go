// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"strings"
	"testing"

	fwprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

func TestAccProvider_endpointFromEnvironment(t *testing.T) {
	for _, variable := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CONFIG_SERVICE"} {
		t.Run(variable, func(t *testing.T) {
			server := acctest.Serve(t, answer(http.StatusOK, running))
			t.Setenv(variable, server.URL)
			t.Setenv("AWS_ACCESS_KEY_ID", someKeys.AccessKeyID)
			t.Setenv("AWS_SECRET_ACCESS_KEY", someKeys.SecretAccessKey)
			t.Setenv("AWS_REGION", "eu-north-1")

			runSteps(t, []resource.TestStep{{
				Config: `data "awsconfig_configuration_recorder_status" "test" {}`,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(statusAddress, tfjsonpath.New("region"), knownvalue.StringExact("eu-north-1")),
				},
			}})

			for _, request := range server.Requests() {
				if request.Region != "eu-north-1" {
					t.Errorf("a request was signed for %q", request.Region)
				}
				if !strings.Contains(request.UserAgent, "terraform-provider-awsconfig/test") || !strings.Contains(request.UserAgent, "Terraform/") {
					t.Errorf("the user agent %q does not name the provider and Terraform", request.UserAgent)
				}
			}
			if len(server.Requests()) == 0 {
				t.Error("the endpoint of the environment was not asked")
			}
		})
	}
}

func TestAccProvider_noRegion(t *testing.T) {
	t.Parallel()
	server := acctest.Serve(t, answer(http.StatusOK, running))

	runSteps(t, []resource.TestStep{
		{
			Config:      acctest.ProviderConfig(server.URL, someKeys, "region = null") + `data "awsconfig_configuration_recorder_status" "test" {}`,
			ExpectError: phrase("set the environment variable AWS_REGION"),
		},
		{
			Config: acctest.ProviderConfig(server.URL, someKeys, "region = null") + `data "awsconfig_configuration_recorder_status" "test" { region = "sa-east-1" }`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(statusAddress, tfjsonpath.New("region"), knownvalue.StringExact("sa-east-1")),
			},
		},
	})
}

func TestAccProvider_regionOfProfile(t *testing.T) {
	server := acctest.Serve(t, answer(http.StatusOK, running))
	directory := t.TempDir()
	write(t, directory+"/config", "[profile audit]\nregion = ap-south-1\nmax_attempts = 1\n")
	write(t, directory+"/credentials", "[audit]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = any\n")
	t.Setenv("AWS_CONFIG_FILE", directory+"/config")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", directory+"/credentials")

	runSteps(t, []resource.TestStep{{
		Config: `
provider "awsconfig" {
  profile = "audit"
  endpoints {
    configservice = "` + server.URL + `"
  }
}
data "awsconfig_configuration_recorder_status" "test" {}
`,
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(statusAddress, tfjsonpath.New("region"), knownvalue.StringExact("ap-south-1")),
		},
	}})
	if len(server.Requests()) == 0 {
		t.Error("the endpoint was not asked")
	}
}

func TestAccProvider_invalidRegionOfEnvironment(t *testing.T) {
	server := acctest.Serve(t, answer(http.StatusOK, running))
	t.Setenv("AWS_REGION", "Ireland")

	runSteps(t, []resource.TestStep{{
		Config:      acctest.ProviderConfig(server.URL, someKeys, "region = null") + `data "awsconfig_configuration_recorder_status" "test" {}`,
		ExpectError: phrase(`"Ireland" does not have the form of an AWS Region code`),
	}})
	if got := len(server.Requests()); got != 0 {
		t.Errorf("%d requests were sent", got)
	}
}

func TestAccProvider_noCredentials(t *testing.T) {
	t.Parallel()
	runSteps(t, []resource.TestStep{{
		Config: `
provider "awsconfig" {
  region = "eu-west-1"
}
data "awsconfig_configuration_recorder_status" "test" {}
`,
		ExpectError: phrase("AWS Credentials Not Found", "AWS_ACCESS_KEY_ID", "Original Error"),
	}})
}

func TestAccProvider_invalidEndpointOfEnvironment(t *testing.T) {
	t.Setenv("AWS_ENDPOINT_URL", "localhost:4599")
	t.Setenv("AWS_ACCESS_KEY_ID", someKeys.AccessKeyID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", someKeys.SecretAccessKey)

	runSteps(t, []resource.TestStep{{
		Config:      "data \"awsconfig_configuration_recorder_status\" \"test\" {\n region = \"eu-west-1\"\n}\n",
		ExpectError: phrase("Unable to Configure the AWS Client", `the endpoint from the environment or the profile is not valid: "localhost:4599" is not the URL of an endpoint`),
		PlanOnly:    true,
	}})
}

func TestAccProvider_unknownProfile(t *testing.T) {
	t.Setenv("AWS_PROFILE", "absent")

	runSteps(t, []resource.TestStep{{
		Config:      "data \"awsconfig_configuration_recorder_status\" \"test\" {\n region = \"eu-west-1\"\n}\n",
		ExpectError: phrase("Invalid AWS Profile", `AWS_PROFILE names the profile "absent", which does not exist`),
		PlanOnly:    true,
	}})
}

// Terraform hides the values of sensitive arguments.
func TestProvider_sensitiveArguments(t *testing.T) {
	t.Parallel()
	var response fwprovider.SchemaResponse
	provider.New("test")().Schema(t.Context(), fwprovider.SchemaRequest{}, &response)
	for _, name := range []string{"secret_key", "token"} {
		if !response.Schema.Attributes[name].IsSensitive() {
			t.Errorf("%s is not sensitive", name)
		}
	}
	role := response.Schema.Blocks["assume_role_with_web_identity"].GetNestedObject().GetAttributes()
	if !role["web_identity_token"].IsSensitive() {
		t.Error("web_identity_token is not sensitive")
	}
}
