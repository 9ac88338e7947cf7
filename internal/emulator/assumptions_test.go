// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestAssumptions checks that the code and ASSUMPTIONS.md have the same numbers.
func TestAssumptions(t *testing.T) {
	t.Parallel()
	made := map[int]bool{}
	for _, pattern := range []string{"*.go", "fault/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				addNumbers(t, made, file, `\bAssumption (\d+)\b`)
			}
		}
	}
	listed := map[int]bool{}
	addNumbers(t, listed, "ASSUMPTIONS.md", `(?m)^\| (\d+) \|`)

	inCode, inList := slices.Sorted(maps.Keys(made)), slices.Sorted(maps.Keys(listed))
	if len(inList) == 0 || !slices.Equal(inCode, inList) {
		t.Errorf("the code makes the assumptions %v, and ASSUMPTIONS.md lists %v", inCode, inList)
	}
	for i, number := range inList {
		if number != i+1 {
			t.Errorf("assumption %d is missing", i+1)
			break
		}
	}
}

func addNumbers(t *testing.T, into map[int]bool, file, pattern string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
		number, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		into[number] = true
	}
}
