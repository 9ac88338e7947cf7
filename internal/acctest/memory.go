// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acctest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
)

// The variables that make a test binary stand in for the provider: it runs the
// real one and writes down the most memory that it had.
const (
	measuredProvider = "AWSCONFIG_TEST_MEASURED_PROVIDER"
	measuredInto     = "AWSCONFIG_TEST_MEASURED_INTO"
)

func init() {
	provider := os.Getenv(measuredProvider)
	if provider == "" {
		return
	}
	command := exec.Command(provider, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		panic(err)
	}
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		panic("the system does not tell the memory of a process")
	}
	peak := usage.Maxrss
	if runtime.GOOS != "darwin" {
		peak *= 1024 // Linux and the BSDs count kibibytes.
	}
	must(os.WriteFile(os.Getenv(measuredInto), []byte(strconv.FormatInt(peak, 10)), 0o600))
	os.Exit(0)
}

// MeasureMemory makes the workspace measure the provider process. The function
// that it returns tells the peak of the resident memory in the last run, in bytes.
func (w *Workspace) MeasureMemory(t testing.TB) func() int64 {
	t.Helper()
	testBinary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	standIn := filepath.Join(folder, binary())
	if err := os.MkdirAll(filepath.Dir(standIn), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(testBinary, standIn); err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "peak")
	w.Env[measuredProvider] = filepath.Join(w.plugins, binary())
	w.Env[measuredInto] = into
	w.plugins = folder
	if err := os.RemoveAll(filepath.Join(w.Dir, ".terraform.lock.hcl")); err != nil {
		t.Fatal(err)
	}
	w.Init(t)

	return func() int64 {
		content, err := os.ReadFile(into)
		if err != nil {
			t.Fatal(err)
		}
		peak, err := strconv.ParseInt(string(content), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return peak
	}
}
