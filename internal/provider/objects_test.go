// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

// The tests in this file only test objects that readers returns, so it must return all
// of them.
func TestReaders_complete(t *testing.T) {
	t.Parallel()
	s, _ := serving(t, "")
	for name := range s.schemas.DataSourceSchemas {
		if !slices.ContainsFunc(readers(), func(r reader) bool { return r.name == name && r.kind == dataKind }) {
			t.Errorf("the tests do not know the data source %s", name)
		}
	}
	for name := range s.schemas.EphemeralResourceSchemas {
		if !slices.ContainsFunc(readers(), func(r reader) bool { return r.name == name && r.kind == ephemeralKind }) {
			t.Errorf("the tests do not know the ephemeral resource %s", name)
		}
	}
}

// Terraform before 1.14 cannot mock the elements of a nested attribute that is a list.
func TestReaders_mockable(t *testing.T) {
	t.Parallel()
	s, _ := serving(t, "")
	var check func(name string, attributes []*tfprotov6.SchemaAttribute)
	check = func(name string, attributes []*tfprotov6.SchemaAttribute) {
		for _, attribute := range attributes {
			if nested := attribute.NestedType; nested != nil {
				if nested.Nesting != tfprotov6.SchemaObjectNestingModeSingle {
					t.Errorf("%s.%s is a nested attribute of several objects", name, attribute.Name)
				}
				check(name+"."+attribute.Name, nested.Attributes)
			}
		}
	}
	for name, schema := range s.schemas.DataSourceSchemas {
		check(name, schema.Block.Attributes)
	}
}

// For a singular object, an absent item is an error that refers to the plural object.
// For the plural object, it is not an error.
func TestReaders_absent(t *testing.T) {
	t.Parallel()
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		for name, test := range map[string]struct {
			handler   http.HandlerFunc
			arguments map[string]any
			message   string // Of a singular object.
			problem   string // Of a place in a plural one.
		}{
			"of the region": {
				answer(http.StatusOK, r.body()), nil, map[bool]string{
					true:  "AWS Config in eu-west-1 has no customer managed configuration recorder, so it records nothing for you there.",
					false: "AWS Config in eu-west-1 has no delivery channel, so it delivers nothing there.",
				}[r.ofRecorders()], map[bool]string{
					true:  "NoRecorder AWS Config in eu-west-1 has no customer managed configuration recorder.",
					false: "NoDeliveryChannel AWS Config in eu-west-1 has no delivery channel.",
				}[r.ofRecorders()],
			},
			"of a name": {
				answer(http.StatusBadRequest, `{"__type":"`+r.absent+`","message":"Cannot find it."}`), map[string]any{"name": "audit"},
				map[bool]string{true: `does not have the configuration recorder named "audit"`, false: `does not have the delivery channel named "audit"`}[r.ofRecorders()],
				map[bool]string{
					true:  `NoRecorder AWS Config in eu-west-1 has no customer managed configuration recorder named "audit".`,
					false: `NoDeliveryChannel AWS Config in eu-west-1 has no delivery channel named "audit".`,
				}[r.ofRecorders()],
			},
		} {
			s := newSession(t.Context(), t, acctest.Serve(t, test.handler).URL, someKeys, nil)
			if !r.plural() {
				r.failsWith(t, s, test.arguments, "ERROR: "+r.notFound()+"\n", test.message, ", use "+r.many+".\n", "Original Error: ")
				continue
			}
			values := mustRead(t, s, r.name, test.arguments)
			if got := fmt.Sprint(values[r.list], values["errors"], values["regions"]); got != "[] [] [eu-west-1]" {
				t.Errorf("%s: it returned %s", name, got)
			}
			if problems := r.problems(); problems != "" {
				if got := column(t, values, problems, "region", "reason", "message"); got != "eu-west-1 "+test.problem {
					t.Errorf("%s: %s is\n%s", name, problems, got)
				}
			}
		}
	})
}

// A response that does not match the request is an error.
func TestReaders_unexpected(t *testing.T) {
	t.Parallel()
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		bodies := map[string]string{
			"another name":       r.body(`{"name":"default"}`),
			"another case":       r.body(`{"name":"Audit"}`),
			"one of two":         r.body(`{"name":"audit"}`, `{"name":"default"}`),
			"no name":            r.body(`{}`),
			"an empty name":      r.body(`{"name":""}`),
			"null":               r.body(`null`),
			"no list":            `{}`,
			"a null list":        fmt.Sprintf(`{"%s":null}`, r.sent),
			"a list of another":  `{"ConfigurationRules":[{"name":"audit"}]}`,
			"an error as a body": `{"__type":"AccessDeniedException"}`,
			"more than fit":      r.body(slices.Repeat([]string{`{"name":"audit"}`}, 101)...),
		}
		if r.ofRecorders() {
			bodies["another region"] = r.body(`{"name":"audit","arn":"arn:aws:config:us-east-1:123456789012:configuration-recorder/audit/dl43uq2gcapx3jk7"}`)
			bodies["another name in the ARN"] = r.body(`{"name":"audit","arn":"` + someARN + `"}`)
		}
		for name, body := range bodies {
			s, _ := serving(t, body)
			if r.failsWith(t, s, map[string]any{"name": "audit"}, "ERROR: Unable to Read the "+r.thing+"\n", " got a response that AWS would not send."); t.Failed() {
				t.Fatalf("with %s: %s", name, body[:min(len(body), 300)])
			}
			if !r.plural() {
				continue
			}
			values := mustRead(t, s, r.name, map[string]any{"name": "audit", "on_error": "report"})
			if got := column(t, values, "errors", "code"); got != "UnexpectedAnswer" || fmt.Sprint(values[r.list]) != "[]" {
				t.Errorf("with %s, it returned %v", name, values)
			}
			if problems := r.problems(); problems != "" && column(t, values, problems, "reason") != "Unreadable" {
				t.Errorf("with %s, %s is %v", name, problems, values[problems])
			}
		}
	})
}

// For a singular object, several items are an error that lists them.
func TestReaders_several(t *testing.T) {
	t.Parallel()
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		s, _ := serving(t, r.body(`{"name":"zebra"}`, `{"name":"\u001b[1mant"}`))
		if r.plural() {
			if got := column(t, mustRead(t, s, r.name, nil), r.list, "name"); got != "\x1b[1mant\nzebra" {
				t.Errorf("it returned %q", got)
			}
			return
		}
		r.failsWith(t, s, nil, "ERROR: Multiple "+strings.TrimSuffix(r.thing, " Status")+"s Found\n", "zebra", `\x1b[1mant`, "read all of them with "+r.many+".\n", "the response has 2 ")
	})
}

// Each selector becomes a member of the request, and the place that of the ARN.
func TestReaders_selectors(t *testing.T) {
	t.Parallel()
	const ofOther = "arn:aws:config:us-east-2:123456789012:configuration-recorder/audit/dl43uq2gcapx3jk7"
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		names := map[bool]string{true: "ConfigurationRecorderNames", false: "DeliveryChannelNames"}[r.ofRecorders()]
		type selected struct {
			arguments          map[string]any
			item, region, body string
		}
		rows := []selected{
			{nil, `{"name":"audit"}`, home, `{}`},
			{map[string]any{"name": "audit"}, `{"name":"audit"}`, home, `{"` + names + `":["audit"]}`},
		}
		if !r.plural() {
			rows = append(rows, selected{map[string]any{"region": other}, `{"name":"audit"}`, other, `{}`})
		}
		if !r.plural() && r.ofRecorders() {
			rows = append(rows,
				selected{map[string]any{"arn": ofOther}, `{"name":"audit","arn":"` + ofOther + `"}`, other, `{"Arn":"` + ofOther + `"}`},
				selected{map[string]any{"service_principal": "securityhub.amazonaws.com"}, `{"name":"audit","servicePrincipal":"securityhub.amazonaws.com"}`, home, `{"ServicePrincipal":"securityhub.amazonaws.com"}`},
			)
		}
		for _, row := range rows {
			s, server := serving(t, r.body(row.item))
			if _, diagnostics := r.read(s, t.Context(), t, row.arguments); len(diagnostics) > 0 {
				t.Errorf("%v: %s", row.arguments, texts(diagnostics))
			}
			if sent := server.Requests(); len(sent) != 1 || sent[0].Operation != r.operation || sent[0].Region != row.region || sent[0].Body != row.body {
				t.Errorf("%v: it sent %+v", row.arguments, sent)
			}
		}
	})
}

// Validation rejects invalid arguments. The diagnostic contains the argument.
func TestReaders_rejectedArguments(t *testing.T) {
	t.Parallel()
	timeouts := func(kind, value string) map[string]any {
		return map[string]any{"timeouts": map[string]any{argumentOf(kind, "read"): value}}
	}
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		s, server := serving(t, "")
		type rejection struct {
			arguments     map[string]any
			blamed, wants string
		}
		rows := []rejection{
			{map[string]any{"name": ""}, "name", "The name is empty"},
			{map[string]any{"name": strings.Repeat("n", 257)}, "name", "The name has 257 characters"},
			{timeouts(r.kind, "0s"), "read", "The timeout is not positive"},
			{timeouts(r.kind, "30"), "read", "Valid time units"},
		}
		if r.plural() {
			rows = append(rows,
				rejection{map[string]any{"regions": []any{}}, "regions", "The list regions is empty"},
				rejection{map[string]any{"regions": []any{home, "Ireland"}}, "regions", `"Ireland" does not have the form of an AWS Region code`},
				rejection{map[string]any{"regions": []any{home}, "all_regions": true}, "regions", "Both regions and all_regions = true are set"},
				rejection{map[string]any{"account_ids": []any{"1234"}}, "account_ids", `"1234" is not an account ID`},
				rejection{map[string]any{"account_ids": []any{ownAccount}, "all_accounts": true}, "account_ids", "Both account_ids and all_accounts = true are set"},
				rejection{map[string]any{"on_error": "ignore"}, "on_error", `value must be one of: ["fail" "report"]`},
			)
		} else {
			rows = append(rows,
				rejection{map[string]any{"region": "eu-west-1a"}, "region", `enter its region, "eu-west-1"`},
				rejection{map[string]any{"account_id": "1234"}, "account_id", `"1234" is not an account ID`},
			)
		}
		if !r.plural() && r.ofRecorders() {
			rows = append(rows,
				rejection{map[string]any{"arn": "default"}, "arn", "it does not have the six parts of an ARN"},
				rejection{map[string]any{"service_principal": "securityhub"}, "service_principal", `enter "securityhub.amazonaws.com"`},
				rejection{map[string]any{"name": "default", "arn": someARN}, "arn", "The arguments name and arn are set together"},
				rejection{map[string]any{"arn": someARN, "service_principal": "securityhub.amazonaws.com"}, "service_principal", "The arguments arn and service_principal are set together"},
				rejection{map[string]any{"arn": someARN, "region": other}, "region", `is in the region "eu-west-1", but region is "us-east-2"`},
				rejection{map[string]any{"arn": someARN, "account_id": hubAccount}, "account_id", "is in the account 123456789012, but account_id is"},
			)
		}
		for _, row := range rows {
			diagnostics := s.validate(t, r, row.arguments)
			blamed := fmt.Sprintf("AttributeName(%q)", argumentOf(r.kind, row.blamed))
			if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Detail, row.wants) || !strings.Contains(diagnostics[0].Attribute.String(), blamed) {
				t.Errorf("%v is rejected with %v", row.arguments, texts(diagnostics))
			}
		}
		if diagnostics := s.validate(t, r, map[string]any{"name": tftypes.UnknownValue}); len(diagnostics) > 0 {
			t.Errorf("an unknown name is rejected with %s", texts(diagnostics))
		}
		if requests := server.Requests(); len(requests) != 0 {
			t.Errorf("requests were sent: %v", requests)
		}
	})
}

// After an interrupt, reads end immediately and no place passes a check.
func TestReaders_interrupted(t *testing.T) {
	t.Parallel()
	eachReader(t, anyReader, func(t *testing.T, r reader) {
		rows := map[string]map[string]any{"in eu-west-1 was canceled": nil}
		if r.plural() {
			rows["in eu-west-1 and us-east-2 was canceled"] = map[string]any{"regions": []any{home, other}, "on_error": "report"}
			rows["Listing the enabled regions with AWS Account Management was canceled"] = map[string]any{"all_regions": true}
		}
		for want, arguments := range rows {
			ctx, cancel := context.WithCancel(t.Context())
			server := acctest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
				cancel()
				<-request.Context().Done()
			}))
			s := newSession(t.Context(), t, server.URL, someKeys, nil)
			state, diagnostics := r.read(s, ctx, t, arguments)
			if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Detail, want) {
				t.Errorf("%v: it returned %v and %s", arguments, state, texts(diagnostics))
			}
		}
	})
}

// ofOtherCloud is a recorder that records another cloud.
const ofOtherCloud = `{"name":"azure","arn":"arn:aws:config:eu-west-1:123456789012:configuration-recorder/azure/a","servicePrincipal":"securityhub.amazonaws.com","connectorArn":"arn:aws:config:eu-west-1:123456789012:connector/azure"}`

// Recorders of other clouds do not record this account. They do not fail the read
// either, because it is not known whether they can be described.
func TestReaders_otherClouds(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:config:eu-west-1:123456789012:configuration-recorder/"
	for _, m := range []mirrored{recorderStatus, recorderConfiguration} {
		t.Run(m.many, func(t *testing.T) {
			t.Parallel()
			server := acctest.Serve(t, byRequest(map[string]string{
				"ListConfigurationRecorders": `{"ConfigurationRecorderSummaries":[{"arn":"` + arn + `azure/a","name":"azure","provider":"AZURE"},{"provider":"AZURE"},` +
					`{"arn":"` + arn + `default/b","name":"default"},{"arn":"` + arn + `linked/c","name":"linked"}]}`,
				arn + "default/b": m.body(`{"name":"default","arn":"` + arn + `default/b"}`),
				arn + "linked/c":  m.body(`{"name":"linked","arn":"` + arn + `linked/c","servicePrincipal":"securityhub.amazonaws.com"}`),
			}))
			s := newSession(t.Context(), t, server.URL, someKeys, nil)
			values := mustRead(t, s, m.many, map[string]any{"include_service_linked": true})
			if got := column(t, values, m.list, "name", "service_principal", "account_id"); got != "default <nil> 123456789012\nlinked securityhub.amazonaws.com 123456789012" {
				t.Errorf("it returned\n%s", got)
			}
		})
	}
	// A configuration shows it even if the list of recorders does not.
	s, _ := serving(t, recorderConfiguration.body(ofOtherCloud))
	if values := mustRead(t, s, recorderConfiguration.many, map[string]any{"name": "azure"}); fmt.Sprint(values["recorders"]) != "[]" {
		t.Errorf("it returned %v", values)
	}
}
