// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// budgets returns the limits of plans over many accounts. They are defined only here.
func (f *accountFigures) budgets() []budget {
	const plan, organization = "a plan over 100 accounts × 17 regions", "a plan over an organization of 100 accounts × 17 regions"
	given, all := sum(f.givenRequests), sum(f.allRequests)
	seconds, count, peak := f.given.wall.median(), f.given.count, f.given.peak
	all100, script := f.timesFaster(f.aliases), f.timesFaster(f.script)
	return []budget{
		atMost("seconds of "+plan+", each response taking 100 ms", "%.1f", fmt.Sprintf("%.2f", seconds), seconds, 1.8),
		atMost("HTTP requests of that plan", "%.0f", fmt.Sprint(given), float64(given), 1801),
		atMost("provider processes at a time in that plan", "%.0f", fmt.Sprint(count), float64(count), 1),
		atMost("peak memory of a provider process in that plan", "%.0f MiB", fmt.Sprintf("%.1f MiB", peak), peak, 96),
		atMost("HTTP requests of "+organization+" with `all_accounts` and `all_regions`", "%.0f", fmt.Sprint(all), float64(all), 1905),
		atLeast("how many times faster the plan over 100 given accounts × 17 regions is than a plan with 100 aliases and one region each", "%.0f", all100.String(), all100.mean, 12),
		atLeast("how many times faster the plan over 100 given accounts × 17 regions is than a script with boto3 for the same places", "%.0f", script.String(), script.mean, 20),
	}
}

// timesFaster returns how many times faster the plan is than another way, or zero if
// that was not measured.
func (f *accountFigures) timesFaster(other *way) ratio {
	if other == nil {
		return ratio{}
	}
	return other.wall.over(f.given.wall)
}

func sum(requests map[string]int) (total int) {
	for _, count := range requests {
		total += count
	}
	return total
}

// text returns the part of the page with the figures.
func (f *accountFigures) text(machine string) string {
	p := newPageText(machine, "## Budgets of plans over many accounts", f.budgets())
	p.WriteString("\n## Ways to read many accounts\n\nEach response takes 100 ms. Seconds are medians. Processes are those of the provider, or of the script. If processes share memory, the last column counts it once for each of them.\n\n")
	p.table("", "places", "seconds", "places in a second", "processor seconds", "processes at a time", "peak MiB of one process", "MiB of all processes, sampled")
	for _, w := range f.ways() {
		p.WriteString(row(w.name, fmt.Sprint(w.places), fmt.Sprintf("%.2f", w.wall.median()), fmt.Sprintf("%.0f", float64(w.places)/w.wall.median()), fmt.Sprintf("%.2f", w.cpu.median()),
			fmt.Sprint(w.count), fmt.Sprintf("%.0f", w.peak), fmt.Sprintf("%.0f", w.memory)))
	}
	fmt.Fprintf(&p.Builder, "\nThe emulator runs in a process of its own. For a plan over given accounts, it used %.2f processor seconds.\n\n", f.emulatorCPU)
	p.table("HTTP requests", f.given.name, f.all.name)
	for _, operation := range slices.Sorted(maps.Keys(f.allRequests)) {
		p.WriteString(row(operation, fmt.Sprint(f.givenRequests[operation]), fmt.Sprint(f.allRequests[operation])))
	}
	p.WriteString(row("all", fmt.Sprint(sum(f.givenRequests)), fmt.Sprint(sum(f.allRequests))))
	return strings.TrimSuffix(p.String(), "\n") + "\n"
}
