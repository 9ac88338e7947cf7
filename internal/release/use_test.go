// SPDX-License-Identifier: MPL-2.0

package release

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	emulatorlib "github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	providerlib "github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// checkRebuilt builds the release as a reader does who does not trust it, elsewhere
// and in another time zone, without a key.
func (r *rehearsal) checkRebuilt(t *testing.T, source string, published files) {
	t.Helper()
	folder := r.clone(t, source, filepath.Join("elsewhere", "rebuilt"), "--depth=1", "--branch=v"+published.version)
	// Nor may the modes of files matter, of which git keeps but one bit.
	if err := os.Chmod(filepath.Join(folder, "LICENSE"), 0o600); err != nil {
		t.Fatal(err)
	}
	release := program(folder, "sh", "-c", "umask 077 && scripts/release.sh --skip=publish,sign")
	release.env("TZ=Asia/Kathmandu")
	release.run(t)
	published.checkSame(t, r.built(t, folder, published.version))

	// The SBOMs once more, where the modules have other paths.
	modules := filepath.Join(r.work, "modules")
	if err := os.Symlink(program(folder, "go", "env", "GOMODCACHE").run(t), modules); err != nil {
		t.Fatal(err)
	}
	sbom := program(folder, "scripts/sbom.sh", published.version)
	sbom.env("GOMODCACHE=" + modules)
	sbom.run(t)
	published.checkSame(t, r.built(t, folder, published.version))
}

// checkRebuiltByGo builds the binary of this machine with the go command alone, and
// with nothing that was compiled before.
func (r *rehearsal) checkRebuiltByGo(t *testing.T, source string, published files) {
	t.Helper()
	folder := r.clone(t, source, "rebuilt-by-go", "--depth=1", "--branch=v"+published.version)
	build := program(folder, "go", "build", "-trimpath", "-buildvcs=true", "-tags=grpcnotrace", "-ldflags=-s -w -X main.version="+published.version, "-o", "rebuilt", ".")
	build.env("CGO_ENABLED=0", "GOFLAGS=", "GOCACHE="+t.TempDir())
	build.run(t)
	want, err := os.ReadFile(published.unpack(t, provider, filepath.Join(r.work, "unpacked")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(folder, "rebuilt"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the bytes differ")
	}
}

// checkEmulatorVersion fails the test unless the emulator tells the version.
func checkEmulatorVersion(t *testing.T, f files) {
	t.Helper()
	got := program(".", f.unpack(t, emulator, t.TempDir()), "--version").run(t)
	if want := emulator + " " + f.version; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

var sourceLine = regexp.MustCompile(`source = ".*/awsconfig"`)

// checkTerraform plans examples/quickstart from a mirror of what was published, in
// both layouts that Terraform takes:
// https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
func (r *rehearsal) checkTerraform(t *testing.T, published files) {
	t.Helper()
	quickstart := filepath.Join(r.root, "examples", "quickstart")
	seed := filepath.Join(quickstart, "seed.json")
	source := strings.TrimPrefix(providerlib.Address, "registry.terraform.io/")

	// module makes a folder of the example, and returns how commands run in it, for
	// which Terraform finds the provider in the mirror and nowhere else.
	module := func(t *testing.T, mirror string) func(name string, args ...string) command {
		folder := t.TempDir()
		for _, name := range []string{"main.tf", "outputs.tf"} {
			data, err := os.ReadFile(filepath.Join(quickstart, name))
			if err != nil {
				t.Fatal(err)
			}
			text := sourceLine.ReplaceAllString(string(data), `source = "`+source+`"`) // A fork has another.
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		settings := filepath.Join(t.TempDir(), "terraformrc")
		text := "provider_installation {\n  filesystem_mirror {\n    path = \"" + filepath.ToSlash(mirror) + "\"\n  }\n}\n"
		if err := os.WriteFile(settings, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		run := func(name string, args ...string) command {
			c := program(folder, name, args...)
			c.env("TF_CLI_CONFIG_FILE=" + settings)
			return c
		}
		output := run("terraform", "init", "-input=false", "-no-color").run(t)
		if want := "Installed " + source + " v" + published.version; !strings.Contains(output, want) {
			t.Errorf("got\n%s\nwant %q", output, want)
		}
		return run
	}
	checkPlan := func(t *testing.T, output string) {
		for _, want := range []string{
			"Plan: 1 to add, 0 to change, 0 to destroy.",
			"AWS Config is stopped in us-east-1 since",
			"AWS Config in ap-southeast-2 has no customer managed configuration recorder",
		} {
			if !strings.Contains(output, want) {
				t.Errorf("got\n%s\nwant %q", output, want)
			}
		}
	}

	t.Run("unpacked", func(t *testing.T) {
		mirror := t.TempDir()
		published.unpack(t, provider, filepath.Join(mirror, filepath.FromSlash(providerlib.Address), published.version, thisPlatform))
		run := module(t, mirror)
		checkPlan(t, run(published.unpack(t, emulator, t.TempDir()), "--seed", seed, "--", "terraform", "plan", "-input=false", "-no-color").run(t))
	})

	t.Run("packed", func(t *testing.T) {
		mirror := t.TempDir()
		folder := filepath.Join(mirror, filepath.FromSlash(providerlib.Address))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		lock := []string{"providers", "lock", "-no-color", "-fs-mirror=" + mirror}
		for _, platform := range published.platforms {
			lock = append(lock, "-platform="+platform)
			if err := os.WriteFile(filepath.Join(folder, published.zip(platform)), published.read(t, published.zip(platform)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		run := module(t, mirror)
		run("terraform", lock...).run(t)

		data, err := os.ReadFile(seed)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := emulatorlib.ParseSeed(seed, data)
		if err != nil {
			t.Fatal(err)
		}
		store := emulatorlib.NewStore()
		if err := store.Apply(parsed); err != nil {
			t.Fatal(err)
		}
		handler := emulatorlib.NewHandler(store)
		var mu sync.Mutex
		var agents []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			agents = append(agents, r.UserAgent())
			mu.Unlock()
			handler.ServeHTTP(w, r)
		}))
		defer server.Close()
		plan := run("terraform", "plan", "-input=false", "-no-color")
		plan.env("AWS_ENDPOINT_URL="+server.URL, "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=example", "AWS_EC2_METADATA_DISABLED=true")
		checkPlan(t, plan.run(t))
		server.Close()
		for _, agent := range agents {
			if want := provider + "/" + published.version; !slices.Contains(strings.Fields(agent), want) {
				t.Errorf("got the user agent %q, want %q in it", agent, want)
			}
		}
		if len(agents) == 0 {
			t.Error("the provider asked for nothing")
		}
	})
}
