// SPDX-License-Identifier: MPL-2.0

package awsapi

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

var partitionPattern = Pattern(`^aws(-[a-z]+)*$`)

// ParseARN returns the parts of the ARN of a service. The error explains why value is
// not such an ARN, and its text can end a sentence. ParseARN does not check region,
// account and resource.
func ParseARN(value, service string) (parsed arn.ARN, reason string) {
	parsed, err := arn.Parse(value)
	switch {
	case value == "":
		reason = "it is empty"
	case err != nil:
		reason = "it does not have the six parts of an ARN"
	case !partitionPattern().MatchString(parsed.Partition):
		reason = fmt.Sprintf("%q is not a partition", parsed.Partition)
	case parsed.Service != service:
		reason = fmt.Sprintf("its service is %q, not %q", parsed.Service, service)
	}
	return parsed, reason
}
