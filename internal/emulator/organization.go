// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"
	"time"
)

// The documented states of an account in an organization.
const (
	statePendingActivation = "PENDING_ACTIVATION"
	stateActive            = "ACTIVE"
	stateSuspended         = "SUSPENDED"
	statePendingClosure    = "PENDING_CLOSURE"
	stateClosed            = "CLOSED"
)

// The documented ways in which an account joins an organization.
const (
	joinedByInvitation = "INVITED"
	joinedByCreation   = "CREATED"
)

// The identifiers of the organization and of its root.
//
// Assumption 53: an organization has no organizational units, and what a seed
// does not say about its accounts is made up and always the same. The state of an
// account has no effect.
const (
	organizationID = "o-exampleorgid"
	rootID         = "r-exam"
)

// organization is an organization as a seed describes it. It does not change.
type organization struct {
	managementAccount       string
	delegatedAdministrators []string
	// accounts is sorted by ID, and has the management account.
	accounts []organizationAccount
	pageSize int
	// emptyFirstPage says that the accounts begin on the second page.
	emptyFirstPage bool
}

// newOrganizationAccount returns an account of which nothing but the ID is known.
func newOrganizationAccount(id string) organizationAccount {
	return organizationAccount{
		Email:           id + "@example.com",
		ID:              id,
		JoinedMethod:    joinedByCreation,
		JoinedTimestamp: epoch{time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)},
		Name:            "account-" + id,
		State:           stateActive,
	}
}

// has reports whether an account belongs to the organization.
func (o *organization) has(account string) bool {
	return slices.ContainsFunc(o.accounts, func(a organizationAccount) bool { return a.ID == account })
}

// admits reports whether an account may list the accounts of the organization.
func (o *organization) admits(account string) bool {
	return account == o.managementAccount || slices.Contains(o.delegatedAdministrators, account)
}

// accountsAfter returns the accounts whose IDs come after an ID, as a partition
// shows them.
func (o *organization) accountsAfter(id, partition string) []organizationAccount {
	found := []organizationAccount{}
	for _, a := range o.accounts {
		if a.ID <= id {
			continue
		}
		a.ARN = fmt.Sprintf("arn:%s:organizations::%s:account/%s/%s", partition, o.managementAccount, organizationID, a.ID)
		a.Paths = []string{fmt.Sprintf("%s/%s/%s/", organizationID, rootID, a.ID)}
		found = append(found, a)
	}
	return found
}
