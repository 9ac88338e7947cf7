// SPDX-License-Identifier: MPL-2.0

// Package fault makes an emulator of AWS fail in the ways of networks and services. The
// faults wrap a handler without faults, which does not depend on them.
package fault

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Fault is a fault that [Wrap] injects. [Parse] returns faults; the zero Fault does
// nothing.
type Fault struct {
	text string
	kind *kind

	// Limits of the fault to some requests. Empty members match all requests.
	operation, region, account, service string
	// times is the maximum number of matching requests that the fault considers, or 0
	// for no maximum. rate is the share of these that get the fault.
	rate  float64
	times int

	// Values of the kind and its keys. Each kind uses its own.
	value, content      string
	delay, jitter, pace time.Duration
	status, size        int
}

// Parse reads a fault of the form KIND[=VALUE][,KEY=VALUE]…, such as
// "throttle,region=eu-west-1,rate=0.2". The first item is the kind, even if a key has
// the same name. The keys message, body and to must be the last, because their value is
// the rest of the text. README.md of the emulator lists the kinds and their keys. The
// error includes the valid values.
func Parse(text string) (Fault, error) {
	first, rest, more := strings.Cut(text, ",")
	f := Fault{text: text, kind: kindOf(first), rate: 1}
	if f.kind == nil {
		return Fault{}, fmt.Errorf("%q is not a fault: begin with one of %s", first, strings.Join(forms(), ", "))
	}
	if f.kind.value != nil {
		if err := f.kind.value.read(&f, first); err != nil {
			return Fault{}, err
		}
	}
	keys := maps.Clone(commonKeys)
	maps.Copy(keys, f.kind.keys)
	given := map[string]bool{}
	for more {
		var item string
		item, rest, more = strings.Cut(rest, ",")
		name, _, _ := strings.Cut(item, "=")
		key, ok := keys[name]
		switch {
		case !ok:
			return Fault{}, fmt.Errorf("%s has no key %q: use one of %s", f.kind.form, name, strings.Join(slices.Sorted(maps.Keys(keys)), ", "))
		case given[name]:
			return Fault{}, fmt.Errorf("the key %s is set twice", name)
		case key.takesRest && more:
			item, more = item+","+rest, false
		}
		if err := key.read(&f, item); err != nil {
			return Fault{}, err
		}
		given[name] = true
	}
	if f.kind.needs != "" && !given[f.kind.needs] {
		return Fault{}, fmt.Errorf("%s needs the key %s", f.kind.form, f.kind.needs)
	}
	return f, nil
}

// MustParse is like [Parse], but panics on an error. It is for constant texts.
func MustParse(text string) Fault {
	f, err := Parse(text)
	if err != nil {
		panic(fmt.Sprintf("fault %q: %v", text, err))
	}
	return f
}

// String returns the text that [Parse] parsed.
func (f Fault) String() string { return f.text }

// matches reports whether the fault can apply to a request.
func (f Fault) matches(asked request) bool {
	return f.kind != nil &&
		(f.operation == "" || f.operation == asked.Operation) &&
		(f.region == "" || f.region == asked.Region) &&
		(f.account == "" || f.account == asked.account) &&
		(f.service == "" || f.service == asked.Service)
}
