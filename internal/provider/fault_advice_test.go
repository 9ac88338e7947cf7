// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

// advisedFaults has a fault for each kind of failure.
var advisedFaults = []string{
	"error=AccessDeniedException,status=403",
	"error=ExpiredTokenException",
	"error=ValidationException",
	"error=ThrottlingException",
	"error=SomethingNewException",
	"status=407",
	"status=500",
	"reset=before-headers",
	"body=cut",
	"body=text",
	"latency=1h",
}

// advisedOperations has the operations of each service that the provider calls, and the
// arguments that make it call them.
var advisedOperations = []struct {
	service, operation string
	provider, source   map[string]any
	limitless          bool // Whether no timeout limits the call.
}{
	{"AWS Config", "DescribeConfigurationRecorderStatus", nil, map[string]any{}, false},
	{"AWS Config", "ListConfigurationRecorders", nil, map[string]any{"include_service_linked": true}, false},
	{"AWS Account Management", "ListRegions", nil, map[string]any{"all_regions": true}, false},
	{"AWS STS", "AssumeRole", map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/reader"}}}, nil, true},
	{"AWS STS", "GetCallerIdentity", map[string]any{"skip_credentials_validation": false}, nil, true},
}

// adviceSection provokes each kind of failure at each operation, and returns what the
// user reads as a part of the page. No advice may name a service that did not fail.
func adviceSection(t *testing.T) string {
	t.Helper()
	section := "\n## Each kind of failure, by operation\n\nThe diagnostics without the original error. ENDPOINT is the URL of the service.\n\n| `awsconfig-emulator --fault` | operation | what the user reads | requests |\n|---|---|---|---|\n"
	for _, advised := range advisedFaults {
		for _, called := range advisedOperations {
			if called.limitless && advised == "latency=1h" {
				continue
			}
			text, requests := advice(t, advised+",operation="+called.operation, called.provider, called.source)
			for _, other := range advisedOperations {
				if other.service != called.service && strings.Contains(text, other.service) {
					t.Errorf("%s of %s: the advice is about %s: %s", advised, called.operation, other.service, text)
				}
			}
			section += fmt.Sprintf("| `%s` | %s of %s | %s | %d |\n", advised, called.operation, called.service, text, requests)
		}
	}
	return section
}

// advice returns what the user reads of a fault and how many requests were sent. Without
// arguments of a data source, only the provider is configured.
func advice(t *testing.T, befalls string, provider, source map[string]any) (string, int) {
	t.Helper()
	backend := acctest.New(t)
	backend.Require(t, acctest.SeededStatus)
	server := backend.Behind(t, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{Seed: 1}, fault.MustParse(befalls))
	})
	arguments := map[string]any{"max_retries": 3}
	for name, value := range provider {
		arguments[name] = value
	}
	s, diagnostics := configure(t.Context(), t, server.URL, someKeys, arguments)
	if source != nil {
		timeout := time.Minute
		if strings.HasPrefix(befalls, "latency") {
			timeout = 300 * time.Millisecond
		}
		source["timeouts"] = map[string]any{"read": timeout.String()}
		_, diagnostics = s.read(t.Context(), t, "awsconfig_configuration_recorder_statuses", source)
	}
	if len(diagnostics) != 1 {
		t.Fatalf("%s: %d diagnostics\n%s", befalls, len(diagnostics), texts(diagnostics))
	}
	detail, _, _ := strings.Cut(diagnostics[0].Detail, "\n\nOriginal Error: ")
	return strings.ReplaceAll(fmt.Sprintf("**%s.** %s", diagnostics[0].Summary, detail), server.URL, "ENDPOINT"), len(server.Requests())
}
