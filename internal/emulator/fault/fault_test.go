// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// examples contains a text for each kind, and some more.
var examples = []string{
	"add=extra,to=[1,2]",
	"body=cut",
	"body=empty,times=3",
	"body=huge",
	"body=huge,size=1",
	"body=slow,pace=1ms",
	"body=text,service=account",
	"clock=-10m",
	"clock=+1h",
	"content-type=text/html",
	"error=AccessDeniedException",
	"error=AccessDeniedException,status=403,message=No, you may not, rate=1 or not.",
	"latency=0s,jitter=50ms",
	"latency=100ms,operation=ListRegions,region=us-gov-west-1,account=210987654321,service=account,rate=0.2,times=1",
	"redirect=https://example.com/a?b=c",
	"redirect=/,status=308",
	"reset=after-headers",
	"reset=before-headers",
	"reset=in-headers",
	`set=lastStatus,to={"a":1,"to":2}`,
	"status=503",
	"status=599,body=<html>a,b=c</html>",
	"throttle",
	"throttle,rate=1",
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	seen := map[*kind]bool{}
	for _, text := range examples {
		f, err := Parse(text)
		if err != nil {
			t.Errorf("%s: got %v, want a fault", text, err)
			continue
		}
		seen[f.kind] = true
		if f.String() != text {
			t.Errorf("%s: got the text %s", text, f)
		}
		if again, err := Parse(f.String()); err != nil || again != f {
			t.Errorf("%s: got %+v and %v from its text, want %+v", text, again, err, f)
		}
	}
	for i, k := range kinds {
		if !seen[&kinds[i]] {
			t.Errorf("%s has no example", k.form)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	got := MustParse("error=Boom,rate=0.25,operation=ListRegions,region=eu-west-1,account=210987654321,service=account,times=4,status=418,message=a,rate=1")
	if want := (Fault{
		text: got.text, kind: kindOf("error=Boom"),
		operation: "ListRegions", region: "eu-west-1", account: "210987654321", service: "account",
		rate: 0.25, times: 4, value: "Boom", content: "a,rate=1", status: 418,
	}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got = MustParse("latency=1m,jitter=2s")
	if want := (Fault{text: got.text, kind: kindOf("latency=1m"), rate: 1, delay: time.Minute, jitter: 2 * time.Second}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"", `^"" is not a fault: begin with one of add=MEMBER, body=cut, .*, status=N, throttle$`},
		{"latncy=1s", `^"latncy=1s" is not a fault: begin with one of .*latency=DURATION`},
		{"rate=0.2,throttle", `^"rate=0.2" is not a fault: `},
		{"throttle=1", `^"throttle=1" is not a fault: `},
		{"body", `^"body" is not a fault: .*body=slow`},
		{"body=gone", `^"body=gone" is not a fault: .*body=slow`},
		{"reset=later", `^"reset=later" is not a fault: .*reset=in-headers`},
		{"add,to=1", `^add= must be the name of a member`},
		{"clock=1", `^clock=1 must be a duration, such as -10m$`},
		{"content-type=", `^content-type= must be a content type`},
		{"error=", `^error= must be the code of an error`},
		{"latency", `^latency= must be a duration that is not negative, such as 100ms$`},
		{"latency=-1s", `^latency=-1s must be a duration that is not negative`},
		{"redirect=", `^redirect= must be a URL`},
		{"redirect=:", `^redirect=: must be a URL`},
		{"set=a", `^set=MEMBER needs the key to$`},
		{"add=a,rate=1", `^add=MEMBER needs the key to$`},
		{"status=399", `^status=399 must be an HTTP status from 400 to 599$`},
		{"status=600", `^status=600 must be an HTTP status`},
		{"status=x", `^status=x must be an HTTP status`},
		{"throttle,", `^throttle has no key "": use one of account, operation, rate, region, service, times$`},
		{"throttle,to=1", `^throttle has no key "to": `},
		{"throttle, rate=0.2", `^throttle has no key " rate": `},
		{"body=cut,pace=1s", `^body=cut has no key "pace": `},
		{"body=slow,size=1", `^body=slow has no key "size": use one of account, operation, pace, rate, `},
		{"throttle,rate=0.2,rate=0.3", `^the key rate is set twice$`},
		{"throttle,rate", `^rate= must be a number above 0 and up to 1, such as 0.2$`},
		{"throttle,rate=", `^rate= must be`},
		{"throttle,rate=0", `^rate=0 must be`},
		{"throttle,rate=1.01", `^rate=1.01 must be`},
		{"throttle,rate=NaN", `^rate=NaN must be`},
		{"throttle,rate=20%", `^rate=20% must be`},
		{"throttle,times=0", `^times=0 must be a number of requests, 1 or more$`},
		{"throttle,account=123", `^account=123 must be an account of twelve digits$`},
		{"throttle,operation=ListRegion", `^operation=ListRegion must be one of AssumeRole, .*ListRegions`},
		{"throttle,region=Ireland", `^region=Ireland must be a region, such as eu-west-1$`},
		{"throttle,service=ec2", `^service=ec2 must be one of account, config, organizations, sts$`},
		{"error=X,status=200", `^status=200 must be an HTTP status from 400 to 599$`},
		{"error=X,message=", `^message= must be text$`},
		{"status=500,body=", `^body= must be text$`},
		{"latency=1s,jitter=-1s", `^jitter=-1s must be a duration that is not negative`},
		{"body=slow,pace=0s", `^pace=0s must be a duration above 0`},
		{"body=huge,size=0", `^size=0 must be a number of bytes, 1 or more$`},
		{"redirect=/,status=303", `^status=303 must be 301, 302, 307 or 308$`},
		{"set=a,to=", `^to= must be JSON`},
		{"set=a,to=b", `^to=b must be JSON, such as null or "text"$`},
		{"set=a,to=1,rate=0.2", `^to=1,rate=0.2 must be JSON`},
	} {
		f, err := Parse(test.text)
		if err == nil || !regexp.MustCompile(test.want).MatchString(err.Error()) || f != (Fault{}) {
			t.Errorf("%s: got %+v and %v, want %s", test.text, f, err, test.want)
		}
	}
}

func TestMustParse(t *testing.T) {
	t.Parallel()
	defer func() {
		if got, want := recover(), `fault "x": "x" is not a fault: `; got == nil || !strings.HasPrefix(got.(string), want) { //nolint:forcetypeassert // It panics with a string.
			t.Errorf("got %v, want %s", got, want)
		}
	}()
	MustParse("x")
}

// TestReadme checks that the table of kinds in the README is complete, and that its
// examples are valid.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		if !strings.Contains(string(readme), "\n| `"+k.form) {
			t.Errorf("the README does not list %s", k.form)
		}
		for key := range k.keys {
			if !regexp.MustCompile("(?m)^\\| `" + regexp.QuoteMeta(k.form) + "`.*`" + key + "=").Match(readme) {
				t.Errorf("the README does not give %s the key %s", k.form, key)
			}
		}
	}
	for key := range commonKeys {
		if !strings.Contains(string(readme), "\n| `"+key+"=") {
			t.Errorf("the README does not list the key %s", key)
		}
	}
	found := regexp.MustCompile(`--fault '([^']+)'|MustParse\("([^"]+)"\)`).FindAllSubmatch(readme, -1)
	if len(found) < 3 {
		t.Errorf("got %d faults in the examples of the README, want some", len(found))
	}
	for _, m := range found {
		if _, err := Parse(string(m[1]) + string(m[2])); err != nil {
			t.Errorf("the README shows a wrong fault: %v", err)
		}
	}
}
