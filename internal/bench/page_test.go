// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// verdict says whether a budget is met.
type verdict string

const (
	met        verdict = "met"
	missed     verdict = "**missed**"
	unmeasured verdict = "not measured"
)

// budget is a limit of a figure.
type budget struct {
	what, limit, figure string
	value, most, least  float64
}

func (b budget) verdict() verdict {
	switch {
	case b.value == 0:
		return unmeasured
	case b.value <= b.most && b.value >= b.least:
		return met
	}
	return missed
}

// atMost returns a budget whose limit is a format for the most that is allowed.
func atMost(what, limit, figure string, value, most float64) budget {
	return budget{what, fmt.Sprintf("at most "+limit, most), figure, value, most, 0}
}

// atLeast returns a budget whose limit is a format for the least that is allowed.
func atLeast(what, limit, figure string, value, least float64) budget {
	return budget{what, fmt.Sprintf("at least "+limit, least), figure, value, math.Inf(1), least}
}

// budgets returns the limits of plans in one account. They are defined only here.
func (f *figures) budgets() []budget {
	toHTTP, toOne := f.one.wall.over(f.http.wall), f.all.wall.over(f.wait.wall)
	return []budget{
		atMost("HTTP requests of a plan with one read", "%.0f", fmt.Sprint(f.requests), float64(f.requests), 1),
		atMost("time of that plan, divided by the time of the same plan with hashicorp/http and one request", "%.2f", toHTTP.String(), toHTTP.mean, 1.10),
		atMost("time of a plan over 34 regions, divided by the time of a plan over one region, each response taking 100 ms", "%.1f", toOne.String(), toOne.mean, 1.2),
		atMost("peak memory of a provider process, one read", "%.0f MiB", fmt.Sprintf("%.1f MiB", f.one.peak), f.one.peak, 32),
		atMost("peak memory of a provider process, 1,020 statuses", "%.0f MiB", fmt.Sprintf("%.1f MiB", f.many.peak), f.many.peak, 64),
		atMost("size of the binary", "%.0f MB", fmt.Sprintf("%.1f MB", f.megabytes), f.megabytes, maxBytes/1e6),
	}
}

// pageText builds a part of the page.
type pageText struct{ strings.Builder }

// newPageText returns a pageText that begins with the budgets.
func newPageText(machine, title string, budgets []budget) *pageText {
	p := &pageText{}
	p.WriteString(machine + "\n\n" + title + "\n\n")
	p.table("", "budget", "figure", "")
	for _, budget := range budgets {
		p.WriteString(row(budget.what, budget.limit, budget.figure, string(budget.verdict())))
	}
	return p
}

// table writes the head of a table.
func (p *pageText) table(columns ...string) {
	p.WriteString(row(columns...) + "|" + strings.Repeat("---|", len(columns)) + "\n")
}

// text returns the part of the page with the figures.
func (f *figures) text(machine string) string {
	p := newPageText(machine, "## Budgets of plans in one account", f.budgets())
	p.WriteString("\n## Plans\n\nSeconds are medians. The ratios are to this provider with one read. Memory is the highest peak of one process of the provider in ten plans.\n\n")
	p.table("`terraform plan` with", "seconds", "ratio", "processor seconds", "ratio", "MiB")
	for _, plan := range f.plans() {
		p.WriteString(row(plan.name, fmt.Sprintf("%.3f", plan.wall.median()), plan.wall.over(f.one.wall).String(),
			fmt.Sprintf("%.3f", plan.cpu.median()), plan.cpu.over(f.one.cpu).String(), fmt.Sprintf("%.1f", plan.peak)))
	}

	if f.baseOne != nil {
		p.WriteString("\n## Before and after\n\nThe ratios are of the time with this provider to the time with the other one.\n\n")
		p.table("", "ratio", "ratio of processor time", "MiB before", "MiB after")
		for _, pair := range [][2]*plan{{f.baseOne, f.one}, {f.baseMany, f.many}} {
			before, after := pair[0], pair[1]
			p.WriteString(row(after.name, after.wall.over(before.wall).String(), after.cpu.over(before.cpu).String(), fmt.Sprintf("%.1f", before.peak), fmt.Sprintf("%.1f", after.peak)))
		}
		fmt.Fprintf(&p.Builder, "\nThe binary had %.2f MB before and has %.2f MB now.\n", f.baseMegabytes, f.megabytes)
	}
	p.WriteString("\n## Go benchmarks\n\n```\n" + f.benchmarks + "```\n")
	return p.String()
}

func row(cells ...string) string {
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// machine describes the machine and the versions of the measurements.
func machine(b *testing.B) string {
	b.Helper()
	version, err := exec.Command(cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform"), "version").Output()
	if err != nil {
		b.Fatal(err)
	}
	terraform, _, _ := strings.Cut(string(version), "\n")
	text := fmt.Sprintf("%d rounds with %d layouts on %s/%s with %d processors, %s, %s", b.N, *layouts, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), terraform, runtime.Version())
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		text += ", load of the last 15 minutes " + strings.Fields(string(load))[2]
	}
	return text
}

const page = "FIGURES.md"

// report prints the figures of a make target, writes them to the page with -update, and
// fails if a budget is missed.
func report(b *testing.B, target, text string, budgets []budget) {
	b.Helper()
	fmt.Print("\n", text, "\n")
	if *update {
		if err := updatePage(target, text); err != nil {
			b.Fatal(err)
		}
	}
	for _, budget := range budgets {
		if budget.verdict() == missed {
			b.Errorf("%s: %s, %s is allowed", budget.what, budget.figure, budget.limit)
		}
	}
}

// updatePage replaces the figures of a target on the page.
func updatePage(target, text string) error {
	beginning, end := "<!-- `make "+target+" UPDATE=1` writes what follows. -->\n", "<!-- `make "+target+" UPDATE=1` wrote what precedes. -->\n"
	content, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	head, rest, began := strings.Cut(string(content), beginning)
	_, tail, ended := strings.Cut(rest, end)
	if !began || !ended {
		return errors.New(page + " lacks the comments between which the figures are")
	}
	return os.WriteFile(page, []byte(head+beginning+"\n"+text+"\n"+end+tail), 0o644) //nolint:gosec // Everybody may read it.
}

// The page must contain the budgets in the code.
func TestPage(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, budget := range slices.Concat(someFigures().budgets(), someAccountFigures().budgets()) {
		if !strings.Contains(string(content), strings.TrimSpace(row(budget.what, budget.limit))) {
			t.Errorf("%s has another budget than the code: %s, %s", page, budget.what, budget.limit)
		}
	}
}

func verdicts(f interface{ budgets() []budget }) []verdict {
	var all []verdict
	for _, budget := range f.budgets() {
		all = append(all, budget.verdict())
	}
	return all
}

// Each budget is met, missed or not measured.
func TestBudgets(t *testing.T) {
	t.Parallel()
	f := someFigures()
	if got, want := verdicts(f), []verdict{met, met, met, met, met, met}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	f.requests, f.one.wall, f.all.wall, f.one.peak, f.many.peak, f.megabytes = 2, sample{1.2, 1.2}, sample{2, 2}, 33, 65, 26.1
	if got, want := verdicts(f), []verdict{missed, missed, missed, missed, missed, missed}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	f = someFigures()
	f.one.peak, f.many.peak = 0, 0 // Only Linux reports them.
	if got, want := verdicts(f), []verdict{met, met, met, unmeasured, unmeasured, met}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// someFigures returns invented figures of two rounds.
func someFigures() *figures {
	some := func() *plan { return &plan{wall: sample{1, 1}, cpu: sample{1, 1}, peak: 20} }
	return &figures{one: some(), http: some(), wait: some(), all: some(), many: some(), requests: 1, megabytes: 25}
}

func TestBudgets_accounts(t *testing.T) {
	t.Parallel()
	f := someAccountFigures()
	if got, want := verdicts(f), []verdict{met, met, met, met, met, met, met}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	f.given.wall, f.given.processes = sample{2, 2}, processes{count: 2, peak: 97}
	f.givenRequests["AssumeRole"], f.allRequests["ListRegions"] = 101, 101
	if got, want := verdicts(f), []verdict{missed, missed, missed, missed, missed, missed, missed}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	f = someAccountFigures()
	f.script, f.given.processes = nil, processes{}
	if got, want := verdicts(f), []verdict{met, met, unmeasured, unmeasured, met, met, unmeasured}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func someAccountFigures() *accountFigures {
	some := func(seconds float64) *way {
		return &way{wall: sample{seconds, seconds}, cpu: sample{1, 1}, processes: processes{count: 1, peak: 90}}
	}
	return &accountFigures{
		given: some(1.5), all: some(1.5), aliases: some(20), script: some(35),
		givenRequests: map[string]int{"AssumeRole": 100, "DescribeConfigurationRecorderStatus": 1700, "GetCallerIdentity": 1},
		allRequests:   map[string]int{"AssumeRole": 99, "DescribeConfigurationRecorderStatus": 1700, "GetCallerIdentity": 1, "ListAccounts": 5, "ListRegions": 100},
	}
}
