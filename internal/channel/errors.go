// SPDX-License-Identifier: MPL-2.0

package channel

import (
	"fmt"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"
)

// NotFoundError means that a region does not have the delivery channel.
type NotFoundError struct {
	Err error // The response of AWS.
}

func (e *NotFoundError) Error() string {
	return "the delivery channel does not exist: " + e.Err.Error()
}

func (e *NotFoundError) Unwrap() error { return e.Err }

// MultipleFoundError means that a selector matches several delivery channels.
type MultipleFoundError struct {
	Found     []Identity
	RequestID string
}

func (e *MultipleFoundError) Error() string {
	return awsapi.WithRequestID(fmt.Sprintf("the response has %d delivery channels", len(e.Found)), e.RequestID)
}
