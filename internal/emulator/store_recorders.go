// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"
	"time"
)

// recorders returns the matching recorders with their current status, sorted by name.
func (s *Store) recorders(at location, match func(*recorder) bool) []recorder {
	var found []recorder
	s.read(at, func(r *region, now time.Time) {
		var matching []*recorder
		for _, rec := range r.recorders {
			if match(rec) {
				matching = append(matching, rec)
			}
		}
		slices.SortFunc(matching, func(a, b *recorder) int { return strings.Compare(a.status.Name, b.status.Name) })
		found = make([]recorder, 0, len(matching))
		for _, rec := range matching {
			found = append(found, rec.at(now))
		}
	})
	return found
}

// putRecorder creates the customer managed recorder or changes its settings. It does not
// change tags, as documented:
// https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
func (s *Store) putRecorder(at location, settings configurationRecorder, tags []tag) error {
	return s.change(at, func(r *region, _ time.Time) error {
		rec := r.customerManaged()
		if rec != nil && rec.status.Name != *settings.Name {
			return refuse("MaxNumberOfConfigurationRecordersExceeded", "Failed to put configuration recorder  because you have reached the limit for the maximum number of customer managed configuration records: (1)")
		}
		// The documentation of InvalidRole says that it is for a missing role.
		//
		// Assumption 24: every other role can be used.
		//
		// Assumption 61: role and group are checked after the number of recorders.
		if settings.RoleARN == "" {
			return refuse("InvalidRole", "The role ARN is empty.")
		}
		group, err := settings.RecordingGroup.describe()
		if err != nil {
			return err
		}
		if rec == nil {
			rec = newRecorder(at, recorderStatus{ARN: recorderARN(at, *settings.Name), Name: *settings.Name})
			rec.tags = tagValues(tags)
			r.recorders[*settings.Name] = rec
		}
		// Assumption 10: settings that an update omits return to their defaults, and the
		// status does not change.
		rec.configuration = newRecorder(at, rec.status).configuration
		rec.configuration.RoleARN = settings.RoleARN
		rec.configuration.RecordingGroup = group
		rec.configuration.RecordingMode = settings.RecordingMode.describe()
		return nil
	})
}

// startRecorder starts the customer managed recorder with a name.
func (s *Store) startRecorder(at location, name string) error {
	return s.change(at, func(r *region, now time.Time) error {
		rec, err := r.modifiable(name)
		if err != nil {
			return err
		}
		if r.channel == nil {
			return refuse("NoAvailableDeliveryChannel", "Delivery channel is not available to start configuration recorder.")
		}
		rec.start(now, s.settle)
		return nil
	})
}

// stopRecorder stops the customer managed recorder with a name.
func (s *Store) stopRecorder(at location, name string) error {
	return s.change(at, func(r *region, now time.Time) error {
		rec, err := r.modifiable(name)
		if err != nil {
			return err
		}
		rec.stop(now)
		return nil
	})
}

// deleteRecorder deletes the customer managed recorder with a name.
//
// Assumption 11: a recorder can be deleted while it is recording, and its delivery
// channel remains. No exception is documented for it.
func (s *Store) deleteRecorder(at location, name string) error {
	return s.change(at, func(r *region, _ time.Time) error {
		if _, err := r.modifiable(name); err != nil {
			return err
		}
		delete(r.recorders, name)
		return nil
	})
}

// modifiable returns the recorder with a name, or an error if start, stop and delete
// cannot change it.
func (r *region) modifiable(name string) (*recorder, error) {
	rec, ok := r.recorders[name]
	switch {
	case !ok:
		return nil, noSuchRecorder(name)
	case rec.status.ServicePrincipal != "":
		return nil, refuse("UnmodifiableEntity", "The configuration recorder '%s' is linked to the service %s: only the operations for service-linked configuration recorders can change it.", name, rec.status.ServicePrincipal)
	}
	return rec, nil
}

func noSuchRecorder(name string) error {
	return refuse("NoSuchConfigurationRecorder", "Cannot find configuration recorder with the specified name '%s'.", name)
}
