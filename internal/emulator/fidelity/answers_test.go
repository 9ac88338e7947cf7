// SPDX-License-Identifier: MPL-2.0

package fidelity

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go"
)

// answer contains the members of a response by path, without those that always differ.
type answer map[string]string

// The members of a response that are not in the model.
const (
	memberCode      = "error code"
	memberMessage   = "message"
	memberOutcome   = "outcome"
	memberRequestID = "request id"
	memberStatus    = "HTTP status"
)

// noCode is the code of an HTTP error without a code of AWS.
const noCode = "no error of AWS"

// generated matches generated identifiers of recorders and roles.
var generated = regexp.MustCompile(`(configuration-recorder/[^/ ]+/)[a-z0-9]{16}|(AROA)[A-Z0-9]{17}`)

// reader reads the responses of one account.
type reader struct {
	account string
	// times contains the latest value of each time, by path.
	times map[string]time.Time
}

func (r *reader) read(out any, status int, err error) answer {
	a := answer{memberStatus: strconv.Itoa(status)}
	if id := requestID(out, err); id != "" {
		a[memberRequestID] = id
	}
	if err != nil {
		var failure smithy.APIError
		if !errors.As(err, &failure) {
			a[memberCode] = noCode
			return a
		}
		a[memberCode], a[memberMessage] = failure.ErrorCode(), r.text(failure.ErrorMessage())
		return a
	}
	r.flatten(a, "", reflect.ValueOf(out).Elem())
	return a
}

// text returns a string without account and generated identifiers.
func (r *reader) text(s string) string {
	return generated.ReplaceAllString(strings.ReplaceAll(s, r.account, "ACCOUNT"), "${1}${2}ID")
}

// flatten adds every member that is set to the answer.
func (r *reader) flatten(into answer, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			r.flatten(into, path, v.Elem())
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		if v.Len() == 0 {
			into[path] = "[]"
		}
		for i := range v.Len() {
			r.flatten(into, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			r.time(into, path, at)
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() || field.Name == "ResultMetadata" {
				continue
			}
			r.flatten(into, strings.TrimPrefix(path+"."+field.Name, "."), v.Field(i))
		}
	default:
		text := r.text(fmt.Sprint(v))
		switch {
		case text == "" && v.Type().Name() != "string":
			// An empty enum was not sent.
		case strings.HasPrefix(path, "Credentials.") || path == "NextToken":
			into[path] = "set"
		default:
			into[path] = text
		}
	}
}

// time records whether a time changed since the last read, and its precision.
func (r *reader) time(into answer, path string, at time.Time) {
	if strings.HasPrefix(path, "Credentials.") {
		into[path] = "set"
		return
	}
	into[path+" (precision)"] = "milliseconds"
	if at.Equal(at.Truncate(time.Second)) {
		into[path+" (precision)"] = "seconds"
	}
	before, known := r.times[path]
	r.times[path] = at
	switch {
	case !known:
		into[path] = "set"
	case at.Equal(before):
		into[path] = "as before"
	default:
		into[path] = "moved"
	}
}

// difference is a member of a response that differs.
type difference struct {
	call, member, emulator, moto string
}

// compare returns the differences between two responses. If only one of them is an error
// that AWS could send, this is the only difference.
func compare(call string, emulator, moto answer) []difference {
	if a, b := emulator.outcome(), moto.outcome(); a != b && (emulator[memberCode] == "" || moto[memberCode] == "" || moto[memberCode] == noCode) {
		return []difference{{call, memberOutcome, a, b}}
	}
	var found []difference
	for _, member := range members(emulator, moto) {
		if emulator[member] != moto[member] {
			found = append(found, difference{call, member, emulator[member], moto[member]})
		}
	}
	return found
}

// outcome summarizes a response.
func (a answer) outcome() string {
	if code, failed := a[memberCode]; failed {
		return code + " (" + a[memberStatus] + ")"
	}
	return "success"
}

// members returns the sorted paths of the members of all responses.
func members(answers ...answer) []string {
	all := answer{}
	for _, a := range answers {
		maps.Copy(all, a)
	}
	return slices.Sorted(maps.Keys(all))
}
