// SPDX-License-Identifier: MPL-2.0

// Package recorder finds the status of AWS Config configuration recorders. It
// speaks to AWS through the SDK and knows nothing of Terraform.
package recorder
