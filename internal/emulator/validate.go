// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"unicode/utf8"
)

// invalid refuses a request that does not keep to the service model.
//
// Assumption 19: this is the code for every broken constraint of the model,
// also where the model does not list it for the operation. Constraints are
// checked before anything else, and the first mistake alone is told.
func invalid(format string, args ...any) error {
	return refuse("Validation", format, args...)
}

func missing(member string) error {
	return invalid("The member %s is required.", member)
}

func checkLength(member, value string, least, most int) error {
	if n := utf8.RuneCountInString(value); n < least || n > most {
		return invalid("The member %s has %d characters, and must have %d to %d.", member, n, least, most)
	}
	return nil
}

func checkEnum(member, value string, allowed ...string) error {
	if !slices.Contains(allowed, value) {
		return invalid("The member %s is '%s', and must be one of %q.", member, value, allowed)
	}
	return nil
}

func checkPrincipal(principal string) error {
	if !principalPattern.MatchString(principal) {
		return invalid("The service principal '%s' does not match %s.", principal, principalPattern)
	}
	return checkLength("ServicePrincipal", principal, 1, 128)
}

func checkRecorderARN(arn string) error {
	if !recorderARNPattern.MatchString(arn) {
		return invalid("The ARN '%s' is not that of a configuration recorder.", arn)
	}
	return checkLength("Arn", arn, 1, 1000)
}

func checkTags(tags []tag) error {
	if len(tags) > 50 {
		return invalid("There are %d tags, and must be at most 50.", len(tags))
	}
	for _, t := range tags {
		if err := firstError(checkLength("Key", t.Key, 1, 128), checkLength("Value", t.Value, 0, 256)); err != nil {
			return err
		}
	}
	return nil
}
