// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

var (
	layouts = flag.Int("layouts", 6, "how often each provider is built, with its functions in another order")
	base    = flag.String("base", "", "the folder of another checkout, whose provider is measured too")
	update  = flag.Bool("update", false, "write the figures into "+page)
)

func TestMain(m *testing.M) {
	acctest.Main(m)
}

const home = "eu-west-1"

var organizationsEndpoint = regexp.MustCompile(`(?m)^ *organizations .*\n`)

var planning = []string{"plan", "-input=false"}

// plan is a `terraform plan` that is measured.
type plan struct {
	name        string
	layouts     []layout
	config      string
	environment map[string]string
	workspaces  []*acctest.Workspace // One for each layout.

	wall, cpu sample  // Of Terraform and all processes that it starts, in seconds.
	peak      float64 // The most memory of a process of the provider, in MiB.
}

func newPlan(b *testing.B, name string, layouts []layout, config string, environment map[string]string) *plan {
	b.Helper()
	p := &plan{name: name, layouts: layouts, config: config, environment: environment}
	for i := range layouts {
		p.workspaces = append(p.workspaces, p.workspace(b, i))
	}
	return p
}

func (p *plan) workspace(b *testing.B, layout int) *acctest.Workspace {
	b.Helper()
	w := acctest.NewWorkspaceOf(b, p.layouts[layout].plugin, p.config)
	maps.Copy(w.Env, p.environment)
	return w
}

// run measures the time of one plan with a random layout.
func (p *plan) run(b *testing.B) {
	b.Helper()
	i := rand.IntN(len(p.layouts))
	p.layouts[i].copy(b)
	took := p.workspaces[i].Time(b, planning...)
	p.wall = append(p.wall, took.Wall.Seconds())
	p.cpu = append(p.cpu, took.CPU.Seconds())
}

// measureMemory takes the worst of ten plans with the build of a release. Functions in
// random order make more pages of the binary resident.
func (p *plan) measureMemory(b *testing.B) {
	b.Helper()
	w := p.workspace(b, 0)
	processes := w.Measure(b)
	for range 10 {
		w.MustRun(b, planning...)
		for _, process := range processes() {
			p.peak = max(p.peak, process.Peak)
		}
	}
}

// figures contains all measurements.
type figures struct {
	none, one, wait, all, many *plan
	http                       *plan
	cli                        *plan // Nil if the AWS CLI is not installed.
	baseOne, baseMany          *plan // Nil without -base.
	megabytes, baseMegabytes   float64
	requests                   int // Of a plan with one read.
	benchmarks                 string
}

func (f *figures) plans() []*plan {
	var plans []*plan
	for _, p := range []*plan{f.none, f.http, f.one, f.baseOne, f.wait, f.all, f.many, f.baseMany, f.cli} {
		if p != nil {
			plans = append(plans, p)
		}
	}
	return plans
}

// BenchmarkFigures runs every plan once in each round, in random order, so that what
// else happens on the machine affects all of them. `make bench` runs it.
func BenchmarkFigures(b *testing.B) {
	if os.Getenv("TF_ACC") == "" {
		b.Skip("TF_ACC is not set: run make bench")
	}
	checkout, err := acctest.Checkout()
	if err != nil {
		b.Fatal(err)
	}
	backend := acctest.New(b)
	backend.Require(b, acctest.SeededStatus)
	backend.SeedRecorders(b, acctest.CommercialRegions(), 29)
	slow := backend.Wrap(b, func(next http.Handler) http.Handler {
		return fault.Wrap(next, fault.Options{}, fault.MustParse("latency=100ms"))
	})
	config := func(endpoint, object string) string {
		// Nothing fails here, and the provider must not give up any of many concurrent
		// requests.
		provider := acctest.ProviderConfig(endpoint, backend.Credentials, "max_retries = null")
		// It is not called, and another checkout may not know it.
		return organizationsEndpoint.ReplaceAllString(provider, "") + object
	}
	const read = "data \"awsconfig_configuration_recorder_status\" \"this\" {}\n"
	everywhere := fmt.Sprintf("data \"awsconfig_configuration_recorder_statuses\" \"this\" {\n  regions = [\"%s\"]\n  include_service_linked = %%t\n}\n", strings.Join(acctest.CommercialRegions(), `", "`))
	one, many := config(backend.URL, read), config(backend.URL, fmt.Sprintf(everywhere, true))

	// The content type of a web server.
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"SUCCESS","lastStartTime":1787908206.063}]}`))
	}))
	b.Cleanup(plain.Close)

	own := checkoutLayouts(b, provider.Address, checkout)
	// A commit after v3.6.1, because the tags do not match the module path.
	web := moduleLayouts(b, "registry.terraform.io/hashicorp/http", "github.com/terraform-providers/terraform-provider-http", "v1.2.1-0.20260903154542-926109cd8c07")
	f := &figures{
		none:      newPlan(b, "no provider", []layout{{}}, "output \"recording\" {\n  value = true\n}\n", nil),
		one:       newPlan(b, "this provider, one read", own, one, nil),
		wait:      newPlan(b, "this provider, one region that responds after 100 ms", own, config(slow.URL, strings.ReplaceAll(read, "_status\"", "_statuses\"")), nil),
		all:       newPlan(b, "this provider, 34 regions that respond after 100 ms each", own, config(slow.URL, fmt.Sprintf(everywhere, false)), nil),
		many:      newPlan(b, "this provider, 1,020 statuses of 34 regions", own, many, nil),
		http:      newPlan(b, "hashicorp/http, one request", web, fmt.Sprintf("data \"http\" \"this\" {\n  url = %q\n}\n", plain.URL), nil),
		megabytes: size(b, own),
	}
	if _, err := exec.LookPath("aws"); err == nil {
		external := moduleLayouts(b, "registry.terraform.io/hashicorp/external", "github.com/terraform-providers/terraform-provider-external", "v1.2.0")
		f.cli = newPlan(b, "hashicorp/external and the AWS CLI, one read", external, `data "external" "this" {
  program = ["aws", "configservice", "describe-configuration-recorder-status", "--output", "json", "--query", "ConfigurationRecordersStatus[0].{name: name, lastStatus: lastStatus}"]
}
`, map[string]string{
			"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-key-of-the-test",
			"AWS_DEFAULT_REGION": home, "AWS_REGION": home, "AWS_ENDPOINT_URL": backend.URL,
		})
	}
	if *base != "" {
		before := checkoutLayouts(b, provider.Address, *base)
		f.baseOne = newPlan(b, "the provider of "+*base+", one read", before, one, nil)
		f.baseMany = newPlan(b, "the provider of "+*base+", 1,020 statuses of 34 regions", before, many, nil)
		f.baseMegabytes = size(b, before)
	}

	before := len(backend.Requests())
	f.one.workspaces[0].MustRun(b, planning...)
	f.requests = len(backend.Requests()) - before

	plans := f.plans()
	for b.Loop() {
		for _, i := range rand.Perm(len(plans)) {
			plans[i].run(b)
		}
	}
	for _, p := range plans {
		if p != f.none {
			p.measureMemory(b)
		}
	}
	f.benchmarks = goBenchmarks(b, checkout)

	report(b, "bench", f.text(machine(b)), f.budgets())
}

// goBenchmarks returns what the benchmarks of the other packages print.
func goBenchmarks(b *testing.B, checkout string) string {
	b.Helper()
	command := exec.Command("go", "test", "-run=^$", "-bench=.", "-skip=^Benchmark(Accounts|Figures)$", "-benchmem", "-p=1", "./internal/...")
	command.Dir = checkout
	output, err := command.CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %s\n%s", command, err, output)
	}
	var lines strings.Builder
	for line := range strings.Lines(string(output)) {
		if strings.HasPrefix(line, "pkg: ") || strings.HasPrefix(line, "Benchmark") {
			lines.WriteString(line)
		}
	}
	return lines.String()
}
