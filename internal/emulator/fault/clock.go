// SPDX-License-Identifier: MPL-2.0

package fault

import (
	"fmt"
	"net/http"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
)

const (
	// signingTime is the layout of X-Amz-Date.
	signingTime = "20060102T150405Z"
	// maxSkew is the maximum difference between the time of a signature and the clock of
	// a service.
	maxSkew = 5 * time.Minute
)

// clock responds like a server whose clock differs from the true time, and rejects a
// signature that is too old or too new.
//
// Assumption 52: all services allow five minutes, count whole seconds, and report this
// before any other error.
func (i incident) clock() {
	now := i.now().Add(i.delay).UTC().Truncate(time.Second)
	i.w.Header().Set("Date", now.Format(http.TimeFormat))
	signed, err := time.Parse(signingTime, i.r.Header.Get("X-Amz-Date"))
	if err != nil || i.r.Header.Get("Authorization") == "" {
		// There is no signature, or the server rejects it anyway.
		i.next(i.w)
		return
	}
	earliest, latest := now.Add(-maxSkew), now.Add(maxSkew)
	switch {
	case signed.Before(earliest):
		i.refuseSignature("Signature expired: %s is now earlier than %s (%s - 5 min.)", signed, earliest, now)
	case signed.After(latest):
		i.refuseSignature("Signature not yet current: %s is still later than %s (%s + 5 min.)", signed, latest, now)
	default:
		i.next(i.w)
	}
}

func (i incident) refuseSignature(format string, signed, limit, now time.Time) {
	message := fmt.Sprintf(format, signed.Format(signingTime), limit.Format(signingTime), now.Format(signingTime))
	emulator.WriteRefusal(i.w, i.r, "InvalidSignature", message)
}
