// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acctest

import (
	"os/exec"
	"syscall"
)

// interruptWithContext interrupts a command when its context ends. Like Ctrl-C, it
// interrupts the whole process group: also the provider, and the child process of
// Terraform 1.0.
func interruptWithContext(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
}
