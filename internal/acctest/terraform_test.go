// SPDX-License-Identifier: MPL-2.0

package acctest

import "testing"

func TestParseVersion(t *testing.T) {
	t.Parallel()
	for output, want := range map[string]struct {
		registry  string
		ephemeral bool
		checks    bool
	}{
		"Terraform v1.0.11\non linux_amd64\n":                            {"registry.terraform.io", false, false},
		"Terraform v1.9.8\non linux_amd64\n":                             {"registry.terraform.io", false, true},
		"Terraform v1.10.0-beta1\non linux_amd64\n":                      {"registry.terraform.io", true, true},
		"Terraform v1.11.4\r\non windows_amd64\r\n":                      {"registry.terraform.io", true, true},
		"OpenTofu v1.6.3\non linux_amd64\n":                              {"registry.opentofu.org", false, true},
		"OpenTofu v1.10.6\non linux_amd64\n":                             {"registry.opentofu.org", false, true},
		"OpenTofu v1.11.0-dev\non linux_amd64\n":                         {"registry.opentofu.org", true, true},
		"OpenTofu v1.12.6\non linux_amd64\n+ provider example.com/a/b\n": {"registry.opentofu.org", true, true},
	} {
		c, err := parseVersion(output)
		if err != nil {
			t.Errorf("%q: %s", output, err)
			continue
		}
		if c.registry() != want.registry || c.has(TerraformWithEphemeral) != want.ephemeral || c.has(TerraformWithChecks) != want.checks {
			t.Errorf("%q: %s, ephemeral resources %t, checks %t", output, c.registry(), c.has(TerraformWithEphemeral), c.has(TerraformWithChecks))
		}
	}
	for _, output := range []string{"", "Packer v1.11.0\n", "Terraform\n", "Terraform vNext\n"} {
		if c, err := parseVersion(output); err == nil {
			t.Errorf("%q is taken for %s %s", output, c.product, c.version)
		}
	}
}
