// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"bytes"
	"encoding/json"
)

// set replaces the value of a member in all objects.
func (i incident) set() {
	i.rewrite(func(object map[string]any) {
		if _, ok := object[i.value]; ok {
			object[i.value] = json.RawMessage(i.content)
		}
	})
}

// add adds a member to every object.
func (i incident) add() {
	i.rewrite(func(object map[string]any) { object[i.value] = json.RawMessage(i.content) })
}

// rewrite changes every object in the response. It does not change a response that is
// not JSON.
func (i incident) rewrite(change func(object map[string]any)) {
	held := i.hold()
	if changed, err := rewritten(held.body.Bytes(), change); err == nil {
		held.body = *bytes.NewBuffer(changed)
		held.setLength(len(changed))
	}
	held.send()
}

func rewritten(body []byte, change func(object map[string]any)) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	// Numbers keep all their digits.
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return nil, err
	}
	changeObjects(document, change)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// changeObjects changes every object in a value, except for those that the change itself
// added.
func changeObjects(value any, change func(object map[string]any)) {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			changeObjects(element, change)
		}
	case map[string]any:
		for _, element := range value {
			changeObjects(element, change)
		}
		change(value)
	}
}
