// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"slices"
	"time"
)

// addService adds the service of a recorder in a seed to the services with recorders.
//
// Assumption 42: undocumented services, including those of third parties, have
// recorders, too. A service with a recorder in a seed is known in every account and
// region from then on, even after the recorder is deleted. A put creates its recorders
// with their names in the seed.
func (s *Store) addService(seeded identity) {
	if seeded.principal == "" {
		return
	}
	if s.seededNames[seeded.principal] == nil {
		s.seededNames[seeded.principal] = map[string]bool{}
	}
	s.seededNames[seeded.principal][seeded.name] = true
}

// serviceLinked returns the sorted names of the recorders of a service, or none if the
// service has no recorders.
func (s *Store) serviceLinked(principal string) []string {
	if names, ok := serviceLinkedNames[principal]; ok {
		return names
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.seededNames[principal]))
}

// putServiceLinked creates and starts the recorders of a service. The conflict with an
// existing recorder is documented:
// https://docs.aws.amazon.com/config/latest/APIReference/API_PutServiceLinkedConfigurationRecorder.html
//
// Assumption 12: they are started when they are created, and their status goes from
// PENDING to SUCCESS like that of any started recorder.
//
// Assumption 14: one existing recorder of a service with two is enough for a conflict.
func (s *Store) putServiceLinked(at location, principal string, names []string, tags []tag) ([]recorder, error) {
	var made []recorder
	err := s.change(at, func(r *region, now time.Time) error {
		for _, rec := range r.recorders {
			// AWS documents no two services with the same recorder name, but a seed can
			// have them.
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

// deleteServiceLinked deletes the matching service-linked recorders and returns them,
// sorted by name.
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
