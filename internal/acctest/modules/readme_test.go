// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const (
	beginTables = "<!-- written by make generate -->\n"
	endTables   = "<!-- end -->\n"
)

// TestGuardReadme compares the tables in the module's README with its variables and
// outputs, or writes them.
func TestGuardReadme(t *testing.T) {
	t.Parallel()
	file := filepath.Join(guard, "README.md")
	page := readFile(t, file)
	before, rest, begun := bytes.Cut(page, []byte(beginTables))
	_, after, ended := bytes.Cut(rest, []byte(endTables))
	if !begun || !ended {
		t.Fatalf("%s has no place for the tables", file)
	}
	want := slices.Concat(before, []byte(beginTables+tables(t, guard)+endTables), after)
	if *update {
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(page, want) {
		t.Errorf("the tables of %s are not those of the module: make generate", file)
	}
}

// tables is the inputs and outputs of a module in Markdown.
func tables(t *testing.T, folder string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("\n## Inputs\n\n| name | description | type | default |\n|---|---|---|---|\n")
	content, blocks := parse(t, filepath.Join(folder, "variables.tf"))
	for _, block := range sorted(blocks) {
		value := "required"
		if attribute, ok := block.Body.Attributes["default"]; ok {
			value = code(content, attribute)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", block.Labels[0], description(t, block), code(content, block.Body.Attributes["type"]), value)
	}
	b.WriteString("\n## Outputs\n\n| name | description |\n|---|---|\n")
	_, blocks = parse(t, filepath.Join(folder, "outputs.tf"))
	for _, block := range sorted(blocks) {
		if _, ok := block.Body.Attributes["sensitive"]; ok {
			t.Errorf("the output %s is sensitive, so that no message could tell it", block.Labels[0])
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", block.Labels[0], description(t, block))
	}
	return b.String() + "\n"
}

func sorted(blocks hclsyntax.Blocks) hclsyntax.Blocks {
	return slices.SortedFunc(slices.Values(blocks), func(a, b *hclsyntax.Block) int {
		return strings.Compare(a.Labels[0], b.Labels[0])
	})
}

// code returns the source of an expression on one line.
func code(content []byte, attribute *hclsyntax.Attribute) string {
	var line string
	for part := range strings.Lines(string(attribute.Expr.Range().SliceBytes(content))) {
		part = regexp.MustCompile(`\s+`).ReplaceAllString(strings.TrimSpace(part), " ")
		switch {
		case line == "":
		case strings.HasSuffix(line, "{") || strings.HasPrefix(part, "}"):
			line += " "
		default:
			line += ", "
		}
		line += part
	}
	return "`" + line + "`"
}

func description(t *testing.T, block *hclsyntax.Block) string {
	t.Helper()
	attribute, ok := block.Body.Attributes["description"]
	if !ok {
		t.Fatalf("%s %s has no description", block.Type, block.Labels[0])
	}
	value, diags := attribute.Expr.Value(nil)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return value.AsString()
}
