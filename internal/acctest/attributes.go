// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"
)

var wordStart = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// Attributes returns the expected attributes of an object that mirrors a type of the
// SDK: every member in snake case, times in RFC 3339 with milliseconds, and nil for
// absent members. It includes new members of the SDK, so that a test fails without them.
// Enums are as AWS sent them.
func Attributes(response any) map[string]any {
	attributes := map[string]any{}
	value := reflect.ValueOf(response)
	for i := range value.NumField() {
		if field := value.Type().Field(i); field.IsExported() {
			attributes[strings.ToLower(wordStart.ReplaceAllString(field.Name, "${1}_$2"))] = attribute(value.Field(i))
		}
	}
	return attributes
}

func attribute(member reflect.Value) any {
	switch value := member.Interface().(type) {
	case bool:
		return value
	case *string:
		if value == nil {
			return nil
		}
		return *value
	case *time.Time:
		if value == nil {
			return nil
		}
		return value.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	if member.Kind() != reflect.String {
		panic(fmt.Sprintf("no object mirrors a %s yet", member.Type()))
	}
	if member.String() == "" {
		return nil
	}
	return member.String()
}
