// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// jsonSchema contains the keywords of JSON Schema that the schema of seeds uses.
type jsonSchema struct {
	AdditionalProperties *bool
	Definitions          map[string]jsonSchema
	Enum                 []string
	Examples             []json.RawMessage
	Items                *jsonSchema
	PatternProperties    map[string]jsonSchema
	Properties           map[string]jsonSchema
	Ref                  string `json:"$ref"`
	Required             []string
	Type                 any
}

// seedValues contains a value of each type, which seeds do not accept for another type.
var seedValues = map[string]string{
	"array":   `[]`,
	"boolean": `true`,
	"null":    `null`,
	"number":  `0.5`,
	"object":  `{}`,
	"string":  `"~"`,
}

// seedNames contains a name for each kind of pattern properties.
var seedNames = []string{"AKIAEXAMPLE", "123456789012", "eu-west-1", "arn:aws:iam::*:role/reader"}

// TestSeedSchema compares the schema with the parser: the fields of each object, the
// type of each value, and the values of enums.
func TestSeedSchema(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("seed.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root jsonSchema
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	walker := &schemaWalker{T: t, definitions: root.Definitions, unused: maps.Clone(root.Definitions)}
	walker.walk(root, "seed", func(value string) string { return value })
	if len(walker.unused) != 0 {
		t.Errorf("got the definitions %v, which nothing refers to", slices.Sorted(maps.Keys(walker.unused)))
	}
	if walker.values < 50 {
		t.Errorf("got %d values, want all of a seed", walker.values)
	}
}

type schemaWalker struct {
	*testing.T
	definitions, unused map[string]jsonSchema
	values              int
}

// walk compares a part of the schema. wrap embeds a value of this part in a seed.
func (w *schemaWalker) walk(s jsonSchema, path string, wrap func(value string) string) {
	w.Helper()
	if s.Ref != "" {
		name := strings.TrimPrefix(s.Ref, "#/definitions/")
		delete(w.unused, name)
		s = w.definitions[name]
	}
	w.values++
	allowed := fmt.Sprint(s.Type)
	for kind, value := range seedValues {
		err := w.parse(wrap(value))
		if strings.Contains(allowed, kind) {
			// Other values can be rejected for another reason.
			if err != "" && (kind == "boolean" || kind == "number") {
				w.Errorf("%s: got the error %q for %s", path, err, value)
			}
			continue
		}
		if !strings.Contains(err, "must be") {
			w.Errorf("%s: got the error %q for %s, want the type %s", path, err, value, allowed)
		}
	}
	for _, value := range s.Enum {
		if err := w.parse(wrap(`"` + value + `"`)); err != "" {
			w.Errorf("%s: got the error %q for the value %s", path, err, value)
		}
	}
	if s.Enum != nil && w.parse(wrap(`"~"`)) == "" {
		w.Errorf("%s: got no error for a value that is not in the enum", path)
	}

	if s.Properties != nil {
		known := "it has " + strings.Join(slices.Sorted(maps.Keys(s.Properties)), ", ")
		if err := w.parse(wrap(`{"~":0}`)); !strings.HasSuffix(err, known) {
			w.Errorf("%s: got the error %q, want that %s", path, err, known)
		}
	}
	if strings.Contains(allowed, "object") && (s.AdditionalProperties == nil || *s.AdditionalProperties) {
		w.Errorf("%s: additional properties are allowed", path)
	}
	for name, property := range s.Properties {
		w.walk(property, path+"."+name, func(value string) string {
			members := []string{fmt.Sprintf("%q:%s", name, value)}
			for _, required := range s.Required {
				if required != name {
					members = append(members, fmt.Sprintf("%q:%s", required, s.Properties[required].Examples[0]))
				}
			}
			return wrap("{" + strings.Join(members, ",") + "}")
		})
	}
	for _, required := range s.Required {
		if err := w.parse(wrap("{}")); err == "" {
			w.Errorf("%s: got no error without %s", path, required)
		}
	}
	for pattern, property := range s.PatternProperties {
		name := seedNames[slices.IndexFunc(seedNames, regexp.MustCompile(pattern).MatchString)]
		w.walk(property, path+"."+name, func(value string) string { return wrap(fmt.Sprintf("{%q:%s}", name, value)) })
		if w.parse(wrap(`{"?":{}}`)) == "" {
			w.Errorf("%s: got no error for a name that the pattern does not match", path)
		}
	}
	if s.Items != nil {
		w.walk(*s.Items, path+"[]", func(value string) string { return wrap("[" + value + "]") })
	}
}

// parse returns the error of a seed, or an empty string.
func (*schemaWalker) parse(seed string) string {
	if _, err := ParseSeed("seed.json", []byte(seed)); err != nil {
		return err.Error()
	}
	return ""
}
