// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadme checks that the seed in the README is valid and its list of operations
// complete.
func TestReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(text)
	if block == nil {
		t.Fatal("the README shows no seed")
	}
	seed, err := ParseSeed("README.md", block[1])
	if err != nil {
		t.Fatal(err)
	}
	if got := seed.regions[location{defaultAccount, "eu-west-1"}]; len(got.recorders) != 1 || got.channel.settings == nil {
		t.Errorf("got %+v, want the README's recorder and channel", got)
	}
	if got := seed.roles["arn:aws:iam::123456789012:role/audit"]; got.externalID == "" || len(got.trusts) != 1 || got.maxSession == 0 || !got.noWebIdentity {
		t.Errorf("got %+v, want the README's role", got)
	}
	if got := seed.enabledRegions[defaultAccount]; len(got) != 3 {
		t.Errorf("got %v, want the README's enabled regions", got)
	}
	if org := seed.organization; org == nil || len(org.accounts) != 4 || len(org.delegatedAdministrators) != 1 {
		t.Errorf("got %+v, want the README's organization", org)
	}
	for _, svc := range services {
		for operation := range svc.operations {
			if !strings.Contains(string(text), "`"+operation+"`") {
				t.Errorf("the README does not name %s", operation)
			}
		}
	}
}

// TestQuickstartSeed starts the stopped recorder, which visitors of the demo want to do.
func TestQuickstartSeed(t *testing.T) {
	t.Parallel()
	const file = "../../examples/quickstart/seed.json"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := ParseSeed(file, text)
	if err != nil {
		t.Fatal(err)
	}
	store := NewStore()
	if err := store.Apply(seed); err != nil {
		t.Fatal(err)
	}
	if err := store.startRecorder(location{defaultAccount, "us-east-1"}, "default"); err != nil {
		t.Error(err)
	}
}
