// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTroubleshooting_complete compares the guide with the code: every summary of a
// diagnostic has a row, and every row is about such a summary.
func TestTroubleshooting_complete(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(path.Join(checkout, "templates/guides/troubleshooting.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, "|")
		if len(cells) < 3 {
			continue
		}
		for _, match := range boldText.FindAllStringSubmatch(cells[1], -1) {
			rows[match[1]] = true
		}
	}
	summaries := diagnosticSummaries(t)
	for _, summary := range summaries {
		if !rows[summary] {
			t.Errorf("the guide has no row for %q", summary)
		}
	}
	for row := range rows {
		if !slices.Contains(summaries, row) {
			t.Errorf("no diagnostic has the summary %q", row)
		}
	}
	if len(summaries) < 80 {
		t.Errorf("only %d summaries were found", len(summaries))
	}
}

var boldText = regexp.MustCompile(`\*\*([^*]+)\*\*`)

// summaryServices fill the placeholder of a service. Diagnostics of AWS STS say what could
// not be done instead.
var summaryServices = []string{"AWS Config", "AWS Account Management", "AWS Organizations"}

// diagnosticSummaries returns every summary that the source code of the provider has.
func diagnosticSummaries(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	s := summaryFinder{constants: map[string]ast.Expr{}}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for _, file := range files {
		ast.Inspect(file, s.findConstants)
	}
	for _, file := range files {
		ast.Inspect(file, s.find)
	}
	var summaries []string
	for _, summary := range s.found {
		if summary == "{unable}" {
			continue
		}
		for _, service := range summaryServices {
			summaries = append(summaries, strings.ReplaceAll(summary, "{service}", service))
		}
	}
	slices.Sort(summaries)
	return slices.Compact(summaries)
}

type summaryFinder struct {
	constants map[string]ast.Expr
	kinds     []string // What validString validates.
	found     []string
}

// findConstants also finds the kinds of values, because a summary can contain one.
func (s *summaryFinder) findConstants(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.ValueSpec:
		for i, value := range node.Values {
			s.constants[node.Names[i].Name] = value
		}
	case *ast.CompositeLit:
		if isNamed(node.Type, "validString") && len(node.Elts) > 0 {
			s.kinds = append(s.kinds, s.texts(node.Elts[0])...)
		}
	}
	return true
}

// summaryArguments has the position of the summary in the calls that make a diagnostic.
var summaryArguments = map[string]int{
	"AddAttributeError": 1, "AddAttributeWarning": 1, "AddError": 0, "AddWarning": 0,
	"NewAttributeErrorDiagnostic": 1, "NewAttributeWarningDiagnostic": 1, "NewErrorDiagnostic": 0, "NewWarningDiagnostic": 0,
	"diagnosticAt": 1,
}

func (s *summaryFinder) find(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.CallExpr:
		if at, ok := summaryArguments[nameOf(node.Fun)]; ok {
			s.add(node.Args[at])
		}
	case *ast.KeyValueExpr: // Of a subject.
		if isSummaryField(node.Key) {
			s.add(node.Value)
		}
	case *ast.AssignStmt:
		for i, target := range node.Lhs {
			if isSummaryField(target) && len(node.Rhs) == len(node.Lhs) {
				s.add(node.Rhs[i])
			}
		}
	case *ast.CompositeLit:
		switch kinds, isMap := node.Type.(*ast.MapType); {
		case isNamed(node.Type, "failure") && len(node.Elts) > 0:
			s.add(node.Elts[0])
		case isMap && isNamed(kinds.Value, "failure"):
			for _, element := range node.Elts {
				if pair, ok := element.(*ast.KeyValueExpr); ok {
					if text, ok := pair.Value.(*ast.CompositeLit); ok && text.Type == nil {
						s.add(text.Elts[0])
					}
				}
			}
		}
	}
	return true
}

func (s *summaryFinder) add(summary ast.Expr) { s.found = append(s.found, s.texts(summary)...) }

// texts returns the values that an expression can have, or none if it only passes on the
// summary of another place.
func (s *summaryFinder) texts(expression ast.Expr) []string {
	switch expression := expression.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(expression.Value)
		if err == nil {
			return []string{text}
		}
	case *ast.Ident:
		if value, ok := s.constants[expression.Name]; ok {
			return s.texts(value)
		}
	case *ast.SelectorExpr:
		switch owner := nameOf(expression.X); {
		case expression.Sel.Name == "what" && owner == "list":
			return []string{"AWS Account", "AWS Region"}
		case expression.Sel.Name == "what":
			return s.kinds
		}
	case *ast.BinaryExpr:
		var texts []string
		for _, begin := range s.texts(expression.X) {
			for _, end := range s.texts(expression.Y) {
				texts = append(texts, begin+end)
			}
		}
		return texts
	case *ast.CallExpr: // fmt.Sprintf, with one value.
		if nameOf(expression.Fun) == "Sprintf" && len(expression.Args) == 2 {
			var texts []string
			for _, value := range s.texts(expression.Args[1]) {
				texts = append(texts, strings.ReplaceAll(s.texts(expression.Args[0])[0], "%s", value))
			}
			return texts
		}
	}
	return nil
}

func isSummaryField(expression ast.Expr) bool {
	name := nameOf(expression)
	return name == "unable" || name == "timeout"
}

func isNamed(expression ast.Expr, name string) bool {
	return expression != nil && nameOf(expression) == name
}

// nameOf returns the name of an identifier or the last one of a selector.
func nameOf(expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.Ident:
		return expression.Name
	case *ast.SelectorExpr:
		return expression.Sel.Name
	}
	return ""
}
