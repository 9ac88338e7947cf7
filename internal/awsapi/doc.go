// SPDX-License-Identifier: MPL-2.0

// Package awsapi contains what all calls of AWS share: kinds of failures, time limits,
// places and checks of responses. It does not depend on Terraform.
package awsapi
