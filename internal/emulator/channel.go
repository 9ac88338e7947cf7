// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// channel is a delivery channel.
type channel struct {
	settings deliveryChannel
	// status contains the deliveries from a seed. Nil members were not in a seed.
	status channelStatus
}

// deliveryPeriods are the documented frequencies of snapshots.
var deliveryPeriods = map[string]time.Duration{
	"One_Hour":         time.Hour,
	"Three_Hours":      3 * time.Hour,
	"Six_Hours":        6 * time.Hour,
	"Twelve_Hours":     12 * time.Hour,
	"TwentyFour_Hours": 24 * time.Hour,
}

// frequency returns the frequency of snapshots, or an empty string without a schedule.
func (c channel) frequency() string {
	return valueOrZero(valueOrZero(c.settings.ConfigSnapshotDeliveryProperties).DeliveryFrequency)
}

// statusAt returns the status of the deliveries at a time. It always has all three
// parts.
//
// Assumption 25: the emulator delivers nothing, so a delivery without a status in a seed
// has no status. The exception is the stream of a channel without a topic, which is
// documented as not applicable. The snapshots of a schedule are due at multiples of its
// period since midnight UTC.
func (c channel) statusAt(now time.Time) channelStatus {
	status := c.status
	status.Name = *c.settings.Name
	if status.History == nil {
		status.History = &exportDelivery{}
	}
	if status.Snapshot == nil {
		status.Snapshot = &exportDelivery{}
		if period := deliveryPeriods[c.frequency()]; period > 0 {
			status.Snapshot.NextDeliveryTime = epoch{now.Truncate(period).Add(period)}
		}
	}
	if status.Stream == nil {
		status.Stream = &streamDelivery{}
		if c.settings.SNSTopicARN == nil {
			status.Stream.LastStatus = statusNotApplicable
		}
	}
	return status
}

// put replaces the settings.
//
// Assumption 10: a put removes the settings that it omits. It does not change the status
// of a delivery, unless it changes its schedule or topic.
func (c *channel) put(settings deliveryChannel) {
	before := *c
	c.settings = settings
	if c.frequency() != before.frequency() {
		c.status.Snapshot = nil
	}
	if valueOrZero(c.settings.SNSTopicARN) != valueOrZero(before.settings.SNSTopicARN) {
		c.status.Stream = nil
	}
}
