package field

import (
	"errors"
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/source"
)

// said is what a node says, without how it is written: aliases are followed, and of a mapping entries holds
// keys and values in turn.
type said struct {
	kind    yaml.Kind
	tag     string // "" for a value that was asked for: how YAML would read it is not the question
	text    string
	null    bool
	put     bool // a key that is new; where it stands is not the question
	entries []said
}

func says(n *yaml.Node) said {
	n = value(n)
	s := said{kind: n.Kind, tag: n.Tag, text: n.Value, null: isNull(n)}
	for _, c := range n.Content {
		s.entries = append(s.entries, says(c))
	}
	return s
}

func (v Value) says() said {
	s := said{kind: v.kind, text: v.text, null: v.null}
	for _, item := range v.items {
		s.entries = append(s.entries, item.says())
	}
	for _, p := range v.pairs {
		s.entries = append(s.entries, said{kind: yaml.ScalarNode, text: p.Key}, p.Value.says())
	}
	return s
}

// proves makes the edits and reads the result: it must say what the document says, with the change and no other.
func (d *Document) proves(edits []diag.Edit, c Change) error {
	want := says(d.root)
	if !want.amend(c.in, c) {
		return errors.New("the place of the change cannot be found")
	}
	longer := 0
	for _, e := range edits {
		if e.Span.Start < d.region.Start || e.Span.End > d.region.End {
			return errors.New("the change would reach beyond the front matter")
		}
		longer += len(e.New) - (e.Span.End - e.Span.Start)
	}
	b, err := edit.Apply(d.file.Bytes, edits)
	if err != nil {
		return fmt.Errorf("make the change: %w", err)
	}
	after := Parse(source.New(d.file.Path, b), source.Span{Start: d.region.Start, End: d.region.End + longer})
	if after.root == nil || len(after.problems) > len(d.problems) {
		return errors.New("the change would leave YAML that cannot be read")
	}
	if !want.same(says(after.root)) {
		return errors.New("the change would alter something else too")
	}
	return nil
}

// amend makes a change of what is said.
func (s *said) amend(in Path, c Change) bool {
	if len(in) > 0 {
		next := s.next(in[0])
		return next != nil && next.amend(in[1:], c)
	}
	v := c.value.says()
	at := s.get(c.key)
	switch {
	case at == nil && c.entry:
		s.entries = append(s.entries, said{kind: yaml.ScalarNode, text: c.key, put: true}, said{kind: yaml.SequenceNode, entries: []said{v}})
	case at == nil:
		s.entries = append(s.entries, said{kind: yaml.ScalarNode, text: c.key, put: true}, v)
	case c.entry && at.kind != yaml.SequenceNode:
		*at = said{kind: yaml.SequenceNode, entries: []said{v}}
	case c.entry:
		at.entries = slices.Insert(at.entries, at.before(c.at), v)
	default:
		*at = v
	}
	return true
}

// before returns the index of the mapping with that number among the entries, or their count.
func (s *said) before(number int) int {
	for i, e := range s.entries {
		if e.kind != yaml.MappingNode {
			continue
		}
		if number == 0 {
			return i
		}
		number--
	}
	return len(s.entries)
}

func (s *said) next(step Step) *said {
	if step.key != "" {
		return s.get(step.key)
	}
	number := 0
	for i := range s.entries {
		e := &s.entries[i]
		if e.kind != yaml.MappingNode {
			continue
		}
		if id := e.get("id"); step.id != "" && id != nil && id.text == step.id || step.id == "" && number == step.item {
			return e
		}
		number++
	}
	return nil
}

// get returns the value of a key.
func (s *said) get(key string) *said {
	if s.kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(s.entries); i += 2 {
		if s.entries[i].text == key {
			return &s.entries[i+1]
		}
	}
	return nil
}

// same reports whether got says what s does.
func (s *said) same(got said) bool {
	if s.kind != got.kind || s.null != got.null || len(s.entries) != len(got.entries) ||
		!s.null && s.text != got.text || s.tag != "" && s.tag != got.tag {
		return false
	}
	if n := len(s.entries); n > 1 && s.entries[n-2].put {
		i := 0
		for i < n && (got.entries[i].kind != yaml.ScalarNode || got.entries[i].text != s.entries[n-2].text) {
			i += 2
		}
		if i >= n || !s.entries[n-1].same(got.entries[i+1]) {
			return false
		}
		rest := said{kind: s.kind, entries: s.entries[:n-2]}
		return rest.same(said{kind: s.kind, entries: slices.Concat(got.entries[:i], got.entries[i+2:])})
	}
	return slices.EqualFunc(s.entries, got.entries, func(a, b said) bool { return a.same(b) })
}
