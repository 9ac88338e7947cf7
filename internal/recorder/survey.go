// SPDX-License-Identifier: MPL-2.0

package recorder

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
)

const (
	// maxRegions is how many regions are read at the same time. AWS has about
	// half as many, so all are, while no list can exhaust the sockets.
	maxRegions = 64

	// maxRequestsPerRegion bounds the requests under way in one region, because
	// AWS throttles by account and region.
	maxRequestsPerRegion = 4
)

// Surveyor is the part of the AWS Config client that a survey needs.
type Surveyor interface {
	StatusDescriber
	configservice.ListConfigurationRecordersAPIClient
}

// Survey asks for the recorders of several regions.
type Survey struct {
	Regions              []string
	Name                 string // The only name that is asked for, or empty for any.
	IncludeServiceLinked bool
}

// RegionReport is what a survey found in one region.
type RegionReport struct {
	Region   string
	Statuses []Status // By name and ARN. None where Err is set.
	Err      error    // As Find returns it, but for a recorder that is absent.
}

// Recording reports whether the customer managed recorder of the region was seen
// recording. Where the region failed, it was not.
func (r RegionReport) Recording() bool {
	return slices.ContainsFunc(r.Statuses, func(s Status) bool {
		return s.Recording && s.ServicePrincipal == nil && !strings.HasPrefix(aws.ToString(s.Name), serviceLinkedPrefix)
	})
}

// serviceLinkedPrefix begins the names that AWS keeps for service-linked
// recorders.
const serviceLinkedPrefix = "AWSConfigurationRecorderFor"

// Run reads all regions at the same time and returns a report for each of them,
// in the order of their names. A region that fails does not stop the others.
func (s Survey) Run(ctx context.Context, client Surveyor) []RegionReport {
	regions := slices.Compact(slices.Sorted(slices.Values(s.Regions)))
	reports := make([]RegionReport, len(regions))
	each(maxRegions, len(regions), func(i int) {
		statuses, err := s.region(ctx, client, regions[i])
		reports[i] = RegionReport{Region: regions[i], Statuses: statuses, Err: err}
	})
	return reports
}

func (s Survey) region(ctx context.Context, client Surveyor, region string) ([]Status, error) {
	selectors := []Selector{{Name: s.Name}}
	if s.IncludeServiceLinked {
		var err error
		if selectors, err = s.list(ctx, client, region); err != nil {
			return nil, err
		}
	}

	// The failure of the region is that of its first recorder that fails, so that
	// it does not depend on which answer comes first. Those after it need not be
	// asked for.
	found := make([][]Status, len(selectors))
	failures := make([]error, len(selectors))
	var mu sync.Mutex
	firstFailed := len(selectors)
	each(maxRequestsPerRegion, len(selectors), func(i int) {
		mu.Lock()
		needless := firstFailed < i
		mu.Unlock()
		if needless {
			return
		}
		status, err := Find(ctx, client, region, selectors[i])
		var (
			absent   *NotFoundError
			multiple *MultipleFoundError
		)
		switch {
		case err == nil:
			found[i] = []Status{*status}
		case errors.As(err, &multiple):
			found[i] = multiple.Found
		case !errors.As(err, &absent):
			failures[i] = err
			mu.Lock()
			firstFailed = min(firstFailed, i)
			mu.Unlock()
		}
	})
	if firstFailed < len(selectors) {
		return nil, failures[firstFailed]
	}

	statuses := slices.Concat(found...)
	slices.SortFunc(statuses, func(a, b Status) int {
		return cmp.Or(cmp.Compare(aws.ToString(a.Name), aws.ToString(b.Name)), cmp.Compare(aws.ToString(a.ARN), aws.ToString(b.ARN)))
	})
	return statuses, nil
}

// list returns a selector for each recorder of a region, service-linked ones
// included.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_ListConfigurationRecorders.html
func (s Survey) list(ctx context.Context, client Surveyor, region string) ([]Selector, error) {
	var selectors []Selector
	unexpected := func(reason string) error {
		return &UnexpectedAnswerError{Region: region, Reason: "the answer of ListConfigurationRecorders " + reason}
	}
	pages := configservice.NewListConfigurationRecordersPaginator(client, &configservice.ListConfigurationRecordersInput{})
	for token := ""; pages.HasMorePages(); {
		var lastFailure error
		page, err := pages.NextPage(ctx, inRegion(region, &lastFailure))
		switch {
		case err != nil:
			return nil, ended(ctx, err, lastFailure)
		case page.ConfigurationRecorderSummaries == nil:
			return nil, unexpected("holds no list of recorders")
		case token != "" && aws.ToString(page.NextToken) == token:
			return nil, unexpected("repeats the token of a page")
		}
		token = aws.ToString(page.NextToken)
		for _, summary := range page.ConfigurationRecorderSummaries {
			if aws.ToString(summary.Arn) == "" || aws.ToString(summary.Name) == "" {
				return nil, unexpected("holds a recorder without an ARN or a name")
			}
			if selector := (Selector{ARN: *summary.Arn}); (s.Name == "" || *summary.Name == s.Name) && !slices.Contains(selectors, selector) {
				selectors = append(selectors, selector)
			}
		}
	}
	return selectors, nil
}

// each calls fn for 0 to count-1, with at most limit calls at the same time, and
// returns when all have returned.
func each(limit, count int, fn func(int)) {
	slots := make(chan struct{}, limit)
	var running sync.WaitGroup
	for i := range count {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			fn(i)
		})
	}
	running.Wait()
}
