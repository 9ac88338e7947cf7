// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"golang.org/x/sync/errgroup"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// maxRequests bounds the requests under way in one region, because AWS throttles by
// account and region.
const maxRequests = 4

// Lister is the part of the AWS Config client that reads all recorders of a region.
type Lister interface {
	StatusDescriber
	configservice.ListConfigurationRecordersAPIClient
}

// Filter restricts the recorders of a region that are read.
type Filter struct {
	Name                 string // The only name, or empty for any.
	IncludeServiceLinked bool
}

// ReadStatuses reads the statuses of the recorders of a place that pass the filter,
// sorted by name and ARN. A place without recorders has none. It returns the errors
// of ReadStatus, except for *NotFoundError and *MultipleFoundError.
func ReadStatuses(ctx context.Context, client Lister, place awsapi.Place, filter Filter) ([]Status, error) {
	selectors := []Selector{{Name: filter.Name}}
	if filter.IncludeServiceLinked {
		var err error
		if selectors, err = listSelectors(ctx, client, place.Region, filter.Name); err != nil {
			return nil, err
		}
	}

	// The failure of the region is that of its first recorder that fails, so that it
	// does not depend on which response comes first. Later ones need not be read.
	found := make([][]Status, len(selectors))
	failures := make([]error, len(selectors))
	var (
		group       errgroup.Group
		mu          sync.Mutex
		firstFailed = len(selectors)
	)
	group.SetLimit(maxRequests)
	for i, selector := range selectors {
		group.Go(func() error {
			mu.Lock()
			needed := i < firstFailed
			mu.Unlock()
			if !needed {
				return nil
			}
			if found[i], failures[i] = readSelected(ctx, client, place, selector); failures[i] != nil {
				mu.Lock()
				firstFailed = min(firstFailed, i)
				mu.Unlock()
			}
			return nil
		})
	}
	_ = group.Wait() // The functions return no errors: they keep them in failures.
	if firstFailed < len(selectors) {
		return nil, failures[firstFailed]
	}

	statuses := slices.Concat(found...)
	slices.SortFunc(statuses, func(a, b Status) int {
		return cmp.Or(cmp.Compare(aws.ToString(a.Name), aws.ToString(b.Name)), cmp.Compare(aws.ToString(a.ARN), aws.ToString(b.ARN)))
	})
	return statuses, nil
}

// readSelected is ReadStatus for any number of recorders, none included.
func readSelected(ctx context.Context, client Lister, place awsapi.Place, selector Selector) ([]Status, error) {
	status, err := ReadStatus(ctx, client, place, selector)
	var (
		absent   *NotFoundError
		multiple *MultipleFoundError
	)
	switch {
	case err == nil:
		return []Status{*status}, nil
	case errors.As(err, &multiple):
		return multiple.Found, nil
	case errors.As(err, &absent):
		return nil, nil
	default:
		return nil, err
	}
}

// listSelectors returns a selector for each recorder of a region, including the
// service-linked ones.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ListConfigurationRecorders.html
func listSelectors(ctx context.Context, client Lister, region, name string) ([]Selector, error) {
	var selectors []Selector
	unexpected := func(reason string) error {
		return &awsapi.UnexpectedAnswerError{Reason: "the response of ListConfigurationRecorders " + reason}
	}
	pages := configservice.NewListConfigurationRecordersPaginator(client, &configservice.ListConfigurationRecordersInput{})
	err := awsapi.EachPage(ctx, "ListConfigurationRecorders", pages.HasMorePages,
		func(ctx context.Context) (*configservice.ListConfigurationRecordersOutput, error) {
			return pages.NextPage(ctx, inRegion(region))
		},
		func(page *configservice.ListConfigurationRecordersOutput) *string { return page.NextToken },
		func(page *configservice.ListConfigurationRecordersOutput) error {
			if page.ConfigurationRecorderSummaries == nil {
				return unexpected("has no list of recorders")
			}
			for _, summary := range page.ConfigurationRecorderSummaries {
				if aws.ToString(summary.Arn) == "" || aws.ToString(summary.Name) == "" {
					return unexpected("has a recorder without an ARN or a name")
				}
				if selector := (Selector{ARN: *summary.Arn}); (name == "" || *summary.Name == name) && !slices.Contains(selectors, selector) {
					selectors = append(selectors, selector)
				}
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	return selectors, nil
}

// Reason is why a place is not recording.
type Reason string

// The reasons, in the order in which one takes precedence over the other.
const (
	Recording    Reason = ""
	Stopped      Reason = "Stopped"
	NeverStarted Reason = "NeverStarted"
	NoRecorder   Reason = "NoRecorder"
)

// NotRecording returns why no customer managed recorder among the statuses of a place is
// recording, and the status that shows it, or Recording if one is.
func NotRecording(statuses []Status) (Reason, Status) {
	reason, shown := NoRecorder, Status{}
	for _, status := range statuses {
		switch {
		case !status.customerManaged():
		case status.Recording:
			return Recording, status
		case status.LastStartTime != nil || status.LastStopTime != nil || status.LastStatus != nil:
			reason, shown = Stopped, status
		case reason == NoRecorder:
			reason, shown = NeverStarted, status
		}
	}
	return reason, shown
}
