// SPDX-License-Identifier: MPL-2.0

package acctest

import "os/exec"

// interruptWithContext does nothing: Windows has no signal to send, so a command whose
// context ends is killed.
func interruptWithContext(*exec.Cmd) {}
