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
	ConfigurationRecorder *recorderSettings
	Tags                  []tag
}

// recorderSettings is a recorder in a request, in which a member can be empty.
type recorderSettings struct {
	configurationRecorder
	ARN              *string `json:"arn"`
	ConnectorARN     *string `json:"connectorArn"`
	RecordingScope   *string `json:"recordingScope"`
	ServicePrincipal *string `json:"servicePrincipal"`
}

func (in putConfigurationRecorderInput) check() error {
	var c constraints
	c.present("configurationRecorder", in.ConfigurationRecorder != nil)
	if settings := in.ConfigurationRecorder; settings != nil {
		c.optional("configurationRecorder.arn", settings.ARN, configARNRule)
		c.optional("configurationRecorder.connectorArn", settings.ConnectorARN, configARNRule)
		c.optional("configurationRecorder.name", settings.Name, nameRule)
		c.optional("configurationRecorder.recordingScope", settings.RecordingScope, recordingScopeRule)
		c.optional("configurationRecorder.servicePrincipal", settings.ServicePrincipal, principalRule)
		settings.RecordingGroup.constrain(&c)
		settings.RecordingMode.constrain(&c)
		if scope := settings.ScopeConfiguration; scope != nil {
			c.present("configurationRecorder.scopeConfiguration.allRegions", scope.AllRegions != nil)
			c.present("configurationRecorder.scopeConfiguration.scopeType", scope.ScopeType != "")
		}
	}
	constrainTags(&c, in.Tags, 0)
	return c.err()
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
func putConfigurationRecorder(c call, in putConfigurationRecorderInput) (none, error) {
	if err := in.check(); err != nil {
		return none{}, err
	}
	settings := in.ConfigurationRecorder.configurationRecorder
	name := defaultName
	if settings.Name != nil {
		name = *settings.Name
	}
	settings.Name = &name
	principal := in.ConfigurationRecorder.ServicePrincipal
	// The documentation of the exceptions says that the prefix is reserved, and that
	// UnmodifiableEntity is for requests for a service-linked recorder.
	//
	// Assumption 43: a request with a service principal is for a service-linked
	// recorder. ARN, recording scope and what is for another cloud are ignored.
	switch {
	case strings.TrimSpace(name) == "":
		return none{}, refuse("InvalidConfigurationRecorderName", "The configuration recorder name '%s' is not valid, blank string.", name)
	case strings.HasPrefix(name, reservedPrefix):
		return none{}, refuse("InvalidConfigurationRecorderName", "The configuration recorder name '%s' is not valid: the prefix %s is reserved for service-linked configuration recorders.", name, reservedPrefix)
	case principal != nil:
		return none{}, refuse("UnmodifiableEntity", "PutConfigurationRecorder cannot create the service-linked configuration recorder of %s: use PutServiceLinkedConfigurationRecorder.", *principal)
	}
	return none{}, c.store.putRecorder(c.at, settings, in.Tags)
}

type recorderNameInput struct {
	ConfigurationRecorderName *string
}

func (in recorderNameInput) check() error {
	var c constraints
	c.required("configurationRecorderName", in.ConfigurationRecorderName, nameRule)
	return c.err()
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
