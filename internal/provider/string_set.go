// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.SetTypable                    = stringSetType{}
	_ basetypes.SetValuableWithSemanticEquals = stringSet{}
)

// stringSetType is the type of a set of strings that can have thousands of elements. For
// other sets, the framework compares all pairs of elements, which takes seconds for a
// thousand elements.
type stringSetType struct{ basetypes.SetType }

func newStringSetType() stringSetType {
	return stringSetType{basetypes.SetType{ElemType: types.StringType}}
}

func (t stringSetType) Equal(other attr.Type) bool {
	o, ok := other.(stringSetType)
	return ok && t.SetType.Equal(o.SetType)
}

func (t stringSetType) String() string { return "stringSetType" }

// Validate does not look for duplicates, because Terraform removed them.
func (t stringSetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics {
	return nil
}

func (t stringSetType) ValueFromSet(_ context.Context, set basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return stringSet{set}, nil
}

func (t stringSetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.SetType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	set, _ := value.(basetypes.SetValue)
	return stringSet{set}, nil
}

func (t stringSetType) ValueType(context.Context) attr.Value { return stringSet{} }

// stringSet is a value of stringSetType.
type stringSet struct{ basetypes.SetValue }

// newStringSet returns a known set.
func newStringSet(values []string) stringSet {
	elements := make([]attr.Value, 0, len(values))
	for _, value := range slices.Compact(slices.Sorted(slices.Values(values))) {
		elements = append(elements, types.StringValue(value))
	}
	return stringSet{types.SetValueMust(types.StringType, elements)}
}

func (s stringSet) Type(context.Context) attr.Type { return newStringSetType() }

func (s stringSet) Equal(other attr.Value) bool {
	o, ok := other.(stringSet)
	return ok && s.SetValue.Equal(o.SetValue)
}

// SetSemanticEquals reports whether the sets have the same elements. It is faster than
// the comparison of the framework.
func (s stringSet) SetSemanticEquals(_ context.Context, other basetypes.SetValuable) (bool, diag.Diagnostics) {
	o, ok := other.(stringSet)
	if !ok || len(s.Elements()) != len(o.Elements()) {
		return false, nil
	}
	has := map[attr.Value]bool{}
	for _, element := range s.Elements() {
		has[element] = true
	}
	for _, element := range o.Elements() {
		if !has[element] {
			return false, nil
		}
	}
	return true, nil
}
