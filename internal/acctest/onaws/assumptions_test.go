// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

// testAssumptions compares AWS with what the emulator assumes of it.
func (a *account) testAssumptions(t *testing.T) {
	count := map[verdict]int{}
	for _, c := range checks() {
		got := c.run(a)
		count[got.verdict]++
		switch got.verdict {
		case confirmed:
			t.Logf("%s, %s", got.verdict, c)
		case contradicted:
			t.Errorf("assumption %d is wrong: the emulator assumes that %s, but %s", c.number, c.assumes, got.detail)
		default:
			t.Logf("%s, %s: %s", got.verdict, c, got.detail)
		}
	}
	t.Logf("%d confirmed, %d contradicted, %d not seen in this account", count[confirmed], count[contradicted], count[notSeen])
}

// verdict is the result of a check.
type verdict string

const (
	confirmed    verdict = "confirmed"
	contradicted verdict = "contradicted"
	notSeen      verdict = "not seen in this account"
	shown        verdict = "shown"
)

// finding is a verdict and its evidence.
type finding struct {
	verdict verdict
	detail  string
}

// check compares an account with an assumption, or with a part of one.
type check struct {
	number  int    // In ASSUMPTIONS.md.
	assumes string // What the emulator does, as a sentence without a full stop.
	run     func(a *account) finding
}

func (c check) String() string { return fmt.Sprintf("%d: %s", c.number, c.assumes) }

// checks returns all checks, by number. The last one lists the messages of all
// refusals.
func checks() []check {
	all := slices.Concat(selectorChecks(), recorderChecks(), listChecks(), modelChecks(), requestChecks(), regionChecks())
	slices.SortStableFunc(all, func(a, b check) int { return a.number - b.number })
	return append(all, check{1, "messages that nobody has published are in its own words", func(a *account) finding {
		detail := "nothing was refused"
		if len(a.refusals) > 0 {
			detail = ""
		}
		for _, message := range a.refusals {
			detail += "\n\t" + message
		}
		return finding{shown, detail}
	}})
}

// unconfirmed explains why the account cannot confirm something.
func unconfirmed(format string, arguments ...any) finding {
	return finding{notSeen, fmt.Sprintf(format, arguments...)}
}

// judge compares an answer with the assumption. If access is denied, the account shows
// nothing.
func judge(got answer, right bool) finding {
	switch {
	case right:
		return finding{confirmed, got.String()}
	case got.denied():
		return unconfirmed("the credentials may not ask: %s", got)
	default:
		return finding{contradicted, got.String()}
	}
}

// asking prepares a request. Its error says what the account lacks for it.
type asking func(a *account) (question, error)

// refusal is a check that AWS refuses a request.
func refusal(number int, what string, status int, code string, ask asking) check {
	return check{number, fmt.Sprintf("%s has HTTP status %d and the code %s", what, status, code), func(a *account) finding {
		q, err := ask(a)
		if err != nil {
			return unconfirmed("%s", err)
		}
		got := a.ask(q)
		return judge(got, got.status == status && got.code == code)
	}}
}

// config asks AWS Config in the home region.
func config(operation, body string) asking {
	return always(question{service: "config", operation: operation, body: body})
}

// listing asks AWS Account Management for regions.
func listing(body string) asking {
	return always(question{service: "account", operation: "ListRegions", body: body})
}

func always(q question) asking {
	return func(*account) (question, error) { return q, nil }
}

// bodyOf asks AWS Config in the home region, with a value of the account in the body.
func bodyOf(operation, format string, fill func(a *account) (string, error)) asking {
	return func(a *account) (question, error) {
		text, err := fill(a)
		return question{service: "config", operation: operation, body: fmt.Sprintf(format, text)}, err
	}
}

// same is a check that two requests have the same answer, in the region with the most
// recorders.
func same(number int, assumes string, first, second question) check {
	return check{number, assumes, func(a *account) finding {
		first.region, second.region = a.busiest(), a.busiest()
		one, two := a.ask(first), a.ask(second)
		if one.denied() {
			return unconfirmed("the credentials may not ask: %s", one)
		}
		right := one.status == 200 && two.status == 200 && sameJSON(one.body, two.body)
		got := judge(two, right)
		got.detail = fmt.Sprintf("%s, after %s", two, one)
		return got
	}}
}

var errNoLinked = errors.New("no service-linked recorder was found")
