// SPDX-License-Identifier: MPL-2.0

// Package bench measures what a plan with the provider costs, and holds the binary
// to what it may cost. It has no code but tests: see FIGURES.md.
package bench
