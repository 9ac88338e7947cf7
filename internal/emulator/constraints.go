// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// constraint is the constraint of a service model on a string. If most is 0, there is no
// maximum length.
type constraint struct {
	least, most int
	pattern     *modelPattern
	// enum contains the allowed values, or is nil if all are allowed.
	enum []string
	// sensitive means that no response may contain the value.
	sensitive bool
}

// check returns all requirements of the constraint, and those that a value violates.
func (rule constraint) check(value string) (all, broken []string) {
	add := func(kept bool, format string, args ...any) {
		text := fmt.Sprintf("Member must "+format, args...)
		all = append(all, text)
		if !kept {
			broken = append(broken, text)
		}
	}
	if rule.pattern != nil {
		add(rule.pattern.compiled.MatchString(value), "satisfy regular expression pattern: %s", rule.pattern.text)
	}
	n := utf8.RuneCountInString(value)
	if rule.least > 0 {
		add(n >= rule.least, "have length greater than or equal to %d", rule.least)
	}
	if rule.most > 0 {
		add(n <= rule.most, "have length less than or equal to %d", rule.most)
	}
	if rule.enum != nil {
		add(slices.Contains(rule.enum, value), "satisfy enum value set: [%s]", strings.Join(rule.enum, ", "))
	}
	return all, broken
}

func (rule constraint) allows(value string) bool {
	_, broken := rule.check(value)
	return broken == nil
}

// modelPattern is a pattern in the syntax of the model and in that of Go.
type modelPattern struct {
	text     string
	compiled *regexp.Regexp
}

var escapePattern = regexp.MustCompile(`\\u([0-9A-F]{4,5})`)

func newModelPattern(text string) *modelPattern {
	return &modelPattern{text, regexp.MustCompile(`\A(?:` + escapePattern.ReplaceAllString(text, `\x{$1}`) + `)\z`)}
}

// constraints checks the members of a request and collects all violations, because AWS
// Config and AWS STS were seen to report them in one error, in these words.
type constraints struct {
	broken []string
}

func (c *constraints) fail(value, member, constraint string) {
	c.broken = append(c.broken, fmt.Sprintf("Value %sat '%s' failed to satisfy constraint: %s", value, member, constraint))
}

// present checks that a member is set.
func (c *constraints) present(member string, there bool) {
	if !there {
		c.fail("null ", member, "Member must not be null")
	}
}

func (c *constraints) required(member string, value *string, rule constraint) {
	c.present(member, value != nil)
	c.optional(member, value, rule)
}

func (c *constraints) optional(member string, value *string, rule constraint) {
	if value == nil {
		return
	}
	shown := "'" + *value + "' "
	if rule.sensitive {
		shown = ""
	}
	_, broken := rule.check(*value)
	for _, constraint := range broken {
		c.fail(shown, member, constraint)
	}
}

// each checks the strings of a list. AWS reports the whole list, with all requirements
// for its members.
func (c *constraints) each(member string, values []string, rule constraint) {
	if !slices.ContainsFunc(values, func(value string) bool { return !rule.allows(value) }) {
		return
	}
	all, _ := rule.check("")
	c.fail(shownList(values), member, "Member must satisfy constraint: ["+strings.Join(all, ", ")+"]")
}

func (c *constraints) integer(member string, value *int, least, most int) {
	if value == nil {
		return
	}
	shown := "'" + strconv.Itoa(*value) + "' "
	switch {
	case *value < least:
		c.fail(shown, member, fmt.Sprintf("Member must have value greater than or equal to %d", least))
	case *value > most:
		c.fail(shown, member, fmt.Sprintf("Member must have value less than or equal to %d", most))
	}
}

// length checks the length of a list. The error contains the text shown.
func (c *constraints) length(member, shown string, n, least, most int) {
	switch {
	case n < least:
		c.fail(shown, member, fmt.Sprintf("Member must have length greater than or equal to %d", least))
	case n > most:
		c.fail(shown, member, fmt.Sprintf("Member must have length less than or equal to %d", most))
	}
}

// objects formats a list as AWS Config was seen to: each object as its class and a hash.
func objects[T any](class string, list []T) string {
	shown := make([]string, len(list))
	for i, object := range list {
		// The members of a request were JSON, so they can be encoded.
		text, _ := json.Marshal(object)
		shown[i] = fmt.Sprintf("com.amazonaws.starling.dove.%s@%x", class, crc32.ChecksumIEEE(text))
	}
	return shownList(shown)
}

func shownList(values []string) string { return "'[" + strings.Join(values, ", ") + "]' " }

// err returns the error for all violations, or nil if there are none.
func (c *constraints) err() error {
	switch n := len(c.broken); n {
	case 0:
		return nil
	case 1:
		return refuse("Validation", "1 validation error detected: %s", c.broken[0])
	default:
		return refuse("Validation", "%d validation errors detected: %s", n, strings.Join(c.broken, "; "))
	}
}
