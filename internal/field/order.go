package field

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
)

// Reorder returns the edits that bring the keys of block mappings into the order of fields. Whole lines
// move, with the comments that belong to them. Mappings within others come first: apply the edits, parse
// the result, and call it again until there are none. kept says why something stays out of order, or is "".
//
// A comment directly above a key moves with the key, one behind or below a value with that value, and blank
// lines with what stands above them. An unknown key stays behind the key that it follows.
func (d *Document) Reorder(fields []Description) (edits []diag.Edit, kept string) {
	if d.root == nil {
		return nil, ""
	}
	o := orderer{Document: d, anchored: hasAnchor(d.root)}
	o.mapping(d.root, fields, d.region.End)
	return o.edits, o.kept
}

// Same reports whether two documents hold the same values, whatever the order of their keys.
func (d *Document) Same(other *Document) bool {
	if d.root == nil || other.root == nil {
		return d.root == other.root
	}
	return sameNode(d.root, other.root)
}

func sameNode(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.Tag != b.Tag || a.Value != b.Value || a.Style != b.Style || a.Anchor != b.Anchor || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind != yaml.MappingNode {
		return slices.EqualFunc(a.Content, b.Content, sameNode)
	}
	return slices.EqualFunc(pairs(a), pairs(b), func(x, y pair) bool { return sameNode(x.key, y.key) && sameNode(x.val, y.val) })
}

// pairs returns the keys and values of a mapping by the text of the keys.
func pairs(n *yaml.Node) []pair {
	list := make([]pair, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		list = append(list, pair{n.Content[i], n.Content[i+1]})
	}
	slices.SortStableFunc(list, func(x, y pair) int { return strings.Compare(x.key.Value, y.key.Value) })
	return list
}

func hasAnchor(n *yaml.Node) bool {
	return n.Anchor != "" || n.Kind == yaml.AliasNode || slices.ContainsFunc(n.Content, hasAnchor)
}

// orderer goes through the mappings of a document.
type orderer struct {
	*Document
	anchored bool // an anchor may be used above the place that it was moved to
	edits    []diag.Edit
	kept     string
}

// entry is one key of a block mapping with its lines: lead..line are the comments above it, line..key its
// indentation, key..end its text.
type entry struct {
	name                 string
	val                  *yaml.Node
	lead, line, key, end int
	rank                 int
}

// mapping looks at a mapping and those within it; limit is where the lines that may be its own end.
func (o *orderer) mapping(n *yaml.Node, fields []Description, limit int) {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0 {
		return
	}
	entries, ok := o.entries(n, limit)
	if !ok {
		return
	}
	before := len(o.edits)
	why := rank(entries, fields)
	for i := range entries {
		if e := &entries[i]; e.rank >= 0 && fields[e.rank].Name == e.name {
			o.within(e, fields[e.rank])
		}
	}
	if len(o.edits) > before {
		return // this one next time
	}
	o.sort(entries, why)
}

// rank gives every key its place among the fields: a misspelt one that of the key that it is read as, an
// unknown one that of the key above it. Why says why the keys must not be moved, or is "".
func rank(entries []entry, fields []Description) (why string) {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.Name)
	}
	place, unknown := -1, 0
	seen := make(map[string]bool, len(entries))
	for i := range entries {
		e := &entries[i]
		if seen[e.name] {
			why = "a key stands in it twice"
		}
		seen[e.name] = true
		if at := slices.Index(names, e.name); at >= 0 {
			place = at
		} else if unknown++; unknown > maxUnknown {
			why = fmt.Sprintf("it has more than %d unknown keys", maxUnknown)
		} else if near, ok := nearest.Nearest(e.name, names); ok {
			place = slices.Index(names, near)
		}
		e.rank = place
	}
	return why
}

// within looks at what stands below a key.
func (o *orderer) within(e *entry, f Description) {
	switch {
	case f.Fields == nil:
	case f.Type == "mapping":
		o.mapping(e.val, f.Fields, e.end)
	case e.val.Kind == yaml.SequenceNode && e.val.Style&yaml.FlowStyle == 0:
		items := e.val.Content
		for i, item := range items {
			if at := o.offset(item.Line, item.Column); !onDash(o.file.Bytes[o.lineStart(at):at]) {
				return // the dash is on a line of its own
			}
			limit := e.end
			if i+1 < len(items) {
				limit = o.lineStart(o.offset(items[i+1].Line, items[i+1].Column))
			}
			o.mapping(item, f.Fields, limit)
		}
	}
}

// sort makes the edit that brings the entries into order, if they are not, unless there is a reason why they
// must not be moved.
func (o *orderer) sort(entries []entry, why string) {
	byRank := func(a, b entry) int { return a.rank - b.rank }
	if slices.IsSortedFunc(entries, byRank) {
		return
	}
	first, last := entries[0], entries[len(entries)-1]
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, byRank)
	inline := bytes.ContainsRune(o.file.Bytes[first.line:first.key], '-')
	switch {
	case o.anchored:
		o.kept = "it has anchors"
		return
	case why != "":
		o.kept = why
		return
	case inline && sorted[0].lead < sorted[0].line:
		o.kept = "a comment stands above the key that would come first behind a dash"
		return
	}
	var b strings.Builder
	start, indent := first.lead, strings.Repeat(" ", first.key-first.line)
	for i, e := range sorted {
		if i == 0 && inline {
			start = first.key
		} else {
			b.Write(o.file.Bytes[e.lead:e.line])
			b.WriteString(indent)
		}
		b.Write(o.file.Bytes[e.key:e.end])
	}
	o.edits = append(o.edits, diag.Edit{Span: source.Span{Start: start, End: last.end}, New: b.String()})
}
