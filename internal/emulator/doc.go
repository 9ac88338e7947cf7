// SPDX-License-Identifier: MPL-2.0

// Package emulator answers from memory the parts of AWS APIs that a survey of
// configuration recorders needs: recorders and delivery channels of AWS Config,
// roles of AWS STS, the regions of an account and the accounts of an organization.
// Tests serve its [Handler] on a local port, and the command awsconfig-emulator
// serves it to the AWS CLI, the SDKs and Terraform.
//
// What is not known of AWS is an assumption. Each has a number, which stands
// where the assumption is made and in ASSUMPTIONS.md.
package emulator
