// SPDX-License-Identifier: MPL-2.0

package channel

import "github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/awsapi"

// noun names delivery channels in errors.
const noun = "delivery channel"

// NotFoundError means that a region does not have the delivery channel.
type NotFoundError = awsapi.NotFoundError

// MultipleFoundError means that a selector matches several delivery channels.
type MultipleFoundError = awsapi.MultipleFoundError[Identity]
