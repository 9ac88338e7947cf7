// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"fmt"
	"slices"
	"strings"
)

const list = "ListConfigurationRecorders"

func listChecks() []check {
	filter := func(text string) asking { return config(list, `{"Filters":[{`+text+`}]}`) }
	whole := question{service: "config", operation: list, body: "{}"}
	with := func(body string) question { return question{service: "config", operation: list, body: body} }
	return []check{
		{21, "recorders are listed by name", func(a *account) finding {
			several := false
			for region, pages := range a.survey.listed {
				names := slices.Concat(pages...)
				if !slices.IsSorted(names) {
					return finding{contradicted, fmt.Sprintf("%s has %s", region, strings.Join(names, ", "))}
				}
				several = several || len(names) > 1
			}
			if !several {
				return unconfirmed("no region has two recorders that may be listed")
			}
			return finding{confirmed, fmt.Sprintf("%d regions", len(a.survey.listed))}
		}},
		same(21, "MaxResults 0 is as good as none", whole, with(`{"MaxResults":0}`)),
		{21, "a page has 20 recorders without MaxResults", func(a *account) finding {
			for region, pages := range a.survey.listed {
				if n := len(slices.Concat(pages...)); n > 20 || len(pages) > 1 {
					seen := fmt.Sprintf("the first page in %s has %d of %d recorders", region, len(pages[0]), n)
					if len(pages[0]) != 20 {
						return finding{contradicted, seen}
					}
					return finding{confirmed, seen}
				}
			}
			return unconfirmed("no region has more than 20 recorders")
		}},

		refusal(22, "a filter of another name", 400, validation, filter(`"filterName":"awsconfig","filterValue":["PAID"]`)),
		refusal(22, "a filter with another value", 400, validation, filter(`"filterName":"recordingScope","filterValue":["AWSCONFIG"]`)),
		refusal(22, "a filter without values", 400, validation, filter(`"filterName":"recordingScope","filterValue":[]`)),
		{22, "the values of a filter are alternatives", func(a *account) finding {
			return filtered(a, `{"filterName":"recordingScope","filterValue":["INTERNAL","PAID"]}`, func(r recorder) bool { return true })
		}},
		{22, "all filters must match", func(a *account) finding {
			return filtered(a, `{"filterName":"recordingScope","filterValue":["INTERNAL"]},{"filterName":"recordingScope","filterValue":["PAID"]}`, func(r recorder) bool { return false })
		}},

		refusal(23, list+" with a token that was never given out", 400, validation, config(list, `{"NextToken":"awsconfig-absent"}`)),
		refusal(23, "ListRegions with a token that was never given out", 400, validation, listing(`{"NextToken":"awsconfig-absent"}`)),
		{23, "a token can be used again", func(a *account) finding {
			first := a.ask(question{service: "account", operation: "ListRegions", body: `{"MaxResults":1}`})
			token := decode[regionPage](first).NextToken
			if token == "" {
				return judge(first, false)
			}
			next := question{service: "account", operation: "ListRegions", body: withToken(1, token)}
			one, two := a.ask(next), a.ask(next)
			got := judge(two, one.status == 200 && sameJSON(one.body, two.body))
			got.detail = fmt.Sprintf("%s, after %s", two, one)
			return got
		}},
	}
}

// filtered checks which recorders pass the filters, in a region with recorders of both
// scopes.
func filtered(a *account, filters string, passes func(r recorder) bool) finding {
	scopes := map[string]map[string]bool{}
	for _, r := range a.survey.recorders {
		if scopes[r.region] == nil {
			scopes[r.region] = map[string]bool{}
		}
		scopes[r.region][r.scope] = true
	}
	for region, seen := range scopes {
		if !seen["INTERNAL"] || !seen["PAID"] {
			continue
		}
		got := a.ask(question{service: "config", region: region, operation: list, body: `{"Filters":[` + filters + `],"MaxResults":20}`})
		read := decode[page](got)
		var names, want []string
		for _, r := range read.ConfigurationRecorderSummaries {
			names = append(names, r.Name)
		}
		for _, r := range a.survey.recorders {
			if r.region == region && passes(r) {
				want = append(want, r.name)
			}
		}
		slices.Sort(names)
		slices.Sort(want)
		want = want[:min(len(want), 20)]
		return judge(got, got.status == 200 && slices.Equal(names, want))
	}
	return unconfirmed("no region has recorders of both scopes")
}
