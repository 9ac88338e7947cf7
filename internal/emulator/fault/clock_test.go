// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/configservice"
)

func TestClock(t *testing.T) {
	t.Parallel()
	now := func() time.Time { return time.Date(2026, 8, 28, 7, 50, 6, 999_000_000, time.UTC) }
	const (
		expired  = "Signature expired: 20260828T075006Z is now earlier than 20260828T084506Z (20260828T085006Z - 5 min.)"
		tooEarly = "Signature not yet current: 20260828T075006Z is still later than 20260828T065506Z (20260828T065006Z + 5 min.)"
	)
	for _, test := range []struct {
		name, text, signed, message, date string
	}{
		{"as the true one", "clock=0s", "20260828T075006Z", "", "Fri, 28 Aug 2026 07:50:06 GMT"},
		{"fast", "clock=+1h", "20260828T075006Z", expired, "Fri, 28 Aug 2026 08:50:06 GMT"},
		{"slow", "clock=-1h", "20260828T075006Z", tooEarly, "Fri, 28 Aug 2026 06:50:06 GMT"},
		{"fast, and the client too", "clock=1h", "20260828T085006Z", "", "Fri, 28 Aug 2026 08:50:06 GMT"},
		{"as fast as allowed", "clock=5m", "20260828T075006Z", "", "Fri, 28 Aug 2026 07:55:06 GMT"},
		{"faster than allowed", "clock=5m1s", "20260828T075006Z", "Signature expired: 20260828T075006Z is now earlier than 20260828T075007Z (20260828T075507Z - 5 min.)", "Fri, 28 Aug 2026 07:55:07 GMT"},
		{"as slow as allowed", "clock=-5m", "20260828T075006Z", "", "Fri, 28 Aug 2026 07:45:06 GMT"},
		{"slower than allowed", "clock=-5m1s", "20260828T075006Z", "Signature not yet current: 20260828T075006Z is still later than 20260828T075005Z (20260828T074505Z + 5 min.)", "Fri, 28 Aug 2026 07:45:05 GMT"},
		{"not a time", "clock=1h", "yesterday", "", "Fri, 28 Aug 2026 08:50:06 GMT"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := serveWith(t, Options{Now: now}, test.text)
			want, status := honest, http.StatusOK
			if test.message != "" {
				want, status = `{"__type":"InvalidSignatureException","message":"`+test.message+`"}`, http.StatusBadRequest
			}
			got := f.send(t, post(t, f.url, describe, "{}", "X-Amz-Date", test.signed))
			if got.body != want || got.StatusCode != status || got.Header.Get("Date") != test.date {
				t.Errorf("got %s, %s and %s, want %d, %s and %s", got.Status, got.body, got.Header.Get("Date"), status, want, test.date)
			}
		})
	}

	f := serveWith(t, Options{Now: now}, "clock=1h")
	got := f.send(t, post(t, f.url, "", "Action=GetCallerIdentity", "X-Amz-Date", "20260828T075006Z", "Content-Type", "application/x-www-form-urlencoded", "Authorization", authorization("sts")))
	if !strings.Contains(got.body, "<Code>SignatureDoesNotMatch</Code><Message>"+expired+"</Message>") || got.StatusCode != http.StatusBadRequest {
		t.Errorf("got %s and %s, want %s", got.Status, got.body, expired)
	}
	// A web identity needs no signature, so it has no time.
	got = f.send(t, post(t, f.url, "", "Action=AssumeRoleWithWebIdentity&RoleSessionName=test&WebIdentityToken=token&RoleArn=arn:aws:iam::111122223333:role/audit",
		"X-Amz-Date", "20260828T075006Z", "Content-Type", "application/x-www-form-urlencoded", "Authorization", ""))
	if got.StatusCode != http.StatusOK {
		t.Errorf("got %s and %s, want credentials", got.Status, got.body)
	}
}

// TestClockAndSDK checks that the SDK corrects its clock after the error.
func TestClockAndSDK(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"clock=1h", "clock=-1h"} {
		f := serve(t, text)
		for service, err := range f.callAll(t.Context()) {
			want := map[string]refusal{
				"account":       {"InvalidSignatureException", "", 403},
				"config":        {"InvalidSignatureException", "", 400},
				"organizations": {"InvalidSignatureException", "", 400},
				"sts":           {"SignatureDoesNotMatch", "", 400},
			}[service]
			got := refusalOf(err)
			got.message = ""
			if got != want {
				t.Errorf("%s, %s: got %+v of %v, want %+v", text, service, got, err, want)
			}
		}
		_, err := f.config(testAccount, testRegion).DescribeConfigurationRecorderStatus(t.Context(), nil, func(o *configservice.Options) { o.RetryMaxAttempts = 2 })
		if err != nil {
			t.Errorf("%s: got %v, want the SDK to correct its clock", text, err)
		}
	}
}
