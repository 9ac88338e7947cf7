// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// The variables that make a test binary act as a provider: it runs the real provider and
// records what that took.
const (
	measuredProvider = "AWSCONFIG_TEST_MEASURED_PROVIDER"
	measuredInto     = "AWSCONFIG_TEST_MEASURED_INTO"
)

// Process contains the resources that a process of a provider used.
type Process struct {
	CPU  time.Duration
	Log  string  // Its standard error, which contains the log.
	Peak float64 // The peak of the resident memory in MiB, or zero if the system is not Linux.
}

var peakPattern = regexp.MustCompile(`VmHWM:\s+([0-9]+) kB`)

func init() {
	provider := os.Getenv(measuredProvider)
	if provider == "" {
		return
	}
	var log bytes.Buffer
	command := exec.Command(provider, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, io.MultiWriter(os.Stderr, &log)
	must(command.Start())
	done := make(chan error)
	go func() { done <- command.Wait() }()

	// Read the peak while the process runs, because the peak in its resource usage
	// includes the memory of its parent before the fork.
	var process Process
	for {
		select {
		case err := <-done:
			must(err)
			process.CPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
			process.Log = log.String()
			must(process.appendTo(os.Getenv(measuredInto)))
			os.Exit(0)
		case <-time.After(2 * time.Millisecond):
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", command.Process.Pid))
			if match := peakPattern.FindSubmatch(status); err == nil && match != nil {
				kibibytes, err := strconv.ParseFloat(string(match[1]), 64)
				must(err)
				process.Peak = kibibytes / 1024
			}
		}
	}
}

func (p Process) appendTo(name string) error {
	line, err := json.Marshal(p)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

// Measure makes the workspace measure the processes of its provider. The returned
// function returns the processes that ended since its last call, in order.
func (w *Workspace) Measure(t testing.TB) func() []Process {
	t.Helper()
	testBinary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "processes")
	w.Env[measuredProvider] = w.plugin.Binary
	w.Env[measuredInto] = into
	w.plugins = t.TempDir()
	Plugin{Address: w.plugin.Address, Binary: testBinary}.install(t, w.plugins)
	if err := os.RemoveAll(filepath.Join(w.Dir, ".terraform.lock.hcl")); err != nil {
		t.Fatal(err)
	}
	w.Init(t)

	return func() []Process {
		file, err := os.Open(into)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close() //nolint:errcheck // It was only read.
		var processes []Process
		for decoder := json.NewDecoder(file); ; {
			var process Process
			if err := decoder.Decode(&process); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			processes = append(processes, process)
		}
		if err := os.Remove(into); err != nil {
			t.Fatal(err)
		}
		return processes
	}
}
