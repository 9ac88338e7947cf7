// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/base64"
	"strings"
)

// firstPage returns the first page of a list that is sorted by name, and the token of
// the next page, if there is one.
func firstPage[T any](sorted []T, size int, name func(T) string) (page []T, token string) {
	if len(sorted) <= size {
		return sorted, ""
	}
	return sorted[:size], writeToken(name(sorted[size-1]))
}

// tokenPrefix is the prefix of the tokens of this emulator.
const tokenPrefix = "after:"

// writeToken returns the token of the page that begins after a name. With a name instead
// of a position, pages stay correct if recorders are created or deleted.
func writeToken(name string) string {
	return base64.URLEncoding.EncodeToString([]byte(tokenPrefix + name))
}

// readToken returns the name before the beginning of a page, or an empty string for the
// first page.
//
// Assumption 23: a token that was never returned is rejected, and a token never expires.
func readToken(token string) (string, error) {
	if token == "" {
		return "", nil
	}
	text, err := base64.URLEncoding.DecodeString(token)
	name, ok := strings.CutPrefix(string(text), tokenPrefix)
	if err != nil || !ok {
		return "", invalid("The NextToken '%s' is not valid.", token)
	}
	return name, nil
}
