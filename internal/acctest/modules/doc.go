// SPDX-License-Identifier: MPL-2.0

// Package modules tests the modules of the documentation: those in examples/modules,
// and those that guides show.
package modules
