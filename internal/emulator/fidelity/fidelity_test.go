// SPDX-License-Identifier: MPL-2.0

// Package fidelity compares the responses of the emulator with those of moto, another
// emulator of AWS. Each difference must have a reason.
package fidelity

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// motoEndpoint is the environment variable with the URL of a moto server.
const motoEndpoint = "AWSCONFIG_TEST_MOTO_ENDPOINT"

var update = flag.Bool("update", false, "write the page of differences")

// TestAccMoto runs the script on the emulator and on moto. Every difference must have a
// reason, every reason must have a difference, and the page must contain all of them.
func TestAccMoto(t *testing.T) {
	endpoint := os.Getenv(motoEndpoint)
	if endpoint == "" {
		t.Skipf("the comparison with moto runs where %s is set", motoEndpoint)
	}
	calls, ofEmulator := run(t, serveEmulator(t))
	_, ofMoto := run(t, endpoint)
	if t.Failed() {
		return
	}

	var found []difference
	for _, call := range calls {
		found = append(found, compare(call, ofEmulator[call], ofMoto[call])...)
	}
	t.Logf("%d calls, %d differences, %d reasons", len(calls), len(found), len(reasons))
	used := map[int]bool{}
	for _, d := range found {
		i := reasonFor(d)
		if i < 0 {
			t.Errorf("%s: %s: got %q from the emulator and %q from moto, and no reason for it", d.call, d.member, d.emulator, d.moto)
		}
		used[i] = true
	}
	for i, r := range reasons {
		if !used[i] {
			t.Errorf("%s: got no difference with this reason any more", r.title)
		}
	}
	if t.Failed() {
		return
	}

	want := page(len(calls), found)
	if *update {
		if err := os.WriteFile(pageFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("MOTO.md does not tell what was seen: run make testacc-moto UPDATE=1, and look at what changed; another version of moto may be the cause\n%s", firstDifference(string(got), want))
	}
}

// firstDifference returns the first line that differs between two texts.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d: got\n%s\nwant\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(a), len(b))
}

// TestScript checks that the script calls every operation in the README of the emulator,
// and that the names of its calls are unique.
func TestScript(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, answers, _ := strings.Cut(string(readme), "\n## What it answers\n")
	answers, _, _ = strings.Cut(answers, "Every other operation")
	listed := map[string]bool{}
	for _, m := range regexp.MustCompile("`([A-Za-z]+)`").FindAllStringSubmatch(answers, -1) {
		listed[m[1]] = true
	}
	called, names := map[string]bool{}, map[string]bool{}
	for _, scene := range script {
		for _, call := range scene.calls("123456789012") {
			if names[call.String()] {
				t.Errorf("the script has two calls that are %s", call)
			}
			names[call.String()] = true
			called[call.operation()] = true
		}
	}
	if len(listed) == 0 || !maps.Equal(called, listed) {
		t.Errorf("the script calls %v, and the README lists %v", slices.Sorted(maps.Keys(called)), slices.Sorted(maps.Keys(listed)))
	}
}

// run makes every call of the script and returns the names of the calls in order.
func run(t *testing.T, endpoint string) (names []string, answers map[string]answer) {
	t.Helper()
	answers = map[string]answer{}
	for _, scene := range script {
		c := newClient(t, endpoint, newAccountID(t))
		r := &reader{account: c.account, times: map[string]time.Time{}}
		for _, call := range scene.calls(c.account) {
			if call.later {
				time.Sleep(1100 * time.Millisecond)
			}
			out, status, err := c.send(t.Context(), call)
			if err == nil {
				c.remember(out)
			} else if status == 0 {
				t.Errorf("%s: %s: %s: %s", endpoint, scene.name, call, err)
			}
			answers[call.String()] = r.read(out, status, err)
			names = append(names, call.String())
		}
	}
	return names, answers
}
