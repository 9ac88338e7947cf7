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

// sessionKeyPrefix is the prefix of the access keys of temporary credentials only.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const sessionKeyPrefix = "ASIA"

// manySessions is the number of sessions that a store keeps before it drops expired
// ones. It is much more than a test needs, and needs little memory.
const manySessions = 1000

// Session is a role session that a [Store] issued. It contains no secrets: neither the
// secret access key nor the session token.
type Session struct {
	AccessKeyID string
	// AccountID is the account of the role.
	AccountID string
	RoleARN   string
	// Name is the role session name.
	Name string
	// SourceIdentity is the source identity of the session or of the session that
	// assumed the role.
	SourceIdentity string
	ExternalID     string
	Policy         string
	PolicyARNs     []string
	// Tags are the tags of the session, including inherited ones.
	Tags map[string]string
	// TransitiveTagKeys are the keys of the tags that the next session inherits.
	// Inherited ones come first.
	TransitiveTagKeys []string
	Duration          time.Duration
	Expiration        time.Time
	// CallerARN is the ARN of the caller who assumed the role, or empty for a web
	// identity.
	CallerARN   string
	WebIdentity bool
}

func (s Session) clone() Session {
	s.PolicyARNs = slices.Clone(s.PolicyARNs)
	s.Tags = maps.Clone(s.Tags)
	s.TransitiveTagKeys = slices.Clone(s.TransitiveTagKeys)
	return s
}

// session is a session with its secrets. It does not change after it was issued.
type session struct {
	Session
	// arn and id identify the assumed role user.
	arn, id string
	// minimumToken is the requested minimum length of the token.
	minimumToken int
	token        string
}

func (s *session) expired(now time.Time) bool {
	return !now.Before(s.Expiration)
}

// identify sets the source identity of a session. It persists in a chain of roles and
// cannot be changed.
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

// Sessions returns a copy of the role sessions that the store issued, in order. It
// includes expired sessions, unless there are more than a thousand.
func (s *Store) Sessions() []Session {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sessions := make([]Session, len(s.sessions.inOrder))
	for i, issued := range s.sessions.inOrder {
		sessions[i] = issued.clone()
	}
	return sessions
}

// sessionList contains the sessions of a store. The mutex of the store guards it.
type sessionList struct {
	inOrder []*session
	byKey   map[string]*session
	// sweepAt is the number of sessions at which expired ones are dropped. It is at
	// least twice the number of remaining sessions, so that a store with many sessions
	// does not search all of them for each new one.
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

// issue completes and stores an allowed session. It returns the secret access key
// without storing it, because signatures are not verified.
func (s *Store) issue(begin session) (*session, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	issued := &begin
	issued.AccessKeyID = sessionKeyPrefix + randomText(base32.StdEncoding.EncodeToString, 10)
	size := issued.tokenSize()
	issued.token = randomText(base64.StdEncoding.EncodeToString, size)[:size]
	// Whole seconds, as AWS STS sends them, so that the client and the store have the
	// same time.
	issued.Expiration = now.Add(begin.Duration).Truncate(time.Second)
	s.sessions.add(issued, now)
	return issued, randomText(base64.StdEncoding.EncodeToString, 30)
}

// The sizes of a session token. The maximum is that of AWS STS.
const (
	bareToken    = 400
	largestToken = 4096
)

// tokenSize returns the size of the session token in bytes.
//
// Assumption 39: a token has 400 bytes plus one for each byte of policies and tags, up
// to the maximum of AWS STS. AWS uses a format that is not published, and rejects a
// longer token.
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
	// Read never returns an error. It crashes the program instead.
	_, _ = rand.Read(b)
	return encode(b)
}
