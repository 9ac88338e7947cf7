// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestStringSet_SetSemanticEquals(t *testing.T) {
	t.Parallel()
	set := newStringSet([]string{"b", "a", "b"})
	reversed := stringSet{types.SetValueMust(types.StringType, []attr.Value{types.StringValue("b"), types.StringValue("a")})}
	for name, test := range map[string]struct {
		other stringSet
		want  bool
	}{
		"the same":       {set, true},
		"in other order": {reversed, true},
		"fewer":          {newStringSet([]string{"a"}), false},
		"others":         {newStringSet([]string{"a", "c"}), false},
	} {
		if got, diags := set.SetSemanticEquals(t.Context(), test.other); got != test.want || diags.HasError() {
			t.Errorf("%s: got %t and %v", name, got, diags)
		}
		if set.Equal(test.other) != test.want {
			t.Errorf("%s: Equal does not return %t", name, test.want)
		}
	}
}

func TestStringSetType(t *testing.T) {
	t.Parallel()
	set := newStringSet([]string{"b", "a"})
	raw, err := set.ToTerraformValue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if value, err := newStringSetType().ValueFromTerraform(t.Context(), raw); err != nil || !set.Equal(value) || !set.Type(t.Context()).Equal(newStringSetType()) {
		t.Errorf("got %v and %v", value, err)
	}
	if set.Equal(set.SetValue) || newStringSetType().Equal(newStringSetType().SetType) {
		t.Error("it equals another type")
	}
}

// A set of thousands of accounts takes no time that grows with the square of its size.
func BenchmarkStringSet(b *testing.B) {
	var values []string
	for i := range 10000 {
		values = append(values, fmt.Sprintf("%012d", i))
	}
	set, other := newStringSet(values), newStringSet(slices.Clone(values))
	for b.Loop() {
		if equal, _ := set.SetSemanticEquals(b.Context(), other); !equal {
			b.Fatal("it differs")
		}
	}
}
