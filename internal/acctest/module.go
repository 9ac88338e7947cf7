// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// Subfolder initializes a folder of the workspace, such as an example of a module.
func (w *Workspace) Subfolder(t testing.TB, folder string) *Workspace {
	t.Helper()
	inner := w.copy()
	inner.Dir = filepath.Join(w.Dir, filepath.FromSlash(folder))
	inner.Write(t, "home/.keep", "")
	inner.Write(t, "terraformrc", "")
	inner.Init(t)
	return inner
}

// OnEmulator returns a workspace of the same folder that runs the Terraform CLI with the
// emulator command and the given flags.
func (w *Workspace) OnEmulator(t testing.TB, flags ...string) *Workspace {
	t.Helper()
	inner := w.copy()
	inner.runner = slices.Concat([]string{filepath.Join(commands(t), emulatorCommand)}, flags, []string{"--"})
	return inner
}

// Sh runs commands of the documentation in the workspace and returns their output.
// terraform and awsconfig-emulator are on the path, and the provider is in a mirror of
// its registry.
func (w *Workspace) Sh(t testing.TB, script string) (string, error) {
	t.Helper()
	inner := w.copy()
	inner.Env["PATH"] = commands(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	inner.Env["TF_CLI_ARGS"] = "-no-color"
	inner.Env["TF_CLI_CONFIG_FILE"] = w.Write(t, "mirror.tfrc", fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", w.plugins))
	output, err := inner.command(t.Context(), "sh", "-ec", script).CombinedOutput()
	return string(output), err
}

// copy returns a workspace of the same folder with a separate environment.
func (w *Workspace) copy() *Workspace {
	inner := *w
	inner.Env = maps.Clone(w.Env)
	return &inner
}

const emulatorCommand = "awsconfig-emulator"

// commands returns a folder with the commands of the documentation. It exists until the
// tests end.
func commands(t testing.TB) string {
	t.Helper()
	folder, err := buildCommands()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

var buildCommands = sync.OnceValues(func() (string, error) {
	if err := makeBuiltFolder(); err != nil {
		return "", err
	}
	folder := filepath.Join(builtFolder, "bin")
	if err := goBuild(filepath.Join(folder, emulatorCommand), "internal/emulator/cmd/"+emulatorCommand); err != nil {
		return "", err
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
