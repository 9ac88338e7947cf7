// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

func TestAccConfigurationRecorderStatusDataSource_noSelector(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})

	runSteps(t, []resource.TestStep{{
		Config:            statusConfig(backend, ""),
		ConfigStateChecks: expectStatus(home, status, knownvalue.NotNull()),
	}})
}

func TestAccConfigurationRecorderStatusDataSource_name(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "audit")
	backend.StartRecorder(t, home, "audit")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{"audit"}})

	runSteps(t, []resource.TestStep{{
		Config:            statusConfig(backend, `name = "audit"`),
		ConfigStateChecks: expectStatus(home, status, knownvalue.NotNull()),
	}})
}

func TestAccConfigurationRecorderStatusDataSource_arn(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.ARNs)
	backend.CreateRecorder(t, other, "default")
	backend.StartRecorder(t, other, "default")
	status := backend.Status(t, other, &configservice.DescribeConfigurationRecorderStatusInput{})

	runSteps(t, []resource.TestStep{
		{
			// The region is that of the ARN, not that of the provider.
			Config:            statusConfig(backend, fmt.Sprintf("arn = %q", *status.Arn)),
			ConfigStateChecks: expectStatus(other, status, knownvalue.StringExact("Success")),
		},
		{
			Config:            statusConfig(backend, fmt.Sprintf("arn = %q\nregion = %q", *status.Arn, other)),
			ConfigStateChecks: expectStatus(other, status, knownvalue.StringExact("Success")),
		},
		{
			Config:      statusConfig(backend, fmt.Sprintf("arn = %q", strings.ReplaceAll(*status.Arn, "/default/", "/absent/"))),
			ExpectError: phrase("Configuration Recorder Not Found"),
		},
	})
}

func TestAccConfigurationRecorderStatusDataSource_servicePrincipal(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.ServiceLinked)
	backend.CreateRecorder(t, home, "default")
	backend.LinkRecorder(t, home, "securityhub.amazonaws.com")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{ServicePrincipal: aws.String("securityhub.amazonaws.com")})

	runSteps(t, []resource.TestStep{
		{
			Config:            statusConfig(backend, `service_principal = "securityhub.amazonaws.com"`),
			ConfigStateChecks: append(expectStatus(home, status, knownvalue.NotNull()), expect("name", knownvalue.StringExact("AWSConfigurationRecorderForSecurityHubCSPM"))),
		},
		{
			Config:      statusConfig(backend, `service_principal = "observabilityadmin.amazonaws.com"`),
			ExpectError: phrase(`AWS Config in eu-west-1 does not have the configuration recorder of the service principal "observabilityadmin.amazonaws.com". Check the spelling`),
		},
	})
}

func TestAccConfigurationRecorderStatusDataSource_severalOfOnePrincipal(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.ServiceLinked)
	backend.LinkRecorder(t, home, "securityhubv2.amazonaws.com")

	runSteps(t, []resource.TestStep{
		{
			Config: statusConfig(backend, `service_principal = "securityhubv2.amazonaws.com"`),
			ExpectError: phrase("Multiple Configuration Recorders Found",
				"- AWSConfigurationRecorderForSecurityHubAssets, arn:aws:config:eu-west-1:123456789012:configuration-recorder/AWSConfigurationRecorderForSecurityHubAssets/",
				"- AWSConfigurationRecorderForSecurityHubAssetsGlobal, arn:aws:config:eu-west-1:"),
		},
	})
}

func TestAccConfigurationRecorderStatusDataSource_region(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "at-home")
	backend.CreateRecorder(t, other, "elsewhere")

	runSteps(t, []resource.TestStep{
		{
			Config:            statusConfig(backend, ""),
			ConfigStateChecks: []statecheck.StateCheck{expect("name", knownvalue.StringExact("at-home")), expect("region", knownvalue.StringExact(home))},
		},
		{
			Config:            statusConfig(backend, fmt.Sprintf("region = %q", other)),
			ConfigStateChecks: []statecheck.StateCheck{expect("name", knownvalue.StringExact("elsewhere")), expect("region", knownvalue.StringExact(other))},
		},
	})
}

func TestAccConfigurationRecorderStatusDataSource_neverStarted(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})

	runSteps(t, []resource.TestStep{{
		Config: statusConfig(backend, ""),
		ConfigStateChecks: append(expectStatus(home, status, knownvalue.Null()),
			expect("recording", knownvalue.Bool(false)),
			expect("last_start_time", knownvalue.Null()),
			expect("last_status_change_time", knownvalue.Null()),
			expect("last_stop_time", knownvalue.Null()),
		),
	}})
}

func TestAccConfigurationRecorderStatusDataSource_pending(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t, emulator.WithSettle(time.Hour))
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})

	runSteps(t, []resource.TestStep{{
		Config:            statusConfig(backend, ""),
		ConfigStateChecks: append(expectStatus(home, status, knownvalue.StringExact("Pending")), expect("recording", knownvalue.Bool(true))),
	}})
}

func TestAccConfigurationRecorderStatusDataSource_success(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.Settling)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})

	runSteps(t, []resource.TestStep{{
		Config: statusConfig(backend, ""),
		ConfigStateChecks: append(expectStatus(home, status, knownvalue.StringExact("Success")),
			expect("recording", knownvalue.Bool(true)),
			expect("last_status_change_time", knownvalue.NotNull()),
		),
	}})
}

func TestAccConfigurationRecorderStatusDataSource_failure(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.SeededStatus)
	backend.Seed(t, `{"accounts": {"123456789012": {"eu-west-1": {"ConfigurationRecordersStatus": [{
		"name": "default", "recording": true, "lastStatus": "FAILURE",
		"lastErrorCode": "AccessDenied", "lastErrorMessage": "Unable to write to the bucket",
		"lastStartTime": 1787908206.063, "lastStatusChangeTime": 1787908216.775
	}]}}}}`)

	runSteps(t, []resource.TestStep{{
		Config: statusConfig(backend, ""),
		ConfigStateChecks: []statecheck.StateCheck{
			expect("recording", knownvalue.Bool(true)),
			expect("last_status", knownvalue.StringExact("Failure")),
			expect("last_error_code", knownvalue.StringExact("AccessDenied")),
			expect("last_error_message", knownvalue.StringExact("Unable to write to the bucket")),
			expect("last_start_time", knownvalue.StringExact("2026-08-28T09:10:06.063Z")),
			expect("last_status_change_time", knownvalue.StringExact("2026-08-28T09:10:16.775Z")),
		},
	}})
}

func TestAccConfigurationRecorderStatusDataSource_stopped(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")
	backend.StartRecorder(t, home, "default")
	backend.StopRecorder(t, home, "default")
	status := backend.Status(t, home, &configservice.DescribeConfigurationRecorderStatusInput{})

	runSteps(t, []resource.TestStep{{
		Config: statusConfig(backend, ""),
		ConfigStateChecks: append(expectStatus(home, status, knownvalue.NotNull()),
			expect("recording", knownvalue.Bool(false)),
			expect("last_stop_time", knownvalue.NotNull()),
		),
	}})
}

func TestAccConfigurationRecorderStatusDataSource_noRecorder(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)

	runSteps(t, []resource.TestStep{
		{Config: statusConfig(backend, ""), ExpectError: phrase("Configuration Recorder Not Found", "AWS Config in eu-west-1 has no customer managed configuration recorder, so it records nothing for you there")},
	})
}

func TestAccConfigurationRecorderStatusDataSource_unknownName(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")

	runSteps(t, []resource.TestStep{
		{
			Config:      statusConfig(backend, `name = "absent"`),
			ExpectError: phrase("Configuration Recorder Not Found", `name = "absent"`, `the configuration recorder named "absent"`, "whatever its name is, remove the argument name.", "NoSuchConfigurationRecorderException"),
		},
	})
}

func TestAccConfigurationRecorderStatusDataSource_ignoredSelector(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.Require(t, acctest.IgnoredSelectors)
	backend.CreateRecorder(t, home, "default")

	for name, selector := range map[string]string{
		"arn":               `arn = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/default/dl43uq2gcapx3jk7"`,
		"service principal": `service_principal = "securityhub.amazonaws.com"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runSteps(t, []resource.TestStep{{Config: statusConfig(backend, selector), ExpectError: phrase("an emulator that lacks what was requested")}})
		})
	}
}

func TestAccConfigurationRecorderStatusDataSource_oneRequestForOneRead(t *testing.T) {
	t.Parallel()
	backend := acctest.New(t)
	backend.CreateRecorder(t, home, "default")

	runSteps(t, []resource.TestStep{{
		// The plan has an output, so it is not empty, and nothing is applied.
		Config:             statusConfig(backend, "") + "output \"recording\" {\n value = " + statusAddress + ".recording\n}\n",
		PlanOnly:           true,
		ExpectNonEmptyPlan: true,
	}})

	// With PlanOnly, the test framework plans twice, once with a refresh.
	requests := backend.Requests()
	if len(requests) != 2 {
		t.Fatalf("two plans sent %d requests: %v", len(requests), requests)
	}
	for _, request := range requests {
		if request.Service != "config" || request.Operation != "DescribeConfigurationRecorderStatus" || request.Region != home || request.Body != "{}" {
			t.Errorf("unexpected request %+v", request)
		}
	}
}
