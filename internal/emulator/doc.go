// SPDX-License-Identifier: MPL-2.0

// Package emulator is an in-memory emulator of the parts of AWS APIs that reading
// configuration recorders needs: recorders and delivery channels of AWS Config, roles of
// AWS STS, the regions of an account and the accounts of an organization. Tests serve
// its [Handler] on a local port, and the command awsconfig-emulator serves it to the AWS
// CLI, the SDKs and Terraform.
//
// Behavior that is not known of AWS is an assumption. Each has a number, which is in a
// comment in the code and in ASSUMPTIONS.md.
package emulator
