// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"time"
)

// recorder is a configuration recorder and its status.
type recorder struct {
	configuration configurationRecorder
	status        recorderStatus
	// settlesAt is the time when PENDING becomes SUCCESS, or zero if nothing is pending.
	// The status is computed when it is read, so no timer is needed.
	settlesAt time.Time
	tags      map[string]string
}

// at returns the recorder with its status at a time.
func (r recorder) at(now time.Time) recorder {
	if !r.settlesAt.IsZero() && !now.Before(r.settlesAt) {
		r.status.LastStatus = statusSuccess
		r.status.LastStatusChangeTime = epoch{r.settlesAt}
		r.settlesAt = time.Time{}
	}
	return r
}

// start starts the recorder.
//
// Assumption 4: starting a recorder that is already recording succeeds and changes
// nothing.
func (r *recorder) start(now time.Time, settle time.Duration) {
	if r.status.Recording {
		return
	}
	r.status.Recording = true
	r.status.LastStartTime = epoch{now}
	// Assumption 5: a start sets PENDING and removes an earlier error. It does not
	// change lastStatusChangeTime until the status is SUCCESS.
	r.status.LastStatus = statusPending
	r.status.LastErrorCode, r.status.LastErrorMessage = "", ""
	r.settlesAt = now.Add(settle)
}

// stop stops the recorder.
//
// Assumption 6: stopping a recorder that is not recording succeeds and changes nothing.
func (r *recorder) stop(now time.Time) {
	if !r.status.Recording {
		return
	}
	*r = r.at(now)
	r.status.Recording = false
	r.status.LastStopTime = epoch{now}
	// Assumption 7: a status that is still PENDING when the recorder is stopped stays
	// PENDING, because nothing is recorded that could change it.
	r.settlesAt = time.Time{}
}

// newRecorder returns a recorder with a status and the settings of a recorder that was
// put with only a role.
func newRecorder(at location, status recorderStatus) *recorder {
	return &recorder{
		status: status,
		// Assumption 9: service-linked recorders are described with the same settings,
		// except for the scope. The role is documented.
		//
		// Assumption 44: a recorder that was put with only a role is described with its
		// recording group, and without a recording mode.
		configuration: configurationRecorder{
			ARN:              status.ARN,
			Name:             &status.Name,
			RecordingGroup:   defaultRecordingGroup(),
			RecordingScope:   defaultScope(status.ServicePrincipal),
			RoleARN:          serviceLinkedRole(at),
			ServicePrincipal: status.ServicePrincipal,
		},
	}
}

// summary returns the element of ListConfigurationRecorders for the recorder.
func (r recorder) summary() recorderSummary {
	s := recorderSummary{
		ARN:              r.status.ARN,
		Name:             r.status.Name,
		RecordingScope:   cmp.Or(r.configuration.RecordingScope, defaultScope(r.status.ServicePrincipal)),
		ServicePrincipal: r.status.ServicePrincipal,
	}
	// Assumption 58: a connector is for Azure, the only provider in the model.
	if r.configuration.ConnectorARN != "" {
		s.Provider = providerAzure
	}
	return s
}

// defaultScope returns the recording scope of a recorder without one in a seed. PAID was
// seen for customer managed recorders.
//
// Assumption 9: it is INTERNAL for service-linked recorders.
func defaultScope(principal string) string {
	if principal != "" {
		return scopeInternal
	}
	return scopePaid
}
