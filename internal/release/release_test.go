// SPDX-License-Identifier: MPL-2.0

// Package release holds the rehearsal of a release: what is committed is tagged,
// signed, published and used, with a tag, a key and a GitHub of its own. Nothing
// leaves this machine.
package release

import (
	"bytes"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// platformsVariable is the environment variable that asks for the rehearsal, and
// tells for which platforms: all, or a list of those to add to that of this machine.
const platformsVariable = "AWSCONFIG_TEST_RELEASE"

const (
	rehearsed = "0.0.1"
	notes     = "NOTES:\n\n* This release is only rehearsed."
)

// platforms is every platform of a release.
var platforms = []string{
	"darwin_amd64",
	"darwin_arm64",
	"freebsd_386",
	"freebsd_amd64",
	"freebsd_arm",
	"freebsd_arm64",
	"linux_386",
	"linux_amd64",
	"linux_arm",
	"linux_arm64",
	"windows_386",
	"windows_amd64",
	"windows_arm64",
}

const thisPlatform = runtime.GOOS + "_" + runtime.GOARCH

// rehearsal is what the checks share.
type rehearsal struct {
	root       string // of the checkout
	repository string // OWNER/NAME at GitHub
	platforms  []string
	work       string
}

// TestRelease plays a release from the changelog to the use of what was published.
func TestRelease(t *testing.T) {
	t.Parallel()
	asked := os.Getenv(platformsVariable)
	if asked == "" {
		t.Skipf("a release is rehearsed where %s names platforms, or all", platformsVariable)
	}
	r := newRehearsal(t, asked)

	// A checkout as CI services make it: without tags, and without history.
	t.Run("snapshot", func(t *testing.T) {
		folder := r.clone(t, r.root, "snapshot", "--depth=1")
		r.keepPlatforms(t, folder)
		program(folder, "make", "release-snapshot").run(t)
		commit := program(folder, "git", "rev-parse", "HEAD").run(t)
		built := r.built(t, folder, "0.0.0-SNAPSHOT-"+commit[:12])
		built.checkNames(t, false)
		built.checkSums(t)
		checkEmulatorVersion(t, built)
	})

	source := r.tagged(t)
	t.Run("check", func(t *testing.T) {
		program(source, "go", "tool", "-modfile=tools/release/go.mod", "goreleaser", "check", ".goreleaser.yml", ".goreleaser.emulator.yml").run(t)
	})
	t.Run("no notes", func(t *testing.T) {
		folder := r.clone(t, source, "no-notes")
		git(folder, "tag", "-a", "-m", "v0.0.2", "v0.0.2", "HEAD~").run(t)
		git(folder, "checkout", "-q", "v0.0.2").run(t)
		output, err := program(folder, "scripts/release.sh").output()
		if err == nil || !strings.Contains(output, `CHANGELOG.md has nothing under "## 0.0.2"`) {
			t.Errorf("got %v of a release that the changelog does not know:\n%s", err, output)
		}
	})

	k := newKey(t)
	published := r.publish(t, source, k)
	t.Run("names", func(t *testing.T) { published.checkNames(t, k != nil) })
	t.Run("checksums", published.checkSums)
	t.Run("signatures", func(t *testing.T) {
		if k == nil {
			t.Skip("gpg is not on the path, so nothing was signed")
		}
		k.verify(t, published.path(t, provider+"_"+rehearsed+"_SHA256SUMS"))
		k.verify(t, published.path(t, "awsconfig_"+rehearsed+"_checksums.txt"))
	})
	t.Run("archives", published.checkArchives)
	t.Run("binaries", published.checkBinaries)
	t.Run("emulator version", func(t *testing.T) { checkEmulatorVersion(t, published) })
	t.Run("manifest", func(t *testing.T) {
		want, err := os.ReadFile(filepath.Join(r.root, "terraform-registry-manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		if got := published.read(t, provider+"_"+rehearsed+"_manifest.json"); !bytes.Equal(got, want) {
			t.Errorf("got the manifest %s", got)
		}
	})

	t.Run("rebuilt", func(t *testing.T) { r.checkRebuilt(t, source, published) })
	t.Run("rebuilt by Go alone", func(t *testing.T) { r.checkRebuiltByGo(t, source, published) })
	t.Run("Terraform", func(t *testing.T) { r.checkTerraform(t, published) })
}

func newRehearsal(t *testing.T, asked string) *rehearsal {
	t.Helper()
	r := &rehearsal{work: t.TempDir(), platforms: platforms}
	if asked != "all" {
		r.platforms = append(strings.Split(asked, ","), thisPlatform)
		if asked == "this" {
			r.platforms = []string{thisPlatform}
		}
		slices.Sort(r.platforms)
		r.platforms = slices.Compact(r.platforms)
	}
	for _, platform := range append(slices.Clone(r.platforms), thisPlatform) {
		if !slices.Contains(platforms, platform) {
			t.Fatalf("nothing is released for the platform %q", platform)
		}
	}
	r.root = program(".", "git", "rev-parse", "--show-toplevel").run(t)
	r.repository = strings.TrimPrefix(program(r.root, "go", "list", "-m").run(t), "github.com/")
	if changes := program(r.root, "git", "status", "--porcelain").run(t); changes != "" {
		t.Fatalf("a release is rehearsed of what is committed, and the checkout has changes:\n%s", changes)
	}
	return r
}

// tagged returns a repository in which the release is committed and tagged, as
// those who release do it.
func (r *rehearsal) tagged(t *testing.T) string {
	t.Helper()
	folder := r.clone(t, r.root, "tagged")
	r.keepPlatforms(t, folder)
	edit(t, filepath.Join(folder, "CHANGELOG.md"), func(changelog string) string {
		head, rest, found := strings.Cut(changelog, "\n## ")
		if !found {
			t.Fatal("the changelog has no version")
		}
		return head + "\n## " + rehearsed + " (January 1, 2030)\n\n" + notes + "\n\n## " + rest
	})
	// goreleaser takes GitHub's addresses from its configuration alone, and expands this.
	edit(t, filepath.Join(folder, ".goreleaser.yml"), func(config string) string {
		return config + "\ngithub_urls:\n  api: \"{{ .Env.REHEARSAL_URL }}\"\n  upload: \"{{ .Env.REHEARSAL_URL }}\"\n"
	})
	git(folder, "commit", "-q", "-a", "-m", "Release").run(t)
	git(folder, "tag", "-a", "-m", "v"+rehearsed, "v"+rehearsed).run(t)
	return folder
}

// publish releases the tag as the workflow does, and returns what GitHub got.
func (r *rehearsal) publish(t *testing.T, source string, k *key) files {
	t.Helper()
	folder := r.clone(t, source, "published")
	hub := &github{folder: filepath.Join(r.work, "github"), repository: r.repository}
	server := httptest.NewServer(hub)
	defer server.Close()

	release := program(folder, "scripts/release.sh")
	release.env("REHEARSAL_URL="+server.URL+"/", "GITHUB_TOKEN=rehearsal")
	if k == nil {
		release.Args = append(release.Args, "--skip=sign")
	} else {
		release.env(k.home, "GPG_FINGERPRINT="+k.fingerprint)
	}
	release.run(t)
	hub.check(t)
	return r.files(t, folder, rehearsed, hub.folder)
}

// clone makes a copy of a repository whose remote is the one at GitHub.
func (r *rehearsal) clone(t *testing.T, source, name string, flags ...string) string {
	t.Helper()
	folder := filepath.Join(r.work, name)
	args := append([]string{"clone", "-q"}, flags...)
	if source == r.root {
		args = append(args, "--no-tags")
	}
	git(".", append(args, "file://"+filepath.ToSlash(source), folder)...).run(t)
	git(folder, "remote", "set-url", "origin", "https://github.com/"+r.repository).run(t)
	return folder
}

var targetLine = regexp.MustCompile(`(?m)^ +- ([a-z]+_[a-z0-9]+)\n`)

// keepPlatforms takes the platforms that were not asked for out of both
// configurations, which must have had all of them.
func (r *rehearsal) keepPlatforms(t *testing.T, folder string) {
	t.Helper()
	for _, name := range []string{".goreleaser.yml", ".goreleaser.emulator.yml"} {
		edit(t, filepath.Join(folder, name), func(config string) string {
			var targets []string
			config = targetLine.ReplaceAllStringFunc(config, func(line string) string {
				target := targetLine.FindStringSubmatch(line)[1]
				targets = append(targets, target)
				if !slices.Contains(r.platforms, target) {
					return ""
				}
				return line
			})
			if !slices.Equal(targets, platforms) {
				t.Fatalf("%s builds for %q, want %q", name, targets, platforms)
			}
			return config
		})
	}
}

func edit(t *testing.T, file string, change func(string) string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(change(string(data))), 0o644); err != nil {
		t.Fatal(err)
	}
}

// command is a program to run.
type command struct{ *exec.Cmd }

// program returns a command in the environment of the rehearsal, which has neither the
// tokens of the person who runs it, nor what could lead Terraform or AWS elsewhere.
func program(folder, name string, args ...string) command {
	if strings.Contains(name, "/") && !filepath.IsAbs(name) {
		name = filepath.Join(folder, name)
	}
	c := command{exec.Command(name, args...)}
	c.Dir = folder
	for _, variable := range os.Environ() {
		foreign := func(prefix string) bool { return strings.HasPrefix(variable, prefix) }
		if !slices.ContainsFunc([]string{"AWS_", "GITEA_", "GITHUB_", "GITLAB_", "GORELEASER_", "GPG_", "TF_"}, foreign) {
			c.Env = append(c.Env, variable)
		}
	}
	c.env("AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	return c
}

// git is a command of git that signs nothing and knows who commits.
func git(folder string, args ...string) command {
	settings := []string{"-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@example.com", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"}
	return program(folder, "git", append(settings, args...)...)
}

func (c command) env(variables ...string) {
	c.Env = append(c.Env, variables...)
}

func (c command) output() (string, error) {
	output, err := c.CombinedOutput()
	return strings.TrimSpace(string(output)), err
}

// run returns what the command printed, and ends the test where it failed.
func (c command) run(t *testing.T) string {
	t.Helper()
	began := time.Now()
	output, err := c.output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", c, err, output)
	}
	if took := time.Since(began); took > time.Second {
		t.Logf("%s took %s", strings.Join(c.Args, " "), took.Round(time.Second))
	}
	return output
}
