// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxFormDepth is the maximum number of parts in the name of a form field. The longest
// in the model of AWS STS has four.
const maxFormDepth = 8

// branch is a part of a form: strings and nested branches by name.
type branch map[string]any

// formDocument converts a form to a JSON document: the field "Tags.member.1.Key" becomes
// the key of the first element of the list of tags. All values stay strings, because a
// form does not have types.
//
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
func formDocument(form url.Values) ([]byte, error) {
	root := branch{}
	for name := range form {
		path := strings.Split(name, ".")
		if len(path) > maxFormDepth || !root.put(path, form.Get(name)) {
			return nil, fmt.Errorf("the field %q is out of place", name)
		}
	}
	members := make(map[string]any, len(root))
	for name, value := range root {
		var err error
		if members[name], err = plain(value); err != nil {
			return nil, err
		}
	}
	return json.Marshal(members)
}

// put stores a value at its path, and reports whether the path was free.
func (b branch) put(path []string, value string) bool {
	if len(path) == 1 {
		_, taken := b[path[0]]
		b[path[0]] = value
		return !taken
	}
	next, taken := b[path[0]]
	if !taken {
		next = branch{}
		b[path[0]] = next
	}
	below, ok := next.(branch)
	return ok && below.put(path[1:], value)
}

// plain converts branches that are lists to lists.
func plain(value any) (any, error) {
	b, ok := value.(branch)
	if !ok {
		return value, nil
	}
	if elements, ok := b["member"].(branch); ok && len(b) == 1 {
		return plainList(elements)
	}
	out := make(map[string]any, len(b))
	for name, below := range b {
		var err error
		if out[name], err = plain(below); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// plainList returns the elements of a list, sorted by their numbers.
func plainList(elements branch) ([]any, error) {
	byNumber := make(map[int]any, len(elements))
	for name, element := range elements {
		number, err := strconv.Atoi(name)
		if err != nil || number < 1 || strconv.Itoa(number) != name {
			return nil, fmt.Errorf("%q is not the number of a list's member", name)
		}
		if byNumber[number], err = plain(element); err != nil {
			return nil, err
		}
	}
	list := make([]any, 0, len(byNumber))
	for _, number := range slices.Sorted(maps.Keys(byNumber)) {
		list = append(list, byNumber[number])
	}
	return list, nil
}

// formList is a list in a form. Clients send an empty one as an empty string.
type formList[T any] []T

func (l *formList[T]) UnmarshalJSON(data []byte) error {
	if string(data) == `""` {
		*l = formList[T]{}
		return nil
	}
	var elements []T
	if err := json.Unmarshal(data, &elements); err != nil {
		return err
	}
	*l = elements
	return nil
}

// formInteger is an integer in a form.
type formInteger int

func (i *formInteger) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	number, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return fmt.Errorf("%q is not an integer", text)
	}
	*i = formInteger(number)
	return nil
}
