// SPDX-License-Identifier: MPL-2.0

// Package awsapi has what all calls of AWS share: the kinds of failure, the end of
// the time, the places that are read, and the checks of a response. It knows no service
// and no Terraform.
package awsapi
