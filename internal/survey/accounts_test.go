// SPDX-License-Identifier: MPL-2.0

package survey

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// organizationPages returns a page for each list of accounts.
type organizationPages [][]types.Account

func (p organizationPages) ListAccounts(_ context.Context, input *organizations.ListAccountsInput, _ ...func(*organizations.Options)) (*organizations.ListAccountsOutput, error) {
	page := 0
	if input.NextToken != nil {
		page = len(*input.NextToken)
	}
	output := &organizations.ListAccountsOutput{Accounts: p[page]}
	if page+1 < len(p) {
		output.NextToken = aws.String(strings.Repeat("x", page+1))
	}
	return output, nil
}

func inState(id string, state types.AccountState) types.Account {
	return types.Account{Id: &id, State: state}
}

func TestActiveAccounts(t *testing.T) {
	t.Parallel()
	accountIDs, err := activeAccounts(t.Context(), organizationPages{
		{inState("333333333333", types.AccountStateActive), inState("444444444444", types.AccountStateSuspended)},
		{}, // A page can be empty and not the last one.
		{inState("555555555555", types.AccountStatePendingClosure), inState("666666666666", types.AccountStatePendingActivation), inState("777777777777", types.AccountStateClosed), inState("888888888888", "NEW_STATE")},
		{inState("111111111111", types.AccountStateActive), inState("333333333333", types.AccountStateActive), {Id: aws.String("222222222222"), Status: types.AccountStatusActive}},
	})
	if err != nil || !slices.Equal(accountIDs, []string{"111111111111", "222222222222", "333333333333"}) {
		t.Errorf("got %v and %v", accountIDs, err)
	}
}

func TestActiveAccounts_rejectsWhatIsNotAWS(t *testing.T) {
	t.Parallel()
	for want, pages := range map[string]organizationPages{
		"has no active account":                           {{inState("444444444444", types.AccountStateSuspended)}},
		"has an invalid account":                          {{inState("1", types.AccountStateActive)}},
		"does not have the state of account 444444444444": {{inState("111111111111", types.AccountStateActive), inState("444444444444", "")}},
	} {
		var unexpected *awsapi.UnexpectedAnswerError
		if accountIDs, err := activeAccounts(t.Context(), pages); !errors.As(err, &unexpected) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v and %v", want, accountIDs, err)
		}
	}
}
