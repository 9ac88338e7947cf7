// SPDX-License-Identifier: MPL-2.0

package emulator

// readChannel reads a delivery channel. Unlike a request, a seed must name it,
// because AWS names every channel that it describes.
func readChannel(n node) (*deliveryChannel, error) {
	var c deliveryChannel
	var name string
	err := n.fields("a delivery channel", map[string]func(member) error{
		"configSnapshotDeliveryProperties": func(m member) error {
			c.ConfigSnapshotDeliveryProperties = &snapshotDelivery{}
			return m.value.fields(m.name, map[string]func(member) error{
				"deliveryFrequency": text(&c.ConfigSnapshotDeliveryProperties.DeliveryFrequency),
			})
		},
		"name":         text(&name),
		"s3BucketName": text(&c.S3BucketName),
		"s3KeyPrefix":  text(&c.S3KeyPrefix),
		"s3KmsKeyArn":  text(&c.S3KMSKeyARN),
		"snsTopicARN":  text(&c.SNSTopicARN),
	})
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, errorAt(n.line, "the name is missing")
	}
	c.Name = &name
	if member, err := c.check(); err != nil {
		return nil, errorAt(n.lineOf(member), "PutDeliveryChannel would refuse this channel: %v", err)
	}
	return &c, nil
}
