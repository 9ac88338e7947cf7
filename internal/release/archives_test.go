// SPDX-License-Identifier: MPL-2.0

package release

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// member is a file in an archive.
type member struct {
	name  string
	mode  fs.FileMode
	time  time.Time
	owner int
	data  []byte
}

// members returns what is in an archive.
func (f files) members(t *testing.T, name string) []member {
	t.Helper()
	data := f.read(t, name)
	var members []member
	if strings.HasSuffix(name, ".zip") {
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, file := range archive.File {
			content, err := fs.ReadFile(archive, file.Name)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			members = append(members, member{name: file.Name, mode: file.Mode(), time: file.Modified, data: content})
		}
		return members
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return members
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		members = append(members, member{header.Name, header.FileInfo().Mode(), header.ModTime, header.Uid + header.Gid, content})
	}
}

// binary is where a product for a platform is.
type binary struct{ platform, archive, name string }

func (f files) binaries(product string) []binary {
	var binaries []binary
	for _, platform := range f.platforms {
		b := binary{platform, f.zip(platform), provider + "_v" + f.version}
		if product == emulator {
			b.archive, b.name = f.tarball(platform), emulator
		}
		if strings.HasPrefix(platform, "windows_") {
			b.name += ".exe"
		}
		binaries = append(binaries, b)
	}
	return binaries
}

// checkArchives fails the test unless each archive holds what it should, and
// nothing of the machine that it was made on.
func (f files) checkArchives(t *testing.T) {
	t.Helper()
	for _, product := range []string{provider, emulator} {
		for _, b := range f.binaries(product) {
			want := map[string]fs.FileMode{b.name: 0o755}
			if product == emulator {
				want["LICENSE"] = 0o644
			}
			got := map[string]fs.FileMode{}
			for _, m := range f.members(t, b.archive) {
				got[m.name] = m.mode
				if !m.time.Equal(f.time) || m.owner != 0 {
					t.Errorf("%s: %s is of %s and belongs to %d, want the time of the commit, %s, and root", b.archive, m.name, m.time, m.owner, f.time)
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s: got %v, want %v", b.archive, got, want)
			}
		}
	}
}

// extract returns a binary from its archive.
func (f files) extract(t *testing.T, b binary) []byte {
	t.Helper()
	for _, m := range f.members(t, b.archive) {
		if m.name == b.name {
			return m.data
		}
	}
	t.Fatalf("%s: %s is missing", b.archive, b.name)
	return nil
}

// unpack writes the binary of a product for this machine into a folder.
func (f files) unpack(t *testing.T, product, folder string) string {
	t.Helper()
	this := f
	this.platforms = []string{thisPlatform}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	b := this.binaries(product)[0]
	path := filepath.Join(folder, b.name)
	if err := os.WriteFile(path, f.extract(t, b), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// components is the part of an SBOM that is checked.
//
// https://cyclonedx.org/docs/1.6/json/
type components struct {
	Metadata struct {
		Component component `json:"component"`
	} `json:"metadata"`
	Components []component `json:"components"`
}

type component struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// checkBinaries fails the test unless each binary was built for its platform, from
// the commit alone, and of just what the SBOM of its product tells.
func (f files) checkBinaries(t *testing.T) {
	t.Helper()
	for _, product := range []string{provider, emulator} {
		var sbom components
		if err := json.Unmarshal(f.read(t, f.sbom(product)), &sbom); err != nil {
			t.Fatalf("%s: %v", f.sbom(product), err)
		}
		told := append(sbom.Components, sbom.Metadata.Component)
		for _, b := range f.binaries(product) {
			info, err := buildinfo.Read(bytes.NewReader(f.extract(t, b)))
			if err != nil {
				t.Errorf("%s: %v", b.archive, err)
				continue
			}
			settings := map[string]string{}
			for _, setting := range info.Settings {
				settings[setting.Key] = setting.Value
			}
			if platform := settings["GOOS"] + "_" + settings["GOARCH"]; platform != b.platform {
				t.Errorf("%s: the binary is for %s", b.archive, platform)
			}
			for key, want := range map[string]string{
				"-trimpath":    "true",
				"CGO_ENABLED":  "0",
				"vcs.modified": "false",
				"vcs.revision": f.commit,
			} {
				if settings[key] != want {
					t.Errorf("%s: got %s=%s, want %s", b.archive, key, settings[key], want)
				}
			}
			if want := "v" + f.version; info.Main.Version != want {
				t.Errorf("%s: got the version %s of the module, want %s", b.archive, info.Main.Version, want)
			}
			made := []component{{"std", info.GoVersion}, {info.Main.Path, info.Main.Version}}
			for _, module := range info.Deps {
				made = append(made, component{module.Path, module.Version})
			}
			if missing := without(made, told); len(missing) > 0 {
				t.Errorf("%s: the SBOM does not tell of %v", b.archive, missing)
			}
			if surplus := without(told, made); len(surplus) > 0 {
				t.Errorf("%s: the SBOM tells of %v", b.archive, surplus)
			}
		}
	}
}

func without(all, some []component) []component {
	return slices.DeleteFunc(slices.Clone(all), func(c component) bool { return slices.Contains(some, c) })
}
