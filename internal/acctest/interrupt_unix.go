// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acctest

import (
	"os/exec"
	"syscall"
)

// interruptible has a command interrupted where its context ends. As Ctrl-C does, that
// reaches the provider too, and the Terraform inside Terraform 1.0, which otherwise
// would not notice.
func interruptible(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
}
