// SPDX-License-Identifier: MPL-2.0

package emulator

// selector is the input of the operations that describe recorders.
type selector struct {
	ConfigurationRecorderNames []string
	ServicePrincipal           *string
	Arn                        *string
}

func (s selector) find(c call) ([]recorder, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	found := c.store.recorders(c.at, s.matches)
	if len(found) == 0 {
		return nil, s.notFound(c.store)
	}
	return found, nil
}

// check returns an error for invalid selectors.
//
// Assumption 16: selectors of more than one kind, an empty name and a value that is not
// the ARN of a recorder are rejected.
func (s selector) check() error {
	var c constraints
	c.each("configurationRecorderNames", s.ConfigurationRecorderNames, nameRule)
	c.optional("servicePrincipal", s.ServicePrincipal, principalRule)
	c.optional("arn", s.Arn, configARNRule)
	if err := c.err(); err != nil {
		return err
	}
	kinds := 0
	for _, given := range []bool{len(s.ConfigurationRecorderNames) > 0, s.ServicePrincipal != nil, s.Arn != nil} {
		if given {
			kinds++
		}
	}
	switch {
	case kinds > 1:
		return invalid("Only one of ConfigurationRecorderNames, ServicePrincipal and Arn can be specified.")
	case len(s.ConfigurationRecorderNames) > 1:
		return invalid("Only one configuration recorder can be specified.")
	case s.Arn != nil && !recorderARNPattern.MatchString(*s.Arn):
		return invalid("The ARN '%s' is not that of a configuration recorder.", *s.Arn)
	}
	return nil
}

// matches reports whether a recorder is selected. Without a selector, the customer
// managed recorder is selected.
//
// Assumption 14: a service principal matches every recorder of the service.
//
// Assumption 17: a name also selects a service-linked recorder.
func (s selector) matches(rec *recorder) bool {
	switch {
	case len(s.ConfigurationRecorderNames) > 0:
		return rec.status.Name == s.ConfigurationRecorderNames[0]
	case s.ServicePrincipal != nil:
		return rec.status.ServicePrincipal == *s.ServicePrincipal
	case s.Arn != nil:
		return rec.status.ARN == *s.Arn
	default:
		return rec.status.ServicePrincipal == ""
	}
}

// notFound returns the error if no recorder matches, or nil without a selector.
//
// Assumption 18: the error is the same for a name, for an ARN, including one of another
// account or region, and for a known service principal. An unknown service principal is
// invalid.
func (s selector) notFound(store *Store) error {
	switch {
	case len(s.ConfigurationRecorderNames) > 0:
		return noSuchRecorder(s.ConfigurationRecorderNames[0])
	case s.Arn != nil:
		return refuse("NoSuchConfigurationRecorder", "Cannot find configuration recorder with the specified ARN '%s'.", *s.Arn)
	case s.ServicePrincipal == nil:
		return nil
	}
	if len(store.serviceLinked(*s.ServicePrincipal)) == 0 {
		return unknownPrincipal(*s.ServicePrincipal)
	}
	return refuse("NoSuchConfigurationRecorder", "Cannot find configuration recorder with the specified service principal '%s'.", *s.ServicePrincipal)
}

func unknownPrincipal(principal string) error {
	return invalid("The service principal '%s' is not one of a service that has configuration recorders.", principal)
}
