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

// maxRequests limits the concurrent requests in one region, because AWS throttles by
// account and region.
const maxRequests = 4

// StatusLister is the part of the AWS Config client that reads the statuses of all
// recorders of a region.
type StatusLister interface {
	StatusDescriber
	configservice.ListConfigurationRecordersAPIClient
}

// ConfigurationLister is the part of the AWS Config client that reads the configurations
// of all recorders of a region.
type ConfigurationLister interface {
	ConfigurationDescriber
	configservice.ListConfigurationRecordersAPIClient
}

// Filter restricts the recorders of a region that are read.
type Filter struct {
	Name                 string // The only name, or empty for any.
	IncludeServiceLinked bool
}

// ReadStatuses reads the statuses of the recorders of a place that pass the filter,
// sorted by name and ARN. For a place without recorders, the result is empty. It ignores
// recorders that AWS lists with another cloud, because they do not record the account.
// It returns the errors of ReadStatus, except for *NotFoundError and
// *MultipleFoundError.
func ReadStatuses(ctx context.Context, client StatusLister, place awsapi.Place, filter Filter) ([]Status, error) {
	return readAll(ctx, client, place, filter, func(ctx context.Context, selector Selector) (awsapi.Answer[Status], error) {
		return describeStatus(ctx, client, place, selector)
	})
}

// ReadConfigurations reads the configurations of the recorders of a place that pass the
// filter, as ReadStatuses does. It ignores every recorder of another cloud.
func ReadConfigurations(ctx context.Context, client ConfigurationLister, place awsapi.Place, filter Filter) ([]Configuration, error) {
	configurations, err := readAll(ctx, client, place, filter, func(ctx context.Context, selector Selector) (awsapi.Answer[Configuration], error) {
		return describeConfiguration(ctx, client, place, selector)
	})
	return slices.DeleteFunc(configurations, Configuration.otherCloud), err
}

// readAll describes each recorder of a place that passes the filter, and returns the
// items sorted by name and ARN.
func readAll[Item item](ctx context.Context, client configservice.ListConfigurationRecordersAPIClient, place awsapi.Place, filter Filter, describe func(context.Context, Selector) (awsapi.Answer[Item], error)) ([]Item, error) {
	describePresent := func(ctx context.Context, selector Selector) ([]Item, error) {
		answer, err := describe(ctx, selector)
		var absent *NotFoundError
		if errors.As(err, &absent) {
			return nil, nil
		}
		return answer.Items, err
	}
	var items []Item
	var err error
	if filter.IncludeServiceLinked {
		items, err = describeListed(ctx, client, place, filter, describePresent)
	} else {
		items, err = describePresent(ctx, Selector{Name: filter.Name})
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(items, func(a, b Item) int {
		left, right := a.identity(), b.identity()
		return cmp.Or(cmp.Compare(aws.ToString(left.Name), aws.ToString(right.Name)), cmp.Compare(aws.ToString(left.ARN), aws.ToString(right.ARN)))
	})
	return items, nil
}

// describeListed lists the recorders of a place and describes those that pass the
// filter. It returns the failure of the first recorder in the list that fails, so that
// the error does not depend on the order of the responses, and does not read the
// recorders after it.
func describeListed[Item item](ctx context.Context, client configservice.ListConfigurationRecordersAPIClient, place awsapi.Place, filter Filter, describe func(context.Context, Selector) ([]Item, error)) ([]Item, error) {
	selectors, err := listSelectors(ctx, client, place.Region, filter.Name)
	if err != nil {
		return nil, err
	}
	found := make([][]Item, len(selectors))
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
			items, err := describe(ctx, selector)
			if err != nil {
				mu.Lock()
				failures[i], firstFailed = err, min(firstFailed, i)
				mu.Unlock()
			}
			found[i] = items
			return nil
		})
	}
	_ = group.Wait() // The functions return no errors. They store them in failures.
	if firstFailed < len(selectors) {
		return nil, failures[firstFailed]
	}
	return slices.Concat(found...), nil
}

// listSelectors returns a selector for each recorder of a region, including the
// service-linked ones, but not those of other clouds.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ListConfigurationRecorders.html
func listSelectors(ctx context.Context, client configservice.ListConfigurationRecordersAPIClient, region, name string) ([]Selector, error) {
	var selectors []Selector
	listed := map[string]bool{}
	unexpected := func(reason string) error {
		return &awsapi.UnexpectedAnswerError{Reason: "the response of ListConfigurationRecorders " + reason}
	}
	pages := configservice.NewListConfigurationRecordersPaginator(client, &configservice.ListConfigurationRecordersInput{})
	err := awsapi.EachPage(ctx, "ListConfigurationRecorders", pages.HasMorePages,
		func(ctx context.Context) (*configservice.ListConfigurationRecordersOutput, error) {
			return pages.NextPage(ctx, awsapi.InRegion(region))
		},
		func(page *configservice.ListConfigurationRecordersOutput) *string { return page.NextToken },
		func(page *configservice.ListConfigurationRecordersOutput) error {
			if page.ConfigurationRecorderSummaries == nil {
				return unexpected("has no list of recorders")
			}
			for _, summary := range page.ConfigurationRecorderSummaries {
				if summary.Provider != "" {
					continue
				}
				if aws.ToString(summary.Arn) == "" || aws.ToString(summary.Name) == "" {
					return unexpected("has a recorder without an ARN or a name")
				}
				if (name == "" || *summary.Name == name) && !listed[*summary.Arn] {
					listed[*summary.Arn] = true
					selectors = append(selectors, Selector{ARN: *summary.Arn})
				}
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	return selectors, nil
}

// Reason is the reason why a place is not recording.
type Reason string

// The reasons, in the order of precedence.
const (
	Recording    Reason = ""
	Stopped      Reason = "Stopped"
	NeverStarted Reason = "NeverStarted"
	NoRecorder   Reason = "NoRecorder"
)

// NotRecording returns the reason why no customer managed recorder of a place is
// recording, and the status that shows it. It returns Recording if one is recording.
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
