// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
	"unicode/utf8"
)

const (
	organizationsTarget = "AWSOrganizationsV20161128"
	// maxAccountPage is the largest page that ListAccounts returns.
	maxAccountPage = 20
	// maxAccountToken is the maximum length of a token.
	maxAccountToken = 100_000
)

// organizationsProtocol is AWS JSON 1.1 with the exceptions of AWS Organizations.
type organizationsProtocol struct{ jsonProtocol }

// spell sets the published code, status and message of throttling.
func (p organizationsProtocol) spell(e apiError) apiError {
	if e.code == "Throttling" {
		e.code, e.message = "TooManyRequests", "You have sent too many requests in too short a period of time. Try again later."
	}
	return p.jsonProtocol.spell(e)
}

// failure uses the names of members in the service model.
func (organizationsProtocol) failure(_ http.Header, e apiError, _ string) ([]byte, error) {
	return encode(struct {
		Type    string `json:"__type"`
		Message string
		Reason  string `json:",omitempty"`
	}{e.code, e.message, e.reason})
}

// invalidOrganizationsInput is the error for a request that violates the service model.
//
// Assumption 55: constraints are checked before the membership, and each has one of the
// reasons in the model.
func invalidOrganizationsInput(reason, format string, args ...any) error {
	return &apiError{code: "InvalidInput", message: fmt.Sprintf(format, args...), status: http.StatusBadRequest, reason: reason}
}

type listAccountsInput struct {
	MaxResults *int
	NextToken  string
}

func (in listAccountsInput) check() error {
	switch size := in.MaxResults; {
	case size != nil && *size < 1:
		return invalidOrganizationsInput("MIN_VALUE_EXCEEDED", "The member MaxResults is %d, but must be from 1 to %d.", *size, maxAccountPage)
	case size != nil && *size > maxAccountPage:
		return invalidOrganizationsInput("MAX_VALUE_EXCEEDED", "The member MaxResults is %d, but must be from 1 to %d.", *size, maxAccountPage)
	case utf8.RuneCountInString(in.NextToken) > maxAccountToken:
		return invalidOrganizationsInput("MAX_LENGTH_EXCEEDED", "The member NextToken has more than %d characters.", maxAccountToken)
	}
	return nil
}

// organizationAccount is the API's Account.
//
// Assumption 54: it has no Status, which AWS announced to retire on September 9,
// 2026.
type organizationAccount struct {
	ARN             string `json:"Arn"`
	Email           string
	ID              string `json:"Id"`
	JoinedMethod    string
	JoinedTimestamp epoch
	Name            string
	Paths           []string
	State           string
}

type listAccountsOutput struct {
	Accounts  []organizationAccount
	NextToken string `json:",omitempty"`
}

// https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
//
// Assumption 56: accounts are listed by ID, 20 per page by default.
func listAccounts(c call, in listAccountsInput) (listAccountsOutput, error) {
	if err := in.check(); err != nil {
		return listAccountsOutput{}, err
	}
	after, err := readToken(in.NextToken)
	if err != nil {
		return listAccountsOutput{}, invalidOrganizationsInput("INVALID_NEXT_TOKEN", "The NextToken is not one that this operation returned.")
	}
	// The messages of both exceptions were published.
	org := c.store.organizationOf(c.at.account)
	switch {
	case org == nil:
		return listAccountsOutput{}, refuse("AWSOrganizationsNotInUse", "Your account is not a member of an organization.")
	case !org.canList(c.at.account):
		return listAccountsOutput{}, refuse("AccessDenied", "You don't have permissions to access this resource.")
	}
	if org.emptyFirstPage && in.NextToken == "" {
		return listAccountsOutput{Accounts: []organizationAccount{}, NextToken: writeToken("")}, nil
	}
	size := org.pageSize
	if in.MaxResults != nil {
		size = min(size, *in.MaxResults)
	}
	page, token := firstPage(org.accountsAfter(after, partition(c.at.region)), size, func(a organizationAccount) string { return a.ID })
	return listAccountsOutput{Accounts: page, NextToken: token}, nil
}
