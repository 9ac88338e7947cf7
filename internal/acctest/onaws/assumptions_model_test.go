// SPDX-License-Identifier: MPL-2.0

package onaws

import "strings"

// modelChecks break the constraints of the service models, in requests that only read.
func modelChecks() []check {
	long := strings.Repeat("a", 257)
	var all []check
	broken := func(what string, ask asking) {
		all = append(all, refusal(19, what, 400, validation, ask))
	}
	for _, operation := range selecting {
		broken(operation+" with a name of 257 characters", config(operation, `{"ConfigurationRecorderNames":["`+long+`"]}`))
		broken(operation+" with an ARN of more than 1000 characters", bodyOf(operation, `{"Arn":%q}`, func(a *account) (string, error) {
			return strings.Replace(a.arn(a.config.Region, a.id), "awsconfig-absent", strings.Repeat("a", 1000), 1), nil
		}))
		broken(operation+" with a service principal of 129 characters", config(operation, `{"ServicePrincipal":"`+strings.Repeat("a", 129)+`"}`))
	}
	// The model does not list the exception for these.
	for _, operation := range []string{"DescribeDeliveryChannels", "DescribeDeliveryChannelStatus"} {
		broken(operation+" with an empty name", config(operation, `{"DeliveryChannelNames":[""]}`))
		broken(operation+" with a name of 257 characters", config(operation, `{"DeliveryChannelNames":["`+long+`"]}`))
		broken(operation+" with a name that is not there before an empty one", config(operation, `{"DeliveryChannelNames":["awsconfig-absent",""]}`))
	}
	broken(list+" with MaxResults -1", config(list, `{"MaxResults":-1}`))
	broken(list+" with MaxResults 21", config(list, `{"MaxResults":21}`))
	broken("ListRegions with MaxResults 51", listing(`{"MaxResults":51}`))
	broken("ListRegions with an AccountId of one digit", listing(`{"AccountId":"1"}`))
	broken("ListRegions with a status that is none", listing(`{"RegionOptStatusContains":["AWSCONFIG"]}`))
	broken("ListRegions with a token of 1001 characters", listing(`{"NextToken":"`+strings.Repeat("a", 1001)+`"}`))
	return all
}
