// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// node is a value of a JSON document with its line, for errors.
type node struct {
	line int
	// value is a string, a json.Number, a bool, nil, an []node or a []member.
	value any
}

type member struct {
	name  string
	line  int
	value node
}

// lineError is an error in a line of a document.
type lineError struct {
	line   int
	reason string
}

func (e *lineError) Error() string {
	return fmt.Sprintf("%d: %s", e.line, e.reason)
}

func errorAt(line int, format string, args ...any) error {
	return &lineError{line, fmt.Sprintf(format, args...)}
}

// parseDocument parses a JSON document and rejects duplicate keys.
func parseDocument(data []byte) (node, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return node{}, errorAt(1, "the document is empty")
	}
	// Unmarshal finds trailing data and returns the exact offset of a syntax error.
	var all json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		var syntax *json.SyntaxError
		if !errors.As(err, &syntax) {
			return node{}, errorAt(1, "%v", err)
		}
		return node{}, errorAt(lineOf(data, syntax.Offset-1), "%v", err)
	}
	p := &documentParser{data: data, decoder: json.NewDecoder(bytes.NewReader(data)), line: 1}
	p.decoder.UseNumber()
	return p.value()
}

func lineOf(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:offset], []byte("\n"))
}

type documentParser struct {
	data    []byte
	decoder *json.Decoder
	counted int64
	line    int
}

// token returns the next token and updates the line. No token spans lines.
func (p *documentParser) token() (json.Token, error) {
	t, err := p.decoder.Token()
	if err != nil {
		return nil, errorAt(p.line, "%v", err)
	}
	end := p.decoder.InputOffset()
	p.line += bytes.Count(p.data[p.counted:end], []byte("\n"))
	p.counted = end
	return t, nil
}

func (p *documentParser) value() (node, error) {
	t, err := p.token()
	if err != nil {
		return node{}, err
	}
	n := node{line: p.line, value: t}
	switch t {
	case json.Delim('['):
		n.value, err = p.list()
	case json.Delim('{'):
		n.value, err = p.members()
	}
	return n, err
}

func (p *documentParser) list() ([]node, error) {
	list := []node{}
	for p.decoder.More() {
		n, err := p.value()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	_, err := p.token()
	return list, err
}

func (p *documentParser) members() ([]member, error) {
	list := []member{}
	lines := map[string]int{}
	for p.decoder.More() {
		t, err := p.token()
		if err != nil {
			return nil, err
		}
		m := member{name: fmt.Sprint(t), line: p.line}
		if first, ok := lines[m.name]; ok {
			return nil, errorAt(m.line, "the key %q is already in line %d", m.name, first)
		}
		lines[m.name] = m.line
		if m.value, err = p.value(); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	_, err := p.token()
	return list, err
}

// kind describes the type of a value, for an error.
func (n node) kind() string {
	switch n.value.(type) {
	case string:
		return "a string"
	case json.Number:
		return "a number"
	case bool:
		return "a boolean"
	case []node:
		return "a list"
	case []member:
		return "an object"
	}
	return "null"
}

// valueOf returns a value of type T, or an error that the value must be want.
func valueOf[T any](n node, what, want string) (T, error) {
	v, ok := n.value.(T)
	if !ok {
		return v, errorAt(n.line, "%s must be %s, not %s", what, want, n.kind())
	}
	return v, nil
}

// fields contains a function for each known member of an object.
type fields map[string]func(m member) error

// fields reads an object with known keys.
func (n node) fields(what string, known fields) error {
	members, err := valueOf[[]member](n, what, "an object")
	if err != nil {
		return err
	}
	for _, m := range members {
		read, ok := known[m.name]
		if !ok {
			return errorAt(m.line, "%s has no field %q%s", what, m.name, suggestion(m.name, slices.Sorted(maps.Keys(known))))
		}
		if err := read(m); err != nil {
			return err
		}
	}
	return nil
}

// member returns a member of an object or of a nested object.
func (n node) member(name string) (member, bool) {
	members, _ := n.value.([]member)
	for _, m := range members {
		if m.name == name {
			return m, true
		}
		if inner, ok := m.value.member(name); ok {
			return inner, true
		}
	}
	return member{}, false
}

// lineOf returns the line of the value of a member, or the line of the object if it has
// no such member.
func (n node) lineOf(name string) int {
	if m, ok := n.member(name); ok {
		return m.value.line
	}
	return n.line
}

// suggestion suggests the most similar known word, if there is one that differs only in
// case, its end or a few letters. Otherwise, it lists the known words.
func suggestion(word string, known []string) string {
	best, least := "", 1+len(word)/3
	for _, k := range known {
		d := levenshtein.Distance(strings.ToLower(word), strings.ToLower(k), nil)
		if strings.HasPrefix(strings.ToLower(k), strings.ToLower(word)) {
			d = 1
		}
		if d <= least {
			best, least = k, d-1
		}
	}
	if best == "" {
		return "; it has " + strings.Join(known, ", ")
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
