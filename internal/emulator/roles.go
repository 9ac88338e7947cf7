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

// maxChainedSession is how long a role session may last that was begun with the
// credentials of another.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
const maxChainedSession = time.Hour

var roleARNPattern = regexp.MustCompile(`^arn:([a-z-]+):iam::([0-9]{12}):role/(?:[!-~]+/)?([\w+=,.@-]{1,64})$`)

// role is who may assume a role, as a seed says it. Its zero value is a role
// that everybody may assume.
type role struct {
	externalID string
	// trusts is the accounts and ARNs that may assume the role: everybody when
	// it is nil, and nobody when it is empty.
	trusts []string
	// maxSession is 0 when only the limits of AWS STS apply.
	maxSession time.Duration
	// noWebIdentity says that a web identity may not assume the role.
	noWebIdentity bool
}

// anyAccount takes the place of the account in the ARN of a role that a seed gives
// to every account.
const anyAccount = "*"

// roleOf returns a role by its ARN, which must be that of an IAM role. What a seed
// says about the role of one account counts before what it says about those of all.
//
// Assumption 33: a role that stands in no seed exists, may be assumed by
// everybody and for as long as AWS STS allows, and so does a role that stands
// there in all that the seed does not say about it.
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

// admits tells whether a caller may assume the role.
func (r role) admits(c caller, externalID string) bool {
	if r.externalID != "" && r.externalID != externalID {
		return false
	}
	return r.trusts == nil || slices.ContainsFunc(r.trusts, c.is)
}

// checkDuration refuses a session that would last too long.
func (r role) checkDuration(asked time.Duration, c caller) error {
	switch {
	case c.session != nil && asked > maxChainedSession:
		return refuse("Validation", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")
	case r.maxSession > 0 && asked > r.maxSession:
		return refuse("Validation", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	return nil
}

// assumedRole names the sessions of a role.
type assumedRole struct {
	account, arn, id string
}

// readRoleARN takes the ARN of a role apart, for a session of some name.
//
// Assumption 34: the identifier of a role is worked out from its ARN, so that
// runs repeat.
func readRoleARN(arn, sessionName string) (assumedRole, error) {
	m := roleARNPattern.FindStringSubmatch(arn)
	if m == nil {
		return assumedRole{}, refuse("Validation", "Request ARN is invalid")
	}
	sum := sha256.Sum256([]byte(arn))
	return assumedRole{
		account: m[2],
		// The path of the role is not in it.
		arn: fmt.Sprintf("arn:%s:sts::%s:assumed-role/%s/%s", m[1], m[2], m[3], sessionName),
		id:  "AROA" + base32.StdEncoding.EncodeToString(sum[:])[:17] + ":" + sessionName,
	}, nil
}
