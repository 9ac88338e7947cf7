// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

// Workspace is a folder in which the Terraform CLI runs with the provider as a
// process of its own, as it does for users. The environment is that of this
// process without its AWS and Terraform settings, so tests can run in parallel.
type Workspace struct {
	Dir string
	Env map[string]string // What the CLI and the provider get besides.

	plugins string   // The folder that the provider is taken from.
	through []string // The beginning of a command that runs the CLI, if any.
}

const mainPackage = "github.com/terraform-provider-awsconfig/terraform-provider-awsconfig"

// source is the source by which a configuration requires the provider.
var source = strings.TrimPrefix(provider.Address, "registry.terraform.io/")

// pluginsFolder is removed when the tests end. It is empty until a test needs it.
var pluginsFolder string

// plugins is a folder laid out like a registry, with the provider in it.
var plugins = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "awsconfig-plugins-")
	if err != nil {
		return "", err
	}
	pluginsFolder = folder
	output, err := exec.Command("go", "build", "-o", filepath.Join(folder, binary()), mainPackage).CombinedOutput()
	if err != nil {
		return "", errors.Join(err, errors.New(string(output)))
	}
	return folder, nil
})

// binary is where the provider lies in a folder that is laid out like a registry.
func binary() string {
	name := "terraform-provider-awsconfig_v0.0.1"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(registry(), filepath.FromSlash(source), "0.0.1", runtime.GOOS+"_"+runtime.GOARCH, name)
}

// NewWorkspace initializes a workspace with a configuration, which needs no
// required_providers. It skips the test where acceptance tests are not asked for.
func NewWorkspace(t testing.TB, config string) *Workspace {
	t.Helper()
	return newWorkspace(t, map[string]string{
		"main.tf": "terraform {\n  required_providers {\n    awsconfig = {\n      source = \"" + source + "\"\n    }\n  }\n}\n" + config,
	})
}

// NewExample initializes a workspace with the files of a folder of examples and of
// the folders in it, as they are. It skips the test where acceptance tests are not
// asked for.
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
	return newWorkspace(t, contents)
}

// ExampleFiles returns the names of the files in a folder of examples and in the
// folders in it, without what Terraform left there when somebody tried them.
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

func newWorkspace(t testing.TB, files map[string]string) *Workspace {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run where TF_ACC is set")
	}
	folder, err := plugins()
	if err != nil {
		t.Fatal(err)
	}
	w := &Workspace{Dir: t.TempDir(), Env: map[string]string{}, plugins: folder}
	for name, content := range files {
		w.Write(t, name, content)
	}
	w.Write(t, "home/.keep", "")
	w.Write(t, "terraformrc", "")
	for _, content := range files {
		if strings.Contains(content, `"hashicorp/aws"`) {
			w.addStandIn(t)
			break
		}
	}
	w.Init(t)
	return w
}

// Init runs `terraform init`, as is needed once more where modules were written.
func (w *Workspace) Init(t testing.TB) {
	t.Helper()
	w.MustRun(t, "init", "-input=false", "-plugin-dir="+w.plugins)
}

// UseAWS gives the CLI and the provider the AWS settings of the person who runs the
// tests, where OnAWS asks for that.
func (w *Workspace) UseAWS(t testing.TB) {
	t.Helper()
	if os.Getenv(OnAWS) == "" {
		t.Fatalf("%s is not set, so no test may reach an AWS account", OnAWS)
	}
	w.Env["AWS_EC2_METADATA_DISABLED"] = "false"
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		// Profiles and the cache of IAM Identity Center lie in the home folder.
		if upper := strings.ToUpper(name); upper == "HOME" || upper == "USERPROFILE" || foreign(name) && !strings.HasPrefix(upper, "TF_") {
			w.Env[name] = value
		}
	}
}

// Write puts a file into the workspace and returns its path.
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

// RunUntil is Run, but where ctx ends first, the CLI is interrupted as by Ctrl-C,
// and given the time to end in order.
func (w *Workspace) RunUntil(ctx context.Context, t testing.TB, arguments ...string) (string, error) {
	t.Helper()
	return w.execute(ctx, slices.Concat(w.through, []string{terraform()}, arguments, []string{"-no-color"}))
}

// execute runs a command, as RunUntil does.
func (w *Workspace) execute(ctx context.Context, words []string) (string, error) {
	command := exec.CommandContext(ctx, words[0], words[1:]...)
	interruptible(command)
	command.WaitDelay = time.Minute
	command.Dir = w.Dir
	environment := map[string]string{
		"AWS_EC2_METADATA_DISABLED": "true",
		"CHECKPOINT_DISABLE":        "1",
		"HOME":                      filepath.Join(w.Dir, "home"),
		"TF_CLI_CONFIG_FILE":        filepath.Join(w.Dir, "terraformrc"),
		"TF_IN_AUTOMATION":          "1",
		"USERPROFILE":               filepath.Join(w.Dir, "home"),
	}
	maps.Copy(environment, w.Env)
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		if _, ok := environment[name]; !ok && !foreign(name) {
			environment[name] = value
		}
	}
	for name, value := range environment {
		command.Env = append(command.Env, name+"="+value)
	}
	output, err := command.CombinedOutput()
	return string(output), err
}

// MustRun runs the Terraform CLI and fails the test where that fails.
func (w *Workspace) MustRun(t testing.TB, arguments ...string) string {
	t.Helper()
	output, err := w.Run(t, arguments...)
	if err != nil {
		t.Fatalf("terraform %s: %s\n%s", strings.Join(arguments, " "), err, output)
	}
	return output
}

// ExpectNoSecrets fails the test where a file of the workspace holds one of the
// secrets, other than the given files. A plan is looked into.
func (w *Workspace) ExpectNoSecrets(t testing.TB, secrets []string, except ...string) {
	t.Helper()
	look := func(name string, content []byte) {
		for _, secret := range secrets {
			if secret != "" && bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds the secret %q", name, secret)
			}
		}
	}
	err := filepath.WalkDir(w.Dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || slices.Contains(except, file) || strings.Contains(file, ".terraform") {
			return err
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		look(file, content)
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if errors.Is(err, zip.ErrFormat) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, member := range archive.File {
			// Terraform copies the configuration into the plan as it was written.
			if strings.HasPrefix(member.Name, "tfconfig/") {
				continue
			}
			reader, err := member.Open()
			if err != nil {
				return err
			}
			content, err := io.ReadAll(reader)
			if err != nil {
				return err
			}
			look(file+":"+member.Name, content)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
