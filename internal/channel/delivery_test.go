// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
)

// The published responses, which are judged by another test, have the usual combinations.
func TestNotDelivering(t *testing.T) {
	t.Parallel()
	const success, failure, unknown, notApplicable = "Success", "Failure", "Pending", "Not_Applicable"
	status := func(history, snapshot, stream string) channel.Status {
		var status channel.Status
		for value, field := range map[*string]**string{
			&history:  &status.ConfigHistoryDeliveryInfo.LastStatus,
			&snapshot: &status.ConfigSnapshotDeliveryInfo.LastStatus,
			&stream:   &status.ConfigStreamDeliveryInfo.LastStatus,
		} {
			if *value != "" {
				*field = value
			}
		}
		return status
	}
	for name, test := range map[string]struct {
		statuses []channel.Status
		want     channel.Reason
	}{
		"history alone":                      {[]channel.Status{status(success, "", "")}, ""},
		"a failed snapshot":                  {[]channel.Status{status(success, failure, success)}, channel.Failing},
		"a failed stream":                    {[]channel.Status{status(success, success, failure)}, channel.Failing},
		"a failure before any history":       {[]channel.Status{status("", failure, notApplicable)}, channel.Failing},
		"a snapshot before any history":      {[]channel.Status{status("", success, success)}, channel.NothingDelivered},
		"history that is not applicable":     {[]channel.Status{status(notApplicable, success, success)}, channel.NothingDelivered},
		"history with an unknown status":     {[]channel.Status{status(unknown, success, success)}, channel.Failing},
		"a stream with an unknown status":    {[]channel.Status{status(success, "", unknown)}, channel.Failing},
		"one of two without history":         {[]channel.Status{status("", "", ""), status(success, "", "")}, channel.NothingDelivered},
		"one of two fails, one has nothing":  {[]channel.Status{status("", "", ""), status(failure, "", "")}, channel.Failing},
		"both deliver":                       {[]channel.Status{status(success, "", ""), status(success, "", "")}, ""},
		"not even an empty object was there": {[]channel.Status{{}}, channel.NothingDelivered},
	} {
		if got := channel.NotDelivering(test.statuses); got != test.want {
			t.Errorf("%s: got %q, not %q", name, got, test.want)
		}
	}
}
