package field

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/source"
)

// extent returns where a node is written, from its first byte, an anchor or tag included, to its last, without
// the comment and the line end behind it. yaml.v3 tells only where a node starts, so the end is read off the
// text; ok is false when the text is not as expected. outer is the column, from 0, of the key or dash that
// the node stands behind.
func (d *Document) extent(n *yaml.Node, outer int) (at source.Span, ok bool) {
	start := d.offset(n.Line, n.Column)
	end, ok := d.end(n, start, outer)
	return source.Span{Start: start, End: end}, ok && end <= d.region.End
}

func (d *Document) end(n *yaml.Node, start, outer int) (int, bool) {
	at, bare := d.properties(start)
	switch n.Kind {
	case yaml.AliasNode:
		return start + len("*") + len(n.Value), true
	case yaml.MappingNode, yaml.SequenceNode:
		if n.Style&yaml.FlowStyle != 0 {
			return d.flowEnd(n, at)
		}
		if len(n.Content) == 0 {
			return 0, false
		}
		inner := d.column(d.offset(n.Content[0].Line, n.Content[0].Column))
		if n.Kind == yaml.SequenceNode {
			inner = d.column(at)
		}
		last, ok := d.extent(n.Content[len(n.Content)-1], inner)
		return last.End, ok
	case yaml.ScalarNode:
		switch {
		case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
			end := at + quoted(d.file.Bytes[at:d.region.End])
			return end, end > at+1 && d.file.Bytes[end-1] == d.file.Bytes[at]
		case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
			return d.blockEnd(n, at, outer), true
		case n.Value == "":
			return bare, true
		}
		return d.plainEnd(n.Value, at)
	case yaml.DocumentNode:
	}
	return 0, false
}

// properties skips the anchor and the tag of a node. at is where its content starts, bare where the last
// property ends.
func (d *Document) properties(start int) (at, bare int) {
	at, bare = start, start
	for at < d.region.End && (d.file.Bytes[at] == '&' || d.file.Bytes[at] == '!') {
		for at < d.region.End && !bytes.ContainsRune([]byte(" \t\r\n,[]{}"), rune(d.file.Bytes[at])) {
			at++
		}
		bare = at
		at = d.skip(at)
	}
	return at, bare
}

// skip returns the first offset from at that is neither white space nor in a comment.
func (d *Document) skip(at int) int {
	for at < d.region.End {
		switch d.file.Bytes[at] {
		case ' ', '\t', '\r', '\n':
			at++
		case '#':
			at = d.lineEnd(at)
		default:
			return at
		}
	}
	return at
}

// flowEnd returns the offset behind the bracket that closes a flow collection. A pair in a flow list, as in
// [a: 1], has no brackets of its own.
func (d *Document) flowEnd(n *yaml.Node, at int) (int, bool) {
	open := at < d.region.End && (d.file.Bytes[at] == '{' || d.file.Bytes[at] == '[')
	if open {
		at++
	}
	for _, child := range n.Content {
		inner, ok := d.extent(child, 0)
		if !ok {
			return 0, false
		}
		at = max(at, inner.End)
	}
	if !open {
		return at, len(n.Content) > 0
	}
	for {
		at = d.skip(at)
		if at >= d.region.End {
			return 0, false
		}
		switch d.file.Bytes[at] {
		case ',', ':', '?':
			at++
		case ']', '}':
			return at + 1, true
		default:
			return 0, false
		}
	}
}

// plainEnd finds the end of a plain scalar, whose lines were folded into value.
func (d *Document) plainEnd(value string, at int) (int, bool) {
	text := d.file.Bytes[:d.region.End]
	for value != "" {
		r, size := utf8.DecodeRuneInString(value)
		if bytes.HasPrefix(text[at:], []byte(value[:size])) && r != '\n' {
			at, value = at+size, value[size:]
			continue
		}
		folded := strings.TrimLeft(value, " \n")
		here := len(text[at:]) - len(bytes.TrimLeft(text[at:], " \t\r\n"))
		if len(folded) == len(value) || here == 0 {
			return 0, false
		}
		at, value = at+here, folded
	}
	return at, true
}

// blockEnd returns the end of the last line of a literal or folded scalar that belongs to it.
func (d *Document) blockEnd(n *yaml.Node, at, outer int) int {
	header := d.file.Bytes[at:d.lineEnd(at)]
	end := d.trimmedEnd(at)
	if strings.Trim(n.Value, "\n") == "" {
		return end
	}
	indent := -1
	indicator, _, _ := bytes.Cut(header, []byte("#"))
	if i := bytes.IndexAny(indicator, "123456789"); i >= 0 {
		indent = outer + int(indicator[i]-'0')
	}
	keep := bytes.ContainsRune(indicator, '+')
	for next := d.nextLine(at); next < d.region.End; next = d.nextLine(next) {
		line := d.file.Bytes[next:d.lineEnd(next)]
		switch {
		case isBlank(line):
			if keep {
				end = d.lineEnd(next)
			}
			continue
		case indent < 0:
			indent = indentation(line)
		}
		if indentation(line) < indent {
			break
		}
		end = d.lineEnd(next)
	}
	return end
}

// column returns the number of bytes before an offset in its line.
func (d *Document) column(at int) int { return at - d.lineStart(at) }

// lineStart returns where the line that an offset is in starts.
func (d *Document) lineStart(at int) int {
	return d.lines[max(0, sort.SearchInts(d.lines, at+1)-1)]
}

// nextLine returns where the line behind the one that an offset is in starts, or the end of the document.
func (d *Document) nextLine(at int) int {
	if i := sort.SearchInts(d.lines, at+1); i < len(d.lines) {
		return min(d.lines[i], d.region.End)
	}
	return d.region.End
}

// lineEnd returns where the line that an offset is in ends, before its line end.
func (d *Document) lineEnd(at int) int {
	next := d.nextLine(at)
	return at + len(bytes.TrimRight(d.file.Bytes[at:next], "\r\n"))
}

// trimmedEnd returns where the line that an offset is in ends, without the white space before its end.
func (d *Document) trimmedEnd(at int) int {
	return at + len(bytes.TrimRight(d.file.Bytes[at:d.lineEnd(at)], " \t"))
}

// newline returns how the line that an offset is in ends, LF when it is the last one without an end.
func (d *Document) newline(at int) string {
	end := d.lineEnd(at)
	if bytes.HasPrefix(d.file.Bytes[end:], []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}
