// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// NewModule initializes a workspace with a folder of a module and all that lies
// below it. It skips the test where acceptance tests are not asked for.
func NewModule(t testing.TB, folder string) *Workspace {
	t.Helper()
	contents := map[string]string{}
	root := os.DirFS(folder)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			// What a person who tried the module left there is none of it.
			if err == nil && entry.Name() == ".terraform" {
				return fs.SkipDir
			}
			return err
		}
		content, err := fs.ReadFile(root, name)
		contents[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return newWorkspace(t, contents)
}

// In initializes a folder of the workspace, such as that of an example of a module.
func (w *Workspace) In(t testing.TB, folder string) *Workspace {
	t.Helper()
	inner := w.copy()
	inner.Dir = filepath.Join(w.Dir, filepath.FromSlash(folder))
	inner.Write(t, "home/.keep", "")
	inner.Write(t, "terraformrc", "")
	inner.Init(t)
	return inner
}

// OnEmulator is the workspace with a Terraform CLI that the command of the emulator
// runs, with the given flags.
func (w *Workspace) OnEmulator(t testing.TB, flags ...string) *Workspace {
	t.Helper()
	inner := w.copy()
	inner.through = slices.Concat([]string{filepath.Join(commands(t), emulatorCommand)}, flags, []string{"--"})
	return inner
}

// Sh runs commands of the documentation in the workspace and returns what they
// printed. They find terraform and awsconfig-emulator on the path, and the provider
// where they look for it in a registry.
func (w *Workspace) Sh(t testing.TB, script string) (string, error) {
	t.Helper()
	inner := w.copy()
	inner.Env["PATH"] = commands(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	inner.Env["TF_CLI_ARGS"] = "-no-color"
	inner.Env["TF_CLI_CONFIG_FILE"] = w.Write(t, "mirror.tfrc", fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", w.plugins))
	return inner.execute(t.Context(), []string{"sh", "-ec", script})
}

// copy is a workspace of the same folder that can be changed without the other.
func (w *Workspace) copy() *Workspace {
	inner := *w
	inner.Env = maps.Clone(w.Env)
	return &inner
}

const emulatorCommand = "awsconfig-emulator"

// commands is a folder with the commands that the documentation names, for as long as
// the tests run.
func commands(t testing.TB) string {
	t.Helper()
	folder, err := buildCommands()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

var buildCommands = sync.OnceValues(func() (string, error) {
	if _, err := plugins(); err != nil {
		return "", err
	}
	folder := filepath.Join(pluginsFolder, "bin")
	output, err := exec.Command("go", "build", "-o", filepath.Join(folder, emulatorCommand), mainPackage+"/internal/emulator/cmd/"+emulatorCommand).CombinedOutput()
	if err != nil {
		return "", errors.Join(err, errors.New(string(output)))
	}
	path, err := exec.LookPath(terraform())
	if err != nil {
		return "", err
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	return folder, os.Symlink(path, filepath.Join(folder, "terraform"))
})
