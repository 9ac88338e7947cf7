// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acctest

import (
	"os/exec"
	"syscall"
)

// interruptWithContext makes a command end by an interrupt when its context ends. Like
// Ctrl-C, the interrupt reaches the whole process group: the provider, and the process
// inside Terraform 1.0.
func interruptWithContext(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
}
