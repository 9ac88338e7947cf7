// SPDX-License-Identifier: MPL-2.0

// Package bench measures what a plan with the provider costs and fails if a budget is
// missed. It contains only tests. FIGURES.md has the latest figures.
package bench
