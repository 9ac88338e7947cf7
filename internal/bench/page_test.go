// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// verdict is what became of a budget.
type verdict string

const (
	met        verdict = "met"
	missed     verdict = "**missed**"
	unmeasured verdict = "not measured"
)

// budget is something that DESIGN.md promises.
type budget struct {
	what, limit, figure string
	value, most         float64
	known               bool
}

func (b budget) verdict() verdict {
	switch {
	case !b.known:
		return unmeasured
	case b.value > b.most:
		return missed
	}
	return met
}

func (f *figures) budgets() []budget {
	toOne := f.all.wall.over(f.wait.wall)
	budgets := []budget{
		{what: "HTTP requests of a plan with one read", limit: "1", figure: fmt.Sprint(f.requests), value: float64(f.requests), most: 1, known: true},
		{what: "time of that plan, to that of the same plan with hashicorp/http and one request", limit: "1.10", most: 1.10, figure: "`make bench-peers` measures it"},
		{what: "time of a plan over 34 regions, to that of one over one region, each answer taking 100 ms", limit: "2", figure: toOne.show("%.2f"), value: toOne.median(), most: 2, known: true},
		memoryBudget("most memory of a provider process, one read", f.one.peak, 32),
		memoryBudget("most memory of a provider process, 1,020 statuses", f.many.peak, 64),
		{what: "size of the binary", limit: "30 MB", figure: megabytes(f.one.binary.bytes), value: float64(f.one.binary.bytes), most: 30e6, known: true},
	}
	if len(f.toHTTPWall) > 0 {
		budgets[1].figure = fmt.Sprintf("%s, and in processor time %s, of %d pairs", f.toHTTPWall.show("%.2f"), f.toHTTPCPU.show("%.2f"), len(f.toHTTPWall))
		budgets[1].value, budgets[1].known = f.toHTTPWall.median(), true
	}
	return budgets
}

// memoryBudget takes the worst round of all.
func memoryBudget(what string, peaks sample, most float64) budget {
	b := budget{what: what, limit: fmt.Sprintf("%.0f MiB", most), figure: "only Linux tells", most: most}
	if worst := peaks.quantile(1); worst > 0 {
		b.figure, b.value, b.known = fmt.Sprintf("%.1f MiB", worst), worst, true
	}
	return b
}

func (f *figures) peer(name string) *subject {
	for _, peer := range f.peers {
		if strings.Contains(peer.name, name) {
			return peer
		}
	}
	return nil
}

// page is the whole of FIGURES.md.
func (f *figures) page() string {
	var p strings.Builder
	p.WriteString("# Figures\n\n" +
		"What a plan with the provider costs. `make bench` measures it and prints this page, and `make bench UPDATE=1` writes it; nothing in it is written by hand. " +
		"`make bench-peers` adds other providers, which it downloads, and `SINCE=COMMIT` the provider of a commit and of each later one. `ROUNDS=60` takes more time and gives more certainty. " +
		"A plan runs once in each round, beginning with another one each time, and the figures are medians with the middle half of all rounds in parentheses. " +
		"Read the ratios: they are of figures of the same round. The seconds are those of one machine, of which other programs used a part.\n\n")
	for _, line := range f.machine {
		p.WriteString("- " + line + "\n")
	}

	p.WriteString("\n## Budgets\n\nThe command fails where one is missed. Of the memory it is the worst round that counts.\n\n" + row("", "at most", "figure", "") + rule(4))
	for _, budget := range f.budgets() {
		p.WriteString(row(budget.what, budget.limit, budget.figure, string(budget.verdict())))
	}

	p.WriteString("\n## Plans\n\nThe processor time is that of Terraform and of all processes that it starts. The ratios are to this provider with one read.\n\n" +
		row("`terraform plan` with", "seconds", "ratio", "processor seconds", "ratio") + rule(5))
	for _, s := range append([]*subject{f.none, f.one, f.wait, f.all, f.many}, f.peers...) {
		p.WriteString(row(s.name, s.wall.show("%.3f"), s.wall.over(f.one.wall).show("%.2f"), s.cpu.show("%.3f"), s.cpu.over(f.one.cpu).show("%.2f")))
	}
	p.WriteString("\n## Processes of a provider\n\nA start lasts until Terraform can speak to the process. The processor time is that of all processes of the provider in one plan, and the memory that of the process which has most of it resident.\n\n" +
		row("plan with", "processes", "start, ms", "processor time, ms", "memory, MiB", "binary", "linked modules") + rule(7))
	for _, s := range append([]*subject{f.one, f.many}, f.peers...) {
		p.WriteString(row(s.name, fmt.Sprint(s.started), s.start.times(1000).show("%.1f"), s.processorTime.times(1000).show("%.0f"), s.peak.show("%.1f"), megabytes(s.binary.bytes), fmt.Sprint(s.binary.modules)))
	}
	for _, s := range f.peers {
		p.WriteString("\n" + s.name + ": " + s.version + "\n")
	}
	for _, reason := range f.absent {
		p.WriteString("\nNot measured: " + reason + "\n")
	}

	if len(f.history) > 0 {
		p.WriteString("\n## What each change did\n\nThe provider of each commit that changed the binary, in the same rounds, and for 1,020 statuses in some of them. The processor time in ms is that of the provider. The ratios are of the whole plan with one read: to the first of the commits, and to hashicorp/http.\n\n" +
			row("commit", "binary", "allocated before main", "start, ms", "one read: memory, MiB", "processor time, ms", "ratio of time", "ratio of processor time", "the same to hashicorp/http", "1,020 statuses: memory, MiB", "processor time, ms") + rule(11))
		var http sample
		if peer := f.peer("hashicorp/http"); peer != nil {
			http = peer.cpu
		}
		first := f.history[0].one
		for _, b := range f.history {
			p.WriteString(row(b.one.name, megabytes(b.one.binary.bytes), fmt.Sprintf("%.2f MB", float64(b.initialization)/1e6), b.one.start.times(1000).show("%.1f"),
				b.one.peak.show("%.1f"), b.one.processorTime.times(1000).show("%.0f"), b.one.wall.over(first.wall).show("%.2f"), b.one.cpu.over(first.cpu).show("%.2f"), b.one.cpu.over(http).show("%.2f"),
				b.many.peak.show("%.1f"), b.many.processorTime.times(1000).show("%.0f")))
		}
	}

	p.WriteString("\n## What a start initializes\n\nThe packages that allocate most before main begins, as `GODEBUG=inittrace=1` tells; the time is a median.\n\n" + row("package", "bytes", "ms") + rule(3))
	total := initialization{}
	for i, pkg := range f.initialization {
		if i < 12 {
			p.WriteString(row("`"+pkg.pkg+"`", fmt.Sprint(pkg.bytes), fmt.Sprintf("%.2f", pkg.milliseconds)))
		}
		total.bytes += pkg.bytes
		total.milliseconds += pkg.milliseconds
	}
	p.WriteString(row("all packages", fmt.Sprint(total.bytes), fmt.Sprintf("%.2f", total.milliseconds)))

	p.WriteString("\n## Go benchmarks\n\n`go test -run='^$' -bench=. -benchmem` in the packages named; with `-cpuprofile` or `-memprofile` they tell where it goes.\n\n" +
		row("benchmark", "µs", "bytes", "allocations", "requests a second") + rule(5))
	for _, b := range f.benchmarks {
		p.WriteString(row(b.name, b.figures["ns/op"].times(1e-3).show("%.0f"), b.figures["B/op"].whole(), b.figures["allocs/op"].whole(), b.figures["requests/s"].whole()))
	}
	p.WriteString(leftAsItIs)
	return p.String()
}

// leftAsItIs is what profiles showed and nobody changed.
const leftAsItIs = `
## What was looked at and left as it is

- The largest part of the processor time of a start goes into the certificate that go-plugin makes for each process, on the curve P-521. It is the same for every provider.
- The SDK makes a schema for each operation of AWS Config before main begins, whether it is called or not. There is no asking for fewer.
- aws-sdk-go-base is built with the SDK's clients of Amazon S3, DynamoDB, SNS, SQS and IAM, for traces and for errors. Little of them is in the binary, but the patterns of their endpoints are compiled at each start. DESIGN.md says why it is used.
- The linker keeps all methods of each type that becomes the value of an interface, because the libraries call methods by reflection, net/rpc among them, which go-plugin serves besides gRPC. A trial without net/rpc left the binary as large, because Go 1.26 itself does so too. The clients of AWS Config and of AWS Account Management are kept out of interfaces instead.
- The framework compiles a regular expression for each field of each model that it fills or reads. Where there are many models, the provider does it without; the few of a plan with one read are left.
- Where several requests to one region begin at once, net/http opens a connection for each, and one more for some that find the first ones taken before theirs is ready. A bound on the connections of a region would also bound the data sources that read it at the same time.
- Terraform computes the checksum of the binary in each plan, so that its size is time too. To compress it would cost more than that, and memory at each start.
`

// whole is the median alone, without decimals.
func (s sample) whole() string {
	if len(s) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", s.median())
}

func megabytes(bytes int64) string {
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

func row(cells ...string) string {
	for i, cell := range cells {
		cells[i] = strings.ReplaceAll(cell, "|", "\\|")
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

func rule(columns int) string {
	return "|" + strings.Repeat("---|", columns) + "\n"
}

// machine tells where and with what the figures were taken.
func machine(b *testing.B) []string {
	b.Helper()
	first := func(text string) string {
		line, _, _ := strings.Cut(text, "\n")
		return strings.TrimSpace(line)
	}
	output := func(name string, arguments ...string) string {
		b.Helper()
		out, err := exec.Command(name, arguments...).Output()
		if err != nil {
			b.Fatalf("%s: %s", name, err)
		}
		return first(string(out))
	}
	processor := "unknown processor"
	if content, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, after, ok := strings.Cut(string(content), "model name\t: "); ok {
			processor = first(after)
		}
	}
	lines := []string{
		fmt.Sprintf("%d rounds on %s/%s, with %d processors: %s", b.N, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor),
		output(cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform"), "version") + ", " + runtime.Version(),
	}
	if content, err := os.ReadFile("/proc/loadavg"); err == nil {
		lines = append(lines, "load at the end, as the mean of 1, 5 and 15 minutes: "+strings.Join(strings.Fields(string(content))[:3], ", "))
	}
	return lines
}

// The page has all that the code would write today, without peers and history.
func TestPage(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	f := someFigures()
	written := string(content)
	for line := range strings.Lines(f.page()) {
		// Of a row it is the first cell that does not change from run to run.
		if cells, ok := strings.CutPrefix(line, "| "); ok {
			first, _, _ := strings.Cut(cells, " |")
			line = "| " + first + " |"
		}
		if !strings.Contains(written, line) {
			t.Errorf("%s lacks what the code writes: run make bench UPDATE=1\n%s", page, line)
		}
	}
	for _, budget := range f.budgets() {
		if !strings.Contains(written, strings.TrimSpace(row(budget.what, budget.limit))) {
			t.Errorf("%s has another budget than the code: %s", page, budget.what)
		}
	}
}

// A budget that is missed is told, and so is one that nobody measured.
func TestBudgets(t *testing.T) {
	t.Parallel()
	verdicts := func(f *figures) []verdict {
		var all []verdict
		for _, budget := range f.budgets() {
			all = append(all, budget.verdict())
		}
		return all
	}
	f := someFigures()
	if got, want := verdicts(f), []verdict{met, met, met, met, met, met}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	f.requests = 2
	f.toHTTPWall = f.toHTTPWall.times(1.2)
	f.all.wall = f.all.wall.times(2)
	f.one.peak, f.many.peak = sample{20, 20, 33}, sample{60, 65, 60}
	f.one.binary.bytes = 30_000_001
	if got, want := verdicts(f), []verdict{missed, missed, missed, missed, missed, missed}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	f = someFigures()
	f.toHTTPWall, f.one.peak, f.many.peak = nil, sample{0, 0, 0}, sample{0, 0, 0}
	if got, want := verdicts(f), []verdict{met, unmeasured, met, unmeasured, unmeasured, met}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// someFigures are as good as none: three rounds that never were.
func someFigures() *figures {
	some := func(name string, seconds float64) *subject {
		return &subject{name: name, wall: sample{seconds, seconds, seconds}, cpu: sample{seconds, seconds, seconds}, peak: sample{20, 20, 20}, processorTime: sample{1, 1, 1}, start: sample{1, 1, 1}}
	}
	return &figures{
		none: some(planNone, 0.1), one: some(planOne, 1), wait: some(planWait, 1), all: some(planAll, 1.1), many: some(planMany, 1),
		requests: 1, toHTTPWall: sample{1, 1, 1}, toHTTPCPU: sample{1, 1, 1},
	}
}
