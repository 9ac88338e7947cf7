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
// Assumption 53: an organization has no organizational units. Everything that a seed
// does not specify about its accounts is invented and always the same. The state of an
// account has no effect.
const (
	organizationID = "o-exampleorgid"
	rootID         = "r-exam"
)

// organization is an organization of a seed. It does not change.
type organization struct {
	managementAccount       string
	delegatedAdministrators []string
	// accounts is sorted by ID and includes the management account.
	accounts []organizationAccount
	pageSize int
	// emptyFirstPage means that the first page is empty.
	emptyFirstPage bool
}

// newOrganizationAccount returns an account with default values for everything except
// its ID.
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

// has reports whether the organization contains an account.
func (o *organization) has(account string) bool {
	return slices.ContainsFunc(o.accounts, func(a organizationAccount) bool { return a.ID == account })
}

// canList reports whether an account can list the accounts of the organization.
func (o *organization) canList(account string) bool {
	return account == o.managementAccount || slices.Contains(o.delegatedAdministrators, account)
}

// accountsAfter returns the accounts after an ID, with the ARNs of a partition.
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
