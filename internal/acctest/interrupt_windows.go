// SPDX-License-Identifier: MPL-2.0

package acctest

import "os/exec"

// interruptible does nothing: no signal can be sent on Windows, so a command whose
// context ends is killed.
func interruptible(*exec.Cmd) {}
