// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// skipPermanent makes retryers that do not repeat what fails in the same way each time,
// such as a request whose certificate is not trusted. The SDK takes that for a temporary
// failure of the connection.
func skipPermanent(newRetryer func() aws.Retryer) func() aws.Retryer {
	return func() aws.Retryer {
		retryer := newRetryer()
		if v2, ok := retryer.(aws.RetryerV2); ok {
			return permanentRetryer{v2}
		}
		return retryer
	}
}

type permanentRetryer struct {
	aws.RetryerV2
}

func (r permanentRetryer) IsErrorRetryable(err error) bool {
	return !awsapi.KindOf(err).Permanent() && r.RetryerV2.IsErrorRetryable(err)
}
