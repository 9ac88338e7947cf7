// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// maxPage is the largest page that ListConfigurationRecorders returns.
const maxPage = 20

type listRecordersInput struct {
	Filters    []recorderFilter
	MaxResults int
	NextToken  string
}

type recorderFilter struct {
	FilterName  string   `json:"filterName"`
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
	if in.MaxResults < 0 || in.MaxResults > maxPage {
		return listRecordersOutput{}, invalid("MaxResults is %d, and must be 0 to %d.", in.MaxResults, maxPage)
	}
	after, err := readToken(in.NextToken)
	if err := firstError(err, checkFilters(in.Filters)); err != nil {
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
		out.ConfigurationRecorderSummaries = append(out.ConfigurationRecorderSummaries, recorderSummary{
			ARN:              rec.status.ARN,
			Name:             rec.status.Name,
			RecordingScope:   rec.configuration.RecordingScope,
			ServicePrincipal: rec.status.ServicePrincipal,
		})
	}
	return out, nil
}

// checkFilters refuses filters that can match nothing.
//
// Assumption 22: a filter of another name, without values or with a value that
// is not a recording scope is refused; several values of one filter widen the
// answer and several filters narrow it.
func checkFilters(filters []recorderFilter) error {
	for _, f := range filters {
		if err := checkEnum("filterName", f.FilterName, "recordingScope"); err != nil {
			return err
		}
		if len(f.FilterValue) == 0 {
			return missing("filterValue")
		}
		for _, value := range f.FilterValue {
			if err := checkEnum("filterValue", value, scopeInternal, scopePaid); err != nil {
				return err
			}
		}
	}
	return nil
}

func passes(rec *recorder, filters []recorderFilter) bool {
	return !slices.ContainsFunc(filters, func(f recorderFilter) bool {
		return !slices.Contains(f.FilterValue, rec.configuration.RecordingScope)
	})
}
