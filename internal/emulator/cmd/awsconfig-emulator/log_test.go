// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

func TestLog(t *testing.T) {
	t.Parallel()
	const form = "application/x-www-form-urlencoded"
	scope := func(service string) string {
		return "AWS4-HMAC-SHA256 Credential=210987654321/20260828/eu-west-1/" + service + "/aws4_request, SignedHeaders=host, Signature=00"
	}
	for _, test := range []struct {
		name, method, path, body, fault string
		headers                         []string
		want                            string
	}{
		{"success", "POST", "/", "", "", []string{"X-Amz-Target", "StarlingDoveService.DescribeConfigurationRecorderStatus", "Authorization", scope("config")}, "DescribeConfigurationRecorderStatus config 210987654321 eu-west-1 200"},
		{"failure", "POST", "/", "", "", []string{"X-Amz-Target", "StarlingDoveService.Unknown", "Authorization", scope("config")}, "Unknown config 210987654321 eu-west-1 400"},
		{"another service", "GET", "/a%0Ab", "", "", []string{"Authorization", scope("s3")}, `"GET /a\nb" s3 210987654321 eu-west-1 501`},
		{"no signature", "POST", "/", "Action=AssumeRoleWithWebIdentity", "", []string{"Content-Type", form}, "AssumeRoleWithWebIdentity sts - - 400"},
		{"a foreign session", "POST", "/", "Action=GetCallerIdentity", "", []string{"Content-Type", form, "Authorization", strings.Replace(scope("sts"), "210987654321", "ASIAFORGED", 1)}, "GetCallerIdentity sts - eu-west-1 403"},
		{"fault", "POST", "/", "Action=GetCallerIdentity", "status=503", []string{"Content-Type", form, "Authorization", scope("sts")}, "GetCallerIdentity sts 210987654321 eu-west-1 503"},
		{"no response", "POST", "/", "Action=GetCallerIdentity", "reset=before-headers", []string{"Content-Type", form, "Authorization", scope("sts")}, "GetCallerIdentity sts 210987654321 eu-west-1 -"},
		{"health", "GET", "/health", "", "", nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			o := options{log: true}
			if test.fault != "" {
				o.faults = []fault.Fault{fault.MustParse(test.fault)}
			}
			handler, _ := newHandler(emulator.NewStore(), o, log.New(&out, "", 0))
			request := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
			request.Host = "localhost"
			for i := 0; i < len(test.headers); i += 2 {
				request.Header.Set(test.headers[i], test.headers[i+1])
			}
			func() {
				defer func() { _ = recover() }()
				handler.ServeHTTP(httptest.NewRecorder(), request)
			}()
			if got := strings.TrimSuffix(out.String(), "\n"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	handler, _ := newHandler(emulator.NewStore(), options{faults: []fault.Fault{fault.MustParse("status=503")}}, nil)
	for host, want := range map[string]int{"127.0.0.1": http.StatusOK, "attacker.example": http.StatusForbidden} {
		request := httptest.NewRequest(http.MethodGet, healthPath, nil)
		request.Host = host
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, request)
		if response.Code != want {
			t.Errorf("%s: got status %d, want %d", host, response.Code, want)
		}
	}
}
