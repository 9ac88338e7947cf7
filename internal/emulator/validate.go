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
	filterValueRule        = constraint{pattern: newModelPattern(`^[0-9a-zA-Z\\*\\.\\\/\\?-]*$`)}
	recordingFrequencyRule = constraint{enum: []string{"CONTINUOUS", "DAILY"}}
	recordingScopeRule     = constraint{enum: []string{scopeInternal, scopePaid}}
	snapshotFrequencyRule  = constraint{enum: slices.Sorted(maps.Keys(deliveryPeriods))}
	strategyRule           = constraint{enum: []string{strategyInclusion, strategyAll, strategyExclusion}}
)

// resourceTypesText contains the resource types in the model, one per line.
// TestResourceTypes writes the file.
//
//go:embed resource_types.txt
var resourceTypesText string

var resourceTypeRule = constraint{enum: strings.Fields(resourceTypesText)}

// invalid is the error for a request that matches the service model, but that the
// operation rejects.
//
// Assumption 19: its code is ValidationException, and so is that of every violated
// constraint of the model, even if the model does not list it for the operation.
// Constraints are checked before anything else, and all violations are reported.
func invalid(format string, args ...any) error {
	return refuse("Validation", format, args...)
}

// constrainTags checks the tags of a request, which must have at least some number of
// them.
func constrainTags(c *constraints, tags []tag, least int) {
	c.length("tags", objects("Tag", tags), len(tags), least, maxTags)
	for i, t := range tags {
		c.required(fmt.Sprintf("tags.%d.member.key", i+1), t.Key, configKeyRule)
		c.optional(fmt.Sprintf("tags.%d.member.value", i+1), t.Value, configValueRule)
	}
}
