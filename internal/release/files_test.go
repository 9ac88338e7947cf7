// SPDX-License-Identifier: MPL-2.0

package release

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	provider = "terraform-provider-awsconfig"
	emulator = "awsconfig-emulator"
)

// files is what is released, as paths by name.
type files struct {
	version   string
	platforms []string
	commit    string
	time      time.Time // of the commit
	paths     map[string]string
}

// files returns the files of a folder, which were built in a repository.
func (r *rehearsal) files(t *testing.T, repository, version string, folders ...string) files {
	t.Helper()
	f := files{version: version, platforms: r.platforms, paths: map[string]string{}}
	commit, committed, _ := strings.Cut(program(repository, "git", "log", "-1", "--format=%H %cI").run(t), " ")
	f.commit = commit
	var err error
	if f.time, err = time.Parse(time.RFC3339, committed); err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if !entry.IsDir() {
				f.paths[entry.Name()] = filepath.Join(folder, entry.Name())
			}
		}
	}
	return f
}

// built returns what would be published of what was built in a repository.
func (r *rehearsal) built(t *testing.T, repository, version string) files {
	t.Helper()
	dist := filepath.Join(repository, "dist")
	f := r.files(t, repository, version, filepath.Join(dist, "provider"), filepath.Join(dist, "emulator"), filepath.Join(dist, "sbom"))
	for _, own := range []string{"artifacts.json", "config.yaml", "metadata.json"} {
		delete(f.paths, own) // goreleaser's own files.
	}
	f.paths[provider+"_"+version+"_manifest.json"] = filepath.Join(repository, "terraform-registry-manifest.json")
	return f
}

func (f files) path(t *testing.T, name string) string {
	t.Helper()
	path, found := f.paths[name]
	if !found {
		t.Fatalf("%s is not released", name)
	}
	return path
}

func (f files) read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(f.path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (f files) zip(platform string) string {
	return provider + "_" + f.version + "_" + platform + ".zip"
}

func (f files) tarball(platform string) string {
	return emulator + "_" + f.version + "_" + platform + ".tar.gz"
}

func (f files) sbom(product string) string {
	return product + "_" + f.version + ".cdx.json"
}

// registry is the names that the Registry and Terraform read, but for the checksums
// themselves:
// https://developer.hashicorp.com/terraform/registry/providers/publishing
func (f files) registry() []string {
	names := []string{provider + "_" + f.version + "_manifest.json"}
	for _, platform := range f.platforms {
		names = append(names, f.zip(platform))
	}
	slices.Sort(names)
	return names
}

// beside is the names of what else is released, likewise.
func (f files) beside() []string {
	names := []string{f.sbom(provider), f.sbom(emulator)}
	for _, platform := range f.platforms {
		names = append(names, f.tarball(platform))
	}
	slices.Sort(names)
	return names
}

// sums is the names of the files of checksums, and what each lists.
func (f files) sums() map[string][]string {
	return map[string][]string{
		provider + "_" + f.version + "_SHA256SUMS":  f.registry(),
		"awsconfig_" + f.version + "_checksums.txt": f.beside(),
	}
}

// checkNames fails the test where a file is missing, or is more than there should be.
func (f files) checkNames(t *testing.T, signed bool) {
	t.Helper()
	want := slices.Concat(f.registry(), f.beside())
	for name := range f.sums() {
		want = append(want, name)
		if signed {
			want = append(want, name+".sig")
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(f.paths)); !slices.Equal(got, want) {
		t.Errorf("got the files\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// checkSums fails the test unless the checksums are right, in the form of sha256sum,
// and those that Terraform copies into lock files are of what the Registry reads.
func (f files) checkSums(t *testing.T) {
	t.Helper()
	for sums, names := range f.sums() {
		var want strings.Builder
		for _, name := range names {
			_, _ = fmt.Fprintf(&want, "%x  %s\n", sha256.Sum256(f.read(t, name)), name)
		}
		if got := f.read(t, sums); string(got) != want.String() {
			t.Errorf("%s: got\n%s\nwant\n%s", sums, got, &want)
		}
	}
}

// checkSame fails the test where a file is not that of other, byte by byte. Only
// signatures differ each time.
func (f files) checkSame(t *testing.T, other files) {
	t.Helper()
	compared := 0
	for name := range f.paths {
		if strings.HasSuffix(name, ".sig") {
			continue
		}
		compared++
		if !bytes.Equal(f.read(t, name), other.read(t, name)) {
			t.Errorf("%s: the bytes differ", name)
		}
	}
	t.Logf("%d files are the same", compared)
}
