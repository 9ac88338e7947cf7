// SPDX-License-Identifier: MPL-2.0

package emulator

import "fmt"

const (
	strategyAll       = "ALL_SUPPORTED_RESOURCE_TYPES"
	strategyInclusion = "INCLUSION_BY_RESOURCE_TYPES"
	strategyExclusion = "EXCLUSION_BY_RESOURCE_TYPES"
)

// constrain checks a mode, which can be nil.
func (mode *recordingMode) constrain(c *constraints) {
	if mode == nil {
		return
	}
	const member = "configurationRecorder.recordingMode."
	c.required(member+"recordingFrequency", mode.RecordingFrequency, recordingFrequencyRule)
	overrides := mode.RecordingModeOverrides
	c.length(member+"recordingModeOverrides", objects("RecordingModeOverride", overrides), len(overrides), 0, 1)
	for i, o := range overrides {
		element := fmt.Sprintf("%srecordingModeOverrides.%d.member.", member, i+1)
		c.optional(element+"description", o.Description, descriptionRule)
		c.required(element+"recordingFrequency", o.RecordingFrequency, recordingFrequencyRule)
		c.present(element+"resourceTypes", o.ResourceTypes != nil)
		c.each(element+"resourceTypes", o.ResourceTypes, resourceTypeRule)
	}
}

// describe returns a mode from a put in the form in which AWS Config describes it, or
// nil if there is none.
func (mode *recordingMode) describe() *recordingMode {
	if mode == nil {
		return nil
	}
	overrides := append([]recordingModeOverride{}, mode.RecordingModeOverrides...)
	return &recordingMode{mode.RecordingFrequency, overrides}
}

// constrain checks a group, which can be nil.
//
// Assumption 20: a resource type that is not in the model is a violated constraint, not
// an invalid recording group.
func (group *recordingGroup) constrain(c *constraints) {
	if group == nil {
		return
	}
	const member = "configurationRecorder.recordingGroup."
	c.optional(member+"recordingStrategy.useOnly", valueOrZero(group.RecordingStrategy).UseOnly, strategyRule)
	c.each(member+"resourceTypes", group.ResourceTypes, resourceTypeRule)
	c.each(member+"exclusionByResourceTypes.resourceTypes", group.excluded(), resourceTypeRule)
}

func (group *recordingGroup) strategy() string {
	return valueOrZero(valueOrZero(group.RecordingStrategy).UseOnly)
}

func (group *recordingGroup) excluded() []string {
	return valueOrZero(group.ExclusionByResourceTypes).ResourceTypes
}

// newRecordingGroup returns a group with all members, as AWS Config describes it.
func newRecordingGroup(strategy string, global bool, included, excluded []string) *recordingGroup {
	all := strategy == strategyAll
	return &recordingGroup{
		AllSupported:               &all,
		ExclusionByResourceTypes:   &resourceTypes{append([]string{}, excluded...)},
		IncludeGlobalResourceTypes: &global,
		RecordingStrategy:          &recordingStrategy{&strategy},
		ResourceTypes:              append([]string{}, included...),
	}
}

func defaultRecordingGroup() *recordingGroup {
	return newRecordingGroup(strategyAll, false, nil, nil)
}

// describe returns a group from a put, which can be nil, in the form in which AWS
// Config describes it. It returns an error for contradictory settings. The constraints
// must have been checked before.
//
// Assumption 20: which combinations are rejected follows the documentation of each
// member. The rejection of an empty exclusion was seen at AWS.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
func (group *recordingGroup) describe() (*recordingGroup, error) {
	if group == nil {
		return defaultRecordingGroup(), nil
	}
	all, global := valueOrZero(group.AllSupported), valueOrZero(group.IncludeGlobalResourceTypes)
	included, excluded := group.ResourceTypes, group.excluded()
	strategy := group.strategy()
	if strategy == "" && all {
		strategy = strategyAll
	} else if strategy == "" {
		strategy = strategyInclusion
	}
	if all != (strategy == strategyAll) ||
		global && !all ||
		(len(included) > 0) != (strategy == strategyInclusion) ||
		(len(excluded) > 0) != (strategy == strategyExclusion) {
		return nil, refuse("InvalidRecordingGroup", "The recording group provided is not valid")
	}
	return newRecordingGroup(strategy, global, included, excluded), nil
}
