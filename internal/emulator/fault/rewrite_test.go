// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"strings"
	"testing"
)

func TestRewrite(t *testing.T) {
	t.Parallel()
	replaced := func(old, replacement string) string {
		if !strings.Contains(honest, old) {
			t.Fatalf("%s is not in the honest answer", old)
		}
		return strings.Replace(honest, old, replacement, 1)
	}
	const (
		unknown = `{"ConfigurationRecorderNames":["absent"]}`
		refused = `{"__type":"NoSuchConfigurationRecorderException","message":"Cannot find configuration recorder with the specified name 'absent'."}`
	)
	for _, test := range []struct{ text, request, want string }{
		{`set=lastStatus,to="BRAND_NEW"`, `{}`, replaced(`"SUCCESS"`, `"BRAND_NEW"`)},
		{`set=lastStatus,to=null`, `{}`, replaced(`"SUCCESS"`, `null`)},
		{`set=lastStatus,to="<a & b>"`, `{}`, replaced(`"SUCCESS"`, `"<a & b>"`)},
		{`set=recording,to="yes"`, `{}`, replaced(`true`, `"yes"`)},
		{`set=lastStartTime,to={"b": [1, 2.50], "a": 1e400}`, `{}`, replaced(`1.7879082065E9`, `{"b":[1,2.50],"a":1e400}`)},
		{`set=ConfigurationRecordersStatus,to={"arn":1}`, `{}`, `{"ConfigurationRecordersStatus":{"arn":1}}`},
		{`set=absent,to=1`, `{}`, honest},
		{`set=LASTSTATUS,to=1`, `{}`, honest},
		{`set=message,to=[]`, unknown, strings.Replace(refused, `"Cannot find configuration recorder with the specified name 'absent'."`, `[]`, 1)},
		{`add=zone,to={"a":{}}`, `{}`, `{` + replaced(`"recording":true`, `"recording":true,"zone":{"a":{}}`)[1:len(honest)-1+len(`,"zone":{"a":{}}`)] + `,"zone":{"a":{}}}`},
		{`add=name,to=1`, unknown, strings.Replace(refused, `'."}`, `'.","name":1}`, 1)},
	} {
		f := serve(t, test.text)
		got := f.send(t, post(t, f.url, describe, test.request))
		if got.body != test.want || got.err != nil || int(got.ContentLength) != len(test.want) {
			t.Errorf("%s: got\n%s\nand %v, want\n%s", test.text, got.body, got.err, test.want)
		}
	}
}

// TestRewriteOtherAnswers checks that responses that are not JSON do not change.
func TestRewriteOtherAnswers(t *testing.T) {
	t.Parallel()
	f := serve(t, "add=Account,to=1")
	if out, err := f.sts().GetCallerIdentity(t.Context(), nil); err != nil || *out.Account != testAccount {
		t.Errorf("got %+v and %v, want the honest XML", out, err)
	}
	if got := f.send(t, post(t, f.url, "StopConfigurationRecorder", `{"ConfigurationRecorderName":"default"}`)); got.body != "" || got.StatusCode != 200 {
		t.Errorf("got %s and %q, want an empty answer", got.Status, got.body)
	}
	if _, err := f.account().ListRegions(t.Context(), nil); err != nil {
		t.Errorf("got %v, want the SDK to ignore a member", err)
	}
}
