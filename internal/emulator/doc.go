// SPDX-License-Identifier: MPL-2.0

// Package emulator answers the part of the AWS Config API that is about
// configuration recorders, the part of AWS STS that is about assuming roles, and
// the part of AWS Account Management that lists the regions of an account, from
// memory. Tests serve its [Handler] on a local port, and the command
// awsconfig-emulator serves it to the AWS CLI, the SDKs and Terraform.
//
// What is not known of AWS is an assumption. Each has a number, which stands
// where the assumption is made and in ASSUMPTIONS.md.
package emulator
