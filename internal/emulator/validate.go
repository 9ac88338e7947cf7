// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"slices"
	"unicode/utf8"
)

var (
	principalPattern   = regexp.MustCompile(`^[\w+=,.@-]+$`)
	recorderARNPattern = regexp.MustCompile(`^arn:[a-z-]+:config:[a-z0-9-]+:[0-9]{12}:configuration-recorder/.+/[a-z0-9]{16}$`)
	rolePattern        = regexp.MustCompile(`^arn:[a-z-]+:iam::[0-9]{12}:role/.+$`)
)

// invalid refuses a request that does not keep to the service model.
//
// Assumption 19: this is the code for every broken constraint of the model,
// also where the model does not list it for the operation. Constraints are
// checked before anything else, and the first mistake alone is told.
func invalid(format string, args ...any) error {
	return refuse("Validation", format, args...)
}

func missing(member string) error {
	return invalid("The member %s is required.", member)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkLength(member, value string, least, most int) error {
	if n := utf8.RuneCountInString(value); n < least || n > most {
		return invalid("The member %s has %d characters, and must have %d to %d.", member, n, least, most)
	}
	return nil
}

func checkEnum(member, value string, allowed ...string) error {
	if !slices.Contains(allowed, value) {
		return invalid("The member %s is '%s', and must be one of %q.", member, value, allowed)
	}
	return nil
}

func checkPrincipal(principal string) error {
	if !principalPattern.MatchString(principal) {
		return invalid("The service principal '%s' does not match %s.", principal, principalPattern)
	}
	return checkLength("ServicePrincipal", principal, 1, 128)
}

func checkRecorderARN(arn string) error {
	if !recorderARNPattern.MatchString(arn) {
		return invalid("The ARN '%s' is not that of a configuration recorder.", arn)
	}
	return checkLength("Arn", arn, 1, 1000)
}

func checkTags(tags []tag) error {
	if len(tags) > 50 {
		return invalid("There are %d tags, and must be at most 50.", len(tags))
	}
	for _, t := range tags {
		if err := firstError(checkLength("Key", t.Key, 1, 128), checkLength("Value", t.Value, 0, 256)); err != nil {
			return err
		}
	}
	return nil
}

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
