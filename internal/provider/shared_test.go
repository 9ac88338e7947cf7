// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

func TestMain(m *testing.M) {
	acctest.Main(m)
}

var providerFactories = map[string]func() (tfprotov6.ProviderServer, error){
	"awsconfig": func() (tfprotov6.ProviderServer, error) { return provider.NewServer("test")(), nil },
	"echo":      echoprovider.NewProviderServer(),
}

// runSteps runs steps of Terraform with the provider in this process.
func runSteps(t *testing.T, steps []resource.TestStep) {
	t.Helper()
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: providerFactories, Steps: steps})
}

var someKeys = aws.Credentials{AccessKeyID: "AKIAEXAMPLE", SecretAccessKey: "secret-key-of-the-test"}

const statusAddress = "data.awsconfig_configuration_recorder_status.test"

// answer is an endpoint that returns the same response to every request.
func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.Header().Set("X-Amzn-Requestid", "11111111-2222-3333-4444-555555555555")
		w.WriteHeader(status)
		if _, err := w.Write([]byte(body)); err != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

const running = `{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"SUCCESS"}]}`

// phrase matches texts in order. Terraform can wrap each of them between words.
func phrase(texts ...string) *regexp.Regexp {
	patterns := make([]string, 0, len(texts))
	for _, text := range texts {
		words := strings.Fields(text)
		for i, word := range words {
			words[i] = regexp.QuoteMeta(word)
		}
		patterns = append(patterns, strings.Join(words, `[\s│]+`))
	}
	return regexp.MustCompile(`(?s)` + strings.Join(patterns, `.*`))
}

// asTerraform replaces the messages of OpenTofu about ephemeral resources with those of
// Terraform.
var asTerraform = strings.NewReplacer(": Open complete", ": Opening complete").Replace

const (
	home  = "eu-west-1"
	other = "us-east-2"
)

// The two kinds of object that read one recorder.
const (
	dataKind      = "data"
	ephemeralKind = "ephemeral"
)

// eachKind runs a test with both kinds of object.
func eachKind(t *testing.T, test func(t *testing.T, kind string)) {
	t.Helper()
	for _, kind := range []string{dataKind, ephemeralKind} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			if kind == ephemeralKind {
				acctest.RequireTerraform(t, acctest.TerraformWithEphemeral)
			}
			test(t, kind)
		})
	}
}

// argumentOf is the name that an argument of a data source has in a kind of object.
func argumentOf(kind, argument string) string {
	if kind == ephemeralKind && argument == "read" {
		return "open"
	}
	return argument
}

// block is an object of a kind that reads one recorder, with arguments as a data
// source has them.
func block(kind, arguments string) string {
	arguments = strings.ReplaceAll(arguments, " read = ", " "+argumentOf(kind, "read")+" = ")
	return fmt.Sprintf("%s \"awsconfig_configuration_recorder_status\" \"test\" {\n%s\n}\n", kind, arguments)
}

// statusConfig is a provider block for the backend in the home region and one
// data source with the given arguments.
func statusConfig(backend *acctest.Backend, arguments string) string {
	return backend.ProviderConfig() +
		block(dataKind, arguments)
}

func expect(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(statusAddress, tfjsonpath.New(attribute), value)
}

// expectStatus checks every attribute of the data source against the status of the
// backend.
func expectStatus(region string, want types.ConfigurationRecorderStatus, lastStatus knownvalue.Check) []statecheck.StateCheck {
	return expectStatusAt(expect, region, want, lastStatus)
}

// expectStatusAt checks every attribute with a check on one.
func expectStatusAt(expect func(string, knownvalue.Check) statecheck.StateCheck, region string, want types.ConfigurationRecorderStatus, lastStatus knownvalue.Check) []statecheck.StateCheck {
	attributes := acctest.Attributes(want)
	attributes["region"] = region
	delete(attributes, "last_status")
	checks := []statecheck.StateCheck{expect("last_status", lastStatus)}
	for name, value := range attributes {
		checks = append(checks, expect(name, exactly(value)))
	}
	return checks
}

func exactly(value any) knownvalue.Check {
	switch value := value.(type) {
	case bool:
		return knownvalue.Bool(value)
	case string:
		return knownvalue.StringExact(value)
	default:
		return knownvalue.Null()
	}
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
