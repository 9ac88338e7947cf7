// SPDX-License-Identifier: MPL-2.0

package onaws

import (
	"errors"
	"fmt"
	"slices"
)

const (
	validation = "ValidationException"
	noSuch     = "NoSuchConfigurationRecorderException"
	describe   = "DescribeConfigurationRecorderStatus"
)

// selecting lists the operations that select recorders.
var selecting = []string{describe, "DescribeConfigurationRecorders"}

// documented lists the service principals that the documentation names.
//
// https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
var documented = []string{
	"observabilityadmin.amazonaws.com",
	"telemetry-enablement.observabilityadmin.amazonaws.com",
	"securityhub.amazonaws.com",
	"securityhubv2.amazonaws.com",
}

// unused is a documented service principal without a recorder in the home region.
func unused(a *account) (string, error) {
	for _, principal := range documented {
		if !slices.ContainsFunc(a.linked(), func(r recorder) bool {
			return r.region == a.config.Region && r.principal == principal
		}) {
			return principal, nil
		}
	}
	return "", errors.New("every documented service has a recorder here")
}

func selectorChecks() []check {
	var all []check
	for _, operation := range selecting {
		refused := func(number int, what, code string, ask asking) {
			all = append(all, refusal(number, operation+" with "+what, 400, code, ask))
		}
		refused(16, "a name and an ARN", validation, bodyOf(operation, `{"Arn":%q,"ConfigurationRecorderNames":["awsconfig-absent"]}`, absentARN))
		refused(16, "a name and a service principal", validation, config(operation, `{"ConfigurationRecorderNames":["awsconfig-absent"],"ServicePrincipal":"securityhub.amazonaws.com"}`))
		refused(16, "an ARN and a service principal", validation, bodyOf(operation, `{"Arn":%q,"ServicePrincipal":"securityhub.amazonaws.com"}`, absentARN))
		refused(16, "an empty name", validation, config(operation, `{"ConfigurationRecorderNames":[""]}`))
		refused(16, "a text that is no ARN", validation, config(operation, `{"Arn":"awsconfig-absent"}`))
		refused(16, "the ARN of something else", validation, config(operation, `{"Arn":"arn:aws:s3:::awsconfig-absent"}`))

		refused(18, "an ARN without a recorder", noSuch, bodyOf(operation, `{"Arn":%q}`, absentARN))
		refused(18, "an ARN of another region", noSuch, bodyOf(operation, `{"Arn":%q}`, arnElsewhere))
		refused(18, "an ARN of another account", noSuch, bodyOf(operation, `{"Arn":%q}`, foreignARN))
		refused(18, "a documented service principal without a recorder", noSuch, bodyOf(operation, `{"ServicePrincipal":%q}`, unused))
		refused(18, "a service principal that nobody knows", validation, config(operation, `{"ServicePrincipal":"awsconfig-absent.amazonaws.com"}`))

		all = append(all, linkedChecks(operation)...)
	}
	return all
}

// linkedChecks look for recorders of services.
func linkedChecks(operation string) []check {
	found := func(a *account, region, selector string) (answer, []string) {
		got := a.ask(question{service: "config", region: region, operation: operation, body: selector})
		var arns []string
		for _, r := range decode[statuses](got).ConfigurationRecordersStatus {
			arns = append(arns, r.ARN)
		}
		for _, r := range decode[recorders](got).ConfigurationRecorders {
			arns = append(arns, r.ARN)
		}
		return got, arns
	}
	return []check{
		{14, operation + " with a service principal finds both recorders of the service", func(a *account) finding {
			owned := map[[2]string][]string{}
			for _, r := range a.linked() {
				of := [2]string{r.region, r.principal}
				owned[of] = append(owned[of], r.arn)
				if len(owned[of]) < 2 {
					continue
				}
				got, arns := found(a, r.region, fmt.Sprintf(`{"ServicePrincipal":%q}`, r.principal))
				return judge(got, slices.Equal(slices.Sorted(slices.Values(arns)), slices.Sorted(slices.Values(owned[of]))))
			}
			return unconfirmed("no service has two recorders in a region")
		}},
		{17, operation + " with a name finds a service-linked recorder", func(a *account) finding {
			for _, r := range a.linked() {
				got, arns := found(a, r.region, fmt.Sprintf(`{"ConfigurationRecorderNames":[%q]}`, r.name))
				return judge(got, slices.Equal(arns, []string{r.arn}))
			}
			return unconfirmed("%s", errNoLinked)
		}},
		{42, operation + " with the service principal of a service that is not documented finds its recorder", func(a *account) finding {
			for _, r := range a.linked() {
				if slices.Contains(documented, r.principal) {
					continue
				}
				got, arns := found(a, r.region, fmt.Sprintf(`{"ServicePrincipal":%q}`, r.principal))
				return judge(got, slices.Contains(arns, r.arn))
			}
			return unconfirmed("no recorder of a service that is not documented was found")
		}},
	}
}
