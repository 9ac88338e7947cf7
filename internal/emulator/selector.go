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

// check refuses what cannot be looked for.
//
// Assumption 16: selectors of more than one kind are refused, and so are an
// empty name and a text that is no recorder's ARN.
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

// matches tells whether a recorder is one of those asked for. Without any
// selector, that is the customer managed one.
//
// Assumption 14: a service principal matches every recorder of the service.
//
// Assumption 17: a name finds a service-linked recorder as well.
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

// notFound is the answer when no recorder matched: nil without any selector.
//
// Assumption 18: an ARN without a recorder, one of another account or region
// included, and a known service principal without a recorder are answered like
// a name without one. A service principal is not valid when the store knows no
// service by it.
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
