// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// channels returns the delivery channels of a region, at most one.
func (s *Store) channels(at location) []channel {
	var found []channel
	s.read(at, func(r *region, _ time.Time) {
		if r.channel != nil {
			found = append(found, *r.channel)
		}
	})
	return found
}

// putChannel creates or replaces the delivery channel.
func (s *Store) putChannel(at location, settings deliveryChannel) error {
	return s.change(at, func(r *region, _ time.Time) error {
		if r.customerManaged() == nil {
			return refuse("NoAvailableConfigurationRecorder", "Configuration recorder is not available to put delivery channel.")
		}
		// Assumption 61: the channel is checked after the recorder.
		if _, err := settings.check(); err != nil {
			return err
		}
		if r.channel == nil {
			r.channel = &channel{}
		} else if *r.channel.settings.Name != *settings.Name {
			return refuse("MaxNumberOfDeliveryChannelsExceeded", "Failed to put delivery channel '%s' because the maximum number of delivery channels: 1 is reached.", *settings.Name)
		}
		r.channel.put(settings)
		return nil
	})
}

// deleteChannel deletes the delivery channel with a name.
func (s *Store) deleteChannel(at location, name string) error {
	return s.change(at, func(r *region, _ time.Time) error {
		if r.channel == nil || *r.channel.settings.Name != name {
			return noSuchChannel(name)
		}
		// The documentation of this exception, and of NoAvailableConfigurationRecorder,
		// only mentions the customer managed recorder.
		if rec := r.customerManaged(); rec != nil && rec.status.Recording {
			return refuse("LastDeliveryChannelDeleteFailed", "Failed to delete last specified delivery channel with name '%s', because there is a running configuration recorder.", name)
		}
		r.channel = nil
		return nil
	})
}

func noSuchChannel(name string) error {
	return refuse("NoSuchDeliveryChannel", "Cannot find delivery channel with specified name '%s'.", name)
}
