// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

// kind is a kind of fault.
type kind struct {
	// form is the form of the first item of a text, such as "latency=DURATION".
	form string
	// value reads the value of the kind. It is nil if the form has no placeholder.
	value *setting
	keys  map[string]setting
	// needs is the required key, if any.
	needs string
	// happen handles a request with the fault.
	happen func(incident)
}

// kinds contains every kind, in alphabetical order.
var kinds = []kind{
	{form: "add=MEMBER", value: &member, keys: map[string]setting{"to": document}, needs: "to", happen: incident.add},
	{form: "body=cut", happen: incident.cut},
	{form: "body=empty", happen: incident.empty},
	{form: "body=huge", keys: map[string]setting{"size": size}, happen: incident.huge},
	{form: "body=slow", keys: map[string]setting{"pace": pace}, happen: incident.slow},
	{form: "body=text", happen: incident.text},
	{form: "clock=DURATION", value: &offset, happen: incident.clock},
	{form: "content-type=TYPE", value: &contentType, happen: incident.contentType},
	{form: "error=CODE", value: &code, keys: map[string]setting{"message": content, "status": failure}, happen: incident.error},
	{form: "latency=DURATION", value: &delay, keys: map[string]setting{"jitter": jitter}, happen: incident.latency},
	{form: "redirect=URL", value: &target, keys: map[string]setting{"status": redirection}, happen: incident.redirect},
	{form: "reset=after-headers", happen: incident.resetAfterHeaders},
	{form: "reset=before-headers", happen: incident.resetBeforeHeaders},
	{form: "reset=in-headers", happen: incident.resetInHeaders},
	{form: "set=MEMBER", value: &member, keys: map[string]setting{"to": document}, needs: "to", happen: incident.set},
	{form: "status=N", value: &failure, keys: map[string]setting{"body": content}, happen: incident.bareStatus},
	{form: "throttle", happen: incident.throttle},
}

// kindOf returns the kind that the first item of a text specifies, or nil.
func kindOf(item string) *kind {
	name, _, _ := strings.Cut(item, "=")
	for i, k := range kinds {
		if k.value == nil && k.form == item || k.value != nil && strings.HasPrefix(k.form, name+"=") {
			return &kinds[i]
		}
	}
	return nil
}

func forms() []string {
	all := make([]string, len(kinds))
	for i, k := range kinds {
		all[i] = k.form
	}
	return all
}

// setting reads the value of a kind or key into a fault.
type setting struct {
	set func(f *Fault, value string) (ok bool)
	// want describes the valid values.
	want      string
	takesRest bool
}

// read reads an item of the form NAME=VALUE. A missing value is an error.
func (s setting) read(f *Fault, item string) error {
	name, value, _ := strings.Cut(item, "=")
	if !s.set(f, value) {
		return fmt.Errorf("%s=%s must be %s", name, value, s.want)
	}
	return nil
}

// newSetting returns a setting with a function that parses a value and one that returns
// the field of the fault to set.
func newSetting[T any](want string, read func(value string) (T, bool), field func(f *Fault) *T) setting {
	return setting{want: want, set: func(f *Fault, value string) (ok bool) {
		*field(f), ok = read(value)
		return ok
	}}
}

// withRest returns a setting whose value is the rest of the text.
func withRest(want string, read func(value string) (string, bool)) setting {
	s := newSetting(want, read, func(f *Fault) *string { return &f.content })
	s.takesRest = true
	return s
}

// The keys of every kind.
var commonKeys = map[string]setting{
	"account":   newSetting("an account of twelve digits", matching(`[0-9]{12}`), func(f *Fault) *string { return &f.account }),
	"operation": newSetting("one of "+strings.Join(operations(), ", "), oneOf(operations()...), func(f *Fault) *string { return &f.operation }),
	"rate":      newSetting("a number above 0 and up to 1, such as 0.2", share, func(f *Fault) *float64 { return &f.rate }),
	"region":    newSetting("a region, such as eu-west-1", matching(`[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}`), func(f *Fault) *string { return &f.region }),
	"service":   newSetting("one of "+strings.Join(services(), ", "), oneOf(services()...), func(f *Fault) *string { return &f.service }),
	"times":     newSetting("a number of requests, 1 or more", numberOf(1, math.MaxInt), func(f *Fault) *int { return &f.times }),
}

// The values of kinds, and the keys of some.
var (
	code        = newSetting("the code of an error, such as AccessDeniedException", anyText, func(f *Fault) *string { return &f.value })
	contentType = newSetting("a content type, such as text/html", anyText, func(f *Fault) *string { return &f.value })
	delay       = newSetting("a duration that is not negative, such as 100ms", durationFrom(0), func(f *Fault) *time.Duration { return &f.delay })
	failure     = newSetting("an HTTP status from 400 to 599", numberOf(400, 599), func(f *Fault) *int { return &f.status })
	jitter      = newSetting("a duration that is not negative, such as 50ms", durationFrom(0), func(f *Fault) *time.Duration { return &f.jitter })
	member      = newSetting("the name of a member, such as lastStatus", anyText, func(f *Fault) *string { return &f.value })
	offset      = newSetting("a duration, such as -10m", durationFrom(math.MinInt64), func(f *Fault) *time.Duration { return &f.delay })
	pace        = newSetting("a duration above 0, such as 10ms", durationFrom(1), func(f *Fault) *time.Duration { return &f.pace })
	redirection = newSetting("301, 302, 307 or 308", redirectStatus, func(f *Fault) *int { return &f.status })
	size        = newSetting("a number of bytes, 1 or more", numberOf(1, math.MaxInt), func(f *Fault) *int { return &f.size })
	target      = newSetting("a URL without commas", reference, func(f *Fault) *string { return &f.value })

	content  = withRest("text", anyText)
	document = withRest("JSON, such as null or \"text\"", jsonText)
)

func services() []string {
	return slices.Sorted(maps.Keys(emulator.Operations()))
}

func operations() []string {
	var all []string
	for _, names := range emulator.Operations() {
		all = append(all, names...)
	}
	slices.Sort(all)
	return all
}

func anyText(value string) (string, bool) { return value, value != "" }

func oneOf(known ...string) func(string) (string, bool) {
	return func(value string) (string, bool) { return value, slices.Contains(known, value) }
}

func matching(pattern string) func(string) (string, bool) {
	whole := regexp.MustCompile("^(" + pattern + ")$")
	return func(value string) (string, bool) { return value, whole.MatchString(value) }
}

func jsonText(value string) (string, bool) { return value, json.Valid([]byte(value)) }

func reference(value string) (string, bool) {
	_, err := url.Parse(value)
	return value, value != "" && err == nil
}

func share(value string) (float64, bool) {
	rate, err := strconv.ParseFloat(value, 64)
	return rate, err == nil && rate > 0 && rate <= 1
}

func numberOf(least, most int) func(string) (int, bool) {
	return func(value string) (int, bool) {
		n, err := strconv.Atoi(value)
		return n, err == nil && n >= least && n <= most
	}
}

func redirectStatus(value string) (int, bool) {
	status, err := strconv.Atoi(value)
	return status, err == nil && slices.Contains([]int{
		http.StatusMovedPermanently,
		http.StatusFound,
		http.StatusTemporaryRedirect,
		http.StatusPermanentRedirect,
	}, status)
}

func durationFrom(least time.Duration) func(string) (time.Duration, bool) {
	return func(value string) (time.Duration, bool) {
		d, err := time.ParseDuration(value)
		return d, err == nil && d >= least
	}
}
