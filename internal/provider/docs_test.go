// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
)

const checkout = "../.."

// pages returns the Markdown files of the checkout by their paths.
func pages(t *testing.T) map[string]string {
	t.Helper()
	contents := map[string]string{}
	root := os.DirFS(checkout)
	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		switch hidden := file != "." && strings.HasPrefix(entry.Name(), "."); {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() || path.Ext(file) != ".md":
			return nil
		}
		content, err := fs.ReadFile(root, file)
		contents[file] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := contents["docs/index.md"]; !ok {
		t.Fatalf("of the pages, %d were found", len(contents))
	}
	return contents
}

// fence is a block of code on a page.
type fence struct{ language, content string }

// fences returns the blocks of code of a page, and the rest of it.
func fences(page string) ([]fence, string) {
	var (
		blocks []fence
		rest   []string
		open   *fence
	)
	for line := range strings.Lines(page) {
		marker, fenced := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case fenced && open == nil:
			open = &fence{language: marker}
		case fenced:
			blocks, open = append(blocks, *open), nil
		case open != nil:
			open.content += line
		default:
			rest = append(rest, line)
		}
	}
	return blocks, strings.Join(rest, "")
}

// Every block of code in the documentation, and every configuration in the README, is
// a file of the examples or stands in one as it is; and TestExamples_allRun sees that
// each of these is used by a test.
func TestDocs_blocks(t *testing.T) {
	t.Parallel()
	examples := map[string]string{}
	for _, file := range acctest.ExampleFiles(t, examplesFolder) {
		content, err := os.ReadFile(path.Join(examplesFolder, file))
		if err != nil {
			t.Fatal(err)
		}
		examples[file] = "\n" + strings.TrimSpace(string(content)) + "\n"
	}
	seen := 0
	for file, page := range pages(t) {
		documentation := strings.HasPrefix(file, "docs/")
		if !documentation && file != "README.md" {
			continue
		}
		blocks, _ := fences(page)
		for _, block := range blocks {
			configuration := block.language == "terraform" || block.language == "hcl"
			if !documentation && !configuration {
				continue
			}
			seen++
			found := ""
			for name, content := range examples {
				if strings.Contains(content, "\n"+block.content) && (configuration == isConfiguration(name)) {
					found = name
				}
			}
			if found == "" {
				t.Errorf("%s: no file of the examples has this %s block:\n%s", file, block.language, block.content)
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d blocks were found", seen)
	}
}

// isConfiguration tells whether Terraform reads the file.
func isConfiguration(name string) bool {
	return path.Ext(name) == ".tf" || path.Ext(name) == ".tfrc" || path.Ext(name) == ".hcl"
}

// Where pages are found that a link can lead to by a full address.
const (
	onGitHub   = "https://github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/blob/main/"
	treeOnHub  = "https://github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/tree/main/"
	onRegistry = "https://registry.terraform.io/providers/terraform-provider-awsconfig/awsconfig/latest/docs"
)

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	anchor  = regexp.MustCompile(`<a id="([^"]+)">`)
	heading = regexp.MustCompile(`(?m)^#{1,6} (.+)$`)
	dropped = regexp.MustCompile(`[^\p{L}\p{N}\s_-]`)
)

// frontMatter matches the beginning of a page.
var frontMatter = regexp.MustCompile(`(?s)^---\n.*?page_title: "[^"]+"\n.*?description: \|-\n  \S.*?\n---\n`)

// anchors returns the fragments that lead to places of a page, as GitHub and the
// registry make them of headings.
func anchors(page string) map[string]bool {
	found := map[string]bool{}
	_, rest := fences(page)
	for _, match := range anchor.FindAllStringSubmatch(rest, -1) {
		found[match[1]] = true
	}
	for _, match := range heading.FindAllStringSubmatch(rest, -1) {
		slug := dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(match[1])), "")
		found[strings.ReplaceAll(slug, " ", "-")] = true
	}
	return found
}

// Every link to a file of the checkout leads to one. Pages of the documentation name
// one another by their files, relative to themselves, which GitHub and the registry
// both understand; what else there is in the checkout the registry does not have, so
// its address is given in full.
func TestDocs_links(t *testing.T) {
	t.Parallel()
	all := pages(t)
	internal := 0
	onIndex := map[string]bool{"docs/index.md": true}
	for file, page := range all {
		_, rest := fences(page)
		for _, match := range link.FindAllStringSubmatch(rest, -1) {
			target, fragment, _ := strings.Cut(match[1], "#")
			documentation := strings.HasPrefix(file, "docs/")
			switch {
			case strings.HasPrefix(target, onRegistry):
				target = "docs" + strings.TrimPrefix(target, onRegistry) + ".md"
				if target == "docs.md" {
					target = "docs/index.md"
				}
			case strings.HasPrefix(target, onGitHub):
				target = strings.TrimPrefix(target, onGitHub)
			case strings.HasPrefix(target, treeOnHub):
				target = strings.TrimPrefix(target, treeOnHub)
			case strings.Contains(target, "://"):
				continue
			case target == "":
				target = file
			default:
				target = path.Join(path.Dir(file), target)
				if documentation && (!strings.HasPrefix(target, "docs/") || path.Ext(target) != ".md") {
					t.Errorf("%s: on the registry, %s leads nowhere", file, match[1])
				}
			}
			internal++
			if file == "docs/index.md" {
				onIndex[target] = true
			}
			if _, err := os.Stat(path.Join(checkout, target)); err != nil {
				t.Errorf("%s: %s leads nowhere: %s", file, match[1], err)
			}
			if fragment != "" && !anchors(all[target])[fragment] {
				t.Errorf("%s: %s leads to no heading of %s", file, match[1], target)
			}
		}
	}
	for file, page := range all {
		if !strings.HasPrefix(file, "docs/") {
			continue
		}
		if !onIndex[file] {
			t.Errorf("docs/index.md does not link to %s", file)
		}
		if !frontMatter.MatchString(page) {
			t.Errorf("%s does not begin with what the registry shows in its lists", file)
		}
	}
	if internal < 40 {
		t.Errorf("only %d links were found", internal)
	}
}
