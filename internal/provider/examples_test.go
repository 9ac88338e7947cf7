// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/acctest"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator"
	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/emulator/fault"
)

const examplesFolder = "../../examples"

// exampleCase runs a folder of the examples in the documentation.
type exampleCase struct {
	needs   func(t testing.TB) // Skips the test where Terraform lacks what the example uses.
	options []emulator.Option
	run     func(t *testing.T, e *example)
}

// exampleCases are those of every folder with a configuration, but for the modules and
// the guide on testing them, which have tests of their own.
var exampleCases = merge(objectExamples, providerExamples, guideExamples, map[string]exampleCase{
	"quickstart": {needs: checks, run: runQuickstart},
	"readme":     {needs: checks, run: runReadme},
})

// What an example can need of Terraform.
func checks(t testing.TB)        { acctest.RequireTerraform(t, acctest.TerraformWithChecks) }
func functions(t testing.TB)     { acctest.RequireTerraform(t, acctest.TerraformWithFunctions) }
func ephemerals(t testing.TB)    { acctest.RequireTerraform(t, acctest.TerraformWithEphemeral) }
func importing(t testing.TB)     { acctest.RequireTerraform(t, acctest.TerraformWithImports) }
func terraformData(t testing.TB) { acctest.RequireTerraform(t, acctest.TerraformWithData) }

// wording is for examples that every Terraform can run, and that show what it prints:
// old ones print it in other words.
func wording(t testing.TB) { checks(t) }

func merge(all ...map[string]exampleCase) map[string]exampleCase {
	merged := map[string]exampleCase{}
	for _, some := range all {
		maps.Copy(merged, some)
	}
	return merged
}

// example is a copy of a folder of examples with its own account and the seed.json of
// the folder. Each .txt file of the folder must be part of the output of Terraform. A
// line with an ellipsis matches text that differs between versions of Terraform.
type example struct {
	*acctest.Workspace
	backend *acctest.Backend
	folder  string

	printed []string
	read    map[string]bool // The files that the test used itself.
	told    int             // The number of requests that Sent has already returned.
}

func TestAccExamples(t *testing.T) {
	t.Parallel()
	for folder, test := range exampleCases {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			if test.needs != nil {
				test.needs(t)
			}
			backend := acctest.New(t, test.options...)
			backend.Require(t, acctest.SeededStatus)
			seed, err := os.ReadFile(path.Join(examplesFolder, folder, "seed.json"))
			switch {
			case err == nil:
				backend.Seed(t, string(seed))
			case !errors.Is(err, fs.ErrNotExist):
				t.Fatal(err)
			}

			e := &example{
				Workspace: acctest.NewExample(t, path.Join(examplesFolder, folder)),
				backend:   backend,
				folder:    folder,
				read:      map[string]bool{},
			}
			maps.Copy(e.Env, backend.Environment())
			test.run(t, e)
			e.expectDocumented(t)
		})
	}
}

// Run runs Terraform in the workspace and records the output.
func (e *example) Run(t *testing.T, arguments ...string) (string, error) {
	t.Helper()
	output, err := e.Workspace.Run(t, arguments...)
	output = asTerraform(output)
	e.printed = append(e.printed, output)
	return output, err
}

// Apply applies the example, or a plan of it, and returns what was printed.
func (e *example) Apply(t *testing.T, arguments ...string) string {
	t.Helper()
	return e.succeed(t, append([]string{"apply", "-input=false", "-auto-approve"}, arguments...)...)
}

// Plan plans the example and returns what was printed.
func (e *example) Plan(t *testing.T, arguments ...string) string {
	t.Helper()
	return e.succeed(t, append([]string{"plan", "-input=false"}, arguments...)...)
}

func (e *example) succeed(t *testing.T, arguments ...string) string {
	t.Helper()
	output, err := e.Run(t, arguments...)
	if err != nil {
		t.Fatalf("terraform %s: %s\n%s", strings.Join(arguments, " "), err, output)
	}
	return output
}

// Fail runs Terraform, which must fail and print the texts in order.
func (e *example) Fail(t *testing.T, texts []string, arguments ...string) {
	t.Helper()
	output, err := e.Run(t, arguments...)
	if err == nil {
		t.Errorf("terraform %s succeeded:\n%s", strings.Join(arguments, " "), output)
	}
	expectPhrases(t, output, texts...)
}

// File returns a file of the example that Terraform does not read by itself.
func (e *example) File(t *testing.T, name string) string {
	t.Helper()
	e.read[name] = true
	return e.Read(t, name)
}

// Replace replaces text in a file of the copy, for example a long timeout.
func (e *example) Replace(t *testing.T, name, text, replacement string) {
	t.Helper()
	content := e.Read(t, name)
	if !strings.Contains(content, text) {
		t.Fatalf("%s has no %q", name, text)
	}
	e.Write(t, name, strings.ReplaceAll(content, text, replacement))
}

// Seed applies another seed to the account.
func (e *example) Seed(t *testing.T, seed string) {
	t.Helper()
	e.backend.Seed(t, seed)
}

// Inject injects faults into the requests of the provider.
func (e *example) Inject(t *testing.T, texts ...string) {
	t.Helper()
	faults := make([]fault.Fault, 0, len(texts))
	for _, text := range texts {
		faults = append(faults, fault.MustParse(text))
	}
	e.backend.Server = e.backend.Wrap(t, func(next http.Handler) http.Handler { return fault.Wrap(next, fault.Options{}, faults...) })
	e.Env["AWS_ENDPOINT_URL"] = e.backend.URL
	e.told = 0
}

// Sent returns the operations that the provider called since the last call of Sent, in
// alphabetical order, because concurrent reads have no order.
func (e *example) Sent() []string {
	var sent []string
	for _, request := range e.backend.Requests()[e.told:] {
		sent = append(sent, request.Service+":"+request.Operation)
	}
	e.told += len(sent)
	slices.Sort(sent)
	return sent
}

// ExpectSent fails the test unless the provider called exactly these operations since
// the last call of Sent.
func (e *example) ExpectSent(t *testing.T, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := e.Sent(); !slices.Equal(got, want) {
		t.Errorf("the provider called %v, not %v", got, want)
	}
}

// expectDocumented fails the test if a file of the folder was not used, or if a .txt
// file contains text that Terraform did not print.
func (e *example) expectDocumented(t *testing.T) {
	t.Helper()
	for _, file := range acctest.ExampleFiles(t, examplesFolder) {
		name, within := strings.CutPrefix(file, e.folder+"/")
		if !within || exampleOf(file) != e.folder {
			continue
		}
		switch {
		case path.Ext(name) == ".txt":
			pattern := phrase(strings.Split(e.Read(t, name), "\n…\n")...)
			if !slices.ContainsFunc(e.printed, pattern.MatchString) {
				t.Errorf("Terraform printed nothing like %s:\n%s\nbut:\n%s", name, e.Read(t, name), strings.Join(e.printed, "\n"))
			}
		case path.Ext(name) != ".tf" && name != "seed.json" && !e.read[name]:
			t.Errorf("nothing uses %s", file)
		}
	}
}

// expectPhrases fails the test unless the output contains the texts in order.
func expectPhrases(t *testing.T, output string, texts ...string) {
	t.Helper()
	if !phrase(texts...).MatchString(output) {
		t.Errorf("%q is not in:\n%s", texts, output)
	}
}

func expectNothingOf(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if phrase(text).MatchString(output) {
			t.Errorf("%q is in:\n%s", text, output)
		}
	}
}

// exampleOf returns the nearest parent folder of a file with an example case, or an
// empty string.
func exampleOf(file string) string {
	for folder := path.Dir(file); folder != "."; folder = path.Dir(folder) {
		if _, ok := exampleCases[folder]; ok {
			return folder
		}
	}
	return ""
}

// localModule matches the source of a module in a folder below.
var localModule = regexp.MustCompile(`source\s*=\s*"\./([^"]+)"`)

// A test uses every file of the examples: a configuration is in a folder with a case, or
// is a module that such a configuration calls.
func TestExamples_allRun(t *testing.T) {
	t.Parallel()
	loaded := map[string]bool{}
	for folder := range exampleCases {
		loaded[folder] = true
		if len(configurations(t, folder)) == 0 {
			t.Errorf("%s has a case and no configuration", folder)
		}
		for _, content := range configurations(t, folder) {
			for _, module := range localModule.FindAllStringSubmatch(content, -1) {
				loaded[path.Join(folder, module[1])] = true
			}
		}
	}
	for _, file := range acctest.ExampleFiles(t, examplesFolder) {
		switch folder := path.Dir(file); {
		case strings.HasPrefix(file, "iam/"):
			// See TestAccExamples_policies.
		case strings.HasPrefix(file, "modules/"), strings.HasPrefix(file, "guides/test-your-module-offline/"):
			// See internal/acctest/modules.
		case path.Ext(file) == ".tf" && !loaded[folder], exampleOf(file) == "":
			t.Errorf("no test runs examples/%s", file)
		}
	}
}

// configurations returns the configuration files in a folder of the examples.
func configurations(t *testing.T, folder string) []string {
	t.Helper()
	files, err := fs.Glob(os.DirFS(examplesFolder), path.Join(folder, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	contents := make([]string, 0, len(files))
	for _, file := range files {
		content, err := os.ReadFile(path.Join(examplesFolder, file))
		if err != nil {
			t.Fatal(err)
		}
		contents = append(contents, string(content))
	}
	return contents
}
