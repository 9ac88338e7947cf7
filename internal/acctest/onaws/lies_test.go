// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// lies are ways in which AWS could differ from the emulator.
var lies = map[string]func(answer *httptest.ResponseRecorder, body string) string{
	"another code": func(answer *httptest.ResponseRecorder, body string) string {
		if answer.Header().Get("X-Amzn-Errortype") != "" {
			answer.Header().Set("X-Amzn-Errortype", "OtherException")
		}
		body = regexp.MustCompile(`"__type":"[^"]*"`).ReplaceAllString(body, `"__type":"OtherException"`)
		return regexp.MustCompile(`<Code>[^<]*`).ReplaceAllString(body, "<Code>Other")
	},
	"another HTTP status": func(answer *httptest.ResponseRecorder, body string) string {
		if answer.Code >= 400 {
			answer.Code = http.StatusConflict
		}
		return body
	},
	"no refusal": func(answer *httptest.ResponseRecorder, body string) string {
		if answer.Code < 400 {
			return body
		}
		answer.Code = http.StatusOK
		return "{}"
	},
	"more in a refusal": func(answer *httptest.ResponseRecorder, body string) string {
		if answer.Code < 400 {
			return body
		}
		return strings.Replace(body, "{", `{"fieldList":[],`, 1)
	},
	"other values": func(_ *httptest.ResponseRecorder, body string) string {
		return strings.NewReplacer(`"PENDING"`, `"Pending"`, `"FAILURE"`, `"Failure"`, `"NOT_APPLICABLE"`, `"NotApplicable"`, `"SUCCESS"`, `"Success"`,
			`"INTERNAL"`, `"PAID"`, `"PAID"`, `"INTERNAL"`, `"CONTINUOUS"`, `"DAILY"`, `"allSupported":true`, `"allSupported":false`,
			`"DISABLED"`, `"DISABLING"`).Replace(body)
	},
	"other names": func(_ *httptest.ResponseRecorder, body string) string {
		return strings.NewReplacer(`"roleARN"`, `"role"`, `"lastStartTime"`, `"started"`, `"RegionName":"us-`, `"RegionName":"u-`).Replace(body)
	},
	"more settings": func(_ *httptest.ResponseRecorder, body string) string {
		return strings.ReplaceAll(body, `"recordingScope"`, `"recordingMode":{},"recordingScope"`)
	},
	"no list is empty": func(_ *httptest.ResponseRecorder, body string) string {
		return strings.ReplaceAll(body, `Summaries":[]`, `Summaries":[{}]`)
	},
	"members in another order": func(_ *httptest.ResponseRecorder, body string) string {
		return regexp.MustCompile(`("arn":"[^"]*"),("name":"[^"]*"|"lastStatus":"[^"]*")`).ReplaceAllString(body, "$2,$1")
	},
	"lists in another order": func(answer *httptest.ResponseRecorder, body string) string {
		return changeLists(answer, body, func(list []any) []any { slices.Reverse(list); return list })
	},
	"shorter lists": func(answer *httptest.ResponseRecorder, body string) string {
		return changeLists(answer, body, func(list []any) []any { return list[min(1, len(list)):] })
	},
	"another answer each time": func(answer *httptest.ResponseRecorder, body string) string {
		if answer.Code >= 400 {
			return body
		}
		return strings.Replace(body, "{", fmt.Sprintf(`{"%d":0,`, said.Add(1)), 1)
	},
}

var said atomic.Int64

// changeLists changes every list in an answer.
func changeLists(answer *httptest.ResponseRecorder, body string, change func([]any) []any) string {
	var members map[string]any
	if answer.Code >= 400 || json.Unmarshal([]byte(body), &members) != nil {
		return body
	}
	for name, value := range members {
		if list, ok := value.([]any); ok {
			members[name] = change(list)
		}
	}
	changed, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	return string(changed)
}

// lying wraps a handler and changes its answers.
func lying(change func(r *http.Request, answer *httptest.ResponseRecorder, body string) string) func(http.Handler) http.Handler {
	return func(handler http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked, err := io.ReadAll(r.Body)
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			r.Body = io.NopCloser(bytes.NewReader(asked))
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, r)
			body := change(r, answer, answer.Body.String())
			maps.Copy(w.Header(), answer.Header())
			w.Header().Del("Content-Length")
			w.WriteHeader(answer.Code)
			if _, err := io.WriteString(w, body); err != nil {
				panic(http.ErrAbortHandler)
			}
		})
	}
}

// TestLies checks that each check fails if AWS differs from the emulator. The difference
// begins with the survey of the account or after it.
func TestLies(t *testing.T) {
	t.Parallel()
	noticed := map[string]bool{}
	for _, lie := range lies {
		for _, late := range []bool{false, true} {
			var begun atomic.Bool
			begun.Store(!late)
			config := serve(t, everything(), lying(func(_ *http.Request, answer *httptest.ResponseRecorder, body string) string {
				if begun.Load() {
					return lie(answer, body)
				}
				return body
			}))
			a, err := newAccount(t.Context(), config)
			if err != nil {
				t.Fatal(err)
			}
			begun.Store(true)
			for _, c := range checks() {
				if got := c.run(a); got.verdict == contradicted && got.detail != "" {
					noticed[c.String()] = true
				}
			}
		}
	}
	for _, c := range checks() {
		if got := noticed[c.String()]; got != (c.number != 1) { // Messages are only shown.
			t.Errorf("%s: noticed a lie: %t", c, got)
		}
	}
}
