// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// processes contains the maximum number and memory of concurrent processes of a program.
// It is only available on Linux.
type processes struct {
	count  int
	memory float64 // Resident, in MiB, summed over all of them.
	peak   float64 // The peak of one process, in MiB.
}

// watch observes the descendants of this process that run one of the programs, until the
// returned function is called.
func watch(interval time.Duration, programs *regexp.Regexp) func() processes {
	stop, result := make(chan struct{}), make(chan processes)
	go func() {
		var most processes
		for {
			now := descendants(programs)
			most = processes{max(most.count, now.count), max(most.memory, now.memory), max(most.peak, now.peak)}
			select {
			case <-stop:
				result <- most
				return
			case <-time.After(interval):
			}
		}
	}()
	return func() processes {
		close(stop)
		return <-result
	}
}

var (
	parentPattern   = regexp.MustCompile(`(?m)^PPid:\s+([0-9]+)$`)
	peakPattern     = regexp.MustCompile(`(?m)^VmHWM:\s+([0-9]+) kB$`)
	residentPattern = regexp.MustCompile(`(?m)^VmRSS:\s+([0-9]+) kB$`)
)

func descendants(programs *regexp.Regexp) processes {
	folders, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return processes{}
	}
	parents, statuses := map[int]int{}, map[int]string{}
	for _, folder := range folders {
		// Processes can end at any time.
		status, err := os.ReadFile(folder + "/status")
		pid, notNumber := strconv.Atoi(filepath.Base(folder))
		if err != nil || notNumber != nil {
			continue
		}
		parents[pid], statuses[pid] = int(number(parentPattern, string(status))), string(status)
	}
	var found processes
	for pid, status := range statuses {
		for parent := parents[pid]; parent > 0; parent = parents[parent] {
			if parent != os.Getpid() {
				continue
			}
			// A process that is about to run its program has that of its parent.
			if program, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/exe"); err == nil && programs.MatchString(filepath.Base(program)) {
				found.count++
				found.memory += number(residentPattern, status) / 1024
				found.peak = max(found.peak, number(peakPattern, status)/1024)
			}
			break
		}
	}
	return found
}

func number(pattern *regexp.Regexp, text string) float64 {
	match := pattern.FindStringSubmatch(text)
	if match == nil {
		return 0
	}
	value, err := strconv.ParseFloat(match[1], 64)
	if err != nil {
		return 0
	}
	return value
}

// processorTime returns how long a process used the processors, or zero if the system is
// not Linux.
func processorTime(pid int) time.Duration {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	// The name of the program is in parentheses, and may have spaces.
	fields := strings.Fields(string(stat)[strings.LastIndex(string(stat), ")")+1:])
	var ticks int
	for _, field := range fields[11:13] {
		value, err := strconv.Atoi(field)
		if err != nil {
			return 0
		}
		ticks += value
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
