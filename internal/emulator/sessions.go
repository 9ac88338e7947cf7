// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"maps"
	"slices"
	"time"
)

// sessionKeyPrefix begins the access keys of temporary credentials, and of no
// others.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const sessionKeyPrefix = "ASIA"

// manySessions is how many sessions a store keeps before it drops those that
// expired. It is far more than a test has, and little memory.
const manySessions = 1000

// Session is a role session that a [Store] gave credentials for. It holds no
// secret: neither the secret access key nor the session token is in it.
type Session struct {
	AccessKeyID string
	// AccountID is the account of the role.
	AccountID string
	RoleARN   string
	// Name is the role session name.
	Name string
	// SourceIdentity is the session's own or that of the session it was chained
	// to.
	SourceIdentity string
	ExternalID     string
	Policy         string
	PolicyARNs     []string
	// Tags are the session's own and those it inherited.
	Tags map[string]string
	// TransitiveTagKeys are the keys of the tags that a further session
	// inherits, in order: the inherited ones first.
	TransitiveTagKeys []string
	Duration          time.Duration
	Expiration        time.Time
	// CallerARN is who assumed the role, and empty for a web identity.
	CallerARN   string
	WebIdentity bool
}

func (s Session) clone() Session {
	s.PolicyARNs = slices.Clone(s.PolicyARNs)
	s.Tags = maps.Clone(s.Tags)
	s.TransitiveTagKeys = slices.Clone(s.TransitiveTagKeys)
	return s
}

// session is a session with what only its owner and the store know. It does
// not change once it was issued.
type session struct {
	Session
	// arn and id are those of the assumed role user.
	arn, id string
	// minimumToken is how long the token must be, as its owner asked.
	minimumToken int
	token        string
}

func (s *session) expired(now time.Time) bool {
	return !now.Before(s.Expiration)
}

// identify gives a session its source identity, which persists through a chain
// of roles and cannot be changed in it.
//
// Assumption 37: an attempt to change it is an AccessDenied.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
func (s *session) identify(asked string, c caller) error {
	s.SourceIdentity = asked
	if c.session == nil || c.session.SourceIdentity == "" {
		return nil
	}
	if asked != "" && asked != c.session.SourceIdentity {
		return c.denied("sts:SetSourceIdentity", s.RoleARN)
	}
	s.SourceIdentity = c.session.SourceIdentity
	return nil
}

// Sessions returns a copy of the role sessions that the store issued, in order.
// Sessions that expired stay in it until there are a thousand.
func (s *Store) Sessions() []Session {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sessions := make([]Session, len(s.sessions.inOrder))
	for i, issued := range s.sessions.inOrder {
		sessions[i] = issued.clone()
	}
	return sessions
}

// sessionList is the sessions of a store, which guards it.
type sessionList struct {
	inOrder []*session
	byKey   map[string]*session
	// sweepAt is how many sessions there may be before those that expired are
	// dropped. It doubles with the sessions that live, so that a store with
	// many does not look through all of them for each new one.
	sweepAt int
}

func newSessionList() sessionList {
	return sessionList{byKey: map[string]*session{}, sweepAt: manySessions}
}

func (l *sessionList) add(s *session, now time.Time) {
	if len(l.inOrder) >= l.sweepAt {
		l.inOrder = slices.DeleteFunc(l.inOrder, func(old *session) bool {
			if !old.expired(now) {
				return false
			}
			delete(l.byKey, old.AccessKeyID)
			return true
		})
		l.sweepAt = max(manySessions, 2*len(l.inOrder))
	}
	l.inOrder = append(l.inOrder, s)
	l.byKey[s.AccessKeyID] = s
}

// issue completes a session that is allowed to begin, and keeps it. The secret
// access key is returned and forgotten, because no signature is verified.
func (s *Store) issue(begin session) (*session, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	issued := &begin
	issued.AccessKeyID = sessionKeyPrefix + randomText(base32.StdEncoding.EncodeToString, 10)
	size := issued.tokenSize()
	issued.token = randomText(base64.StdEncoding.EncodeToString, size)[:size]
	// Whole seconds, as AWS STS sends them, so that what a client reads is what
	// the store goes by.
	issued.Expiration = now.Add(begin.Duration).Truncate(time.Second)
	s.sessions.add(issued, now)
	return issued, randomText(base64.StdEncoding.EncodeToString, 30)
}

// The sizes of a session token. The largest is that of AWS STS.
const (
	bareToken    = 400
	largestToken = 4096
)

// tokenSize is how many bytes the session's token has.
//
// Assumption 39: a token has a byte for each one of policies and tags besides
// its own 400, and is cut where it would be longer than AWS STS allows. AWS
// packs them into a format that is not published, and refuses a longer token.
func (s *session) tokenSize() int {
	size := bareToken + len(s.Policy)
	for _, arn := range s.PolicyARNs {
		size += len(arn)
	}
	for key, value := range s.Tags {
		size += len(key) + len(value)
	}
	return min(max(size, s.minimumToken), largestToken)
}

func randomText(encode func([]byte) string, bytes int) string {
	b := make([]byte, bytes)
	// Read never fails: it ends the program instead.
	_, _ = rand.Read(b)
	return encode(b)
}
