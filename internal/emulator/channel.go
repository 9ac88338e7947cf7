// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// channel is a delivery channel.
type channel struct {
	settings deliveryChannel
	// status is what a seed says about deliveries. What is nil was never seeded.
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

// frequency returns how often snapshots are delivered, empty without a schedule.
func (c channel) frequency() string {
	return valueOrZero(c.settings.ConfigSnapshotDeliveryProperties).DeliveryFrequency
}

// statusAt returns the status of the deliveries at a time. Its three parts are always
// there.
//
// Assumption 25: nothing is ever delivered, so a delivery that no seed describes has no
// status, except for the stream of a channel without a topic, which is documented as not
// applicable. The snapshots of a schedule are due at multiples of its period since
// midnight UTC.
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
		if c.settings.SNSTopicARN == "" {
			status.Stream.LastStatus = statusNotApplicable
		}
	}
	return status
}

// put replaces the settings.
//
// Assumption 10: what a put leaves out is gone, and the status of a delivery stays as it
// is unless the put changes the schedule or the topic that it depends on.
func (c *channel) put(settings deliveryChannel) {
	before := *c
	c.settings = settings
	if c.frequency() != before.frequency() {
		c.status.Snapshot = nil
	}
	if c.settings.SNSTopicARN != before.settings.SNSTopicARN {
		c.status.Stream = nil
	}
}
