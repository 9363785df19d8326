package field

import (
	"bytes"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/source"
)

// replace writes a value in place of the one that a key has.
func (a *amender) replace(p *pair, v Value) error {
	key, ok := a.extent(p.key, 0)
	if !ok {
		return a.lost(p.key)
	}
	outer := a.column(key.Start)
	old, ok := a.extent(p.val, outer)
	if !ok {
		return a.lost(p.val)
	}
	colon := a.skip(key.End)
	if hasColon := colon < a.region.End && a.file.Bytes[colon] == ':'; hasColon {
		colon++
	} else { // {a, b}: a key that is all there is
		a.edit(key.End, key.End, ": "+v.inline(a.flow, p.val.Style))
		return nil
	}
	lines, step := a.layout(p, v)
	nested := len(p.val.Content) > 0 && p.val.Style&yaml.FlowStyle == 0
	if nested {
		// The lines below the key go; a comment behind the key stays.
		behind := string(a.file.Bytes[a.propertiesEnd(p.val, colon):a.lineEnd(colon)])
		text := " " + v.inline(a.flow, 0) + behind
		if lines {
			column := a.column(old.Start)
			if p.val.Kind == yaml.MappingNode {
				column = a.column(a.offset(p.val.Content[0].Line, p.val.Content[0].Column))
			}
			text = behind + a.below(v, column, p.val, colon)
		}
		a.edit(colon, a.lineEnd(old.End), text)
		return nil
	}
	if lines {
		gone := max(colon, old.End)
		end := a.lineEnd(gone)
		a.edit(colon, end, string(a.file.Bytes[gone:end])+a.below(v, outer+step, p.val, colon))
		return nil
	}
	if isNull(p.val) && p.val.Value == "" && old.Start == old.End {
		a.edit(colon, colon, " "+v.inline(a.flow, 0))
		return nil
	}
	a.edit(old.Start, old.End, v.inline(a.flow, p.val.Style))
	return nil
}

// propertiesEnd returns where the anchor or the tag ends that stands between a colon and a block below it.
func (a *amender) propertiesEnd(n *yaml.Node, colon int) int {
	start := a.offset(n.Line, n.Column)
	_, bare := a.properties(start)
	if bare > start && a.lineStart(start) == a.lineStart(colon) {
		return bare
	}
	return colon
}

// below writes a list or a mapping as lines below a key.
func (a *amender) below(v Value, indent int, like *yaml.Node, at int) string {
	var b strings.Builder
	for _, line := range v.blockLines(scalarStyle(like)) {
		b.WriteString(a.newline(at) + strings.Repeat(" ", indent) + line)
	}
	return b.String()
}

// put writes a key that the mapping does not have, behind the nearest key that comes before it.
func (a *amender) put(v Value) error {
	m := a.mapping
	after, best := -1, -1
	want := a.rank(a.change.key)
	for i := 0; i+1 < len(m.Content); i += 2 {
		if r := a.rank(m.Content[i].Value); r > best && r < want {
			after, best = i/2, r
		}
	}
	lines, step := a.layout(&pair{val: &yaml.Node{}}, v)
	text := a.change.key + ":"
	if !lines {
		text += " " + v.inline(a.flow, 0)
	}
	if m.Style&yaml.FlowStyle != 0 {
		return a.enter(m, after+1, text)
	}
	if len(m.Content) == 0 {
		return a.lost(m)
	}
	first := a.offset(m.Content[0].Line, m.Content[0].Column)
	column := a.column(first)
	indent := strings.Repeat(" ", column)
	if lines {
		text += a.below(v, column+step, nil, first)
	}
	if after < 0 {
		a.edit(first, first, text+a.newline(first)+indent)
		return nil
	}
	a.place = m.Content[2*after]
	end, ok := a.extent(m.Content[2*after+1], column)
	if !ok {
		return a.lost(m.Content[2*after+1])
	}
	a.newLine(a.ownComments(end.End, column), indent+text)
	return nil
}

// rank returns the place of a key among the fields, or -1.
func (a *amender) rank(key string) int {
	return slices.IndexFunc(a.fields, func(f Description) bool { return f.Name == key })
}

// newLine inserts lines behind the line that an offset is in.
func (a *amender) newLine(at int, text string) {
	eol, next := a.newline(at), a.nextLine(at)
	if a.lineEnd(at) == next { // the last line has no end
		a.edit(next, next, eol+text)
		return
	}
	a.edit(next, next, text+eol)
}

// ownComments returns the end of the comments directly below a value that are indented more than its key: they
// are about the value.
func (a *amender) ownComments(at, column int) int {
	for next := a.nextLine(at); next < a.region.End; next = a.nextLine(next) {
		line := a.file.Bytes[next:a.nextLine(next)]
		if !isComment(line) || indentation(line) <= column {
			break
		}
		at = a.lineEnd(next)
	}
	return at
}

// enter writes an entry of a flow collection before the one with that number, or at the end. Where the entries
// stand on lines of their own, so does the new one.
func (a *amender) enter(n *yaml.Node, before int, text string) error {
	whole, ok := a.extent(n, 0)
	units, ok2 := a.units(n)
	if !ok || !ok2 {
		return a.lost(n)
	}
	if len(units) == 0 {
		start, _ := a.properties(whole.Start)
		a.edit(start+1, start+1, text)
		return nil
	}
	if before == 0 {
		first := units[0].Start
		sep := ", "
		if a.opensLine(first) {
			sep = "," + a.newline(first) + strings.Repeat(" ", a.column(first))
		}
		a.edit(first, first, text+sep)
		return nil
	}
	prev := units[before-1]
	comma := a.skip(prev.End)
	hasComma := comma < a.region.End && a.file.Bytes[comma] == ',' && a.lineStart(comma) == a.lineStart(prev.End)
	end := prev.End
	if hasComma {
		end = comma + 1
	}
	if !a.opensLine(prev.Start) || a.skip(end) < a.nextLine(end) {
		a.edit(prev.End, prev.End, ", "+text)
		return nil
	}
	indent := strings.Repeat(" ", a.column(prev.Start))
	if hasComma {
		a.newLine(end, indent+text+",")
		return nil
	}
	a.edit(prev.End, prev.End, ",")
	a.newLine(end, indent+text)
	return nil
}

// units returns where the entries of a flow collection stand: the items of a list, the pairs of a mapping.
func (a *amender) units(n *yaml.Node) ([]source.Span, bool) {
	each := 1
	if n.Kind == yaml.MappingNode {
		each = 2
	}
	var units []source.Span
	for i := 0; i+each <= len(n.Content); i += each {
		unit, ok := a.extent(n.Content[i], 0)
		if !ok {
			return nil, false
		}
		if val := n.Content[i+each-1]; each == 2 {
			end, ok := a.extent(val, 0)
			if !ok {
				return nil, false
			}
			unit.End = end.End // of a value that is not there, where it could be
		}
		units = append(units, unit)
	}
	return units, true
}

// opensLine reports whether nothing but white space stands before an offset in its line.
func (a *amender) opensLine(at int) bool { return isBlank(a.file.Bytes[a.lineStart(at):at]) }

// enterLines writes an entry of a block list before the one with that number, or at the end.
func (a *amender) enterLines(list *yaml.Node, before int) error {
	beside := list.Content[max(0, before-1)]
	at, ok := a.extent(beside, a.column(a.offset(list.Line, list.Column)))
	if !ok {
		return a.lost(beside)
	}
	dash := bytes.LastIndexByte(a.file.Bytes[:max(at.Start, a.region.Start)], '-')
	if dash < a.region.Start || !isBlank(a.file.Bytes[dash+1:at.Start]) && a.skip(dash+1) != at.Start {
		return a.lost(beside)
	}
	gap := string(a.file.Bytes[dash:at.Start])
	if strings.ContainsAny(gap, "\r\n\t") || at.Start == at.End {
		gap = "- "
	}
	v := a.change.value
	if model := value(beside); model.Kind == yaml.MappingNode {
		v.lines = model.Style&yaml.FlowStyle == 0
	}
	eol, indent := a.newline(dash), strings.Repeat(" ", a.column(dash))
	text := indent + strings.Join(v.entryLines(gap, scalarStyle(list)), eol+indent)
	if before == 0 {
		start := a.lineStart(dash)
		a.edit(start, start, text+eol)
		return nil
	}
	if before >= 2 && a.parted(list.Content[before-2], dash) {
		text = eol + text
	}
	a.newLine(a.ownComments(at.End, a.column(dash)), text)
	return nil
}

// parted reports whether a blank line stands between an entry and the dash of the next one.
func (a *amender) parted(n *yaml.Node, dash int) bool {
	at, ok := a.extent(n, 0)
	for next := a.nextLine(at.End); ok && next < dash; next = a.nextLine(next) {
		if isBlank(a.file.Bytes[next:a.nextLine(next)]) {
			return true
		}
	}
	return false
}
