// SPDX-License-Identifier: MPL-2.0

package emulator

// serviceLinkedNames contains the documented services with recorders, and the names of
// these recorders.
//
// Assumption 60: agent-registry.amazonaws.com has one recorder, whose name is the prefix
// that is documented for it.
//
// https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
var serviceLinkedNames = map[string][]string{
	"agent-registry.amazonaws.com":                          {reservedPrefix + "AgentRegistry"},
	"observabilityadmin.amazonaws.com":                      {reservedPrefix + "ObservabilityAdmin"},
	"securityhub.amazonaws.com":                             {reservedPrefix + "SecurityHubCSPM"},
	"securityhubv2.amazonaws.com":                           {reservedPrefix + "SecurityHubAssets", reservedPrefix + "SecurityHubAssetsGlobal"},
	"telemetry-enablement.observabilityadmin.amazonaws.com": {reservedPrefix + "ObservabilityAdmin_TelemetryEnablement"},
}

// serviceLinkedOutput contains one recorder.
//
// Assumption 14: for a service with two recorders, it is the first one.
type serviceLinkedOutput struct {
	Arn  string
	Name string
}

func summarise(recorders []recorder) serviceLinkedOutput {
	return serviceLinkedOutput{Arn: recorders[0].status.ARN, Name: recorders[0].status.Name}
}

type putServiceLinkedInput struct {
	ServicePrincipal *string
	Tags             []tag
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_PutServiceLinkedConfigurationRecorder.html
func putServiceLinkedConfigurationRecorder(c call, in putServiceLinkedInput) (serviceLinkedOutput, error) {
	var broken constraints
	broken.required("servicePrincipal", in.ServicePrincipal, principalRule)
	constrainTags(&broken, in.Tags, 0)
	if err := broken.err(); err != nil {
		return serviceLinkedOutput{}, err
	}
	names := c.store.serviceLinked(*in.ServicePrincipal)
	if len(names) == 0 {
		return serviceLinkedOutput{}, unknownPrincipal(*in.ServicePrincipal)
	}
	made, err := c.store.putServiceLinked(c.at, *in.ServicePrincipal, names, in.Tags)
	if err != nil {
		return serviceLinkedOutput{}, err
	}
	return summarise(made), nil
}

type deleteServiceLinkedInput struct {
	ServicePrincipal *string
	Arn              *string
}

// https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteServiceLinkedConfigurationRecorder.html
func deleteServiceLinkedConfigurationRecorder(c call, in deleteServiceLinkedInput) (serviceLinkedOutput, error) {
	sel := selector{ServicePrincipal: in.ServicePrincipal, Arn: in.Arn}
	if (in.ServicePrincipal == nil) == (in.Arn == nil) {
		return serviceLinkedOutput{}, invalid("Exactly one of ServicePrincipal and Arn is required.")
	}
	if err := sel.check(); err != nil {
		return serviceLinkedOutput{}, err
	}
	// Assumption 15: a service principal deletes every recorder of the service,
	// and the ARN of a customer managed recorder finds nothing to delete.
	gone := c.store.deleteServiceLinked(c.at, sel.matches)
	if len(gone) == 0 {
		return serviceLinkedOutput{}, sel.notFound(c.store)
	}
	return summarise(gone), nil
}
