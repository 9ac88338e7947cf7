// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"strings"
	"time"
)

// trustPattern matches an account or a principal that can assume a role.
var trustPattern = regexp.MustCompile(`^([0-9]{12}|arn:[a-z-]+:iam::[0-9]{12}:(root|(user|role)/[!-~]+)|arn:[a-z-]+:sts::[0-9]{12}:assumed-role/[!-~]+/[!-~]+)$`)

func (s *Seed) readRoles(m member) error {
	roles, err := valueOf[[]member](m.value, m.name, "an object")
	if err != nil {
		return err
	}
	for _, r := range roles {
		if !roleARNPattern.MatchString(strings.Replace(r.name, "::"+anyAccount+":", "::"+defaultAccount+":", 1)) {
			return errorAt(r.line, "%q is not the ARN of an IAM role", r.name)
		}
		if s.roles[r.name], err = readRole(r.value); err != nil {
			return err
		}
	}
	return nil
}

func readRole(n node) (role, error) {
	var r role
	webIdentity := true
	err := n.fields("a role", fields{
		"externalId":         r.readExternalID,
		"maxSessionDuration": r.readMaxSession,
		"trusts":             r.readTrusts,
		"webIdentity":        boolean(&webIdentity),
	})
	r.noWebIdentity = !webIdentity
	return r, err
}

func (r *role) readExternalID(m member) error {
	if err := text(&r.externalID)(m); err != nil {
		return err
	}
	if !externalIDRule.allows(r.externalID) {
		return errorAt(m.value.line, "%q is not an external ID: enter 2 to 1224 letters, digits or the characters _+=,.@:/-", r.externalID)
	}
	return nil
}

// readMaxSession reads the maximum session duration of a role.
func (r *role) readMaxSession(m member) error {
	var seconds int
	if err := wholeNumber(&seconds, "number of seconds", 3600, 43200)(m); err != nil {
		return err
	}
	r.maxSession = time.Duration(seconds) * time.Second
	return nil
}

func (r *role) readTrusts(m member) error {
	principals, err := valueOf[[]node](m.value, m.name, "a list")
	if err != nil {
		return err
	}
	r.trusts = []string{}
	for _, n := range principals {
		principal, err := valueOf[string](n, "a trusted principal", "a string")
		if err != nil {
			return err
		}
		if !trustPattern.MatchString(principal) {
			return errorAt(n.line, "%q is neither an account nor the ARN of a root, user, role or role session", principal)
		}
		r.trusts = append(r.trusts, principal)
	}
	return nil
}
