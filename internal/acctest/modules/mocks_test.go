// SPDX-License-Identifier: MPL-2.0

package modules

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/terraform-provider-awsconfig/terraform-provider-awsconfig/internal/provider"
)

var mockFile = filepath.Join(guard, "tests", "mocks", "awsconfig.tfmock.hcl")

// The mock file has each attribute that a mock can give a value, and no other, because
// Terraform makes up the first and says nothing of the second.
func TestMocks_schema(t *testing.T) {
	t.Parallel()
	want := map[string][]string{}
	for _, source := range []datasource.DataSource{provider.NewConfigurationRecorderStatusDataSource(), provider.NewConfigurationRecorderStatusesDataSource()} {
		var metadata datasource.MetadataResponse
		source.Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "awsconfig"}, &metadata)
		var response datasource.SchemaResponse
		source.Schema(t.Context(), datasource.SchemaRequest{}, &response)
		for name, attribute := range response.Schema.Attributes {
			// A mock has no value for the elements of a nested attribute.
			if _, nested := attribute.(schema.NestedAttribute); attribute.IsComputed() && !nested {
				want[metadata.TypeName] = append(want[metadata.TypeName], name)
			}
		}
	}

	got := map[string][]string{}
	_, blocks := parse(t, mockFile)
	for _, block := range blocks {
		if block.Type != "mock_data" {
			t.Errorf("%s is not expected in the mock file", block.Type)
			continue
		}
		defaults, ok := block.Body.Attributes["defaults"].Expr.(*hclsyntax.ObjectConsExpr)
		if !ok {
			t.Fatalf("the defaults of %s are no object", block.Labels[0])
		}
		for _, item := range defaults.Items {
			key, diags := item.KeyExpr.Value(nil)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			got[block.Labels[0]] = append(got[block.Labels[0]], key.AsString())
		}
	}

	if names, wanted := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(names, wanted) {
		t.Fatalf("the mock file has %v, and the provider %v", names, wanted)
	}
	for name := range want {
		slices.Sort(got[name])
		slices.Sort(want[name])
		if !slices.Equal(got[name], want[name]) {
			t.Errorf("the mock of %s has the attributes\n%v, and the schema\n%v", name, got[name], want[name])
		}
	}
}

// The guide tells to copy the mock file of the module.
func TestMocks_copy(t *testing.T) {
	t.Parallel()
	if copied := filepath.Join(guide, "tests", "mocks", "awsconfig.tfmock.hcl"); !bytes.Equal(readFile(t, copied), readFile(t, mockFile)) {
		t.Errorf("%s is not a copy of %s", copied, mockFile)
	}
}
