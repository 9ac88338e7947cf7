// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"maps"
	"strings"
	"sync"
	"time"
)

// defaultAccount is the account of every access key without another account.
const defaultAccount = "123456789012"

// location is the account and the region of a recorder or a delivery channel.
type location struct {
	account, region string
}

// region contains the recorders and delivery channel of an account in a region.
type region struct {
	recorders map[string]*recorder
	channel   *channel
}

// customerManaged returns the recorder that is not service-linked, or nil.
func (r *region) customerManaged() *recorder {
	for _, rec := range r.recorders {
		if rec.status.ServicePrincipal == "" {
			return rec
		}
	}
	return nil
}

// Store contains recorders and delivery channels by account and region, and the role
// sessions that it issued. It is safe for concurrent use.
type Store struct {
	clock           func() time.Time
	settle          time.Duration
	foreignSessions bool

	mu         sync.RWMutex
	accessKeys map[string]string
	// enabledRegions contains the regions that seeds enable, by account.
	enabledRegions map[string][]string
	// organization is the organization of the latest seed with one, or nil.
	organization *organization
	regions      map[location]*region
	roles        map[string]role
	// seededNames contains the names of recorders in seeds, by service principal.
	seededNames map[string]map[string]bool
	sessions    sessionList
}

// Option is an option of [NewStore].
type Option func(*Store)

// WithClock sets the function that returns the current time. The default is [time.Now].
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.clock = now }
}

// WithSettle sets how long the status of a started recorder stays PENDING before it
// becomes SUCCESS. By default, the change is immediate.
func WithSettle(d time.Duration) Option {
	return func(s *Store) { s.settle = d }
}

// WithForeignSessions accepts the credentials of role sessions that the store did not
// issue. They belong to the default account unless a seed maps them.
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

// Apply adds the content of a seed to the store. It replaces every region, role, list of
// enabled regions and organization that the seed contains. Everything else stays as it
// is, including access keys that the seed does not map, services from an earlier seed
// and role sessions. Later changes of the store do not change the seed. A nil seed is an
// error.
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
			s.addService(rec.identity)
		}
	}
	return nil
}

// now returns the current time with the precision that AWS sends.
func (s *Store) now() time.Time {
	return s.clock().UTC().Truncate(time.Millisecond)
}

// Account returns the account of an access key. For a role session, it is the account of
// the role. For a key that every service rejects, it is empty.
//
// Assumption 3: a key of twelve digits belongs to the account with that ID, and any
// other key to the default account unless a seed maps it. AWS keys do not contain their
// account, but tests need to choose one.
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

// organizationOf returns the organization of an account, or nil.
func (s *Store) organizationOf(account string) *organization {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.organization == nil || !s.organization.has(account) {
		return nil
	}
	return s.organization
}

// read calls fn with a region, which fn must not change. It does not create a region
// that does not exist, but passes an empty one.
func (s *Store) read(at location, fn func(r *region, now time.Time)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.regions[at]
	if !ok {
		r = &region{}
	}
	fn(r, s.now())
}

// change calls fn with a region, which fn can change.
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
