// SPDX-License-Identifier: MPL-2.0

package emulator

import "strings"

// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
func describeConfigurationRecorderStatus(c call, in selector) (any, error) {
	found, err := in.find(c)
	if err != nil {
		return nil, err
	}
	statuses := make([]recorderStatus, len(found))
	for i, rec := range found {
		statuses[i] = rec.status
	}
	return struct{ ConfigurationRecordersStatus []recorderStatus }{statuses}, nil
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html
func describeConfigurationRecorders(c call, in selector) (any, error) {
	found, err := in.find(c)
	if err != nil {
		return nil, err
	}
	recorders := make([]configurationRecorder, len(found))
	for i, rec := range found {
		recorders[i] = rec.configuration
	}
	return struct{ ConfigurationRecorders []configurationRecorder }{recorders}, nil
}

type putConfigurationRecorderInput struct {
	ConfigurationRecorder *configurationRecorder
	Tags                  []tag
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
func putConfigurationRecorder(c call, in putConfigurationRecorderInput) (none, error) {
	settings := in.ConfigurationRecorder
	if settings == nil {
		return none{}, missing("ConfigurationRecorder")
	}
	name := defaultName
	if settings.Name != nil {
		name = *settings.Name
	}
	settings.Name = &name
	if err := firstError(
		checkLength("name", name, 1, 256),
		checkTags(in.Tags),
		checkRecordingMode(settings.RecordingMode),
		checkStrategy(settings.RecordingGroup),
	); err != nil {
		return none{}, err
	}
	// That the prefix is reserved, and that UnmodifiableEntity is for requests
	// for a service-linked recorder, is in the documentation of the exceptions.
	//
	// Assumption 43: a service principal makes a request one for a
	// service-linked recorder, and an ARN and a recording scope are ignored.
	//
	// Assumption 24: every role whose ARN is well formed can be used, and no
	// other.
	switch {
	case strings.TrimSpace(name) == "":
		return none{}, refuse("InvalidConfigurationRecorderName", "The configuration recorder name '%s' is blank.", name)
	case strings.HasPrefix(name, reservedPrefix):
		return none{}, refuse("InvalidConfigurationRecorderName", "The configuration recorder name '%s' is not valid: the prefix %s is reserved for service-linked configuration recorders.", name, reservedPrefix)
	case settings.ServicePrincipal != "":
		return none{}, refuse("UnmodifiableEntity", "PutConfigurationRecorder cannot create the service-linked configuration recorder of %s: use PutServiceLinkedConfigurationRecorder.", settings.ServicePrincipal)
	case !rolePattern.MatchString(settings.RoleARN):
		return none{}, refuse("InvalidRole", "The role ARN '%s' is not that of an IAM role.", settings.RoleARN)
	}
	group, err := resolveRecordingGroup(settings.RecordingGroup)
	if err != nil {
		return none{}, err
	}
	settings.RecordingGroup = group
	if settings.RecordingMode == nil {
		settings.RecordingMode = defaultRecordingMode()
	}
	return none{}, c.store.putRecorder(c.at, *settings)
}

type recorderNameInput struct {
	ConfigurationRecorderName *string
}

func (in recorderNameInput) check() error {
	if in.ConfigurationRecorderName == nil {
		return missing("ConfigurationRecorderName")
	}
	return checkLength("ConfigurationRecorderName", *in.ConfigurationRecorderName, 1, 256)
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigurationRecorder.html
func startConfigurationRecorder(c call, in recorderNameInput) (none, error) {
	if err := in.check(); err != nil {
		return none{}, err
	}
	return none{}, c.store.startRecorder(c.at, *in.ConfigurationRecorderName)
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_StopConfigurationRecorder.html
func stopConfigurationRecorder(c call, in recorderNameInput) (none, error) {
	if err := in.check(); err != nil {
		return none{}, err
	}
	return none{}, c.store.stopRecorder(c.at, *in.ConfigurationRecorderName)
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConfigurationRecorder.html
func deleteConfigurationRecorder(c call, in recorderNameInput) (none, error) {
	if err := in.check(); err != nil {
		return none{}, err
	}
	return none{}, c.store.deleteRecorder(c.at, *in.ConfigurationRecorderName)
}
