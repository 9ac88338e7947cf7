// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Seed is the initial content of a store. [ParseSeed] returns seeds.
type Seed struct {
	accessKeys     map[string]string
	enabledRegions map[string][]string
	organization   *organization
	regions        map[location]regionSeed
	roles          map[string]role
}

type regionSeed struct {
	channel   channelSeed
	recorders []*recorderSeed
}

// region returns a new region each time, so that a seed can be applied again.
func (s regionSeed) region(at location) *region {
	r := &region{recorders: map[string]*recorder{}, channel: s.channel.channel(at)}
	for _, from := range s.recorders {
		r.recorders[from.name] = from.recorder(at)
	}
	return r
}

// ParseSeed parses a seed, a JSON document that the README of the package describes. An
// error has the form "FILE:LINE: reason"; file is only used for this.
func ParseSeed(file string, data []byte) (*Seed, error) {
	seed := &Seed{
		accessKeys:     map[string]string{},
		enabledRegions: map[string][]string{},
		regions:        map[location]regionSeed{},
		roles:          map[string]role{},
	}
	// Editors on Windows add a byte order mark, which is not valid JSON.
	document, err := parseDocument(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if err == nil {
		err = document.fields("a seed", fields{
			// For editors.
			"$schema":        text(new(string)),
			"accessKeys":     seed.readAccessKeys,
			"accounts":       seed.readAccounts,
			"enabledRegions": seed.readEnabledRegions,
			"organization":   seed.readOrganization,
			"roles":          seed.readRoles,
		})
	}
	if err != nil {
		return nil, fmt.Errorf("%s:%w", file, err)
	}
	return seed, nil
}

func (s *Seed) readAccessKeys(m member) error {
	keys, err := valueOf[[]member](m.value, m.name, "an object")
	if err != nil {
		return err
	}
	for _, key := range keys {
		if !accessKeyPattern.MatchString(key.name) {
			return errorAt(key.line, "%q is not an access key ID: enter at most 128 letters, digits and underscores", key.name)
		}
		if s.accessKeys[key.name], err = readAccountID(key.value, "the account of an access key"); err != nil {
			return err
		}
	}
	return nil
}

func readAccountID(n node, what string) (string, error) {
	account, err := valueOf[string](n, what, "a string")
	if err != nil {
		return "", err
	}
	return account, checkAccount(account, n.line)
}

func checkAccount(account string, line int) error {
	if !accountPattern.MatchString(account) {
		return errorAt(line, "%q is not an account ID: enter 12 digits", account)
	}
	return nil
}

func checkRegion(region string, line int) error {
	if !IsRegion(region) {
		return errorAt(line, "%q is not a region: enter one such as eu-west-1", region)
	}
	return nil
}

func (s *Seed) readAccounts(m member) error {
	accounts, err := valueOf[[]member](m.value, m.name, "an object")
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := checkAccount(account.name, account.line); err != nil {
			return err
		}
		regions, err := valueOf[[]member](account.value, "an account", "an object of regions")
		if err != nil {
			return err
		}
		for _, r := range regions {
			if err := checkRegion(r.name, r.line); err != nil {
				return err
			}
			at := location{account.name, r.name}
			if s.regions[at], err = readRegion(at, r.value); err != nil {
				return err
			}
		}
	}
	return nil
}

func readRegion(at location, n node) (regionSeed, error) {
	var seed regionSeed
	err := n.fields("a region", fields{
		"ConfigurationRecorders":       elements(func(n node) error { return seed.readConfiguration(at, n) }),
		"ConfigurationRecordersStatus": elements(func(n node) error { return seed.readStatus(at, n) }),
		"DeliveryChannels":             elements(seed.channel.readChannel),
		"DeliveryChannelsStatus":       elements(seed.channel.readStatus),
	})
	return seed, err
}

// elements reads each element of a list.
func elements(read func(n node) error) func(member) error {
	return func(m member) error {
		nodes, err := valueOf[[]node](m.value, m.name, "a list")
		if err != nil {
			return err
		}
		for _, n := range nodes {
			if err := read(n); err != nil {
				return err
			}
		}
		return nil
	}
}

// list reads a list. An empty list is not nil.
func list[T any](read func(*T) func(member) error, into *[]T) func(member) error {
	return func(m member) error {
		*into = []T{}
		return elements(func(n node) error {
			var element T
			if err := read(&element)(member{"an element of " + m.name, n.line, n}); err != nil {
				return err
			}
			*into = append(*into, element)
			return nil
		})(m)
	}
}

// optional reads a member that is nil if it is omitted.
func optional[T any](read func(*T) func(member) error, into **T) func(member) error {
	return func(m member) error {
		*into = new(T)
		return read(*into)(m)
	}
}

func object(known fields) func(member) error {
	return func(m member) error { return m.value.fields(m.name, known) }
}

// text reads a string. An empty string is an error, because AWS omits absent members.
func text(into *string) func(member) error {
	return func(m member) (err error) {
		if *into, err = valueOf[string](m.value, m.name, "a string"); err != nil {
			return err
		}
		if *into == "" {
			return errorAt(m.value.line, "%s is empty: omit it instead", m.name)
		}
		return nil
	}
}

func boolean(into *bool) func(member) error {
	return func(m member) (err error) {
		*into, err = valueOf[bool](m.value, m.name, "a boolean")
		return err
	}
}

// wholeNumber reads a whole number in a range. The error calls it what.
func wholeNumber(into *int, what string, least, most int) func(member) error {
	return func(m member) error {
		number, err := valueOf[json.Number](m.value, m.name, "a "+what)
		if err != nil {
			return err
		}
		if *into, err = strconv.Atoi(number.String()); err != nil || *into < least || *into > most {
			return errorAt(m.value.line, "%s is %s, but must be a whole %s from %d to %d", m.name, number, what, least, most)
		}
		return nil
	}
}

// timestamp reads seconds since 1970, as AWS sends them, or an RFC 3339 string,
// as version 2 of the AWS CLI prints them.
func timestamp(into *epoch) func(member) error {
	return func(m member) error {
		t, ok := parseTime(m.value.value)
		if !ok {
			return errorAt(m.value.line, "%s must be a number of seconds since 1970 or an RFC 3339 string", m.name)
		}
		// Milliseconds since 1970, a likely mistake, are far beyond this year.
		if t.Year() < 1970 || t.Year() > 9999 {
			return errorAt(m.value.line, "%s is in the year %d, but must be in 1970 to 9999", m.name, t.Year())
		}
		*into = epoch{t}
		return nil
	}
}

func parseTime(value any) (time.Time, bool) {
	switch v := value.(type) {
	case json.Number:
		seconds, err := v.Float64()
		if err != nil || math.Abs(seconds) > math.MaxInt32*1e6 {
			return time.Time{}, false
		}
		return time.UnixMilli(int64(math.Round(seconds * 1000))).UTC(), true
	case string:
		t, err := time.Parse(time.RFC3339, v)
		return t.UTC(), err == nil
	}
	return time.Time{}, false
}
