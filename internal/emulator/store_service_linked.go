// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"slices"
	"time"
)

// learn takes a seeded recorder's service for one that can have recorders.
//
// Assumption 42: services that are not documented have recorders too, those of
// third parties among them. One that a seed gives a recorder is known in every
// account and region from then on, also when the recorder is gone, and puts
// create its recorders by their seeded names.
func (s *Store) learn(seeded identity) {
	if seeded.principal == "" {
		return
	}
	if s.seededNames[seeded.principal] == nil {
		s.seededNames[seeded.principal] = map[string]bool{}
	}
	s.seededNames[seeded.principal][seeded.name] = true
}

// serviceLinked returns the names of a service's recorders, in order, and none
// for a principal that is not that of a service with recorders.
func (s *Store) serviceLinked(principal string) []string {
	if names, ok := serviceLinkedNames[principal]; ok {
		return names
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.seededNames[principal]))
}

// putServiceLinked creates the recorders of a service, which record from then
// on. The conflict with a recorder that is there is documented:
// https://docs.aws.amazon.com/config/latest/APIReference/API_PutServiceLinkedConfigurationRecorder.html
//
// Assumption 12: they were started when they were created, and go from PENDING
// to SUCCESS like a recorder that somebody started.
//
// Assumption 14: one of a service's two recorders is enough for a conflict.
func (s *Store) putServiceLinked(at location, principal string, names []string, tags []tag) ([]recorder, error) {
	var made []recorder
	err := s.change(at, func(r *region, now time.Time) error {
		for _, rec := range r.recorders {
			// Two services with recorders of one name are in no documentation,
			// but a seed can bring them about.
			if rec.status.ServicePrincipal == principal || slices.Contains(names, rec.status.Name) {
				return refuse("Conflict", "The service %s already has the configuration recorder '%s'.", rec.status.ServicePrincipal, rec.status.Name)
			}
		}
		for _, name := range names {
			rec := newRecorder(at, recorderStatus{ARN: recorderARN(at, name), Name: name, ServicePrincipal: principal})
			rec.tags = tagValues(tags)
			rec.start(now, s.settle)
			r.recorders[name] = rec
			made = append(made, *rec)
		}
		return nil
	})
	return made, err
}

// deleteServiceLinked removes the service-linked recorders that match and
// returns them by name.
func (s *Store) deleteServiceLinked(at location, match func(*recorder) bool) []recorder {
	var gone []recorder
	_ = s.change(at, func(r *region, _ time.Time) error {
		for _, name := range slices.Sorted(maps.Keys(r.recorders)) {
			if rec := r.recorders[name]; rec.status.ServicePrincipal != "" && match(rec) {
				gone = append(gone, *rec)
				delete(r.recorders, name)
			}
		}
		return nil
	})
	return gone
}
