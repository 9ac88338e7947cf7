// SPDX-License-Identifier: MPL-2.0

// Package awsapi contains what all calls of AWS share: kinds of failures, time limits,
// places and checks of responses. It depends on no service and not on Terraform.
package awsapi
