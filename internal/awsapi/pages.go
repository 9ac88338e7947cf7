// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
	"fmt"
)

// maxPages limits the pages of a list, because the endpoint decides whether there is
// another one. The longest known list, the accounts of an organization, has up to 10,000
// items with 20 items per page, and a page can be empty.
const maxPages = 1000

// EachPage reads all pages of a list with a paginator of the SDK. It returns
// *UnexpectedAnswerError if a token repeats or the list does not end, the error of use,
// or the error of Call.
func EachPage[Page any](ctx context.Context, operation string, hasMore func() bool, next func(context.Context) (Page, error), token func(Page) *string, use func(Page) error) error {
	tokens := map[string]bool{}
	for hasMore() {
		page, err := Call(ctx, next)
		if err != nil {
			return err
		}
		if err := use(page); err != nil {
			return err
		}
		if token := token(page); token != nil {
			if tokens[*token] {
				return &UnexpectedAnswerError{Reason: fmt.Sprintf("the response of %s repeats the token of a page", operation)}
			}
			if tokens[*token] = true; len(tokens) > maxPages {
				return &UnexpectedAnswerError{Reason: fmt.Sprintf("the response of %s has more than %d pages", operation, maxPages)}
			}
		}
	}
	return nil
}
