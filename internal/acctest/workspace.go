// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Workspace is a folder in which the Terraform CLI runs with the provider as a separate
// process, as it does for users. The environment is that of this process without AWS and
// Terraform settings, so tests can run in parallel.
type Workspace struct {
	Dir string
	Env map[string]string // Additional variables for the CLI and the provider.

	plugin  Plugin
	plugins string   // The folder of the plugin, with the layout of a registry.
	runner  []string // The command that runs the CLI, if any.
}

// NewWorkspace initializes a workspace with a configuration. It adds required_providers.
// It skips the test if TF_ACC is not set.
func NewWorkspace(t testing.TB, config string) *Workspace {
	t.Helper()
	return NewWorkspaceOf(t, ownPlugin(t), config)
}

// NewWorkspaceOf is like NewWorkspace, but with another plugin. The zero Plugin means no
// provider.
func NewWorkspaceOf(t testing.TB, plugin Plugin, config string) *Workspace {
	t.Helper()
	if plugin == (Plugin{}) {
		return newWorkspace(t, plugin, map[string]string{"main.tf": config})
	}
	source := plugin.source()
	return newWorkspace(t, plugin, map[string]string{
		"main.tf": "terraform {\n  required_providers {\n    " + path.Base(source) + " = {\n      source = \"" + source + "\"\n    }\n  }\n}\n" + config,
	})
}

// NewExample initializes a workspace with the unchanged files of a folder of examples,
// including subfolders. It skips the test if TF_ACC is not set.
func NewExample(t testing.TB, folder string) *Workspace {
	t.Helper()
	contents := map[string]string{}
	for _, name := range ExampleFiles(t, folder) {
		content, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		contents[name] = string(content)
	}
	return newWorkspace(t, ownPlugin(t), contents)
}

// ExampleFiles returns the names of the files in a folder of examples, including
// subfolders, but without files that Terraform wrote.
func ExampleFiles(t testing.TB, folder string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		left := strings.HasPrefix(filepath.Base(name), ".") && name != "." || strings.HasPrefix(filepath.Base(name), "terraform.tfstate")
		switch {
		case left && entry.IsDir():
			return fs.SkipDir
		case !left && !entry.IsDir():
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func newWorkspace(t testing.TB, plugin Plugin, files map[string]string) *Workspace {
	t.Helper()
	w := &Workspace{Dir: t.TempDir(), Env: map[string]string{}, plugin: plugin, plugins: t.TempDir()}
	if plugin != (Plugin{}) {
		plugin.install(t, w.plugins)
	}
	for name, content := range files {
		w.Write(t, name, content)
	}
	w.Write(t, "home/.keep", "")
	w.Write(t, "terraformrc", "")
	for _, source := range standIns {
		for _, content := range files {
			if strings.Contains(content, `"`+source+`"`) {
				standIn(t, source).install(t, w.plugins)
				break
			}
		}
	}
	w.Init(t)
	return w
}

// Init runs `terraform init`. Call it again after you write modules.
func (w *Workspace) Init(t testing.TB) {
	t.Helper()
	w.MustRun(t, "init", "-input=false", "-plugin-dir="+w.plugins)
}

// UseAWS gives the CLI and the provider the AWS settings of the person who runs the
// tests. It needs OnAWS.
func (w *Workspace) UseAWS(t testing.TB) {
	t.Helper()
	if os.Getenv(OnAWS) == "" {
		t.Fatalf("%s is not set, so no test may reach an AWS account", OnAWS)
	}
	w.Env["AWS_EC2_METADATA_DISABLED"] = "false"
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		// Profiles and the cache of IAM Identity Center are in the home folder.
		if upper := strings.ToUpper(name); upper == "HOME" || upper == "USERPROFILE" || isSetting(name) && !strings.HasPrefix(upper, "TF_") {
			w.Env[name] = value
		}
	}
}

// Write writes a file to the workspace and returns its path.
func (w *Workspace) Write(t testing.TB, name, content string) string {
	t.Helper()
	file := filepath.Join(w.Dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Read returns the content of a file of the workspace.
func (w *Workspace) Read(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(w.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// Run runs the Terraform CLI and returns what it printed.
func (w *Workspace) Run(t testing.TB, arguments ...string) (string, error) {
	t.Helper()
	return w.RunUntil(t.Context(), t, arguments...)
}

// RunUntil is like Run, but interrupts the CLI when ctx ends, like Ctrl-C, and waits for
// it.
func (w *Workspace) RunUntil(ctx context.Context, t testing.TB, arguments ...string) (string, error) {
	t.Helper()
	output, err := w.command(ctx, w.terraform(arguments)...).CombinedOutput()
	return string(output), err
}

// Shell runs a script with Bash, as a pipeline does, and returns what it printed. The
// command terraform is the CLI under test.
func (w *Workspace) Shell(t testing.TB, script string) (string, error) {
	t.Helper()
	cli, err := exec.LookPath(terraform())
	if err != nil {
		t.Fatal(err)
	}
	if cli, err = filepath.Abs(cli); err != nil {
		t.Fatal(err)
	}
	commands := filepath.Dir(w.Write(t, "home/bin/.keep", ""))
	if err := os.Symlink(cli, filepath.Join(commands, "terraform")); err != nil && !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}
	w.Env["PATH"] = commands + string(filepath.ListSeparator) + os.Getenv("PATH")
	output, err := w.command(t.Context(), "bash", "-ec", script).CombinedOutput()
	return string(output), err
}

// terraform returns the command that runs the CLI with arguments.
func (w *Workspace) terraform(arguments []string) []string {
	return slices.Concat(w.runner, []string{terraform()}, arguments, []string{"-no-color"})
}

// Took contains the duration of a command, and the processor time of the command and the
// processes that it started.
type Took struct {
	Wall, CPU time.Duration
}

// Time runs the Terraform CLI and returns what it took. It fails the test if the CLI
// fails.
func (w *Workspace) Time(t testing.TB, arguments ...string) Took {
	t.Helper()
	command := w.command(t.Context(), w.terraform(arguments)...)
	started := time.Now()
	output, err := command.CombinedOutput()
	took := Took{Wall: time.Since(started)}
	if err != nil {
		t.Fatalf("terraform %s: %s\n%s", strings.Join(arguments, " "), err, output)
	}
	took.CPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	return took
}

// command runs a command like RunUntil.
func (w *Workspace) command(ctx context.Context, words ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, words[0], words[1:]...)
	interruptWithContext(command)
	command.WaitDelay = time.Minute
	command.Dir = w.Dir
	environment := map[string]string{
		"AWS_EC2_METADATA_DISABLED": "true",
		"CHECKPOINT_DISABLE":        "1",
		"GOGC":                      "", // Users do not set it, but make test does.
		"HOME":                      filepath.Join(w.Dir, "home"),
		"TF_CLI_CONFIG_FILE":        filepath.Join(w.Dir, "terraformrc"),
		"TF_IN_AUTOMATION":          "1",
		"USERPROFILE":               filepath.Join(w.Dir, "home"),
	}
	maps.Copy(environment, w.Env)
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		if _, ok := environment[name]; !ok && !isSetting(name) {
			environment[name] = value
		}
	}
	for name, value := range environment {
		command.Env = append(command.Env, name+"="+value)
	}
	return command
}

// MustRun runs the Terraform CLI and fails the test if that fails.
func (w *Workspace) MustRun(t testing.TB, arguments ...string) string {
	t.Helper()
	output, err := w.Run(t, arguments...)
	if err != nil {
		t.Fatalf("terraform %s: %s\n%s", strings.Join(arguments, " "), err, output)
	}
	return output
}
