// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// constraint is what the model of AWS STS asks of a string. A most of 0 is no
// limit.
type constraint struct {
	least, most int
	pattern     *modelPattern
	// sensitive says that no answer may repeat the value.
	sensitive bool
}

// modelPattern is a pattern as the model writes it, and as Go does.
type modelPattern struct {
	text     string
	compiled *regexp.Regexp
}

var escapePattern = regexp.MustCompile(`\\u([0-9A-F]{4,5})`)

func newModelPattern(text string) *modelPattern {
	return &modelPattern{text, regexp.MustCompile(`\A(?:` + escapePattern.ReplaceAllString(text, `\x{$1}`) + `)\z`)}
}

// constraints checks the members of a request and collects what is wrong with
// them, because AWS STS was seen to tell all of it in one error, in these words.
type constraints struct {
	broken []string
}

func (c *constraints) fail(value, member, format string, args ...any) {
	c.broken = append(c.broken, fmt.Sprintf("Value %sat '%s' failed to satisfy constraint: Member must %s", value, member, fmt.Sprintf(format, args...)))
}

func (c *constraints) required(member string, value *string, rule constraint) {
	if value == nil {
		c.fail("null ", member, "not be null")
		return
	}
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
	if rule.pattern != nil && !rule.pattern.compiled.MatchString(*value) {
		c.fail(shown, member, "satisfy regular expression pattern: %s", rule.pattern.text)
	}
	switch n := utf8.RuneCountInString(*value); {
	case n < rule.least:
		c.fail(shown, member, "have length greater than or equal to %d", rule.least)
	case rule.most > 0 && n > rule.most:
		c.fail(shown, member, "have length less than or equal to %d", rule.most)
	}
}

func (c *constraints) integer(member string, value *formInteger, least, most formInteger) {
	if value == nil {
		return
	}
	shown := "'" + strconv.Itoa(int(*value)) + "' "
	switch {
	case *value < least:
		c.fail(shown, member, "have value greater than or equal to %d", least)
	case *value > most:
		c.fail(shown, member, "have value less than or equal to %d", most)
	}
}

func (c *constraints) length(member string, n, least, most int) {
	switch {
	case n < least:
		c.fail("", member, "have length greater than or equal to %d", least)
	case n > most:
		c.fail("", member, "have length less than or equal to %d", most)
	}
}

// err is nil when nothing was wrong.
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
