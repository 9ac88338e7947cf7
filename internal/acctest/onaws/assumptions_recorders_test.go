// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

const defaultGroup = `{"allSupported":true,"exclusionByResourceTypes":{"resourceTypes":[]},"includeGlobalResourceTypes":false,"recordingStrategy":{"useOnly":"ALL_SUPPORTED_RESOURCE_TYPES"},"resourceTypes":[]}`

// checkEveryRecorder returns a check that every selected recorder must pass. It confirms nothing if there
// is none.
func checkEveryRecorder(number int, assumes string, of func(a *account) []recorder, right func(r recorder) (bool, string)) check {
	return check{number, assumes, func(a *account) finding {
		found := of(a)
		for _, r := range found {
			if ok, seen := right(r); !ok {
				return finding{contradicted, fmt.Sprintf("%s has %s", r.arn, seen)}
			}
		}
		if len(found) == 0 {
			return unconfirmed("no such recorder was found")
		}
		return finding{confirmed, fmt.Sprintf("%d recorders", len(found))}
	}}
}

// described selects the recorders whose settings could be read.
func described(of func(a *account) []recorder) func(a *account) []recorder {
	return func(a *account) []recorder {
		var found []recorder
		for _, r := range of(a) {
			if r.settings.ARN != "" {
				found = append(found, r)
			}
		}
		return found
	}
}

func everyRecorder(a *account) []recorder { return a.survey.recorders }

// bare is a status without differences in spelling.
func bare(status string) string {
	return strings.ToUpper(strings.ReplaceAll(status, "_", ""))
}

func recorderChecks() []check {
	var all []check
	for _, spelled := range []string{"PENDING", "SUCCESS", "FAILURE", "NOT_APPLICABLE"} {
		meant := func(a *account) []recorder {
			var found []recorder
			for _, r := range a.survey.recorders {
				if bare(r.status.LastStatus) == bare(spelled) {
					found = append(found, r)
				}
			}
			return found
		}
		all = append(all, checkEveryRecorder(2, "a status is spelled "+spelled, meant, func(r recorder) (bool, string) {
			return r.status.LastStatus == spelled, "the lastStatus " + r.status.LastStatus
		}))
	}
	return append(all,
		checkEveryRecorder(9, "a service-linked recorder has the scope INTERNAL", (*account).linked, func(r recorder) (bool, string) {
			return r.scope == "INTERNAL", "the recordingScope " + r.scope
		}),
		checkEveryRecorder(9, "a service-linked recorder has the default recording group", described((*account).linked), func(r recorder) (bool, string) {
			return sameJSON(string(r.settings.RecordingGroup), defaultGroup), "the recordingGroup " + string(r.settings.RecordingGroup)
		}),
		checkEveryRecorder(9, "a service-linked recorder has no recording mode", described((*account).linked), func(r recorder) (bool, string) {
			return r.settings.RecordingMode == nil, "the recordingMode " + string(r.settings.RecordingMode)
		}),
		checkEveryRecorder(12, "a service-linked recorder records, was started, and has a status", (*account).linked, func(r recorder) (bool, string) {
			return r.status.Recording && r.status.LastStartTime != nil && r.status.LastStatus != "",
				fmt.Sprintf("recording %t, the lastStartTime %s and the lastStatus %q", r.status.Recording, r.status.LastStartTime, r.status.LastStatus)
		}),
		check{25, "the stream of a delivery channel without a topic is NOT_APPLICABLE", func(a *account) finding {
			for _, stream := range a.survey.streams {
				if stream.Stream.LastStatus != "NOT_APPLICABLE" {
					return finding{contradicted, fmt.Sprintf("the channel %s has the lastStatus %q", stream.Name, stream.Stream.LastStatus)}
				}
			}
			if len(a.survey.streams) == 0 {
				return unconfirmed("no delivery channel without a topic was found")
			}
			return finding{confirmed, fmt.Sprintf("%d channels", len(a.survey.streams))}
		}},
		check{41, "the members of an answer of AWS Config come in the order of the alphabet", func(a *account) finding {
			most := 0
			for _, got := range a.survey.answers {
				if got.status != 200 {
					continue
				}
				n, ordered := ordered(got.body)
				if !ordered {
					return finding{contradicted, got.String()}
				}
				most = max(most, n)
			}
			if most < 2 {
				return unconfirmed("no answer had an object of several members")
			}
			return finding{confirmed, fmt.Sprintf("%d answers", len(a.survey.answers))}
		}},
		checkEveryRecorder(44, "a recorder is described with name, role, scope and recording group", described(everyRecorder), func(r recorder) (bool, string) {
			var group map[string]any
			s := r.settings
			if err := json.Unmarshal(s.RecordingGroup, &group); err != nil {
				return false, "no recordingGroup"
			}
			for _, member := range []string{"allSupported", "exclusionByResourceTypes", "includeGlobalResourceTypes", "recordingStrategy", "resourceTypes"} {
				if _, ok := group[member]; !ok {
					return false, "no " + member + " in the recordingGroup " + string(s.RecordingGroup)
				}
			}
			return s.Name != "" && s.RoleARN != "" && s.RecordingScope != "",
				fmt.Sprintf("the name %q, the roleARN %q and the recordingScope %q", s.Name, s.RoleARN, s.RecordingScope)
		}),
	)
}

// ordered reports whether the members of every object are in alphabetical order, and
// how many the largest object has.
func ordered(document string) (most int, inOrder bool) {
	type object struct {
		members int
		last    string
		name    bool // Whether the next token is a name, not a value.
	}
	var open []*object // Nil for a list.
	decoder := json.NewDecoder(bytes.NewReader([]byte(document)))
	for {
		token, err := decoder.Token()
		if err != nil {
			return most, true
		}
		var around *object
		if len(open) > 0 {
			around = open[len(open)-1]
		}
		if name, ok := token.(string); ok && around != nil && around.name {
			if name = strings.ToLower(name); name < around.last {
				return most, false
			}
			around.last, around.name = name, false
			around.members++
			most = max(most, around.members)
			continue
		}
		switch token {
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
			continue
		}
		if around != nil {
			around.name = true
		}
		switch token {
		case json.Delim('{'):
			open = append(open, &object{name: true})
		case json.Delim('['):
			open = append(open, nil)
		}
	}
}
