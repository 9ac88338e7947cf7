// SPDX-License-Identifier: MPL-2.0

package emulator

func defaultRecordingMode() *recordingMode {
	return &recordingMode{RecordingFrequency: "CONTINUOUS"}
}

func checkRecordingMode(mode *recordingMode) error {
	if mode == nil {
		return nil
	}
	if err := checkEnum("recordingFrequency", mode.RecordingFrequency, "CONTINUOUS", "DAILY"); err != nil {
		return err
	}
	if len(mode.RecordingModeOverrides) > 1 {
		return invalid("There are %d recordingModeOverrides, and must be at most 1.", len(mode.RecordingModeOverrides))
	}
	for _, o := range mode.RecordingModeOverrides {
		if err := checkEnum("recordingFrequency", o.RecordingFrequency, "CONTINUOUS", "DAILY"); err != nil {
			return err
		}
		if o.ResourceTypes == nil {
			return missing("resourceTypes")
		}
		if o.Description != nil {
			if err := checkLength("description", *o.Description, 1, 256); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	strategyAll       = "ALL_SUPPORTED_RESOURCE_TYPES"
	strategyInclusion = "INCLUSION_BY_RESOURCE_TYPES"
	strategyExclusion = "EXCLUSION_BY_RESOURCE_TYPES"
)

func checkStrategy(group *recordingGroup) error {
	if group == nil || group.RecordingStrategy.UseOnly == "" {
		return nil
	}
	return checkEnum("useOnly", group.RecordingStrategy.UseOnly, strategyAll, strategyInclusion, strategyExclusion)
}

func defaultRecordingGroup() *recordingGroup {
	return &recordingGroup{
		AllSupported:             true,
		ExclusionByResourceTypes: resourceTypes{ResourceTypes: []string{}},
		RecordingStrategy:        recordingStrategy{UseOnly: strategyAll},
		ResourceTypes:            []string{},
	}
}

// resolveRecordingGroup refuses combinations that contradict themselves and
// returns the group as AWS Config describes it, with nothing left out. Its
// strategy must have been checked.
//
// Assumption 20: which combinations are refused follows the documentation of
// each member; resource types themselves are not checked, because the list of
// them grows every month.
//
// https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
func resolveRecordingGroup(in *recordingGroup) (*recordingGroup, error) {
	out := defaultRecordingGroup()
	if in == nil {
		return out, nil
	}
	included, excluded := in.ResourceTypes, in.ExclusionByResourceTypes.ResourceTypes
	strategy := in.RecordingStrategy.UseOnly
	if strategy == "" {
		switch {
		case in.AllSupported:
			strategy = strategyAll
		case len(included) > 0:
			strategy = strategyInclusion
		default:
			return nil, invalidGroup("it records nothing")
		}
	}
	switch {
	case in.AllSupported != (strategy == strategyAll):
		return nil, invalidGroup("allSupported does not agree with the strategy " + strategy)
	case in.IncludeGlobalResourceTypes && !in.AllSupported:
		return nil, invalidGroup("includeGlobalResourceTypes needs allSupported")
	case (len(included) > 0) != (strategy == strategyInclusion):
		return nil, invalidGroup("resourceTypes do not agree with the strategy " + strategy)
	case len(excluded) > 0 && strategy != strategyExclusion:
		return nil, invalidGroup("exclusionByResourceTypes does not agree with the strategy " + strategy)
	}
	out.AllSupported = in.AllSupported
	out.IncludeGlobalResourceTypes = in.IncludeGlobalResourceTypes
	out.RecordingStrategy.UseOnly = strategy
	out.ResourceTypes = append(out.ResourceTypes, included...)
	out.ExclusionByResourceTypes.ResourceTypes = append(out.ExclusionByResourceTypes.ResourceTypes, excluded...)
	return out, nil
}

func invalidGroup(reason string) error {
	return refuse("InvalidRecordingGroup", "The recording group is not valid: %s.", reason)
}
