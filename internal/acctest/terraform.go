// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"
)

// feature is a feature of the Terraform language that not every supported version has.
type feature struct {
	name      string
	terraform *version.Version // The oldest Terraform that has it.
	openTofu  *version.Version // The oldest OpenTofu that has it, or nil if all have it.
}

// The features that not every supported version has. OpenTofu began with the features of
// Terraform 1.5.
var (
	TerraformWithData      = feature{"terraform_data", tfversion.Version1_4_0, nil}
	TerraformWithChecks    = feature{"check blocks", tfversion.Version1_5_0, nil}
	TerraformWithImports   = feature{"for_each in import blocks", tfversion.Version1_7_0, tfversion.Version1_7_0}
	TerraformWithFunctions = feature{"functions of providers", tfversion.Version1_8_0, tfversion.Version1_7_0}
	TerraformWithMocks     = feature{"mock_provider", tfversion.Version1_7_0, version.Must(version.NewVersion("1.10.0"))} // OpenTofu 1.8 crashes on mocks of this provider.
	TerraformWithEphemeral = feature{"ephemeral resources", tfversion.Version1_10_0, tfversion.Version1_11_0}
)

// terraform returns the Terraform or OpenTofu that the tests run.
func terraform() string {
	return cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform")
}

// cli is the product and the version of a command.
type cli struct {
	product string // As the command writes it, Terraform or OpenTofu.
	version *version.Version
}

var installed = sync.OnceValues(func() (cli, error) {
	output, err := exec.Command(terraform(), "version").Output()
	if err != nil {
		return cli{}, fmt.Errorf("asking %s for its version: %w", terraform(), err)
	}
	return parseVersion(string(output))
})

const openTofu = "OpenTofu"

var firstLine = regexp.MustCompile(`^(Terraform|` + openTofu + `) v(\S+)`)

// parseVersion parses the output of `terraform version`. Its JSON does not distinguish
// OpenTofu from Terraform.
func parseVersion(output string) (cli, error) {
	match := firstLine.FindStringSubmatch(output)
	if match == nil {
		return cli{}, fmt.Errorf("neither Terraform nor OpenTofu has the version %q", output)
	}
	parsed, err := version.NewVersion(match[2])
	return cli{product: match[1], version: parsed}, err
}

// oldest returns the oldest version of the product with a feature, or nil.
func (c cli) oldest(f feature) *version.Version {
	if c.product == openTofu {
		return f.openTofu
	}
	return f.terraform
}

// has reports whether the command has a feature. A prerelease has the features of its
// release.
func (c cli) has(f feature) bool {
	oldest := c.oldest(f)
	return oldest == nil || !c.version.Core().LessThan(oldest)
}

// registry returns the default host of a source.
func (c cli) registry() string {
	if c.product == openTofu {
		return "registry.opentofu.org"
	}
	return "registry.terraform.io"
}

// registry returns the default registry of the installed command. If the command cannot
// run, the tests that need it report that.
func registry() string {
	c, _ := installed()
	return c.registry()
}

// OpenTofu reports whether the tests run OpenTofu rather than Terraform.
func OpenTofu(t testing.TB) bool {
	t.Helper()
	c, err := installed()
	if err != nil {
		t.Fatal(err)
	}
	return c.product == openTofu
}

// RequireTerraform skips the test if the installed Terraform or OpenTofu lacks a
// feature. The message contains the feature.
func RequireTerraform(t testing.TB, needed feature) {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run where TF_ACC is set")
	}
	c, err := installed()
	if err != nil {
		t.Fatal(err)
	}
	if !c.has(needed) {
		t.Skipf("%s %s has no %s, which came with %s", c.product, c.version, needed.name, c.oldest(needed))
	}
}
