// SPDX-License-Identifier: MPL-2.0

package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

func TestRefuseBrowsers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		host, origin string
		allowRemote  bool
		refused      bool
	}{
		"IPv4":                   {"127.0.0.1:4599", "", false, false},
		"another loopback":       {"127.1.2.3", "", false, false},
		"IPv6":                   {"[::1]:4599", "", false, false},
		"localhost":              {"localhost:4599", "", false, false},
		"a rebound name":         {"attacker.example:4599", "", false, true},
		"a name like an address": {"127.0.0.1.attacker.example:4599", "", false, true},
		"another machine":        {"192.0.2.1:4599", "", false, true},
		"no host":                {"", "", false, true},
		"a web page":             {"127.0.0.1:4599", "https://attacker.example", false, true},
		"a local web page":       {"127.0.0.1:4599", "null", false, true},
		"remote":                 {"emulator.internal:4599", "", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handler, _ := newHandler(emulator.NewStore(), options{allowRemote: test.allowRemote}, nil)
			request := httptest.NewRequest(http.MethodPost, "/", nil)
			request.Host = test.host
			if test.origin != "" {
				request.Header.Set("Origin", test.origin)
			}
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			// The emulator itself rejects the empty request with another status.
			if refused := response.Code == http.StatusForbidden && response.Header().Get("X-Amzn-Requestid") == ""; refused != test.refused {
				t.Errorf("the status is %d", response.Code)
			}
		})
	}
}
