// SPDX-License-Identifier: MPL-2.0

package awsapi

import "strings"

// Enum is a string type of the SDK with documented values.
type Enum[Value any] interface {
	~string
	Values() []Value
}

// DocumentedSpelling returns a value in the spelling of the AWS documentation, or nil if
// it is empty. AWS Config sends SUCCESS although the documentation says Success, and a
// condition with the documented value must not be silently false. Unknown values stay as
// they are.
func DocumentedSpelling[Value Enum[Value]](sent Value) *string {
	if sent == "" {
		return nil
	}
	spelling := string(sent)
	bare := withoutUnderscores(sent)
	for _, documented := range sent.Values() {
		if strings.EqualFold(bare, withoutUnderscores(documented)) {
			spelling = string(documented)
		}
	}
	return &spelling
}

func withoutUnderscores[Value ~string](value Value) string {
	return strings.ReplaceAll(string(value), "_", "")
}
