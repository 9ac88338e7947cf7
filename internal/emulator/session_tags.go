// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"
)

// tag sets the tags of a session: the transitive tags of the session of the caller and
// the requested tags. Keys that differ only in case are the same key.
//
// Assumption 38: invalid tags are an InvalidParameterValue, as in other emulators.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
func (s *session) tag(tags []sessionTag, transitive []string, c caller) error {
	var inherited, own []string
	if c.session != nil {
		inherited = c.session.TransitiveTagKeys
	}
	if len(inherited)+len(tags) > 0 {
		s.Tags = map[string]string{}
	}
	for _, key := range inherited {
		s.Tags[key] = c.session.Tags[key]
	}
	for _, t := range tags {
		switch {
		case hasKey(inherited, *t.Key):
			return refuse("InvalidParameterValue", "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.")
		case hasKey(own, *t.Key):
			return refuse("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		}
		own = append(own, *t.Key)
		s.Tags[*t.Key] = *t.Value
	}
	for _, key := range transitive {
		if !hasKey(own, key) {
			return refuse("InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.")
		}
	}
	s.TransitiveTagKeys = slices.Clone(inherited)
	for _, key := range own {
		if hasKey(transitive, key) {
			s.TransitiveTagKeys = append(s.TransitiveTagKeys, key)
		}
	}
	return nil
}

func hasKey(keys []string, key string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return strings.EqualFold(k, key) })
}
