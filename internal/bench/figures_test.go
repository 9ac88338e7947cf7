// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

var (
	withPeers = flag.Bool("peers", false, "measure other providers too, which are downloaded")
	since     = flag.String("since", "", "measure the provider of this commit and of each later one too")
	update    = flag.Bool("update", false, "write the figures into "+page)
)

const page = "FIGURES.md"

func TestMain(m *testing.M) {
	acctest.Main(m)
}

const home = "eu-west-1"

// subject is a plan that is measured.
type subject struct {
	name    string
	plugin  acctest.Plugin // The zero one where no provider is used.
	packed  string         // The file that the plugin is unpacked from before each round.
	version string         // Of another provider, and where it comes from.
	binary  binary

	plan      *acctest.Workspace
	measured  *acctest.Workspace // The same plan, with its processes measured, or nil.
	processes func() []acctest.Process

	started       int    // How many processes of the provider a plan has.
	wall, cpu     sample // Of the whole plan, in seconds.
	peak          sample // The most memory of a process of the provider, in MiB.
	processorTime sample // Of all processes of the provider, in seconds.
	start         sample // Until a process of the provider can be spoken to, in seconds.
}

// The names of the plans.
const (
	planNone = "no provider"
	planOne  = "this provider, one read"
	planWait = "this provider, one region that answers after 100 ms"
	planAll  = "this provider, 34 regions that answer after 100 ms each"
	planMany = "this provider, 1,020 statuses of 34 regions"
)

// newSubject prepares a plan. Its processes are measured too where that is asked for.
func newSubject(b *testing.B, name string, plugin acctest.Plugin, config string, environment map[string]string, processes bool) *subject {
	b.Helper()
	packed := plugin.Binary
	if packed != "" {
		plugin.Binary = filepath.Join(b.TempDir(), "provider")
		unpack(b, packed, plugin.Binary)
	}
	workspace := func() *acctest.Workspace {
		w := acctest.NewWorkspaceOf(b, plugin, config)
		maps.Copy(w.Env, environment)
		return w
	}
	s := &subject{name: name, plugin: plugin, packed: packed, plan: workspace()}
	if packed != "" {
		s.binary = inspect(b, plugin.Binary)
	}
	if processes {
		s.measured = workspace()
		s.processes = s.measured.Measure(b)
	}
	return s
}

var planning = []string{"plan", "-input=false"}

// run takes one figure of each kind.
func (s *subject) run(b *testing.B, certificate string) {
	b.Helper()
	if s.packed != "" {
		unpack(b, s.packed, s.plugin.Binary)
	}
	took := s.plan.Time(b, planning...)
	s.wall = append(s.wall, took.Wall.Seconds())
	s.cpu = append(s.cpu, took.CPU.Seconds())
	if s.measured == nil {
		return
	}
	s.measured.MustRun(b, planning...)
	peak, cpu := 0.0, 0.0
	processes := s.processes()
	s.started = len(processes)
	for _, process := range processes {
		peak = max(peak, process.Peak)
		cpu += process.CPU.Seconds()
	}
	s.peak = append(s.peak, peak)
	s.processorTime = append(s.processorTime, cpu)
	s.start = append(s.start, start(b, s.plugin, certificate))
}

// figures is all that is measured.
type figures struct {
	machine                    []string
	none, one, wait, all, many *subject
	peers                      []*subject
	absent                     []string // Why a peer is not among them.
	history                    []*build
	requests                   int    // Of a plan with one read.
	toHTTPWall, toHTTPCPU      sample // Of such a plan, to that of the peer that sends one request.
	initialization             []initialization
	benchmarks                 []benchmark
}

// compare plans with this provider and with the peer in turns, many times, because they
// are so near to each other that one pair in a round tells little.
func (f *figures) compare(b *testing.B, http *subject) {
	b.Helper()
	for i := range 10 {
		var one, other acctest.Took
		if i%2 == 0 {
			one = f.one.plan.Time(b, planning...)
		}
		other = http.plan.Time(b, planning...)
		if i%2 == 1 {
			one = f.one.plan.Time(b, planning...)
		}
		f.toHTTPWall = append(f.toHTTPWall, one.Wall.Seconds()/other.Wall.Seconds())
		f.toHTTPCPU = append(f.toHTTPCPU, one.CPU.Seconds()/other.CPU.Seconds())
	}
}

// BenchmarkFigures measures whole plans in rounds, each plan once in each round, so
// that what else happens on the machine befalls all of them. The order changes from
// round to round. `make bench` runs it.
func BenchmarkFigures(b *testing.B) {
	if os.Getenv("TF_ACC") == "" {
		b.Skip("the figures are taken where TF_ACC is set: make bench")
	}
	checkout, err := acctest.Checkout()
	if err != nil {
		b.Fatal(err)
	}
	own := acctest.Plugin{Address: provider.Address, Binary: filepath.Join(b.TempDir(), "provider")}
	if err := acctest.Build(checkout, own.Binary); err != nil {
		b.Fatal(err)
	}

	backend := acctest.New(b)
	backend.Require(b, acctest.SeededStatus)
	backend.SeedRecorders(b, acctest.CommercialRegions(), 29)
	slow := backend.Wrap(b, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{}, fault.MustParse("latency=100ms"))
	})
	config := func(endpoint, object string) string {
		// Nothing fails here, and many requests at once must not be given up.
		return acctest.ProviderConfig(endpoint, backend.Credentials, "max_retries = null") + object
	}
	const read = "data \"awsconfig_configuration_recorder_status\" \"this\" {}\n"
	readConfig := config(backend.URL, read)
	everywhere := fmt.Sprintf("data \"awsconfig_configuration_recorder_statuses\" \"this\" {\n  regions = [\"%s\"]\n  include_service_linked = %%t\n}\n", strings.Join(acctest.CommercialRegions(), `", "`))
	manyConfig := config(backend.URL, fmt.Sprintf(everywhere, true))

	f := &figures{
		none: newSubject(b, planNone, acctest.Plugin{}, "output \"recording\" {\n  value = true\n}\n", nil, false),
		one:  newSubject(b, planOne, own, readConfig, nil, true),
		wait: newSubject(b, planWait, own, config(slow.URL, strings.ReplaceAll(read, "_status\"", "_statuses\"")), nil, false),
		all:  newSubject(b, planAll, own, config(slow.URL, fmt.Sprintf(everywhere, false)), nil, false),
		many: newSubject(b, planMany, own, manyConfig, nil, true),
	}
	if *withPeers {
		f.addPeers(b, backend)
	}
	if *since != "" {
		f.addHistory(b, checkout, own, readConfig, manyConfig)
	}
	// What is compared stands side by side.
	subjects := slices.Concat([]*subject{f.none, f.one}, f.peers, []*subject{f.wait, f.all, f.many})
	for _, build := range f.history {
		subjects = append(subjects, build.one)
	}

	before := len(backend.Requests())
	f.one.plan.MustRun(b, planning...)
	f.requests = len(backend.Requests()) - before

	certificate := clientCertificate(b)
	for round := 0; b.Loop(); round++ {
		for i := range subjects {
			subjects[(i+round)%len(subjects)].run(b, certificate)
		}
		if http := f.peer("hashicorp/http"); http != nil {
			f.compare(b, http)
		}
		for _, build := range f.history {
			if round%manyEvery == 0 {
				build.many.run(b, certificate)
			}
		}
	}

	f.initialization = initializations(b, own.Binary)
	f.benchmarks = goBenchmarks(b, checkout)
	f.machine = machine(b)
	text := f.page()
	fmt.Print("\n", text, "\n")
	if *update {
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil { //nolint:gosec // Everybody may read it.
			b.Fatal(err)
		}
	}
	for _, budget := range f.budgets() {
		if budget.verdict() == missed {
			b.Errorf("%s: %s, where %s is allowed", budget.what, budget.figure, budget.limit)
		}
	}
}
