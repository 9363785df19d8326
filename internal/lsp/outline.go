package lsp

import (
	"bytes"
	"strings"

	"github.com/pir-cli/pir/internal/source"
)

// outline is YAML as it looks by indentation and brackets, also while it is being typed and no parser reads it: which
// keys and values there are, and under which path. It serves answers about a place; what a file says, package field
// decides.
type outline struct {
	tokens []token
	rows   []row // lines on which nothing stands
}

// token is a key, or a single value.
type token struct {
	path   string      // of the field, such as actions[].owner or services[]
	in     string      // of the mapping or list that it stands in, such as actions[]
	name   string      // the key; "" for an entry of a list
	isKey  bool        // the key itself, as against its value
	text   string      // without quotes
	span   source.Span // as written; empty where a value is missing
	slot   source.Span // where a cursor means this token
	quote  byte        // ' or ", 0 without
	flow   bool        // within braces or brackets
	colon  bool        // of a key: it has its colon
	keys   *keys       // of the mapping that it stands in; nil for an entry of a list
	column int         // at which the key stands, in bytes
}

// keys are those that a mapping has, also behind the place that is asked about.
type keys struct{ names []string }

// row is an empty line with what could be begun on it: by its column, from the outermost.
type row struct {
	span   source.Span
	frames []frame
}

// frame is a block mapping or list that is open.
type frame struct {
	column int
	list   bool
	path   string
	key    string // the last key of a mapping
	keys   *keys
}

// child returns the path of what stands under the frame.
func (f *frame) child() string {
	if f.list {
		return f.path + "[]"
	}
	return join(f.path, f.key)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// outliner reads YAML line by line.
type outliner struct {
	b      []byte // of the file
	end    int    // of the YAML
	at     int
	frames []frame
	out    outline
}

// readOutline reads the YAML in a region of a file.
func readOutline(b []byte, region source.Span) outline {
	o := outliner{b: b, at: region.Start, end: region.End, frames: []frame{{keys: &keys{}}}}
	for o.at < o.end {
		o.line()
	}
	return o.out
}

// lineEnd returns where the line that an offset is in ends, before its line end.
func (o *outliner) lineEnd(at int) int {
	if i := bytes.IndexByte(o.b[at:o.end], '\n'); i >= 0 {
		end := at + i
		if end > at && o.b[end-1] == '\r' {
			end--
		}
		return end
	}
	return o.end
}

// next goes to the line behind the one that an offset is in.
func (o *outliner) next(at int) {
	if i := bytes.IndexByte(o.b[at:o.end], '\n'); i >= 0 {
		o.at = at + i + 1
		return
	}
	o.at = o.end
}

func (o *outliner) blanks(at, end int) int {
	for at < end && (o.b[at] == ' ' || o.b[at] == '\t') {
		at++
	}
	return at
}

// line reads a line, and the lines that a value on it reaches over.
func (o *outliner) line() {
	start, end := o.at, o.lineEnd(o.at)
	at := o.blanks(start, end)
	if at == end {
		o.out.rows = append(o.out.rows, row{span: source.Span{Start: start, End: end}, frames: append([]frame{}, o.frames...)})
		o.next(start)
		return
	}
	if o.b[at] == '#' {
		o.next(start)
		return
	}
	dashed := false
	for o.isDash(at, end) {
		o.entry(at - start)
		at, dashed = o.blanks(at+1, end), true
	}
	if colon := o.key(at, end); colon >= 0 {
		o.open(at - start)
		o.pair(at, colon, start, end)
		return
	}
	if !dashed {
		o.word(at, start, end)
		return
	}
	f := o.top()
	o.value(at, end, token{path: f.child(), in: f.child(), column: at - start, slot: source.Span{Start: min(at, end), End: end}}, f.column)
}

func (o *outliner) top() *frame { return &o.frames[len(o.frames)-1] }

func (o *outliner) isDash(at, end int) bool {
	return at < end && o.b[at] == '-' && (at+1 == end || o.b[at+1] == ' ' || o.b[at+1] == '\t')
}

// entry takes up the dash of a list entry in a column.
func (o *outliner) entry(column int) {
	for len(o.frames) > 1 && o.top().column > column {
		o.frames = o.frames[:len(o.frames)-1]
	}
	if f := o.top(); !f.list || f.column < column {
		o.frames = append(o.frames, frame{column: column, list: true, path: f.child()})
	}
}

// open takes up a key in a column: the mapping that it belongs to is the last frame.
func (o *outliner) open(column int) {
	for len(o.frames) > 1 && (o.top().column > column || o.top().list && o.top().column == column) {
		o.frames = o.frames[:len(o.frames)-1]
	}
	if f := o.top(); f.list || f.column < column {
		o.frames = append(o.frames, frame{column: column, path: f.child(), keys: &keys{}})
	}
}

// key returns where the colon of the key at an offset is, -1 when there is none.
func (o *outliner) key(at, end int) int {
	if at >= end || bytes.IndexByte([]byte("{}[]#&*!|>%@`-?,"), o.b[at]) >= 0 && !o.isWordDash(at, end) {
		return -1
	}
	i := at
	if q := o.b[at]; q == '"' || q == '\'' {
		n := bytes.IndexByte(o.b[at+1:end], q)
		if n < 0 {
			return -1
		}
		i = at + n + 2
	}
	for ; i < end; i++ {
		switch {
		case o.b[i] == ':' && (i+1 == end || o.b[i+1] == ' ' || o.b[i+1] == '\t'):
			return i
		case o.b[i] == '#' && o.b[i-1] == ' ':
			return -1
		}
	}
	return -1
}

// isWordDash reports whether a dash begins a word.
func (o *outliner) isWordDash(at, end int) bool {
	return o.b[at] == '-' && at+1 < end && o.b[at+1] != ' ' && o.b[at+1] != '-'
}

// pair takes up a key with its value.
func (o *outliner) pair(at, colon, start, end int) {
	f := o.top()
	name := strings.Trim(strings.TrimSpace(string(o.b[at:colon])), `"'`)
	f.key = name
	f.keys.names = append(f.keys.names, name)
	span := source.Span{Start: at, End: at + len(bytes.TrimRight(o.b[at:colon], " \t"))}
	o.out.tokens = append(o.out.tokens, token{
		path: f.child(), in: f.path, name: name, isKey: true, colon: true, text: name, span: span,
		slot: source.Span{Start: at, End: colon}, keys: f.keys, column: at - start,
	})
	value := o.blanks(colon+1, end)
	o.value(value, end, token{path: f.child(), in: f.path, name: name, keys: f.keys, slot: source.Span{Start: colon + 1, End: end}}, f.column)
}

// word takes up a line without a colon: a key that is being typed, or a text that goes on.
func (o *outliner) word(at, start, end int) {
	text := string(bytes.TrimRight(o.b[at:end], " \t"))
	if c := text[0]; (c == '{' || c == '[' || c == '"' || c == '\'') && !o.top().list {
		// A value on the line below its key.
		f := o.top()
		o.value(at, end, token{path: f.child(), in: f.path, name: f.key, keys: f.keys, slot: source.Span{Start: at, End: end}}, f.column)
		return
	}
	if !isWord(text) {
		o.next(start)
		return
	}
	o.open(at - start)
	f := o.top()
	o.out.tokens = append(o.out.tokens, token{
		path: join(f.path, text), in: f.path, name: text, isKey: true, text: text, keys: f.keys, column: at - start,
		span: source.Span{Start: at, End: at + len(text)}, slot: source.Span{Start: at, End: at + len(text)},
	})
	o.next(start)
}

// isWord reports whether a text could be a key.
func isWord(s string) bool {
	for _, r := range s {
		if r != '_' && r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return s != "" && s != "---"
}

// value reads the value at an offset, which belongs to the mapping or list in the column outer, and goes to the line
// behind it.
func (o *outliner) value(at, end int, t token, outer int) {
	switch {
	case at >= end || o.b[at] == '#':
		t.span = source.Span{Start: at, End: at}
		t.slot.End = at
		o.out.tokens = append(o.out.tokens, t)
		o.next(end)
	case o.b[at] == '|' || o.b[at] == '>':
		o.next(end)
		o.skipDeeper(outer)
	case o.b[at] == '{' || o.b[at] == '[':
		f := flow{outliner: o, at: at, outer: outer}
		f.collection(t.path)
		o.next(f.at)
	default:
		last := o.scalar(at, end, &t, outer)
		t.slot.End = max(t.slot.End, last)
		o.out.tokens = append(o.out.tokens, t)
		o.next(last)
	}
}

// scalar gives a token the scalar at an offset, and returns where it ends.
func (o *outliner) scalar(at, end int, t *token, outer int) int {
	if q := o.b[at]; q == '"' || q == '\'' {
		t.quote = q
		last, closed := o.quoted(at, end, outer)
		t.span = source.Span{Start: at, End: last}
		t.text = unquoted(o.b[at:last], q, closed)
		return last
	}
	stop := end
	if i := bytes.Index(o.b[at:end], []byte(" #")); i >= 0 {
		stop = at + i
	}
	text := bytes.TrimRight(o.b[at:stop], " \t")
	t.span, t.text = source.Span{Start: at, End: at + len(text)}, string(text)
	t.slot.End = min(t.slot.End, stop)
	return stop
}

// quoted returns where the quoted scalar at an offset ends. One that is not closed before something that is indented
// less ends with its line.
func (o *outliner) quoted(at, end, outer int) (last int, closed bool) {
	q := o.b[at]
	for i, line := at+1, end; ; i++ {
		for i >= line {
			i = line
			for i < o.end && (o.b[i] == '\r' || o.b[i] == '\n') {
				i++
			}
			if i >= o.end || o.lessIndented(i, outer) {
				return end, false
			}
			line = o.lineEnd(i)
		}
		switch {
		case q == '"' && o.b[i] == '\\':
			i++
		case q == '\'' && o.b[i] == q && i+1 < o.end && o.b[i+1] == q:
			i++
		case o.b[i] == q:
			return i + 1, true
		}
	}
}

// lessIndented reports whether the line that starts at an offset stands at the column outer or before it.
func (o *outliner) lessIndented(at, outer int) bool {
	end := o.lineEnd(at)
	first := o.blanks(at, end)
	return first < end && first-at <= outer
}

// skipDeeper skips the lines of a block scalar: those that are indented more.
func (o *outliner) skipDeeper(outer int) {
	for o.at < o.end && !o.lessIndented(o.at, outer) {
		o.next(o.at)
	}
}

// unquoted returns what stands in quotes. Escapes stay as they are: what is looked up has none.
func unquoted(b []byte, quote byte, closed bool) string {
	b = b[1:]
	if closed {
		b = b[:len(b)-1]
	}
	return strings.ReplaceAll(string(b), string([]byte{quote, quote}), string(quote))
}
