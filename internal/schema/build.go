package schema

import (
	"maps"
	"slices"

	"github.com/pir-cli/pir/internal/field"
)

// hint is what is known of a field besides its description, mostly the words of a policy.
type hint struct {
	words  []Word            // the words of the field, for completion
	closed bool              // it may hold nothing but the words, as they are written
	folded map[string]string // the field may hold the words and nothing else but these spellings of them
	keys   []Word            // the keys of a mapping of names
	some   []string          // keys of a mapping of which one at least is not an empty list
}

// builder makes descriptions into schemas; hints stand by the path of their field, such as causes[].category.
type builder struct {
	hints map[string]hint
	used  map[string]bool // the hints that met their field
}

func newBuilder(hints map[string]hint) *builder {
	return &builder{hints: hints, used: make(map[string]bool, len(hints))}
}

// object returns the schema of a mapping with these keys; others are refused.
func (b *builder) object(path string, fields []field.Description) *Schema {
	s := &Schema{Type: Types{"object"}, Additional: false}
	for _, f := range fields {
		s.Properties = append(s.Properties, Property{f.Name, b.field(join(path, f.Name), f)})
		if f.Required {
			s.Required = append(s.Required, f.Name)
		}
	}
	if h := b.hint(path); h.some != nil {
		for _, key := range h.some {
			full := &Schema{Type: Types{"array"}, Contains: &Schema{Not: &Schema{Enum: []any{nil, ""}}}}
			s.AnyOf = append(s.AnyOf, &Schema{Required: []string{key}, Properties: Properties{{key, full}}})
		}
	}
	return s
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (b *builder) hint(path string) hint {
	b.used[path] = true
	return b.hints[path]
}

// field returns the schema of the value of one key. Every key may be empty, which YAML reads as null, unless its
// mapping needs it.
func (b *builder) field(path string, f field.Description) *Schema {
	s := b.value(path, f)
	s.Description = f.Doc
	return s
}

func (b *builder) value(path string, f field.Description) *Schema {
	h := b.hint(path)
	switch f.Type {
	case "texts":
		return &Schema{Type: Types{"array", "null"}, Items: text(b.hint(path+"[]"), f)}
	case "list":
		return &Schema{Type: Types{"array", "null"}, Items: b.object(path+"[]", f.Fields)}
	case "mapping":
		s := b.object(path, f.Fields)
		s.Type = append(s.Type, "null")
		return s
	case "names":
		return names(h, f)
	case "number":
		least, greatest := 0.0, float64(field.MaxNumber)
		return &Schema{Type: Types{"number", "string", "null"}, Minimum: &least, Maximum: &greatest, Pattern: whole(f.Pattern), PatternHint: f.Hint, Examples: []any{1200, field.Unknown}}
	case "date":
		return &Schema{Type: Types{"string", "null"}, Pattern: whole(f.Pattern), PatternHint: f.Hint, Examples: []any{"2026-03-31", field.Unknown}}
	case "time":
		return &Schema{Type: Types{"string", "null"}, Pattern: whole(f.Pattern), PatternHint: f.Hint, Examples: []any{"2026-03-02T21:14:00Z", "2026-03-02T22:14:00+01:00", field.Unknown}}
	case "word":
		list := make([]Word, 0, len(f.Words))
		for _, w := range f.Words {
			list = append(list, Word{Value: w})
		}
		return words(list, spellings(f.Words, f.Aliases), f.Required)
	default:
		return text(h, f)
	}
}

// text returns the schema of a single value, which may be anything that is not a mapping or a list.
func text(h hint, f field.Description) *Schema {
	switch {
	case h.closed:
		return either(constants(h.words))
	case h.folded != nil:
		return words(h.words, spellings(nil, h.folded), f.Required)
	case f.Whole > 0:
		least, greatest := 0.0, float64(f.Whole)
		return &Schema{Type: Types{"integer", "string", "null"}, Minimum: &least, Maximum: &greatest, Pattern: whole(f.Pattern), PatternHint: f.Hint}
	case f.Pattern != "":
		return &Schema{Type: Types{"string", "null"}, Pattern: whole(f.Pattern), PatternHint: f.Hint}
	}
	free := &Schema{Type: Types{"string", "number", "boolean", "null"}}
	if f.Required {
		free = &Schema{Type: Types{"string", "number", "boolean"}, Not: &Schema{Const: ""}}
	}
	if len(h.words) == 0 {
		return free
	}
	return either(append(constants(h.words), free))
}

// either returns the schema of what one of several schemas allows.
func either(list []*Schema) *Schema {
	if len(list) == 1 {
		return list[0]
	}
	return &Schema{AnyOf: list}
}

// words returns the schema of a closed vocabulary: the words, so that editors offer them, and a pattern of the
// other spellings that are read. A word that YAML takes for a number or a truth value may stand as that.
func words(list []Word, folded []string, required bool) *Schema {
	s := &Schema{AnyOf: constants(list)}
	other := &Schema{Type: Types{"string", "null"}, Pattern: whole(anyCase(folded))}
	if required {
		other = &Schema{Type: Types{"string"}, Pattern: "^(?:" + anyCase(folded) + ")$"}
	}
	s.AnyOf = append(s.AnyOf, other)
	s.AnyOf = append(s.AnyOf, unquoted(folded)...)
	return s
}

// constants returns the words one by one where one of them is explained, else as one list.
func constants(list []Word) []*Schema {
	if !slices.ContainsFunc(list, func(w Word) bool { return w.Doc != "" }) {
		all := &Schema{}
		for _, w := range list {
			all.Enum = append(all.Enum, w.Value)
		}
		return []*Schema{all}
	}
	each := make([]*Schema, 0, len(list))
	for _, w := range list {
		each = append(each, &Schema{Const: w.Value, Description: w.Doc})
	}
	return each
}

// names returns the schema of a mapping from names to values.
func names(h hint, f field.Description) *Schema {
	s := &Schema{Type: Types{"object", "null"}}
	if h.keys == nil {
		s.Additional = text(h, f)
		return s
	}
	s.Additional = false
	for _, k := range h.keys {
		v := text(h, f)
		v.Description = k.Doc
		s.Properties = append(s.Properties, Property{k.Value, v})
	}
	return s
}

// spellings returns the folded words of a vocabulary and its aliases, sorted.
func spellings(list []string, aliases map[string]string) []string {
	set := maps.Clone(aliases)
	if set == nil {
		set = map[string]string{}
	}
	for _, w := range list {
		set[field.Fold(w)] = w
	}
	return slices.Sorted(maps.Keys(set))
}
