// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Selector selects the delivery channel of a region by name. The zero value selects the
// delivery channel with any name.
type Selector struct {
	Name string
}

// String describes the selected delivery channel for use within a sentence.
func (s Selector) String() string {
	if s.Name == "" {
		return "the delivery channel"
	}
	return fmt.Sprintf("the delivery channel named %q", s.Name)
}

// names returns the member of a request that selects the delivery channel.
func (s Selector) names() []string {
	if s.Name == "" {
		return nil
	}
	return []string{s.Name}
}

// maxNameLength is the limit of the API:
// https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannel.html
const maxNameLength = 256

// ValidateName returns an error unless name is a valid name of a delivery channel: 1 to
// 256 characters.
func ValidateName(name string) error {
	if name == "" {
		return errors.New("the name is empty: enter the name of a delivery channel, such as \"default\", or remove the argument to read the delivery channel of the region")
	}
	if length := utf8.RuneCountInString(name); length > maxNameLength {
		return fmt.Errorf("the name has %d characters, but the name of a delivery channel has at most %d", length, maxNameLength)
	}
	return nil
}
