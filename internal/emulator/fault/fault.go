// SPDX-License-Identifier: MPL-2.0

// Package fault makes an emulator of AWS fail as networks and services do. Its
// faults stand around an honest handler, which knows nothing of them.
package fault

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Fault is what [Wrap] does to requests. It is made by [Parse], and the zero
// Fault does nothing.
type Fault struct {
	text string
	kind *kind

	// Which requests it befalls. What is empty leaves them all.
	operation, region, account, service string
	// rate is the share of them, and times how many there are at most, or 0 for
	// no end.
	rate  float64
	times int

	// What the kind and its keys tell. Each kind reads its own.
	value, content      string
	delay, jitter, pace time.Duration
	status, size        int
}

// Parse reads a fault of the form KIND[=VALUE][,KEY=VALUE]…, such as
// "throttle,region=eu-west-1,rate=0.2". The first item is the kind, also where a
// key has the same name. The keys message, body and to are the last, because
// they take all the rest of the text. README.md of the emulator lists the kinds
// and their keys. The error tells what would be right.
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

// MustParse is [Parse] for texts that are known to be right. It panics on an
// error.
func MustParse(text string) Fault {
	f, err := Parse(text)
	if err != nil {
		panic(fmt.Sprintf("fault %q: %v", text, err))
	}
	return f
}

// String returns the text that [Parse] made the fault of.
func (f Fault) String() string { return f.text }

// concerns tells whether a request is one of those that the fault may befall.
func (f Fault) concerns(asked request) bool {
	return f.kind != nil &&
		(f.operation == "" || f.operation == asked.Operation) &&
		(f.region == "" || f.region == asked.Region) &&
		(f.account == "" || f.account == asked.account) &&
		(f.service == "" || f.service == asked.Service)
}
