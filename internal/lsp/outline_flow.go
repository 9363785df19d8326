package lsp

import (
	"bytes"

	"github.com/pir-cli/pir/internal/source"
)

// flow reads a collection in braces or brackets, closed or not.
type flow struct {
	*outliner
	at    int
	outer int // column of what the collection belongs to; a line that is not indented more ends it
}

// collection reads the collection at the offset and stops behind its bracket, or where it must have ended. The depth is
// bounded, because a hostile file may have any number of brackets.
func (f *flow) collection(path string) { f.nested(path, 0) }

func (f *flow) nested(path string, depth int) {
	const deepest = 50
	if depth > deepest {
		f.at = f.end
		return
	}
	mapping := f.b[f.at] == '{'
	f.at++
	held := &keys{}
	for open := true; ; { // open: a key or an entry may begin here
		from := f.at
		more := f.skip()
		c := byte(',')
		if more {
			c = f.b[f.at]
		}
		if open && bytes.IndexByte([]byte(",]}"), c) >= 0 {
			f.missing(path, mapping, held, from)
		}
		open = c == ','
		switch {
		case !more:
			return
		case c == ']' || c == '}':
			f.at++
			return
		case c == ',':
			f.at++
		case mapping:
			f.pair(path, held, from, depth)
		case c == '{' || c == '[':
			f.nested(path+"[]", depth+1)
		default:
			f.single(token{path: path + "[]", in: path + "[]", slot: source.Span{Start: from}})
		}
	}
}

// skip goes to the next byte that means something. It returns false where the collection must have ended.
func (f *flow) skip() bool {
	for f.at < f.end {
		switch c := f.b[f.at]; {
		case c == '\n':
			f.at++
			line := f.lineEnd(f.at)
			first := f.blanks(f.at, line)
			if first < line && first-f.at <= f.outer && f.b[first] != ']' && f.b[first] != '}' {
				f.at-- // belongs to the line before
				return false
			}
		case c == ' ' || c == '\t' || c == '\r':
			f.at++
		case c == '#' && (f.b[f.at-1] == ' ' || f.b[f.at-1] == '\t'):
			f.at = f.lineEnd(f.at)
		default:
			return true
		}
	}
	return false
}

// missing takes up the place of a key or an entry that could be begun here.
func (f *flow) missing(path string, mapping bool, held *keys, from int) {
	t := token{path: path + "[]", in: path + "[]", flow: true, span: source.Span{Start: f.at, End: f.at}, slot: source.Span{Start: from, End: f.at}}
	if mapping {
		t.path, t.in, t.isKey, t.keys = path, path, true, held
	}
	f.out.tokens = append(f.out.tokens, t)
}

// pair reads a key with its value.
func (f *flow) pair(path string, held *keys, from, depth int) {
	t := token{in: path, isKey: true, keys: held, slot: source.Span{Start: from}}
	f.text(&t, true)
	t.name, t.path = t.text, join(path, t.text)
	held.names = append(held.names, t.name)
	t.colon = f.at < f.end && f.b[f.at] == ':'
	t.slot.End = t.span.End
	t.flow = true
	f.out.tokens = append(f.out.tokens, t)
	if !t.colon {
		return
	}
	f.at++
	value := token{path: t.path, in: path, name: t.name, keys: held, slot: source.Span{Start: f.at}}
	if !f.skip() || f.b[f.at] == ',' || f.b[f.at] == '}' || f.b[f.at] == ']' {
		value.flow, value.span, value.slot.End = true, source.Span{Start: f.at, End: f.at}, f.at
		f.out.tokens = append(f.out.tokens, value)
		return
	}
	if c := f.b[f.at]; c == '{' || c == '[' {
		f.nested(t.path, depth+1)
		return
	}
	f.single(value)
}

// single takes up a scalar.
func (f *flow) single(t token) {
	f.text(&t, false)
	t.flow = true
	t.slot.End = t.span.End
	f.out.tokens = append(f.out.tokens, t)
}

// text gives a token the scalar at the offset, and stops behind it.
func (f *flow) text(t *token, key bool) {
	line := f.lineEnd(f.at)
	if q := f.b[f.at]; q == '"' || q == '\'' {
		last, closed := f.quoted(f.at, line, f.outer)
		if !closed { // the bracket behind it is no part of it
			if i := bytes.IndexAny(f.b[f.at:line], ",]}"); i > 0 {
				last = f.at + i
			}
		}
		t.quote, t.span, t.text = q, source.Span{Start: f.at, End: last}, unquoted(f.b[f.at:last], q, closed)
		f.at = f.blanks(last, max(last, line))
		return
	}
	i := f.at
	for i < line && !f.ends(i, key) {
		i++
	}
	if i == f.at { // a colon that belongs to nothing
		i++
	}
	text := bytes.TrimRight(f.b[f.at:i], " \t")
	t.span, t.text = source.Span{Start: f.at, End: f.at + len(text)}, string(text)
	f.at = i
}

// ends reports whether a plain scalar ends before an offset.
func (f *flow) ends(i int, key bool) bool {
	switch f.b[i] {
	case ',', ']', '}', '{', '[':
		return true
	case ':':
		return key && (i+1 >= f.end || bytes.IndexByte([]byte(" \t\r\n,]}"), f.b[i+1]) >= 0)
	case '#':
		return i > 0 && f.b[i-1] == ' '
	}
	return false
}
