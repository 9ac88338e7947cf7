// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The strings in the model of AWS Config.
var (
	configARNRule   = constraint{least: 1, most: 1000}
	configKeyRule   = constraint{least: 1, most: 128}
	configValueRule = constraint{most: 256}
	descriptionRule = constraint{least: 1, most: 256}
	nameRule        = constraint{least: 1, most: 256}
	principalRule   = constraint{least: 1, most: 128, pattern: newModelPattern(`[\w+=,.@-]+`)}

	filterNameRule         = constraint{enum: []string{"recordingScope"}}
	recordingFrequencyRule = constraint{enum: []string{"CONTINUOUS", "DAILY"}}
	snapshotFrequencyRule  = constraint{enum: slices.Sorted(maps.Keys(deliveryPeriods))}
	strategyRule           = constraint{enum: []string{strategyInclusion, strategyAll, strategyExclusion}}
)

// resourceTypesText is the types of resources in the model, one on each line. The test
// TestResourceTypes writes it.
//
//go:embed resource_types.txt
var resourceTypesText string

var resourceTypeRule = constraint{enum: strings.Fields(resourceTypesText)}

// invalid refuses a request in which each member keeps to the service model, but which
// the operation cannot take.
//
// Assumption 19: a ValidationException is the code for that, and for every broken
// constraint of the model, also where the model does not list it for the operation.
// Constraints are checked before anything else, and all that are broken are reported.
func invalid(format string, args ...any) error {
	return refuse("Validation", format, args...)
}

func constrainTags(c *constraints, tags []tag) {
	c.length("tags", objects("Tag", tags), len(tags), 0, maxTags)
	for i, t := range tags {
		c.required(fmt.Sprintf("tags.%d.member.key", i+1), t.Key, configKeyRule)
		c.optional(fmt.Sprintf("tags.%d.member.value", i+1), t.Value, configValueRule)
	}
}
