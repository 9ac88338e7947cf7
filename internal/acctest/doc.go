// SPDX-License-Identifier: MPL-2.0

// Package acctest holds what acceptance tests share: an endpoint of AWS for
// each test, and the configuration that leads the provider to it.
package acctest
