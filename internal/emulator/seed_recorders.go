// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"strings"
)

// recorderSeed is the definition of a recorder in a seed: its status, its configuration
// or both.
type recorderSeed struct {
	identity
	configuration *configurationRecorder
	status        *recorderStatus
}

// identity contains the members that the status and the configuration of a recorder
// share. Only the name is always set.
type identity struct {
	arn, name, principal string
}

// recorder returns a new recorder each time, so that a seed can be applied again.
func (s recorderSeed) recorder(at location) *recorder {
	// A service-linked recorder always records.
	status := recorderStatus{Name: s.name, Recording: s.principal != "", ServicePrincipal: s.principal}
	if s.status != nil {
		status = *s.status
	}
	status.ARN = cmp.Or(s.arn, recorderARN(at, s.name))
	rec := newRecorder(at, status)
	if s.configuration != nil {
		rec.configuration = *s.configuration
	}
	return rec
}

// recorder returns the definition of a recorder, or adds one if the other recorders of
// the region allow it.
func (s *regionSeed) recorder(id identity, line int) (*recorderSeed, error) {
	for _, other := range s.recorders {
		switch {
		case other.name != id.name && other.principal == "" && id.principal == "":
			return nil, errorAt(line, "a region can have only one customer managed recorder, but this region already has %q", other.name)
		case other.name != id.name:
			continue
		case other.principal != id.principal:
			return nil, errorAt(line, "the recorder %q cannot have the service principals %q and %q", id.name, other.principal, id.principal)
		case other.arn != "" && id.arn != "" && other.arn != id.arn:
			return nil, errorAt(line, "the recorder %q cannot have the ARNs %q and %q", id.name, other.arn, id.arn)
		}
		other.arn = cmp.Or(other.arn, id.arn)
		return other, nil
	}
	added := &recorderSeed{identity: id}
	s.recorders = append(s.recorders, added)
	return added, nil
}

func alreadyThere(name string, line int) error {
	return errorAt(line, "the region already has a recorder called %q", name)
}

func (s *regionSeed) readStatus(at location, n node) error {
	var status recorderStatus
	err := n.fields("a recorder", fields{
		"arn":                  text(&status.ARN),
		"lastErrorCode":        text(&status.LastErrorCode),
		"lastErrorMessage":     text(&status.LastErrorMessage),
		"lastStartTime":        timestamp(&status.LastStartTime),
		"lastStatus":           text(&status.LastStatus),
		"lastStatusChangeTime": timestamp(&status.LastStatusChangeTime),
		"lastStopTime":         timestamp(&status.LastStopTime),
		"name":                 text(&status.Name),
		"recording":            boolean(&status.Recording),
		"servicePrincipal":     text(&status.ServicePrincipal),
	})
	id := identity{status.ARN, status.Name, status.ServicePrincipal}
	if err := firstError(err, id.check(at, n)); err != nil {
		return err
	}
	if id.principal != "" {
		if recording, given := n.member("recording"); given && !status.Recording {
			return errorAt(recording.value.line, "a service-linked recorder always records: omit recording, or set it to true")
		}
		status.Recording = true
	}
	rec, err := s.recorder(id, n.line)
	if err != nil {
		return err
	}
	if rec.status != nil {
		return alreadyThere(id.name, n.line)
	}
	rec.status = &status
	return nil
}

func (s *regionSeed) readConfiguration(at location, n node) error {
	var c configurationRecorder
	err := n.fields("a recorder", fields{
		"arn":                text(&c.ARN),
		"connectorArn":       text(&c.ConnectorARN),
		"name":               optional(text, &c.Name),
		"recordingGroup":     optional(readRecordingGroup, &c.RecordingGroup),
		"recordingMode":      optional(readRecordingMode, &c.RecordingMode),
		"recordingScope":     text(&c.RecordingScope),
		"roleARN":            text(&c.RoleARN),
		"scopeConfiguration": optional(readScopeConfiguration, &c.ScopeConfiguration),
		"servicePrincipal":   text(&c.ServicePrincipal),
	})
	id := identity{c.ARN, valueOrZero(c.Name), c.ServicePrincipal}
	if err := firstError(err, id.check(at, n)); err != nil {
		return err
	}
	if c.ConnectorARN != "" && id.principal == "" {
		return errorAt(n.lineOf("connectorArn"), "only a service-linked recorder has a connectorArn")
	}
	rec, err := s.recorder(id, n.line)
	if err != nil {
		return err
	}
	if rec.configuration != nil {
		return alreadyThere(id.name, n.line)
	}
	rec.configuration = &c
	return nil
}

// check returns an error if no recorder at this location can have the identity.
func (id identity) check(at location, n node) error {
	nameLine, linked := n.lineOf("name"), id.principal != ""
	switch length := len([]rune(id.name)); {
	case strings.TrimSpace(id.name) == "":
		return errorAt(nameLine, "the name is missing or blank")
	case length > 256:
		return errorAt(nameLine, "the name has %d characters, but the maximum is 256", length)
	case linked && !principalRule.allows(id.principal):
		return errorAt(n.lineOf("servicePrincipal"), "%q is not a service principal: enter 1 to 128 letters, digits or the characters _+=,.@-", id.principal)
	case linked != strings.HasPrefix(id.name, reservedPrefix):
		return errorAt(nameLine, "a recorder has a servicePrincipal if, and only if, its name begins with %s", reservedPrefix)
	}
	switch prefix := arnPrefix(at, id.name); {
	case id.arn == "":
	case !recorderARNPattern.MatchString(id.arn):
		return errorAt(n.lineOf("arn"), "%q is not the ARN of a configuration recorder", id.arn)
	case len(id.arn) != len(prefix)+16 || !strings.HasPrefix(id.arn, prefix):
		return errorAt(n.lineOf("arn"), "the ARN %q does not match the account, region or name: it must begin with %q", id.arn, prefix)
	}
	return nil
}

func readRecordingGroup(g *recordingGroup) func(member) error {
	return object(fields{
		"allSupported":               optional(boolean, &g.AllSupported),
		"exclusionByResourceTypes":   optional(readResourceTypes, &g.ExclusionByResourceTypes),
		"includeGlobalResourceTypes": optional(boolean, &g.IncludeGlobalResourceTypes),
		"recordingStrategy":          optional(readStrategy, &g.RecordingStrategy),
		"resourceTypes":              list(text, &g.ResourceTypes),
	})
}

func readResourceTypes(r *resourceTypes) func(member) error {
	return object(fields{"resourceTypes": list(text, &r.ResourceTypes)})
}

func readStrategy(s *recordingStrategy) func(member) error {
	return object(fields{"useOnly": optional(text, &s.UseOnly)})
}

func readRecordingMode(m *recordingMode) func(member) error {
	return object(fields{
		"recordingFrequency":     optional(text, &m.RecordingFrequency),
		"recordingModeOverrides": list(readRecordingModeOverride, &m.RecordingModeOverrides),
	})
}

func readRecordingModeOverride(o *recordingModeOverride) func(member) error {
	return object(fields{
		"description":        optional(text, &o.Description),
		"recordingFrequency": optional(text, &o.RecordingFrequency),
		"resourceTypes":      list(text, &o.ResourceTypes),
	})
}

func readScopeConfiguration(s *scopeConfiguration) func(member) error {
	return object(fields{
		"allRegions":      optional(boolean, &s.AllRegions),
		"includedRegions": list(text, &s.IncludedRegions),
		"scopeType":       text(&s.ScopeType),
		"scopeValues":     list(text, &s.ScopeValues),
	})
}
