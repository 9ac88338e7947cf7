// SPDX-License-Identifier: MPL-2.0

package channel_test

import (
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/channel"
)

// The published responses, which another test covers, have the usual combinations.
func TestNotDelivering(t *testing.T) {
	t.Parallel()
	const success, failure, unknown, notApplicable = "Success", "Failure", "Pending", "Not_Applicable"
	sent := func(value string) *string {
		if value == "" {
			return nil
		}
		return &value
	}
	status := func(history, snapshot, stream string) channel.Status {
		return channel.Status{
			ConfigHistoryDeliveryInfo:  channel.ExportDeliveryInfo{LastStatus: sent(history)},
			ConfigSnapshotDeliveryInfo: channel.ExportDeliveryInfo{LastStatus: sent(snapshot)},
			ConfigStreamDeliveryInfo:   channel.StreamDeliveryInfo{LastStatus: sent(stream)},
		}
	}
	for name, test := range map[string]struct {
		statuses []channel.Status
		reason   channel.Reason
		shown    int // The index of the returned status.
	}{
		"history alone":                      {[]channel.Status{status(success, "", "")}, channel.Delivering, 0},
		"a failed snapshot":                  {[]channel.Status{status(success, failure, success)}, channel.Failing, 0},
		"a failed stream":                    {[]channel.Status{status(success, success, failure)}, channel.Failing, 0},
		"a failure before any history":       {[]channel.Status{status("", failure, notApplicable)}, channel.Failing, 0},
		"a snapshot before any history":      {[]channel.Status{status("", success, success)}, channel.NothingDelivered, 0},
		"history that is not applicable":     {[]channel.Status{status(notApplicable, success, success)}, channel.NothingDelivered, 0},
		"history with an unknown status":     {[]channel.Status{status(unknown, success, success)}, channel.Failing, 0},
		"a stream with an unknown status":    {[]channel.Status{status(success, "", unknown)}, channel.Failing, 0},
		"one of two without history":         {[]channel.Status{status("", "", ""), status(success, "", "")}, channel.NothingDelivered, 0},
		"one of two fails, one has nothing":  {[]channel.Status{status("", "", ""), status(failure, "", "")}, channel.Failing, 1},
		"both deliver":                       {[]channel.Status{status(success, "", ""), status(success, "", "")}, channel.Delivering, 0},
		"not even an empty object was there": {[]channel.Status{{}}, channel.NothingDelivered, 0},
	} {
		reason, shown := channel.NotDelivering(test.statuses)
		if reason != test.reason || shown != test.statuses[test.shown] {
			t.Errorf("%s: got %q of %+v", name, reason, shown)
		}
	}
}
