// SPDX-License-Identifier: MPL-2.0

// Package survey reads many places concurrently: regions of one or many accounts. It
// does not depend on what is read, nor on Terraform.
package survey

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsclient"
)

// maxPlaces is the maximum number of places that are read concurrently.
const maxPlaces = 256

// Survey reads places. It lists accounts and regions once.
type Survey struct {
	Clients *awsclient.Clients

	slots    chan struct{} // Has an element for each place that is being read.
	accounts awsapi.Once[[]string]
	regions  awsapi.OncePer[*awsclient.Client, []string]
}

// New returns a Survey that reads with the clients.
func New(clients *awsclient.Clients) *Survey {
	return &Survey{Clients: clients, slots: make(chan struct{}, maxPlaces)}
}

// Request specifies the places to read: all of its regions in all of its accounts.
type Request struct {
	AccountIDs  []string // Empty for the account of the credentials.
	AllAccounts bool     // The active accounts of the organization instead of AccountIDs.
	Regions     []string
	AllRegions  bool // The regions that are enabled in each account instead of Regions.
}

// Report is the result of one place, or the error if it could not be read. The region is
// awsapi.All if the whole account could not be read, and the account, too, if the
// accounts of the organization could not be listed.
type Report[Result any] struct {
	Place   awsapi.Place
	Regions []string // The regions that were requested, if the whole account could not be read.
	Result  Result   // The zero value if Err is set.
	Err     error
}

// ListError means that the accounts or regions to read could not be listed.
type ListError struct {
	Accounts bool // Those of the organization, not the regions of an account.
	Err      error
}

func (e *ListError) Error() string { return e.Err.Error() }

func (e *ListError) Unwrap() error { return e.Err }

// Read reads each place once, and returns the reports in the order of accounts and
// regions. A failure does not stop the reads of other places. The error of a whole
// account is *ListError or the error of awsclient.Clients.Of.
func Read[Result any](ctx context.Context, s *Survey, request Request, read func(context.Context, *awsclient.Client, awsapi.Place) (Result, error)) []Report[Result] {
	accountIDs := []string{""}
	switch {
	case request.AllAccounts:
		var err error
		if accountIDs, err = s.activeAccounts(ctx); err != nil {
			return []Report[Result]{{Place: awsapi.Place{AccountID: awsapi.All, Region: awsapi.All}, Regions: sortedSet(request.Regions), Err: err}}
		}
	case len(request.AccountIDs) > 0:
		accountIDs = sortedSet(request.AccountIDs)
	}
	reports := make([][]Report[Result], len(accountIDs))
	var group sync.WaitGroup
	for i, accountID := range accountIDs {
		group.Go(func() { reports[i] = readAccount(ctx, s, accountID, request, read) })
	}
	group.Wait()
	return slices.Concat(reports...)
}

// readAccount reads the places of one account.
func readAccount[Result any](ctx context.Context, s *Survey, accountID string, request Request, read func(context.Context, *awsclient.Client, awsapi.Place) (Result, error)) []Report[Result] {
	client, regions, err := s.open(ctx, accountID, request)
	if err != nil {
		place := awsapi.Place{AccountID: cmp.Or(accountID, s.Clients.Own.AccountID), Region: awsapi.All}
		return []Report[Result]{{Place: place, Regions: sortedSet(request.Regions), Err: err}}
	}
	reports := make([]Report[Result], len(regions))
	var group sync.WaitGroup
	for i, region := range regions {
		report := &reports[i]
		report.Place = awsapi.Place{AccountID: cmp.Or(accountID, client.AccountID), Region: region}
		if report.Err = s.acquire(ctx); report.Err != nil {
			continue
		}
		group.Go(func() {
			defer s.release()
			result, err := read(ctx, client, report.Place)
			if report.Err = err; err == nil {
				report.Result = result
			}
		})
	}
	group.Wait()
	return reports
}

// open returns the client and the sorted regions of an account.
func (s *Survey) open(ctx context.Context, accountID string, request Request) (*awsclient.Client, []string, error) {
	if err := s.acquire(ctx); err != nil {
		return nil, nil, err
	}
	defer s.release()
	client, err := s.Clients.Of(ctx, accountID)
	if err != nil || !request.AllRegions {
		return client, sortedSet(request.Regions), err
	}
	regions, err := s.enabledRegions(ctx, client)
	return client, regions, err
}

// acquire waits until another place can be read.
func (s *Survey) acquire(ctx context.Context) error {
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return awsapi.ContextError(ctx)
	}
}

func (s *Survey) release() { <-s.slots }

func (s *Survey) activeAccounts(ctx context.Context) ([]string, error) {
	accountIDs, err := s.accounts.Do(ctx, func(ctx context.Context) ([]string, error) { return activeAccounts(ctx, s.Clients.Organizations) })
	if err != nil {
		return nil, &ListError{Accounts: true, Err: err}
	}
	return accountIDs, nil
}

func (s *Survey) enabledRegions(ctx context.Context, client *awsclient.Client) ([]string, error) {
	regions, err := s.regions.Do(ctx, client, func(ctx context.Context) ([]string, error) { return enabledRegions(ctx, client.Account) })
	if err != nil {
		return nil, &ListError{Err: err}
	}
	return regions, nil
}

func sortedSet(values []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(values)))
}
