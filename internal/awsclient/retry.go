// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"crypto/tls"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// sparingRetryer sends no request again whose certificate was not trusted, which
// the SDK takes for a passing failure of the connection.
type sparingRetryer struct {
	aws.RetryerV2
}

func (r sparingRetryer) IsErrorRetryable(err error) bool {
	var untrusted *tls.CertificateVerificationError
	return !errors.As(err, &untrusted) && r.RetryerV2.IsErrorRetryable(err)
}

// sparing makes the retryers of a configuration sparing.
func sparing(newRetryer func() aws.Retryer) func() aws.Retryer {
	return func() aws.Retryer {
		retryer := newRetryer()
		if v2, ok := retryer.(aws.RetryerV2); ok {
			return sparingRetryer{v2}
		}
		return retryer
	}
}
