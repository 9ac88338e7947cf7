// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"context"
	"fmt"
)

// maxPages bounds a list, because the other side decides whether there is another page.
// The longest that AWS is known to send, the accounts of an organization, has 20 in a page
// and up to 10,000 in all, and a page can be empty.
const maxPages = 1000

// EachPage reads the pages of a list to its end, with a paginator of the SDK. It returns
// *UnexpectedAnswerError if a token comes round or the list does not end, the error of
// use, or that of Call.
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
