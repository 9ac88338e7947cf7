// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// advisedFaults has a fault for each kind of failure that the emulator can provoke, and the
// operation that alone can have it, or none.
var advisedFaults = []struct{ fault, only string }{
	{"error=AccessDeniedException,status=403", ""},
	{"error=ExpiredTokenException", ""},
	{"error=UnrecognizedClientException", ""},
	{"error=SignatureDoesNotMatch", ""},
	{"error=RegionDisabledException", ""},
	{"error=MalformedPolicyDocument", "AssumeRole"},
	{"error=PackedPolicyTooLarge", "AssumeRole"},
	{"error=IDPCommunicationError", "AssumeRoleWithWebIdentity"},
	{"error=IDPRejectedClaim", "AssumeRoleWithWebIdentity"},
	{"error=ValidationException", ""},
	{"error=ThrottlingException", ""},
	{"error=SomethingNewException", ""},
	{"status=407", ""},
	{"status=500", ""},
	{"reset=before-headers", ""},
	{"body=cut", ""},
	{"body=text", ""},
	{"latency=1h", ""},
}

// advisedForAll has the faults whose diagnostics differ between the operations of AWS
// Config in more than what was attempted.
var advisedForAll = []string{"error=AccessDeniedException,status=403", "error=ValidationException", "latency=1h"}

// advisedOperations has the operations of each service that the provider calls, and the
// arguments that make it call them, of a data source if there is one.
var advisedOperations = []struct {
	service, operation string
	provider           map[string]any
	name               string
	source             map[string]any
}{
	{"AWS Config", recorderStatus.operation, nil, recorderStatus.many, map[string]any{}},
	{"AWS Config", recorderConfiguration.operation, nil, recorderConfiguration.many, map[string]any{}},
	{"AWS Config", deliveryChannel.operation, nil, deliveryChannel.many, map[string]any{}},
	{"AWS Config", deliveryStatus.operation, nil, deliveryStatus.many, map[string]any{}},
	{"AWS Config", "ListConfigurationRecorders", nil, recorderStatus.many, map[string]any{"include_service_linked": true}},
	{"AWS Account Management", "ListRegions", nil, recorderStatus.many, map[string]any{"all_regions": true}},
	{"AWS STS", "AssumeRole", map[string]any{"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/reader"}}}, "", nil},
	{"AWS STS", "AssumeRoleWithWebIdentity", map[string]any{"access_key": nil, "secret_key": nil, "assume_role_with_web_identity": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/reader", "web_identity_token": identityToken}}}, "", nil},
	{"AWS STS", "GetCallerIdentity", map[string]any{"skip_credentials_validation": false}, "", nil},
}

// adviceSection provokes each kind of failure at each operation, and returns what the
// user reads as a part of the page. No advice may name a service that did not fail.
func adviceSection(t *testing.T) string {
	t.Helper()
	section := "\n## Each kind of failure, by operation\n\nThe diagnostics without the original error. Describe operations are left out if their diagnostics differ only in what was attempted. ENDPOINT is the URL of the service.\n\n| `awsconfig-emulator --fault` | operation | what the user reads | requests |\n|---|---|---|---|\n"
	for _, advised := range advisedFaults {
		for _, called := range advisedOperations {
			if advised.only != "" && advised.only != called.operation || called.source != nil && called.name != recorderStatus.many && !slices.Contains(advisedForAll, advised.fault) {
				continue
			}
			text, requests := advice(t, advised.fault+",operation="+called.operation, called.provider, called.name, called.source)
			for _, other := range advisedOperations {
				if other.service != called.service && strings.Contains(text, other.service) {
					t.Errorf("%s of %s: the advice is about %s: %s", advised.fault, called.operation, other.service, text)
				}
			}
			section += fmt.Sprintf("| `%s` | %s of %s | %s | %d |\n", advised.fault, called.operation, called.service, text, requests)
		}
	}
	return section
}

// advice returns the diagnostics of a fault and the number of requests. Without
// arguments of a data source, only the provider is configured.
func advice(t *testing.T, injected string, called map[string]any, name string, source map[string]any) (string, int) {
	t.Helper()
	backend := acctest.New(t)
	backend.Require(t, acctest.SeededStatus)
	server := backend.Wrap(t, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{Seed: 1}, fault.MustParse(injected))
	})
	limit := time.Minute
	if strings.HasPrefix(injected, "latency") {
		limit = 300 * time.Millisecond
	}
	arguments := merged(map[string]any{"max_retries": 3}, called)
	s, diagnostics := configure(t.Context(), t, server.URL, someKeys, arguments, provider.WithConfigureTimeout(limit))
	if source != nil {
		source["timeouts"] = map[string]any{"read": limit.String()}
		_, diagnostics = s.read(t.Context(), t, name, source)
	}
	if len(diagnostics) != 1 {
		t.Fatalf("%s: %d diagnostics\n%s", injected, len(diagnostics), texts(diagnostics))
	}
	detail, _, _ := strings.Cut(diagnostics[0].Detail, "\n\nOriginal Error: ")
	return strings.ReplaceAll(fmt.Sprintf("**%s.** %s", diagnostics[0].Summary, detail), server.URL, "ENDPOINT"), len(server.Requests())
}

// A region that is not enabled in the account rejects the credentials with the code for
// wrong ones. The region, the session token and the responses of other regions
// distinguish the two cases.
func TestUnknownCredentials(t *testing.T) {
	t.Parallel()
	const optIn = "ap-south-2"
	role := []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/reader"}}
	for name, test := range map[string]struct {
		provider map[string]any
		regions  []any // Of the data source. Without any, only the provider is configured.
		fault    string
		want     []string // For each diagnostic.
		never    string
	}{
		"AWS STS": {
			map[string]any{"assume_role": role}, nil, "InvalidClientTokenId",
			[]string{"AWS does not know the credentials. Check the access key ID"}, "sts_region",
		},
		"AWS STS in an opt-in region": {
			map[string]any{"assume_role": role, "region": optIn}, nil, "InvalidClientTokenId",
			[]string{"If ap-south-2 is not enabled in the account of the credentials, set sts_region to a region that is, such as us-east-1. If it is, the credentials are wrong"}, "version 1",
		},
		"AWS STS of sts_region": {
			map[string]any{"skip_credentials_validation": false, "region": optIn, "sts_region": home}, nil, "InvalidClientTokenId",
			[]string{"AWS does not know the credentials"}, "ap-south-2",
		},
		"AWS STS with a session token": {
			map[string]any{"skip_credentials_validation": false, "region": optIn, "token": "token"}, nil, "InvalidClientTokenId",
			[]string{"set sts_region to a region that is, such as us-east-1. If it is, the session token is probably of version 1, which ap-south-2 does not accept"}, "",
		},
		"AWS Config": {
			nil, []any{home}, "UnrecognizedClientException", []string{"AWS does not know the credentials"}, "enabled",
		},
		"AWS Config in an opt-in region": {
			nil, []any{optIn}, "UnrecognizedClientException", []string{"Check that ap-south-2 is enabled in the account of the credentials. If it is, the credentials are wrong"}, "version 1",
		},
		"AWS Config with a session token": {
			map[string]any{"token": "token"}, []any{optIn}, "UnrecognizedClientException", []string{"If it is, the session token is probably of version 1, which ap-south-2 does not accept"}, "",
		},
		"accepted in another region": {
			map[string]any{"token": "token"}, []any{home, optIn, "us-east-1"}, "UnrecognizedClientException,region=" + optIn,
			[]string{"although it accepts them in eu-west-1. The credentials are not wrong. Check that ap-south-2 is enabled in the account. If it is, the session token is probably of version 1"}, "does not know",
		},
		"denied in another region": {
			nil, []any{home, "us-east-1"}, "UnrecognizedClientException,region=" + home,
			[]string{"AWS Credentials Rejected", "in eu-west-1 failed because AWS did not accept the credentials there", "Denied"}, "version 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, fault.Wrap(answer(http.StatusOK, `{"ConfigurationRecordersStatus":[]}`), fault.Options{Seed: 1},
				fault.MustParse("error="+test.fault), fault.MustParse("error=AccessDeniedException,region=us-east-1")))
			s, diagnostics := configure(t.Context(), t, server.URL, someKeys, test.provider)
			if test.regions != nil && len(diagnostics) == 0 {
				_, diagnostics = s.read(t.Context(), t, "awsconfig_configuration_recorder_statuses", map[string]any{"regions": test.regions})
			}
			shown := texts(diagnostics)
			for _, want := range test.want {
				if !strings.Contains(shown, want) {
					t.Errorf("%q is missing in\n%s", want, shown)
				}
			}
			if test.never != "" && strings.Contains(shown, test.never) {
				t.Errorf("%q is in\n%s", test.never, shown)
			}
		})
	}
}

// AWS STS has one code for all invalid arguments, so the diagnostic blames the duration
// only if there is one.
func TestInvalidRole(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ fault, argument, blamed, want string }{
		"duration": {"ValidationError", "duration", "duration", "The duration is probably too long"},
		"none":     {"ValidationError", "session_name", "role_arn", "Check the arguments of the role."},
		"policy":   {"MalformedPolicyDocument", "policy", "policy", "Correct policy in the block of the role"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, fault.Wrap(http.NotFoundHandler(), fault.Options{Seed: 1}, fault.MustParse("error="+test.fault)))
			value := map[string]any{"duration": "2h", "policy": "{}", "session_name": "plan"}[test.argument]
			_, diagnostics := configure(t.Context(), t, server.URL, someKeys, map[string]any{
				"assume_role": []any{map[string]any{"role_arn": "arn:aws:iam::123456789012:role/reader", test.argument: value}},
			})
			if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Detail, test.want) || !strings.Contains(diagnostics[0].Attribute.String(), test.blamed) || len(server.Requests()) != 1 {
				t.Errorf("%d requests, %s", len(server.Requests()), texts(diagnostics))
			}
		})
	}
}
