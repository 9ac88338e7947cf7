// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
	"strings"
)

// caller is the signer of a request, or the zero value without a signature.
type caller struct {
	account string
	arn, id string
	// session is nil if the caller is not a role session.
	session *session
}

// authenticate returns the owner of an access key.
//
// Assumption 32: a key that begins with ASIA is invalid if this store did not issue it
// and no seed maps it. The key of a session is invalid without its own token, which is
// reported before an expired session.
func (s *Store) authenticate(accessKeyID, token, region string) (caller, error) {
	s.mu.RLock()
	issued, isSession := s.sessions.byKey[accessKeyID]
	s.mu.RUnlock()

	if !isSession {
		account := s.Account(accessKeyID)
		if account == "" {
			return caller{}, invalidToken()
		}
		return user(account, region), nil
	}
	c := caller{account: issued.AccountID, arn: issued.arn, id: issued.id, session: issued}
	switch {
	case token != issued.token:
		return caller{}, invalidToken()
	case issued.expired(s.now()):
		return caller{}, refuse("ExpiredToken", "The security token included in the request is expired")
	}
	return c, nil
}

// invalidToken is the error for an unknown key, and for every key in a region that is
// not enabled in its account.
func invalidToken() error {
	return refuse("UnrecognizedClient", "The security token included in the request is invalid.")
}

// user returns a caller that is not a role session.
//
// Assumption 26: it is the IAM user emulator.
func user(account, region string) caller {
	return caller{
		account: account,
		arn:     fmt.Sprintf("arn:%s:iam::%s:user/emulator", partition(region), account),
		id:      "AIDAEXAMPLEEXAMPLE000",
	}
}

// Caller returns the ARN of the owner of an access key, as GetCallerIdentity does in a
// region. It is empty for a key that every service rejects.
func (s *Store) Caller(accessKeyID, region string) string {
	s.mu.RLock()
	issued, isSession := s.sessions.byKey[accessKeyID]
	s.mu.RUnlock()
	if isSession {
		return issued.arn
	}
	account := s.Account(accessKeyID)
	if account == "" {
		return ""
	}
	return user(account, region).arn
}

// is reports whether a principal of a trust policy includes the caller. A principal can
// be an account, its root, a role with all its sessions, or the ARN of the caller.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
func (c caller) is(principal string) bool {
	if rest, ok := strings.CutSuffix(principal, ":root"); ok {
		principal = rest[strings.LastIndexByte(rest, ':')+1:]
	}
	return principal == c.account || principal == c.arn || c.session != nil && principal == c.session.RoleARN
}

// denied is the error for an operation on a role or an account that the caller is not
// allowed to perform. Message and status were published.
func (c caller) denied(action, resource string) error {
	return refuseWithStatus(http.StatusForbidden, "AccessDenied", "User: %s is not authorized to perform: %s on resource: %s", c.arn, action, resource)
}
