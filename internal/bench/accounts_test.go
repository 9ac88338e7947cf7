// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

const (
	ownAccount  = "123456789012" // The account of unknown access keys in the emulator.
	accountRole = "account_role {\n    name = \"config-reader\"\n  }"
	cliAccounts = 10 // With 100, a round would take half an hour.
	fastRuns    = 5  // The runs in a round of what takes seconds.
)

// manyAccounts returns 100 accounts other than the own one.
func manyAccounts() []string {
	var accountIDs []string
	for i := range 100 {
		accountIDs = append(accountIDs, fmt.Sprintf("2%011d", i))
	}
	return accountIDs
}

// accountsSeed returns a seed with a running recorder in each default region of each
// account, and an organization of 100 accounts including the own one.
func accountsSeed(b *testing.B) string {
	b.Helper()
	type object map[string]any
	regions, accounts, members := object{}, object{}, object{}
	for _, region := range acctest.DefaultRegions() {
		regions[region] = object{"ConfigurationRecordersStatus": []object{{
			"name": "default", "recording": true, "lastStatus": "SUCCESS", "lastStartTime": 1787908206.063, "lastStatusChangeTime": 1787908216.775,
		}}}
	}
	accounts[ownAccount] = regions
	for i, accountID := range manyAccounts() {
		if accounts[accountID] = regions; i > 0 {
			members[accountID] = object{}
		}
	}
	seed, err := json.Marshal(object{"accounts": accounts, "organization": object{"managementAccount": ownAccount, "accounts": members}})
	if err != nil {
		b.Fatal(err)
	}
	return string(seed)
}

// startEmulator runs an emulator in a separate process, so that it does not share
// garbage collector and scheduler with the benchmark.
func startEmulator(b *testing.B, checkout, seed string) (endpoint string, pid int) {
	b.Helper()
	folder := b.TempDir()
	binary, seedFile := filepath.Join(folder, "emulator"), filepath.Join(folder, "seed.json")
	build := exec.Command("go", "build", "-o", binary, "./internal/emulator/cmd/awsconfig-emulator")
	build.Dir = checkout
	if output, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%s: %s\n%s", build, err, output)
	}
	if err := os.WriteFile(seedFile, []byte(seed), 0o600); err != nil {
		b.Fatal(err)
	}
	command := exec.CommandContext(b.Context(), binary, "--addr", "127.0.0.1:0", "--latency", "100ms", "--seed", seedFile)
	stderr, err := command.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(stderr).ReadString('\n')
	match := regexp.MustCompile(`serving on (http://[^;]+);`).FindStringSubmatch(line)
	if match == nil {
		b.Fatalf("the emulator printed %q: %v", line, err)
	}
	return match[1], command.Process.Pid
}

// way is a way to read many places.
type way struct {
	name     string
	places   int
	runs     int // Runs per round.
	programs *regexp.Regexp
	run      func(*testing.B) acctest.Took

	wall, cpu sample // The medians of each round, in seconds.
	processes        // Of all runs that were watched.
}

// measure runs the way for one round. It observes the processes of slow ways, rarely
// enough not to matter.
func (w *way) measure(b *testing.B) {
	b.Helper()
	var wall, cpu sample
	for range w.runs {
		if w.runs == 1 {
			defer func(stop func() processes) { w.processes = stop() }(watch(500*time.Millisecond, w.programs))
		}
		took := w.run(b)
		wall, cpu = append(wall, took.Wall.Seconds()), append(cpu, took.CPU.Seconds())
	}
	w.wall, w.cpu = append(w.wall, wall.median()), append(w.cpu, cpu.median())
}

// planOf returns a way with Terraform and a random build of the provider.
func planOf(b *testing.B, name string, places, runs int, all []layout, config string) *way {
	b.Helper()
	var workspaces []*acctest.Workspace
	for _, l := range all {
		workspaces = append(workspaces, acctest.NewWorkspaceOf(b, l.plugin, config))
	}
	return &way{name: name, places: places, runs: runs, programs: regexp.MustCompile(`^terraform-provider-`), run: func(b *testing.B) acctest.Took {
		b.Helper()
		i := rand.IntN(len(all))
		all[i].copy(b)
		return workspaces[i].Time(b, planning...)
	}}
}

// scriptOf returns a way without Terraform. It prints the number of recording places.
func scriptOf(name string, places int, programs, endpoint string, words ...string) *way {
	return &way{name: name, places: places, runs: 1, programs: regexp.MustCompile(programs), run: func(b *testing.B) acctest.Took {
		b.Helper()
		command := exec.CommandContext(b.Context(), words[0], words[1:]...)
		command.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret-key-of-the-test", "AWS_DEFAULT_REGION="+home, "AWS_ENDPOINT_URL="+endpoint)
		var stdout, stderr bytes.Buffer
		command.Stdout, command.Stderr = &stdout, &stderr
		started := time.Now()
		err := command.Run()
		took := acctest.Took{Wall: time.Since(started)}
		if got := strings.TrimSpace(stdout.String()); err != nil || got != fmt.Sprint(places) {
			b.Fatalf("%s: it printed %q: %v\n%s", name, got, err, stderr.String())
		}
		took.CPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		return took
	}}
}

// accountFigures contains the measurements of reading many accounts.
type accountFigures struct {
	given, all                 *way
	aliases, script, cli       *way // The last two are nil if boto3 or the AWS CLI is not installed.
	givenRequests, allRequests map[string]int
	emulatorCPU                float64 // Seconds for a run of given.
}

func (f *accountFigures) ways() []*way {
	var ways []*way
	for _, w := range []*way{f.given, f.all, f.aliases, f.script, f.cli} {
		if w != nil {
			ways = append(ways, w)
		}
	}
	return ways
}

// BenchmarkAccounts reads 100 accounts in 17 regions in the ways that there are.
// `make bench-accounts` runs it.
func BenchmarkAccounts(b *testing.B) {
	if os.Getenv("TF_ACC") == "" {
		b.Skip("TF_ACC is not set: run make bench-accounts")
	}
	checkout, err := acctest.Checkout()
	if err != nil {
		b.Fatal(err)
	}
	seed, accountIDs, regions := accountsSeed(b), manyAccounts(), acctest.DefaultRegions()
	endpoint, pid := startEmulator(b, checkout, seed)
	places := len(accountIDs) * len(regions)
	config := func(endpoint string, keys aws.Credentials, object string) string {
		return acctest.ProviderConfig(endpoint, keys, "max_retries = null", accountRole) + object + "output \"statuses\" {\n  value = length(data.awsconfig_configuration_recorder_statuses.this.statuses)\n}\n"
	}
	const object = "data \"awsconfig_configuration_recorder_statuses\" \"this\" {\n  %s\n}\n"
	given := fmt.Sprintf(object, fmt.Sprintf("account_ids = [\"%s\"]\n  regions = [\"%s\"]", strings.Join(accountIDs, `", "`), strings.Join(regions, `", "`)))
	all := fmt.Sprintf(object, "all_accounts = true\n  all_regions = true")
	keys := aws.Credentials{AccessKeyID: "AKIAEXAMPLE", SecretAccessKey: "secret"}

	own := checkoutLayouts(b, provider.Address, checkout)
	f := &accountFigures{
		given:         planOf(b, "this provider, `account_ids` and `regions`", places, fastRuns, own, config(endpoint, keys, given)),
		all:           planOf(b, "this provider, `all_accounts` and `all_regions`", places, fastRuns, own, config(endpoint, keys, all)),
		aliases:       planOf(b, "100 aliases of this provider, `assume_role` in each", len(accountIDs), 1, own, aliases(endpoint, accountIDs)),
		givenRequests: countRequests(b, seed, own[0], places, func(s *acctest.Backend) string { return config(s.URL, s.Credentials, given) }),
		allRequests:   countRequests(b, seed, own[0], places, func(s *acctest.Backend) string { return config(s.URL, s.Credentials, all) }),
	}
	if err := exec.Command("python3", "-c", "import boto3").Run(); err != nil {
		b.Logf("boto3 is not measured, because it is not installed: %s", err)
	} else {
		f.script = scriptOf("boto3, 16 threads, a session for each account and a client for each region", places, `^python`, endpoint,
			"python3", "testdata/places.py", strings.Join(accountIDs, ","), strings.Join(regions, ","))
	}
	if _, err := exec.LookPath("aws"); err != nil {
		b.Logf("the AWS CLI is not measured, because it is not installed: %s", err)
	} else {
		f.cli = scriptOf(fmt.Sprintf("the AWS CLI in a loop, %d accounts", cliAccounts), cliAccounts*len(regions), `^(python|aws)`, endpoint,
			"sh", "testdata/places.sh", strings.Join(accountIDs[:cliAccounts], " "), strings.Join(regions, " "))
	}

	ways := f.ways()
	for b.Loop() {
		for _, i := range rand.Perm(len(ways)) {
			before := processorTime(pid)
			ways[i].measure(b)
			if ways[i] == f.given {
				f.emulatorCPU += (processorTime(pid) - before).Seconds() / fastRuns
			}
		}
	}
	f.emulatorCPU /= float64(b.N)
	for _, w := range []*way{f.given, f.all} {
		stop := watch(10*time.Millisecond, w.programs)
		for range 10 {
			w.run(b)
		}
		w.processes = stop()
	}
	report(b, "bench-accounts", f.text(machine(b)), f.budgets())
}

// aliases returns a configuration with a provider block for each account, which reads
// one region.
func aliases(endpoint string, accountIDs []string) string {
	var config strings.Builder
	for _, accountID := range accountIDs {
		fmt.Fprintf(&config, `
provider "awsconfig" {
  alias      = "a%[2]s"
  access_key = "AKIAEXAMPLE"
  secret_key = "secret"
  region     = %[3]q
  assume_role {
    role_arn = "arn:aws:iam::%[2]s:role/config-reader"
  }
  endpoints {
    configservice = %[1]q
    sts           = %[1]q
  }
}

data "awsconfig_configuration_recorder_status" "a%[2]s" {
  provider = awsconfig.a%[2]s
}
`, endpoint, accountID, home)
	}
	return config.String()
}

// countRequests counts the requests of a plan by operation, at an emulator that keeps them.
func countRequests(b *testing.B, seed string, l layout, places int, config func(*acctest.Backend) string) map[string]int {
	b.Helper()
	backend := acctest.New(b)
	backend.Require(b, acctest.SeededStatus)
	backend.Seed(b, seed)
	output := acctest.NewWorkspaceOf(b, l.plugin, config(backend)).MustRun(b, planning...)
	if !strings.Contains(output, fmt.Sprintf("+ statuses = %d\n", places)) {
		b.Fatalf("it did not read %d places:\n%s", places, output)
	}
	count := map[string]int{}
	for _, request := range backend.Requests() {
		count[request.Operation]++
	}
	return count
}
