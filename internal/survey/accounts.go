// SPDX-License-Identifier: MPL-2.0

package survey

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// MaxAccounts is the maximum number of accounts in one read. An AWS organization can
// have 10,000 accounts.
const MaxAccounts = 10000

// activeAccounts returns the accounts of the organization whose state is ACTIVE, sorted and
// at least one. It returns *awsapi.UnexpectedAnswerError, *awsapi.TimeoutError if the
// deadline of ctx passes, or the error of the SDK.
//
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
func activeAccounts(ctx context.Context, client organizations.ListAccountsAPIClient) ([]string, error) {
	var accountIDs []string
	unexpected := func(reason string) error {
		return &awsapi.UnexpectedAnswerError{Reason: "the response of ListAccounts " + reason}
	}
	pages := organizations.NewListAccountsPaginator(client, &organizations.ListAccountsInput{})
	err := awsapi.EachPage(ctx, "ListAccounts", pages.HasMorePages,
		func(ctx context.Context) (*organizations.ListAccountsOutput, error) { return pages.NextPage(ctx) },
		func(page *organizations.ListAccountsOutput) *string { return page.NextToken },
		func(page *organizations.ListAccountsOutput) error {
			for _, account := range page.Accounts {
				accountID := aws.ToString(account.Id)
				if err := awsapi.ValidateAccountID(accountID); err != nil {
					return unexpected("has an invalid account: " + err.Error())
				}
				// The older member, which AWS is about to remove.
				state := cmp.Or(account.State, types.AccountState(account.Status))
				if state == "" {
					return unexpected(fmt.Sprintf("does not have the state of account %s", accountID))
				}
				if state == types.AccountStateActive {
					accountIDs = append(accountIDs, accountID)
				}
			}
			if len(accountIDs) > MaxAccounts {
				return unexpected(fmt.Sprintf("has more than %d accounts", MaxAccounts))
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	if len(accountIDs) == 0 {
		return nil, unexpected("has no active account")
	}
	slices.Sort(accountIDs)
	return slices.Compact(accountIDs), nil
}
