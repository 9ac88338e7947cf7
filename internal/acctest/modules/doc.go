// SPDX-License-Identifier: MPL-2.0

// Package modules tests the modules in examples/modules and in the guides.
package modules
