// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// maxChainedSession is the maximum duration of a session whose role is assumed with the
// credentials of another role.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
const maxChainedSession = time.Hour

var roleARNPattern = regexp.MustCompile(`^arn:([a-z-]+):iam::([0-9]{12}):role/(?:[!-~]+/)?([\w+=,.@-]{1,64})$`)

// role specifies who can assume a role. Everybody can assume the zero value.
type role struct {
	externalID string
	// trusts contains the accounts and ARNs that can assume the role. Nil means
	// everybody, and empty means nobody.
	trusts []string
	// maxSession is 0 if only the limits of AWS STS apply.
	maxSession time.Duration
	// noWebIdentity means that web identities cannot assume the role.
	noWebIdentity bool
}

// anyAccount replaces the account in the ARN of a role that a seed defines for every
// account.
const anyAccount = "*"

// roleOf returns a role by its ARN, which must be the ARN of an IAM role. The definition
// for one account takes precedence over the definition for all accounts.
//
// Assumption 33: a role that is not in a seed exists, and everybody can assume it for as
// long as AWS STS allows. The same applies to everything that a seed does not specify
// about a role.
func (s *Store) roleOf(arn string) role {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if r, ok := s.roles[arn]; ok {
		return r
	}
	partition, rest, _ := strings.Cut(arn, ":iam::")
	_, name, _ := strings.Cut(rest, ":")
	return s.roles[partition+":iam::"+anyAccount+":"+name]
}

// allows reports whether a caller can assume the role.
func (r role) allows(c caller, externalID string) bool {
	if r.externalID != "" && r.externalID != externalID {
		return false
	}
	return r.trusts == nil || slices.ContainsFunc(r.trusts, c.is)
}

// checkDuration returns an error if a session would last too long.
func (r role) checkDuration(asked time.Duration, c caller) error {
	switch {
	case c.session != nil && asked > maxChainedSession:
		return refuse("Validation", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
	case r.maxSession > 0 && asked > r.maxSession:
		return refuse("Validation", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	return nil
}

// assumedRole contains the account, the ARN and the ID of a session of a role.
type assumedRole struct {
	account, arn, id string
}

// readRoleARN parses the ARN of a role, for a session with a name.
//
// Assumption 34: the identifier of a role is computed from its ARN, so that runs are
// reproducible.
func readRoleARN(arn, sessionName string) (assumedRole, error) {
	m := roleARNPattern.FindStringSubmatch(arn)
	if m == nil {
		return assumedRole{}, refuse("Validation", "Request ARN is invalid")
	}
	sum := sha256.Sum256([]byte(arn))
	return assumedRole{
		account: m[2],
		// It does not contain the path of the role.
		arn: fmt.Sprintf("arn:%s:sts::%s:assumed-role/%s/%s", m[1], m[2], m[3], sessionName),
		id:  "AROA" + base32.StdEncoding.EncodeToString(sum[:])[:17] + ":" + sessionName,
	}, nil
}
