// SPDX-License-Identifier: MPL-2.0

//go:build linux

package acctest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// The variables that make a test binary stand in for the provider: it runs the
// real one and writes down the most memory that it had.
const (
	measuredProvider = "AWSCONFIG_TEST_MEASURED_PROVIDER"
	measuredInto     = "AWSCONFIG_TEST_MEASURED_INTO"
)

var peakPattern = regexp.MustCompile(`VmHWM:\s+([0-9]+) kB`)

func init() {
	provider := os.Getenv(measuredProvider)
	if provider == "" {
		return
	}
	command := exec.Command(provider, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	must(command.Start())
	ended := make(chan error)
	go func() { ended <- command.Wait() }()

	// The peak in the resource usage of a process counts what its parent had when
	// it was forked, so it is read while the process lives. It only ever grows.
	var peak []byte
	for {
		select {
		case err := <-ended:
			must(err)
			must(os.WriteFile(os.Getenv(measuredInto), peak, 0o600))
			os.Exit(0)
		case <-time.After(2 * time.Millisecond):
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", command.Process.Pid))
			if match := peakPattern.FindSubmatch(status); err == nil && match != nil {
				peak = match[1]
			}
		}
	}
}

// MeasureMemory makes the workspace measure the provider process. The function
// that it returns tells the peak of the resident memory in the last run, in MiB.
func (w *Workspace) MeasureMemory(t testing.TB) func() float64 {
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

	return func() float64 {
		content, err := os.ReadFile(into)
		if err != nil {
			t.Fatal(err)
		}
		peak, err := strconv.ParseFloat(string(content), 64)
		if err != nil {
			t.Fatal(err)
		}
		return peak / 1024
	}
}
