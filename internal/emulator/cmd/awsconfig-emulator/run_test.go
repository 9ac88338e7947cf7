// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

const seed = `{"accounts": {"123456789012": {"eu-west-1": {
	"ConfigurationRecordersStatus": [{"name": "seeded", "recording": true, "lastStatus": "FAILURE"}]
}}}}`

const stoppedSeed = `{"accounts": {"123456789012": {"eu-west-1": {
	"ConfigurationRecordersStatus": [{"name": "seeded"}],
	"DeliveryChannels": [{"name": "default", "s3BucketName": "example"}]
}}}}`

func writeFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "seed.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEndsAtOnce(t *testing.T) {
	t.Parallel()
	used, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = used.Close() })
	good, bad := writeFile(t, seed), writeFile(t, "{\n\"acounts\": {}}")
	large := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, maxSeed+1); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name           string
		args           []string
		status         int
		stdout, stderr string
	}{
		{"version", []string{"--version"}, 0, `^awsconfig-emulator dev\n$`, `^$`},
		{"help", []string{"--help"}, 0, `(?s)^Usage: .*--allow-remote`, `^$`},
		{"unknown flag", []string{"--colour"}, 2, `^$`, `^awsconfig-emulator: flag provided but not defined: -colour\nUsage: `},
		{"stray argument", []string{"terraform", "test"}, 2, `^$`, `^awsconfig-emulator: unexpected argument "terraform": put a command after --\nUsage: `},
		{"a flag before write-seed", []string{"--log", "write-seed"}, 2, `^$`, `write-seed has no flags: put it first\nUsage: `},
		{"stray argument before a command", []string{"x", "--", "y"}, 2, `^$`, `unexpected argument "x"`},
		{"own services without a command", []string{"--own-services-only"}, 2, `^$`, `--own-services-only needs a command after --`},
		{"no command", []string{"--"}, 2, `^$`, `a command is missing after --`},
		{"negative latency", []string{"--latency", "-1ms"}, 2, `^$`, `invalid value "-1ms" for flag -latency: write a duration that is not negative`},
		{"latency without a unit", []string{"--latency", "10"}, 2, `^$`, `invalid value "10" for flag -latency: the unit is missing: write 10s for seconds or 10ms for milliseconds\n`},
		{"unknown fault", []string{"--fault", "throttle", "--fault", "trottle"}, 2, `^$`, `^awsconfig-emulator: invalid value "trottle" for flag -fault: "trottle" is not a fault: begin with one of .*throttle\nUsage: `},
		{"negative fault seed", []string{"--fault-seed", "-1"}, 2, `^$`, `invalid value "-1" for flag -fault-seed`},
		{"negative settle", []string{"--settle", "-1s"}, 2, `^$`, `invalid value "-1s" for flag -settle: write a duration that is not negative`},
		{"settle without a unit", []string{"--settle", "10"}, 2, `^$`, `invalid value "10" for flag -settle: the unit is missing: write 10s for seconds or 10ms for milliseconds\n`},
		{"every address", []string{"--addr", ":4599"}, 2, `^$`, `--addr ":4599" is not a loopback address.*add --allow-remote`},
		{"remote address", []string{"--addr", "192.0.2.1:4599"}, 2, `^$`, `is not a loopback address`},
		{"remote name", []string{"--addr", "example.com:4599"}, 2, `^$`, `is not a loopback address`},
		{"no port", []string{"--addr", "127.0.0.1"}, 2, `^$`, `--addr "127.0.0.1" is not of the form HOST:PORT`},
		{"port beyond the last", []string{"--addr", "127.0.0.1:99999"}, 2, `^$`, `^awsconfig-emulator: --addr "127\.0\.0\.1:99999" has the port "99999", but a port is a number from 0 to 65535\nUsage: `},
		{"negative port", []string{"--addr", "127.0.0.1:-1"}, 2, `^$`, `has the port "-1", but a port is a number`},
		{"named port", []string{"--addr", "127.0.0.1:http"}, 2, `^$`, `has the port "http", but a port is a number`},
		{"empty port", []string{"--addr", "127.0.0.1:"}, 2, `^$`, `has the port "", but a port is a number`},
		{"port beyond the last, command", []string{"--addr", "127.0.0.1:99999", "--", os.Args[0]}, 2, `^$`, `has the port "99999"`},
		{"no host of that name", []string{"--addr", strings.Repeat("a", 64) + ":4599", "--allow-remote"}, 2, `^$`, `has a host that cannot be found: .*\nUsage: `},
		{"address in use", []string{"--addr", used.Addr().String()}, 1, `^$`, `^awsconfig-emulator: listen tcp 127\.0\.0\.1:\d+: bind: .*\n$`},
		{"address in use, command", []string{"--addr", used.Addr().String(), "--", os.Args[0]}, 1, `^$`, `bind`},
		{"no seed", []string{"--seed", filepath.Join(filepath.Dir(good), "absent.json")}, 1, `^$`, `^awsconfig-emulator: \w+ .*absent\.json: .*\n$`},
		{"a seed that is a device", []string{"--seed", os.DevNull}, 1, `^$`, `is not a regular file: pipe the seed to --seed - or write it into a file\n$`},
		{"a seed that is a folder", []string{"--seed", filepath.Dir(good)}, 1, `^$`, `is not a regular file`},
		{"a seed that is too large", []string{"--seed", large}, 1, `^$`, `large\.json is larger than 64 MiB`},
		{"a seed on standard input twice", []string{"--seed", "-", "--seed", "-"}, 1, `^$`, `^awsconfig-emulator: standard input:1: the document is empty\n$`},
		{"bad seed", []string{"--seed", bad}, 1, `^$`, `^awsconfig-emulator: .*seed\.json:2: a seed has no field "acounts"; did you mean "accounts"\?\n$`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			status := run(nil, test.args, strings.NewReader(seed), &stdout, &stderr, nil)
			if status != test.status {
				t.Errorf("got status %d, want %d", status, test.status)
			}
			if !regexp.MustCompile(test.stdout).Match(stdout.Bytes()) {
				t.Errorf("got stdout %q, want %s", &stdout, test.stdout)
			}
			if !regexp.MustCompile(test.stderr).Match(stderr.Bytes()) {
				t.Errorf("got stderr %q, want %s", &stderr, test.stderr)
			}
		})
	}
}

func TestLoopbackAddresses(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"127.0.0.1:4599", "127.1.2.3:0", "localhost:4599", "[::1]:4599"} {
		if err := checkAddr(addr, false); err != nil {
			t.Errorf("%s: got %v, want it allowed", addr, err)
		}
	}
	for _, addr := range []string{":4599", "0.0.0.0:4599", "[::]:4599"} {
		if err := checkAddr(addr, true); err != nil {
			t.Errorf("%s with --allow-remote: got %v, want it allowed", addr, err)
		}
	}
}

// TestDefaultAddresses checks the default addresses.
func TestDefaultAddresses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--allow-remote"}, {"--", "true"}, {"--allow-remote", "--", "true"}} {
		o, err := parseOptions(args)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkAddr(o.addr, false); err != nil {
			t.Errorf("%q: got %v, want a loopback address", args, err)
		}
	}
}

// TestServe runs the emulator without a command until a signal.
func TestServe(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		args   []string
		signal os.Signal
	}{
		{"loopback", []string{"--addr", "127.0.0.1:0"}, os.Interrupt},
		{"allowed", []string{"--addr", ":0", "--allow-remote"}, syscall.SIGTERM},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			signals, status := make(chan os.Signal), make(chan int)
			stderr, w := io.Pipe()
			go func() {
				status <- run(signals, append(test.args, "--seed", writeFile(t, seed)), nil, io.Discard, w, nil)
				_ = w.Close()
			}()
			lines := bufio.NewScanner(stderr)
			lines.Scan()
			m := regexp.MustCompile(`^awsconfig-emulator: serving on (http://127\.0\.0\.1:\d+); .* set AWS_ENDPOINT_URL=(\S+) `).FindStringSubmatch(lines.Text())
			if m == nil || m[1] != m[2] {
				t.Fatalf("got %q, want the address twice", lines.Text())
			}
			client := configservice.New(configservice.Options{
				BaseEndpoint: aws.String(m[1]),
				Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
				Region:       "eu-west-1",
			})
			out, err := client.DescribeConfigurationRecorderStatus(t.Context(), nil)
			if err != nil || len(out.ConfigurationRecordersStatus) != 1 || *out.ConfigurationRecordersStatus[0].Name != "seeded" {
				t.Errorf("got %+v and %v, want the seeded recorder", out, err)
			}
			signals <- test.signal
			if got := <-status; got != 0 {
				t.Errorf("got status %d after a signal, want 0", got)
			}
			if lines.Scan() {
				t.Errorf("got %q, want no second line", lines.Text())
			}
			if _, err := client.DescribeConfigurationRecorderStatus(t.Context(), nil, func(o *configservice.Options) { o.RetryMaxAttempts = 1 }); err == nil {
				t.Error("the emulator still serves after it ended")
			}
		})
	}
}

func TestCommandStatus(t *testing.T) {
	t.Parallel()
	notExecutable := writeFile(t, "")
	for _, test := range []struct {
		role    string
		command string
		status  int
		stderr  string
	}{
		{"succeed", os.Args[0], 0, `^$`},
		{"fail", os.Args[0], 3, `^$`},
		{"no name", "awsconfig-emulator-no-such-command", 127, `^awsconfig-emulator: exec: "awsconfig-emulator-no-such-command": executable file not found in .*\n$`},
		{"no file", filepath.Join(t.TempDir(), "absent"), 127, `^awsconfig-emulator: .*absent`},
		{"no program", notExecutable, 126, `^awsconfig-emulator: .*seed\.json`},
	} {
		t.Run(test.role, func(t *testing.T) {
			t.Parallel()
			if test.status == exitNotExecutable && runtime.GOOS == "windows" {
				t.Skip("Windows decides by the name what can be run.")
			}
			var stderr bytes.Buffer
			status := run(nil, []string{"--", test.command}, nil, io.Discard, &stderr, playing(test.role))
			if status != test.status || !regexp.MustCompile(test.stderr).Match(stderr.Bytes()) {
				t.Errorf("got status %d and %q, want %d and %s", status, &stderr, test.status, test.stderr)
			}
		})
	}
}

func TestCommandStreamsAndArguments(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	status := run(nil, []string{"--settle=0s", "--", os.Args[0], "--seed", "--", "x y"}, strings.NewReader("from stdin"), &stdout, &stderr, playing("echo"))
	if status != 0 || stdout.String() != "from stdin" || stderr.String() != "[--seed -- x y]" {
		t.Errorf("got status %d, stdout %q and stderr %q, want what the command was given", status, &stdout, &stderr)
	}
}

// TestCommandReachesTheEmulator runs an SDK in an environment with all settings that the
// emulator overrides.
func TestCommandReachesTheEmulator(t *testing.T) {
	t.Parallel()
	shared := writeFile(t, "[default]\nignore_configured_endpoint_urls = true\nregion = eu-west-3\n[profile elsewhere]\nregion = eu-west-2\n")
	var stdout bytes.Buffer
	status := run(nil, []string{"--seed", writeFile(t, seed), "--", os.Args[0]}, nil, &stdout, &stdout, playing("ask",
		"AWS_CONFIG_FILE="+shared,
		"AWS_PROFILE=elsewhere",
		"AWS_REGION=eu-west-1",
		"AWS_SESSION_TOKEN=token",
		"AWS_ENDPOINT_URL_STS=http://192.0.2.1",
		"AWS_ENDPOINT_URL_CONFIG_SERVICE=http://192.0.2.1",
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true",
		"AWS_USE_FIPS_ENDPOINT=true",
		"HTTP_PROXY=http://192.0.2.1",
		"NO_PROXY=",
		"no_proxy=",
	))
	if want := "eu-west-1 123456789012 seeded FAILURE\n"; status != 0 || stdout.String() != want {
		t.Errorf("got status %d and %q, want 0 and %q", status, &stdout, want)
	}
}

// TestSeeds applies several seeds, one of them from standard input. A later one takes
// precedence.
func TestSeeds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--seed", "-"}, "eu-west-1 123456789012 piped SUCCESS\n"},
		{[]string{"--seed", writeFile(t, seed), "--seed", "-"}, "eu-west-1 123456789012 piped SUCCESS\n"},
		{[]string{"--seed", "-", "--seed", writeFile(t, seed)}, "eu-west-1 123456789012 seeded FAILURE\n"},
		{[]string{"--seed", writeFile(t, seed), "--seed", writeFile(t, `{}`)}, "eu-west-1 123456789012 seeded FAILURE\n"},
	} {
		var stdout bytes.Buffer
		stdin := strings.NewReader(strings.NewReplacer("seeded", "piped", "FAILURE", "SUCCESS").Replace(seed))
		status := run(nil, append(test.args, "--", os.Args[0]), stdin, &stdout, &stdout, playing("ask", "AWS_REGION=eu-west-1"))
		if status != 0 || stdout.String() != test.want {
			t.Errorf("%v: got status %d and %q, want 0 and %q", test.args, status, &stdout, test.want)
		}
	}
}

// TestHelp checks the faults and the seed in the help.
func TestHelp(t *testing.T) {
	t.Parallel()
	_, err := fault.Parse("unknown")
	_, kinds, _ := strings.Cut(fmt.Sprint(err), "begin with one of ")
	if got := strings.Join(strings.Fields(faultKinds), " "); got != kinds {
		t.Errorf("the help lists the kinds\n%s\nwant\n%s", got, kinds)
	}
	example, _, _ := strings.Cut(seedExample, "\nEach list")
	if _, err := emulator.ParseSeed("help", []byte(strings.ReplaceAll(example, "...", ""))); err != nil {
		t.Error(err)
	}
	for line := range strings.Lines(help) {
		if len(line) > 81 && !strings.HasPrefix(line, "https:") {
			t.Errorf("the line is longer than 80 characters: %s", line)
		}
	}
}

// TestOwnServicesOnly uses the credentials of a session at AWS, and another endpoint for
// all other services.
func TestOwnServicesOnly(t *testing.T) {
	t.Parallel()
	var stdout bytes.Buffer
	status := run(nil, []string{"--own-services-only", "--seed", writeFile(t, seed), "--", os.Args[0]}, nil, &stdout, &stdout, playing("ask",
		"AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
		"AWS_SECRET_ACCESS_KEY=example",
		"AWS_SESSION_TOKEN=example",
		"AWS_REGION=eu-west-1",
		"AWS_ENDPOINT_URL=http://192.0.2.1",
	))
	if want := "eu-west-1 123456789012 seeded FAILURE\n"; status != 0 || stdout.String() != want {
		t.Errorf("got status %d and %q, want 0 and %q", status, &stdout, want)
	}
}

// TestLatency measures a command that sends two requests.
func TestLatency(t *testing.T) {
	t.Parallel()
	const delay = 100 * time.Millisecond
	var stdout bytes.Buffer
	begin := time.Now()
	status := run(nil, []string{"--latency", delay.String(), "--seed", writeFile(t, seed), "--", os.Args[0]}, nil, &stdout, &stdout, playing("ask", "AWS_REGION=eu-west-1"))
	if took := time.Since(begin); took < 2*delay {
		t.Errorf("took %s, want %s at least", took, 2*delay)
	}
	if want := "eu-west-1 123456789012 seeded FAILURE\n"; status != 0 || stdout.String() != want {
		t.Errorf("got status %d and %q, want 0 and %q", status, &stdout, want)
	}
}

// TestFaults runs a command that calls AWS STS and then AWS Config.
func TestFaults(t *testing.T) {
	t.Parallel()
	mapped := writeFile(t, strings.Replace(seed, "{", `{"accessKeys": {"AKIDEXAMPLE": "210987654321"}, `, 1))
	const throughout = "eu-west-1 123456789012 seeded FAILURE\n"
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"none", nil, throughout},
		{"one", []string{"--fault", "error=Boom,service=config,message=No, not here."}, `DescribeConfigurationRecorderStatus, .*: No, not here\.`},
		{"the outermost first", []string{"--fault", "error=Outer", "--fault", "error=Inner"}, `GetCallerIdentity, .* api error Outer`},
		{"those of another account", []string{"--fault", "error=Boom,account=210987654321"}, throughout},
		{"those of a seeded account", []string{"--fault", "error=Boom,account=210987654321", "--seed", mapped}, `GetCallerIdentity, .* api error Boom`},
		// The two seeds select different requests.
		{"those of the seed", []string{"--fault", "error=Boom,rate=0.5"}, `GetCallerIdentity, .* api error Boom`},
		{"one that matches nothing", []string{"--fault", "error=Boom,region=eu-west-9"}, throughout + `awsconfig-emulator: the fault "error=Boom,region=eu-west-9" matched no request\n$`},
		{"one that matches", []string{"--fault", "latency=0s"}, "^" + throughout + "$"},
		{"those of another seed", []string{"--fault", "error=Boom,rate=0.5", "--fault-seed", "3"}, throughout},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout bytes.Buffer
			args := append([]string{"--seed", writeFile(t, seed)}, test.args...)
			run(nil, append(args, "--", os.Args[0]), nil, &stdout, &stdout, playing("ask", "AWS_REGION=eu-west-1"))
			if !regexp.MustCompile(test.want).MatchString(stdout.String()) {
				t.Errorf("got %q, want %s", &stdout, test.want)
			}
		})
	}
}

// TestSettle starts a recorder in a store with the options of the flags.
func TestSettle(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		want types.RecorderStatus
	}{
		{nil, "PENDING"},
		{[]string{"--settle", "0s"}, "SUCCESS"},
	} {
		var stdout bytes.Buffer
		args := append(test.args, "--seed", writeFile(t, stoppedSeed), "--", os.Args[0])
		status := run(nil, args, nil, &stdout, &stdout, playing("start", "AWS_REGION=eu-west-1"))
		if want := fmt.Sprintf("eu-west-1 123456789012 seeded %s\n", test.want); status != 0 || stdout.String() != want {
			t.Errorf("%v: got status %d and %q, want 0 and %q", test.args, status, &stdout, want)
		}
	}
}
