package field

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
)

// Change is one change of one key of a mapping: a value that is set, or an entry that is put into a list.
type Change struct {
	in    Path
	key   string
	entry bool // value is an entry of the list under the key
	at    int  // before which mapping of the list; -1 for its end
	value Value
}

// Path leads from the root of a document to a mapping.
type Path []Step

// Step leads from a mapping to the value of a key, or from a list to one of its mappings.
type Step struct {
	key, id string
	item    int
}

// In is the step to the value of a key.
func In(name string) Step { return Step{key: name} }

// WithID is the step to the mapping of a list that has that `id`.
func WithID(id string) Step { return Step{id: id} }

// Item is the step to a mapping of a list by its number, from 0. What is no mapping does not count.
func Item(i int) Step { return Step{item: i} }

// Set returns the change that gives a key of a mapping a value. A key that is not there is put in.
func Set(in Path, key string, v Value) Change { return Change{in: in, key: key, value: v} }

// Append returns the change that puts an entry at the end of the list under a key. A list that is not there is begun.
func Append(in Path, key string, v Value) Change {
	return Change{in: in, key: key, entry: true, at: -1, value: v}
}

// Insert is Append for an entry that goes before the mapping of that number, from 0; behind the last it is Append.
func Insert(in Path, key string, before int, v Value) Change {
	return Change{in: in, key: key, entry: true, at: before, value: v}
}

// Amend returns the edits that make a change, and change nothing else: what the document says afterwards is read
// again and compared. fields says which keys the document has and in which order. A change that cannot be made
// so is refused with the line and the reason.
func (d *Document) Amend(fields []Description, c Change) ([]diag.Edit, error) {
	if d.root == nil {
		return nil, fmt.Errorf("%s: there is no front matter that can be read", d.file.Path)
	}
	a := amender{Document: d, fields: fields, change: c}
	if err := a.find(); err != nil {
		return nil, err
	}
	if err := a.make(); err != nil {
		return nil, err
	}
	if err := d.proves(a.edits, c); err != nil {
		return nil, a.refuse(a.place, "%w", err)
	}
	return a.edits, nil
}

// amender makes one change.
type amender struct {
	*Document
	change  Change
	fields  []Description // of the mapping
	mapping *yaml.Node
	list    *yaml.Node // that the mapping is an entry of; nil for the root
	flow    bool       // the mapping, or something around it, is in braces or brackets
	place   *yaml.Node // where to report that the change cannot be made
	edits   []diag.Edit
}

// refuse returns an error with the line of a node.
func (a *amender) refuse(at *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w; edit it by hand", a.file.Path, a.line(at), fmt.Errorf(format, args...))
}

// find goes to the mapping that is changed.
func (a *amender) find() error {
	n := a.root
	a.place = n
	for _, s := range a.change.in {
		a.flow = a.flow || n.Style&yaml.FlowStyle != 0
		next, err := a.step(n, s)
		if err != nil {
			return err
		}
		if next.Kind == yaml.AliasNode {
			return a.refuse(next, "the alias *%s stands here for something that is written elsewhere", next.Value)
		}
		if s.key == "" {
			a.list = n
		}
		n, a.place = next, next
	}
	if n.Kind != yaml.MappingNode {
		return a.refuse(n, "a mapping of keys to values is expected here, found %s", describe(n))
	}
	a.mapping = n
	a.flow = a.flow || n.Style&yaml.FlowStyle != 0
	return nil
}

func (a *amender) step(n *yaml.Node, s Step) (*yaml.Node, error) {
	if s.key != "" {
		if n.Kind != yaml.MappingNode {
			return nil, a.refuse(n, "a mapping of keys to values is expected here, found %s", describe(n))
		}
		p, err := a.pair(n, s.key)
		switch {
		case err != nil:
			return nil, err
		case p == nil:
			return nil, a.refuse(n, "there is no %s", s.key)
		}
		if i := slices.IndexFunc(a.fields, func(f Description) bool { return f.Name == s.key }); i >= 0 {
			a.fields = a.fields[i].Fields
		}
		return p.val, nil
	}
	if n.Kind != yaml.SequenceNode {
		return nil, a.refuse(n, "a list is expected here, found %s", describe(n))
	}
	var found *yaml.Node
	for i, item := range mappings(n) {
		switch {
		case s.id == "" && i != s.item, s.id != "" && !hasID(item, s.id):
			continue
		case found != nil:
			return nil, a.refuse(item, "the id %s stands already in line %d, and which of the two is meant nobody can tell", s.id, a.line(found))
		}
		found = item
	}
	if found == nil {
		return nil, a.refuse(n, "there is no entry %s", s)
	}
	return found, nil
}

// String returns the step as a message names it.
func (s Step) String() string {
	switch {
	case s.key != "":
		return s.key
	case s.id != "":
		return s.id
	}
	return fmt.Sprintf("number %d", s.item+1)
}

// mappings returns the entries of a list that are mappings, also those that stand for one.
func mappings(list *yaml.Node) []*yaml.Node {
	found := make([]*yaml.Node, 0, len(list.Content))
	for _, item := range list.Content {
		if value(item).Kind == yaml.MappingNode {
			found = append(found, item)
		}
	}
	return found
}

func hasID(item *yaml.Node, id string) bool {
	content := value(item).Content
	for i := 0; i+1 < len(content); i += 2 {
		if content[i].Value == "id" {
			v := value(content[i+1])
			return v.Kind == yaml.ScalarNode && v.Value == id
		}
	}
	return false
}

// pair returns the key of a mapping with its value; nil when it is not there. A key that stands there twice, or only
// misspelt, is refused.
func (a *amender) pair(m *yaml.Node, name string) (*pair, error) {
	var found *pair
	names := make([]string, 0, len(a.fields))
	for _, f := range a.fields {
		names = append(names, f.Name)
	}
	var misspelt *yaml.Node
	for i := 0; i+1 < len(m.Content); i += 2 {
		key := m.Content[i]
		switch {
		case key.Kind == yaml.ScalarNode && key.Value == name:
			if found != nil {
				return nil, a.refuse(key, "the key %s stands already in line %d, and only one of them can count", name, a.line(found.key))
			}
			found = &pair{key, m.Content[i+1]}
		case key.Kind == yaml.ScalarNode && !slices.Contains(names, key.Value):
			if near, ok := nearest.Nearest(key.Value, names); ok && near == name {
				misspelt = key
			}
		}
	}
	if found == nil && misspelt != nil {
		return nil, a.refuse(misspelt, "the key %q is read as %s; mend it first", shorten(misspelt.Value), name)
	}
	return found, nil
}

// make makes the edits.
func (a *amender) make() error {
	c := a.change
	p, err := a.pair(a.mapping, c.key)
	if err != nil {
		return err
	}
	v := c.value
	if c.entry {
		v = NewList(c.value)
	}
	if p == nil {
		return a.put(v)
	}
	a.place = p.key
	if p.val.Anchor != "" && a.aliased {
		return a.refuse(p.val, "what stands here is named &%s and may be used elsewhere", p.val.Anchor)
	}
	switch empty := len(p.val.Content) == 0; {
	case !c.entry, isNull(p.val), p.val.Kind == yaml.SequenceNode && empty:
		return a.replace(p, v)
	case p.val.Kind == yaml.AliasNode:
		return a.refuse(p.val, "the alias *%s stands here for a list that is written elsewhere", p.val.Value)
	case p.val.Kind != yaml.SequenceNode:
		return a.refuse(p.val, "%s is no list, found %s", c.key, describe(p.val))
	case p.val.Style&yaml.FlowStyle != 0:
		return a.enter(p.val, a.entryIndex(p.val), c.value.inline(true, scalarStyle(p.val)))
	default:
		return a.enterLines(p.val, a.entryIndex(p.val))
	}
}

// entryIndex returns before which entry of a list the new one goes.
func (a *amender) entryIndex(list *yaml.Node) int {
	if all := mappings(list); a.change.at >= 0 && a.change.at < len(all) {
		return slices.Index(list.Content, all[a.change.at])
	}
	return len(list.Content)
}

// edit adds an edit.
func (a *amender) edit(start, end int, text string) {
	a.edits = append(a.edits, diag.Edit{Span: source.Span{Start: start, End: end}, New: text})
}

// lost returns the error for a node whose end is not where it should be.
func (a *amender) lost(n *yaml.Node) error {
	return a.refuse(n, "where the value that starts here ends cannot be told")
}
