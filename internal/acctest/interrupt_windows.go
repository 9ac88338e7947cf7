// SPDX-License-Identifier: MPL-2.0

package acctest

import "os/exec"

// interruptWithContext does nothing, because Windows has no interrupt signal. The
// command is killed when its context ends.
func interruptWithContext(*exec.Cmd) {}
