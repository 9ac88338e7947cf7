// SPDX-License-Identifier: MPL-2.0

package fidelity

import (
	"fmt"
	"regexp"
	"strings"
)

// pageFile is the page with the differences.
const pageFile = "../MOTO.md"

var assumptionPattern = regexp.MustCompile(`assumption (\d+)`)

// heading returns the heading of a reason on the page.
func (r reason) heading() string {
	source := assumptionPattern.ReplaceAllString(r.source, "[$0](ASSUMPTIONS.md)")
	return fmt.Sprintf("## %s\n\n%s Source: %s.\n", r.title, r.why, source)
}

// page returns the page with all differences, grouped by reason. Equal differences share
// a row.
func page(calls int, found []difference) string {
	type row struct{ member, emulator, moto string }
	var b strings.Builder
	fmt.Fprintf(&b, `# How the emulator differs from moto

`+"`make testacc-moto UPDATE=1`"+` writes this page, and `+"`make testacc-moto`"+` checks it. Do not edit it: the reasons are in [fidelity/reasons_test.go](fidelity/reasons_test.go).

[moto](https://github.com/getmoto/moto) emulates much more of AWS. The same %d calls, which use every operation of this emulator, were sent to both with the AWS SDK for Go. The comparison includes every member of the responses: error codes, HTTP statuses, messages and values. It ignores the values of request IDs and credentials, accounts and generated identifiers, and it only compares whether times changed and how precise they are. There are %d differences. A dash is a missing member. If only one of the two succeeds, or moto returns an HTTP error without a code of AWS, other members are not compared.
`, calls, len(found))
	for i, r := range reasons {
		var rows []row
		names := map[row]map[string][]string{}
		operations := map[row][]string{}
		for _, d := range found {
			if reasonFor(d) != i {
				continue
			}
			same := row{d.member, d.emulator, d.moto}
			if names[same] == nil {
				rows = append(rows, same)
				names[same] = map[string][]string{}
			}
			operation, name, _ := strings.Cut(d.call, ", ")
			if names[same][operation] == nil {
				operations[same] = append(operations[same], operation)
			}
			names[same][operation] = append(names[same][operation], name)
		}
		fmt.Fprintf(&b, "\n%s\n| Calls | Member | Emulator | moto |\n|---|---|---|---|\n", r.heading())
		for _, same := range rows {
			var calls []string
			for _, operation := range operations[same] {
				calls = append(calls, "`"+operation+"`: "+strings.Join(names[same][operation], "; "))
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", strings.Join(calls, "<br>"), same.member, cell(same.emulator), cell(same.moto))
		}
	}
	return b.String()
}

// longEnum matches a list of allowed values after the first few.
var longEnum = regexp.MustCompile(`(enum value set: \[(?:[^],]*, ){5})[^]]*`)

// cell formats a value for a table. It shortens repeated letters and long lists of
// allowed values.
func cell(value string) string {
	value = longEnum.ReplaceAllString(value, "$1…")
	if value == "" {
		return "–"
	}
	var text []rune
	repeated := 0
	for _, r := range value {
		if n := len(text); n > 0 && text[n-1] == r {
			repeated++
		} else {
			if repeated >= longestRun {
				text = append(text, '…')
			}
			repeated = 0
		}
		if repeated < longestRun {
			text = append(text, r)
		}
	}
	return "`" + strings.NewReplacer("`", "'", "|", "\\|").Replace(string(text)) + "`"
}

// longestRun is the maximum number of times that cell shows a repeated letter.
const longestRun = 5
