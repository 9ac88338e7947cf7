// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"maps"
	"strings"
	"sync"
	"time"
)

// defaultAccount owns every access key that names no other account.
const defaultAccount = "123456789012"

// location is where a recorder or a delivery channel lives.
type location struct {
	account, region string
}

// region is what one account has in one region.
type region struct {
	recorders map[string]*recorder
	channel   *channel
}

// customerManaged returns the one recorder that is not service-linked, or nil.
func (r *region) customerManaged() *recorder {
	for _, rec := range r.recorders {
		if rec.status.ServicePrincipal == "" {
			return rec
		}
	}
	return nil
}

// Store holds recorders and delivery channels by account and region, and the
// role sessions that it gave credentials for. It may be used by many goroutines
// at a time.
type Store struct {
	clock           func() time.Time
	settle          time.Duration
	foreignSessions bool

	mu         sync.RWMutex
	accessKeys map[string]string
	// enabledRegions is the regions that seeds enabled, by account.
	enabledRegions map[string][]string
	// organization is that of the latest seed with one, or nil.
	organization *organization
	regions      map[location]*region
	roles        map[string]role
	// seededNames is the names of the recorders that seeds gave to each service
	// principal.
	seededNames map[string]map[string]bool
	sessions    sessionList
}

// Option changes how [NewStore] makes a store.
type Option func(*Store)

// WithClock sets what the store takes for the present time; without it that is
// [time.Now].
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.clock = now }
}

// WithSettle sets how long the status of a recorder that was started stays
// PENDING before it becomes SUCCESS; without it the change is immediate.
func WithSettle(d time.Duration) Option {
	return func(s *Store) { s.settle = d }
}

// WithForeignSessions accepts the credentials of role sessions that others issued. They
// belong to the default account unless a seed maps them.
func WithForeignSessions() Option {
	return func(s *Store) { s.foreignSessions = true }
}

// NewStore returns a store without any recorder.
func NewStore(opts ...Option) *Store {
	s := &Store{
		clock:          time.Now,
		accessKeys:     map[string]string{},
		enabledRegions: map[string][]string{},
		regions:        map[location]*region{},
		roles:          map[string]role{},
		seededNames:    map[string]map[string]bool{},
		sessions:       newSessionList(),
	}
	for _, opt := range opts {
		opt(s)
	}
	return s
}

// Apply puts what a seed holds into the store. A region, a role, an account's
// list of enabled regions or an organization that the seed names becomes what the
// seed says, whatever it was before; every other one, every access key that the
// seed does not map, every service that an earlier seed told of, and every role
// session stays as it is. The seed itself is not changed by what happens to the store
// afterwards. A nil seed is an error.
func (s *Store) Apply(seed *Seed) error {
	if seed == nil {
		return errors.New("there is no seed to apply")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.accessKeys, seed.accessKeys)
	maps.Copy(s.enabledRegions, seed.enabledRegions)
	maps.Copy(s.roles, seed.roles)
	if seed.organization != nil {
		s.organization = seed.organization
	}
	for at, from := range seed.regions {
		s.regions[at] = from.region(at)
		for _, rec := range from.recorders {
			s.learn(rec.identity)
		}
	}
	return nil
}

// now is the store's clock, cut to what AWS sends.
func (s *Store) now() time.Time {
	return s.clock().UTC().Truncate(time.Millisecond)
}

// Account returns the account that an access key belongs to, which for a role
// session is that of the role. For a key that every service refuses as invalid,
// it is empty.
//
// Assumption 3: a key of twelve digits belongs to the account of that number
// and any other key that no seed maps to the default account. AWS keys do not
// show their account, but tests need to choose one.
func (s *Store) Account(accessKeyID string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	issued, isSession := s.sessions.byKey[accessKeyID]
	seeded, mapped := s.accessKeys[accessKeyID]
	switch {
	case isSession:
		return issued.AccountID
	case mapped:
		return seeded
	case strings.HasPrefix(accessKeyID, sessionKeyPrefix) && !s.foreignSessions:
		return ""
	case accountPattern.MatchString(accessKeyID):
		return accessKeyID
	default:
		return defaultAccount
	}
}

// organizationOf returns the organization that an account belongs to, or nil.
func (s *Store) organizationOf(account string) *organization {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.organization == nil || !s.organization.has(account) {
		return nil
	}
	return s.organization
}

// read calls fn with a region, which fn must not change. A region that nothing
// was put into is empty, and reading it does not create it.
func (s *Store) read(at location, fn func(r *region, now time.Time)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.regions[at]
	if !ok {
		r = &region{}
	}
	fn(r, s.now())
}

// change calls fn with a region, which fn may change.
func (s *Store) change(at location, fn func(r *region, now time.Time) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.regions[at]
	if !ok {
		r = &region{recorders: map[string]*recorder{}}
	}
	if err := fn(r, s.now()); err != nil {
		return err
	}
	s.regions[at] = r
	return nil
}
