package field

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

// maxExpanded bounds how many nodes a document may stand for once its aliases are followed. A report
// has some hundreds; a "billion laughs" document of 500 bytes has a billion.
const maxExpanded = 100_000

// Document is one YAML mapping in a file, parsed but not yet read into fields.
type Document struct {
	file   *source.File
	region source.Span
	lines  []int // byte offset in the file of the start of each line, as YAML counts lines
	root   *yaml.Node

	aliased  bool // there are aliases
	problems []diag.Problem
	remarks  []diag.Problem
}

// Parse parses the YAML in a region of f. It always returns a Document; what is wrong with it is in
// Problems, and Valid tells whether there is a mapping to read.
func Parse(f *source.File, region source.Span) *Document {
	d := &Document{file: f, region: region}
	text := f.Bytes[region.Start:region.End]
	d.lines = yamlLines(text, region.Start)
	root, second, err := parse(text)
	switch {
	case err != nil:
		d.syntaxError(text, err)
		return d
	case root == nil || isNull(root):
		return d // nothing but comments
	}
	if second != nil {
		d.Report(RuleSecondDoc, d.span(second), "a second YAML document starts here and would be ignored; keep one document")
	}
	if !d.aliasesAreSane(root) {
		return d
	}
	if root.Kind != yaml.MappingNode {
		d.Report(RuleWrongType, d.span(root), "expected `key: value` lines, found %s", describe(root))
		return d
	}
	d.root = root
	return d
}

// Valid reports whether the document is a mapping whose fields can be read.
func (d *Document) Valid() bool { return d.root != nil }

// Broken reports whether the document could not be parsed, as against being empty.
func (d *Document) Broken() bool { return d.root == nil && len(d.problems) > 0 }

// Problems returns what was found so far, in the order of finding.
func (d *Document) Problems() []diag.Problem { return d.problems }

// Report adds a problem at a span of the file.
func (d *Document) Report(rule string, at source.Span, format string, args ...any) {
	d.problems = append(d.problems, diag.Problem{Rule: rule, Span: at, Message: fmt.Sprintf(format, args...)})
}

// Key is a key of the document's mapping, and its block: from the key to the next one.
type Key struct {
	Name  string
	Span  source.Span
	Block source.Span
}

// Keys returns the keys of the mapping in the order of the file.
func (d *Document) Keys() []Key {
	if d.root == nil {
		return nil
	}
	keys := make([]Key, 0, len(d.root.Content)/2)
	for i := 0; i+1 < len(d.root.Content); i += 2 {
		span := d.span(d.root.Content[i])
		if i > 0 {
			keys[len(keys)-1].Block.End = span.Start
		}
		keys = append(keys, Key{Name: d.root.Content[i].Value, Span: span, Block: source.Span{Start: span.Start, End: d.region.End}})
	}
	return keys
}

// parse returns the root node of the first document and, if there is one, of the second.
// yaml.v3 panics on a few malformed inputs; such a panic is an error of that one file.
func parse(text []byte) (root, second *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			root, second, err = nil, nil, fmt.Errorf("yaml: the parser gave up: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var docs [2]yaml.Node
	for i := range docs {
		err := dec.Decode(&docs[i])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
	}
	root = content(&docs[0])
	second = content(&docs[1])
	return root, second, nil
}

func content(doc *yaml.Node) *yaml.Node {
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// yamlLines returns the start of each line as YAML counts them: besides LF and CRLF a lone CR, NEL, LS
// and PS end a line too, so the numbers can differ from those of an editor.
func yamlLines(text []byte, base int) []int {
	lines := append(make([]int, 0, bytes.Count(text, []byte{'\n'})+1), base)
	for i, odd := 0, oddLineEnds(text); i < len(text); i++ {
		if !odd {
			n := bytes.IndexByte(text[i:], '\n')
			if n < 0 {
				break
			}
			i += n
		}
		switch b := text[i]; {
		case b == '\n':
		case b == '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
		case b == 0xC2 && bytes.HasPrefix(text[i:], []byte("\u0085")):
			i++
		case b == 0xE2 && (bytes.HasPrefix(text[i:], []byte("\u2028")) || bytes.HasPrefix(text[i:], []byte("\u2029"))):
			i += 2
		default:
			continue
		}
		lines = append(lines, base+i+1)
	}
	return lines
}

// oddLineEnds reports whether a line may end otherwise than in LF, which is rare and slow to look for.
func oddLineEnds(text []byte) bool {
	return bytes.IndexByte(text, '\r') >= 0 || bytes.Contains(text, []byte("\u0085")) ||
		bytes.Contains(text, []byte("\u2028")) || bytes.Contains(text, []byte("\u2029"))
}

// offset turns a node's line and column (code points) into a byte offset of the file.
func (d *Document) offset(line, column int) int {
	line = max(1, min(line, len(d.lines)))
	at, end := d.lines[line-1], d.region.End
	for ; column > 1 && at < end; column-- {
		if d.file.Bytes[at] < utf8.RuneSelf {
			at++
			continue
		}
		_, size := utf8.DecodeRune(d.file.Bytes[at:end])
		at += size
	}
	return at
}

// span returns where a node is written: a whole scalar on one line, else the rest of its first line.
func (d *Document) span(n *yaml.Node) source.Span {
	if n.Line == 0 {
		return d.region
	}
	start := d.offset(n.Line, n.Column)
	rest := d.file.Bytes[start:d.region.End]
	if n.Kind == yaml.ScalarNode && n.Style == 0 && len(n.Value) > 0 && bytes.HasPrefix(rest, []byte(n.Value)) {
		return source.Span{Start: start, End: start + len(n.Value)}
	}
	if i := bytes.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	size := len(rest)
	switch {
	case n.Kind == yaml.ScalarNode && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		size = quoted(rest)
	case n.Kind == yaml.AliasNode && len(n.Value) < len(rest):
		size = len(n.Value) + 1 // the asterisk
	}
	return source.Span{Start: start, End: start + max(1, len(bytes.TrimRight(rest[:size], " \t")))}
}

// quoted returns the length of the quoted scalar that b starts with, or len(b) when it goes on on the next line.
func quoted(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch {
		case b[0] == '"' && b[i] == '\\':
			i++
		case b[0] == '\'' && b[i] == '\'' && i+1 < len(b) && b[i+1] == '\'':
			i++
		case b[i] == b[0]:
			return i + 1
		}
	}
	return len(b)
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// value follows an alias to what it stands for.
func value(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

func describe(n *yaml.Node) string {
	switch n = value(n); {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "nothing"
	default:
		return fmt.Sprintf("%q", shorten(n.Value))
	}
}

// shorten keeps a message readable when a value is a whole paragraph.
func shorten(s string) string {
	const limit = 40
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:limit])) + "…"
}

// aliasesAreSane refuses an anchor that contains itself and aliases that expand without measure.
func (d *Document) aliasesAreSane(root *yaml.Node) bool {
	if !bytes.ContainsRune(d.file.Bytes[d.region.Start:d.region.End], '*') {
		return true
	}
	a := aliasCheck{size: map[*yaml.Node]int{}}
	total := a.expanded(root)
	d.aliased = a.first != nil
	switch {
	case a.loop != nil:
		d.Report(RuleSyntax, d.span(a.loop), "anchor &%s contains itself; write the value out", a.loop.Value)
		return false
	case total > maxExpanded:
		d.Report(RuleSyntax, d.span(a.first), "the aliases of this front matter expand to more than %d values; write them out", maxExpanded)
		return false
	}
	return true
}

// aliasCheck counts the nodes below each anchor once.
type aliasCheck struct {
	size  map[*yaml.Node]int // 0 while the node is being counted
	first *yaml.Node         // the first alias met
	loop  *yaml.Node         // an alias to something that contains it
}

func (a *aliasCheck) expanded(n *yaml.Node) int {
	if n.Kind == yaml.AliasNode {
		if a.first == nil {
			a.first = n
		}
		size, seen := a.size[n.Alias]
		switch {
		case seen && size == 0:
			a.loop = n
			return 1
		case seen:
			return size
		}
		return a.expanded(n.Alias)
	}
	if n.Anchor != "" {
		a.size[n] = 0
	}
	total := 1
	for _, c := range n.Content {
		total = min(total+a.expanded(c), maxExpanded+1)
	}
	if n.Anchor != "" {
		a.size[n] = total
	}
	return total
}
