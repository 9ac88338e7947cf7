// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"
)

// maxPage is the largest page that ListConfigurationRecorders returns.
const maxPage = 20

type listRecordersInput struct {
	Filters    []recorderFilter
	MaxResults int
	NextToken  string
}

type recorderFilter struct {
	FilterName  *string  `json:"filterName"`
	FilterValue []string `json:"filterValue"`
}

type listRecordersOutput struct {
	ConfigurationRecorderSummaries []recorderSummary
	NextToken                      string `json:",omitempty"`
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_ListConfigurationRecorders.html
//
// Assumption 21: recorders are listed by name, and MaxResults 0 means the
// largest page.
func listConfigurationRecorders(c call, in listRecordersInput) (listRecordersOutput, error) {
	after, err := readToken(in.NextToken)
	if err := firstError(in.check(), err, checkFilters(in.Filters)); err != nil {
		return listRecordersOutput{}, err
	}
	size := in.MaxResults
	if size == 0 {
		size = maxPage
	}

	found := c.store.recorders(c.at, func(rec *recorder) bool {
		return rec.status.Name > after && passes(rec, in.Filters)
	})
	page, token := firstPage(found, size, func(rec recorder) string { return rec.status.Name })
	out := listRecordersOutput{ConfigurationRecorderSummaries: []recorderSummary{}, NextToken: token}
	for _, rec := range page {
		out.ConfigurationRecorderSummaries = append(out.ConfigurationRecorderSummaries, rec.summary())
	}
	return out, nil
}

func (in listRecordersInput) check() error {
	var c constraints
	c.integer("maxResults", &in.MaxResults, 0, maxPage)
	for i, f := range in.Filters {
		element := fmt.Sprintf("filters.%d.member.", i+1)
		c.optional(element+"filterName", f.FilterName, filterNameRule)
		c.each(element+"filterValue", f.FilterValue, filterValueRule)
	}
	return c.err()
}

// checkFilters returns an error for filters that cannot match.
//
// Assumption 22: a filter without a name, without values or with a value that is not a
// recording scope is rejected. One of the values of a filter must match, and all filters
// must match.
func checkFilters(filters []recorderFilter) error {
	for _, f := range filters {
		if f.FilterName == nil || len(f.FilterValue) == 0 {
			return invalid("A filter must have a name and at least one value.")
		}
		for _, value := range f.FilterValue {
			if value != scopeInternal && value != scopePaid {
				return invalid("The filter value '%s' is not a recording scope.", value)
			}
		}
	}
	return nil
}

func passes(rec *recorder, filters []recorderFilter) bool {
	scope := rec.summary().RecordingScope
	return !slices.ContainsFunc(filters, func(f recorderFilter) bool {
		return !slices.Contains(f.FilterValue, scope)
	})
}
