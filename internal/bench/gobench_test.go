// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// benchmark is a benchmark of Go in another package.
type benchmark struct {
	name    string
	figures map[string]sample // By unit.
}

// measuredPackages have benchmarks of what a plan comes to.
var measuredPackages = []string{"./internal/recorder", "./internal/provider", "./internal/emulator"}

// goBenchmarks runs the benchmarks of the other packages several times.
func goBenchmarks(b *testing.B, checkout string) []benchmark {
	b.Helper()
	arguments := append([]string{"test", "-run=^$", "-bench=^Benchmark(Mapping|Read|Survey|Handler)$", "-benchmem", "-count=5", "-timeout=30m"}, measuredPackages...)
	command := exec.Command("go", arguments...)
	command.Dir = checkout
	output, err := command.Output()
	if err != nil {
		b.Fatalf("go %s: %s\n%s", strings.Join(arguments, " "), err, output)
	}
	return parseBenchmarks(string(output))
}

// parseBenchmarks reads what `go test -bench` prints, in the order of its lines.
func parseBenchmarks(output string) []benchmark {
	var (
		benchmarks []benchmark
		pkg        string
	)
	index := map[string]int{}
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 2 && fields[0] == "pkg:":
			pkg = fields[1][strings.LastIndex(fields[1], "/")+1:]
		case len(fields) >= 4 && strings.HasPrefix(fields[0], "Benchmark"):
			name := strings.TrimPrefix(fields[0], "Benchmark")
			if dash := strings.LastIndex(name, "-"); dash > 0 {
				name = name[:dash] // The number of processors.
			}
			name = pkg + ": " + strings.NewReplacer("_", " ", "/", ", ").Replace(name)
			if _, ok := index[name]; !ok {
				index[name] = len(benchmarks)
				benchmarks = append(benchmarks, benchmark{name: name, figures: map[string]sample{}})
			}
			into := benchmarks[index[name]].figures
			for i := 2; i+1 < len(fields); i += 2 {
				if value, err := strconv.ParseFloat(fields[i], 64); err == nil {
					into[fields[i+1]] = append(into[fields[i+1]], value)
				}
			}
		}
	}
	return benchmarks
}

func TestParseBenchmarks(t *testing.T) {
	t.Parallel()
	got := parseBenchmarks("goos: linux\npkg: example.com/a/b\nBenchmarkRead/one_status-2 \t 3\t 500 ns/op\t 7 B/op\t 2 allocs/op\nBenchmarkRead/one_status-2 \t 3\t 700 ns/op\t 7 B/op\t 2 allocs/op\nPASS\nok  \texample.com/a/b\t1.0s\npkg: example.com/c\nBenchmarkHandler-16 9 1 ns/op 5.5 requests/s\n")
	if len(got) != 2 || got[0].name != "b: Read, one status" || got[1].name != "c: Handler" {
		t.Fatalf("got %v", got)
	}
	if got[0].figures["ns/op"].median() != 600 || got[0].figures["allocs/op"].whole() != "2" || got[1].figures["requests/s"].median() != 5.5 || got[1].figures["B/op"] != nil {
		t.Errorf("got %v", got)
	}
}
