// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

var update = flag.Bool("update", false, "write the tables of the modules' README")

func TestMain(m *testing.M) {
	acctest.Main(m)
}

const (
	guard = "../../../examples/modules/config-recording-guard"
	guide = "../../../examples/guides/test-your-module-offline"
)

// parse returns the content of a file and the blocks in it.
func parse(t *testing.T, file string) ([]byte, hclsyntax.Blocks) {
	t.Helper()
	content := readFile(t, file)
	parsed, diags := hclsyntax.ParseConfig(content, file, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		t.Fatalf("%s: %T is no body", file, parsed.Body)
	}
	return content, body.Blocks
}

func readFile(t *testing.T, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// runsIn returns the number of tests that `terraform test` must run in folders. OpenTofu
// takes a file with an ending of its own instead of the one of Terraform.
func runsIn(t *testing.T, folders ...string) int {
	t.Helper()
	const terraformEnding, openTofuEnding = ".tftest.hcl", ".tofutest.hcl"
	tofu := acctest.OpenTofu(t)
	runs := 0
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.*test.hcl"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, openTofuEnding) && !tofu {
				continue
			}
			if base, isTerraform := strings.CutSuffix(file, terraformEnding); isTerraform && tofu {
				if _, err := os.Stat(base + openTofuEnding); err == nil {
					continue
				}
			}
			_, blocks := parse(t, file)
			for _, block := range blocks {
				if block.Type == "run" {
					runs++
				}
			}
		}
	}
	return runs
}

var summary = regexp.MustCompile(`(?m)^(?:Success|Failure)! (\d+) passed, (\d+) failed(?:, (\d+) skipped)?\.`)

// expectRuns fails the test unless each test in the folders ran and passed, and there
// is one at least in each folder.
func expectRuns(t *testing.T, output string, err error, folders ...string) {
	t.Helper()
	if err != nil {
		t.Errorf("the tests end with %v", err)
	}
	passed := 0
	for _, match := range summary.FindAllStringSubmatch(output, -1) {
		number, err := strconv.Atoi(match[1])
		if err != nil {
			t.Fatal(err)
		}
		passed += number
	}
	want := runsIn(t, folders...)
	for _, folder := range folders {
		if runsIn(t, folder) == 0 {
			t.Errorf("there is no test in %s", folder)
		}
	}
	if passed != want {
		t.Errorf("%d tests passed, and there are %d", passed, want)
	}
	if t.Failed() {
		t.Log(output)
	}
}

// phrase matches a text that Terraform may have wrapped anywhere between words.
func phrase(text string) *regexp.Regexp {
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	return regexp.MustCompile(strings.Join(words, `[\s│]+`))
}

// expectOutput fails the test unless the output contains each of the texts.
func expectOutput(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !phrase(text).MatchString(output) {
			t.Errorf("Terraform does not say %q:\n%s", text, output)
		}
	}
}

// expectOne fails the test unless the output has exactly one diagnostic of a kind.
func expectOne(t *testing.T, output, kind string) {
	t.Helper()
	if got := strings.Count(output, kind+": "); got != 1 {
		t.Errorf("Terraform tells %d times of an %q, not once:\n%s", got, kind, output)
	}
}

// blocksOf returns the blocks of code in a language on a page.
func blocksOf(page []byte, language string) []string {
	var blocks []string
	for _, match := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllSubmatch(page, -1) {
		blocks = append(blocks, string(match[1]))
	}
	return blocks
}

// codeOf returns the only block of code in a language on a page.
func codeOf(t *testing.T, page []byte, language string) string {
	t.Helper()
	blocks := blocksOf(page, language)
	if len(blocks) != 1 {
		t.Fatalf("the page has %d blocks of %s, not one", len(blocks), language)
	}
	return blocks[0]
}
