// SPDX-License-Identifier: MPL-2.0

// Package acctest contains what acceptance tests share: an AWS endpoint for each test,
// and the configuration of the provider for it.
package acctest
