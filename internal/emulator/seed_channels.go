// SPDX-License-Identifier: MPL-2.0

package emulator

import "strings"

// channelSeed is the definition of a delivery channel in a seed: its settings, the
// status of its deliveries or both.
type channelSeed struct {
	settings *deliveryChannel
	status   *channelStatus
}

// channel returns a new channel each time, so that a seed can be applied again.
func (s channelSeed) channel(at location) *channel {
	c := &channel{}
	if s.settings != nil {
		c.settings = *s.settings
	}
	if s.status != nil {
		c.status = *s.status
	}
	if s.settings == nil {
		if s.status == nil {
			return nil
		}
		c.settings = deliveryChannel{Name: &c.status.Name, S3BucketName: "config-bucket-" + at.account}
	}
	return c
}

// readChannel reads a delivery channel. Unlike in a request, the name is required,
// because AWS returns the name of every channel.
func (s *channelSeed) readChannel(n node) error {
	var c deliveryChannel
	err := n.fields("a delivery channel", fields{
		"configSnapshotDeliveryProperties": optional(readSnapshotProperties, &c.ConfigSnapshotDeliveryProperties),
		"name":                             optional(text, &c.Name),
		"s3BucketName":                     text(&c.S3BucketName),
		"s3KeyPrefix":                      optional(text, &c.S3KeyPrefix),
		"s3KmsKeyArn":                      optional(text, &c.S3KMSKeyARN),
		"snsTopicARN":                      optional(text, &c.SNSTopicARN),
	})
	if err := firstError(err, s.checkName(valueOrZero(c.Name), n)); err != nil {
		return err
	}
	if s.settings != nil {
		return errorAt(n.line, "a region can have only one delivery channel")
	}
	if err := c.constrain(); err != nil {
		// The name was checked already.
		return errorAt(n.lineOf("deliveryFrequency"), "PutDeliveryChannel would reject this channel: %v", err)
	}
	if member, err := c.check(); err != nil {
		return errorAt(n.lineOf(member), "PutDeliveryChannel would reject this channel: %v", err)
	}
	s.settings = &c
	return nil
}

func readSnapshotProperties(p *snapshotDelivery) func(member) error {
	return object(fields{"deliveryFrequency": optional(text, &p.DeliveryFrequency)})
}

func (s *channelSeed) readStatus(n node) error {
	var c channelStatus
	err := n.fields("a delivery channel", fields{
		"configHistoryDeliveryInfo":  optional(readExportDelivery, &c.History),
		"configSnapshotDeliveryInfo": optional(readExportDelivery, &c.Snapshot),
		"configStreamDeliveryInfo":   optional(readStreamDelivery, &c.Stream),
		"name":                       text(&c.Name),
	})
	if err := firstError(err, s.checkName(c.Name, n)); err != nil {
		return err
	}
	if s.status != nil {
		return errorAt(n.line, "a region can have only one delivery channel")
	}
	s.status = &c
	return nil
}

// checkName returns an error if the name is invalid, or if the seed has another name for
// the channel.
func (s *channelSeed) checkName(name string, n node) error {
	var other string
	switch {
	case s.settings != nil:
		other = *s.settings.Name
	case s.status != nil:
		other = s.status.Name
	}
	switch line := n.lineOf("name"); {
	case strings.TrimSpace(name) == "":
		return errorAt(line, "the name is missing or blank")
	case !nameRule.allows(name):
		return errorAt(line, "the name has %d characters, but the maximum is %d", len([]rune(name)), nameRule.most)
	case other != "" && other != name:
		return errorAt(line, "a region can have only one delivery channel, but this region already has %q", other)
	}
	return nil
}

func readExportDelivery(d *exportDelivery) func(member) error {
	return object(fields{
		"lastAttemptTime":    timestamp(&d.LastAttemptTime),
		"lastErrorCode":      text(&d.LastErrorCode),
		"lastErrorMessage":   text(&d.LastErrorMessage),
		"lastStatus":         text(&d.LastStatus),
		"lastSuccessfulTime": timestamp(&d.LastSuccessfulTime),
		"nextDeliveryTime":   timestamp(&d.NextDeliveryTime),
	})
}

func readStreamDelivery(d *streamDelivery) func(member) error {
	return object(fields{
		"lastErrorCode":        text(&d.LastErrorCode),
		"lastErrorMessage":     text(&d.LastErrorMessage),
		"lastStatus":           text(&d.LastStatus),
		"lastStatusChangeTime": timestamp(&d.LastStatusChangeTime),
	})
}
