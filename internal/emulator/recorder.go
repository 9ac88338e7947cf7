// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// recorder is a configuration recorder and its status.
type recorder struct {
	configuration configurationRecorder
	status        recorderStatus
	// settlesAt is when PENDING becomes SUCCESS, zero when nothing is pending.
	// The change is worked out when somebody asks, so no timer is needed.
	settlesAt time.Time
}

// at returns the recorder as it is at a time.
func (r recorder) at(now time.Time) recorder {
	if !r.settlesAt.IsZero() && !now.Before(r.settlesAt) {
		r.status.LastStatus = statusSuccess
		r.status.LastStatusChangeTime = epoch{r.settlesAt}
		r.settlesAt = time.Time{}
	}
	return r
}

// start makes the recorder record.
//
// Assumption 4: starting a recorder that records already succeeds and changes
// nothing.
func (r *recorder) start(now time.Time, settle time.Duration) {
	if r.status.Recording {
		return
	}
	r.status.Recording = true
	r.status.LastStartTime = epoch{now}
	// Assumption 5: a start makes the status PENDING and takes an earlier error
	// away; lastStatusChangeTime moves only when SUCCESS is reached.
	r.status.LastStatus = statusPending
	r.status.LastErrorCode, r.status.LastErrorMessage = "", ""
	r.settlesAt = now.Add(settle)
}

// stop makes the recorder stop recording.
//
// Assumption 6: stopping a recorder that does not record succeeds and changes
// nothing.
func (r *recorder) stop(now time.Time) {
	if !r.status.Recording {
		return
	}
	*r = r.at(now)
	r.status.Recording = false
	r.status.LastStopTime = epoch{now}
	// Assumption 7: a status that is still PENDING when the recorder is stopped
	// stays PENDING, because nothing is recorded any more that could change it.
	r.settlesAt = time.Time{}
}

// newRecorder returns a recorder with a status and the settings that AWS Config
// gives to one that was put without any.
func newRecorder(at location, status recorderStatus) *recorder {
	// Assumption 44: a customer managed recorder has the scope PAID, and every
	// recorder is described with all of its settings, defaults included.
	scope := scopePaid
	if status.ServicePrincipal != "" {
		// Assumption 9: service-linked recorders have the scope INTERNAL, and
		// the recording group and mode of one with default settings. That they
		// have the role is documented.
		scope = scopeInternal
	}
	return &recorder{
		status: status,
		configuration: configurationRecorder{
			ARN:              status.ARN,
			Name:             &status.Name,
			RecordingGroup:   defaultRecordingGroup(),
			RecordingMode:    defaultRecordingMode(),
			RecordingScope:   scope,
			RoleARN:          serviceLinkedRole(at),
			ServicePrincipal: status.ServicePrincipal,
		},
	}
}
