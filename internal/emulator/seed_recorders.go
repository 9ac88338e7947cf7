// SPDX-License-Identifier: MPL-2.0

package emulator

import "strings"

// add takes a recorder whose neighbours allow it.
func (s *regionSeed) add(status recorderStatus, line int) error {
	for _, other := range s.statuses {
		switch {
		case other.Name == status.Name:
			return errorAt(line, "the region has a recorder called %q already", status.Name)
		case other.ServicePrincipal == "" && status.ServicePrincipal == "":
			return errorAt(line, "a region has one customer managed recorder at most, and %q is one already", other.Name)
		}
	}
	s.statuses = append(s.statuses, status)
	return nil
}

func readStatus(at location, n node) (recorderStatus, error) {
	var s recorderStatus
	err := n.fields("a recorder", map[string]func(member) error{
		"arn":                  text(&s.ARN),
		"lastErrorCode":        text(&s.LastErrorCode),
		"lastErrorMessage":     text(&s.LastErrorMessage),
		"lastStartTime":        timestamp(&s.LastStartTime),
		"lastStatus":           text(&s.LastStatus),
		"lastStatusChangeTime": timestamp(&s.LastStatusChangeTime),
		"lastStopTime":         timestamp(&s.LastStopTime),
		"name":                 text(&s.Name),
		"recording":            boolean(&s.Recording),
		"servicePrincipal":     text(&s.ServicePrincipal),
	})
	if err != nil {
		return s, err
	}
	nameLine, linked := n.lineOf("name"), s.ServicePrincipal != ""
	switch length := len([]rune(s.Name)); {
	case strings.TrimSpace(s.Name) == "":
		return s, errorAt(nameLine, "the name is missing or blank")
	case length > 256:
		return s, errorAt(nameLine, "the name has %d characters, and may have 256", length)
	case linked && checkPrincipal(s.ServicePrincipal) != nil:
		return s, errorAt(n.lineOf("servicePrincipal"), "%q is not a service principal: 1 to 128 letters, digits and the characters _+=,.@-", s.ServicePrincipal)
	case linked != strings.HasPrefix(s.Name, reservedPrefix):
		return s, errorAt(nameLine, "a recorder has a servicePrincipal if, and only if, its name begins with %s", reservedPrefix)
	}
	if linked {
		if recording, given := n.member("recording"); given && !s.Recording {
			return s, errorAt(recording.value.line, "a service-linked recorder always records: leave recording out, or make it true")
		}
		s.Recording = true
	}
	switch prefix := arnPrefix(at, s.Name); {
	case s.ARN == "":
		s.ARN = recorderARN(at, s.Name)
	case !recorderARNPattern.MatchString(s.ARN):
		return s, errorAt(n.lineOf("arn"), "%q is not the ARN of a configuration recorder", s.ARN)
	case len(s.ARN) != len(prefix)+16 || !strings.HasPrefix(s.ARN, prefix):
		return s, errorAt(n.lineOf("arn"), "the ARN %q contradicts the account, region or name: it should begin with %q", s.ARN, prefix)
	}
	return s, nil
}
