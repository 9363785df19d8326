package lsp

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/pir-cli/pir/internal/source"
)

// encoding is what a client counts the characters of a line in.
type encoding string

// The encodings of the protocol. A client that names none means UTF-16.
const (
	utf8Units  encoding = "utf-8"
	utf16Units encoding = "utf-16"
	utf32Units encoding = "utf-32"
)

// text is the content of a document as its client counts it: lines end at LF, CRLF or a lone CR, and the characters of
// a line are units of the encoding. It is read-only.
type text struct {
	bytes []byte
	units encoding
	lines []int // byte offset of the start of each line
}

func newText(b []byte, units encoding) *text {
	lines := append(make([]int, 0, bytes.Count(b, []byte{'\n'})+1), 0)
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\n':
		case '\r':
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		default:
			continue
		}
		lines = append(lines, i+1)
	}
	return &text{bytes: b, units: units, lines: lines}
}

// offset returns the byte offset of a position. One behind the end of its line is the end of the line, one behind the
// last line the end of the text, and one within a character the start of the character.
func (t *text) offset(p position) int {
	if p.Line >= uint32(len(t.lines)) {
		return len(t.bytes)
	}
	start, end := t.line(int(p.Line))
	at, left := start, int64(p.Character)
	for at < end {
		r, size := utf8.DecodeRune(t.bytes[at:end])
		if left -= int64(t.units.width(r, size)); left < 0 {
			break
		}
		at += size
	}
	return at
}

// position returns the position of a byte offset. One outside of the text is clamped to it.
func (t *text) position(offset int) position {
	offset = max(0, min(offset, len(t.bytes)))
	line := sort.SearchInts(t.lines, offset+1) - 1
	start, end := t.line(line)
	units := 0
	for at := start; at < min(offset, end); {
		r, size := utf8.DecodeRune(t.bytes[at:end])
		if at+size > offset {
			break
		}
		units += t.units.width(r, size)
		at += size
	}
	return position{Line: uint32(line), Character: uint32(units)}
}

// width returns how many units a character of so many bytes takes.
func (e encoding) width(r rune, size int) int {
	switch {
	case e == utf8Units:
		return size
	case e == utf16Units && r > 0xFFFF:
		return 2
	default:
		return 1
	}
}

// line returns where line n, from 0, starts and where it ends, before its line end.
func (t *text) line(n int) (start, end int) {
	start = t.lines[n]
	if n+1 == len(t.lines) {
		return start, len(t.bytes)
	}
	end = t.lines[n+1] - 1
	if end > start && t.bytes[end] == '\n' && t.bytes[end-1] == '\r' {
		end--
	}
	return start, end
}

// span returns a span of bytes as the client counts it.
func (t *text) span(s source.Span) textRange {
	return textRange{Start: t.position(s.Start), End: t.position(max(s.Start, s.End))}
}

// replace returns the text with a range replaced. A range that ends before it starts is read the other way round.
func (t *text) replace(r textRange, by string) *text {
	start, end := t.offset(r.Start), t.offset(r.End)
	if start > end {
		start, end = end, start
	}
	b := make([]byte, 0, len(t.bytes)-(end-start)+len(by))
	b = append(append(append(b, t.bytes[:start]...), by...), t.bytes[end:]...)
	return newText(b, t.units)
}

// difference returns the one edit that makes other bytes of the text: from the first line that differs to the last.
// There is none when nothing differs.
func (t *text) difference(now []byte) []textEdit {
	was := t.bytes
	if bytes.Equal(was, now) {
		return []textEdit{}
	}
	start := common(was, now)
	start = bytes.LastIndexByte(was[:start], '\n') + 1
	end := commonEnd(was[start:], now[start:])
	return []textEdit{{
		Range:   t.span(source.Span{Start: start, End: len(was) - end}),
		NewText: string(now[start : len(now)-end]),
	}}
}

// common returns the number of bytes that two texts start with.
func common(a, b []byte) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// commonEnd returns the number of bytes of whole lines that two texts end with.
func commonEnd(a, b []byte) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	if startsLine(a, n) && startsLine(b, n) {
		return n
	}
	i := bytes.IndexByte(a[len(a)-n:], '\n')
	if i < 0 {
		return 0
	}
	return n - i - 1
}

// startsLine reports whether the last n bytes of a text that starts a line start one too.
func startsLine(b []byte, n int) bool { return n == len(b) || b[len(b)-n-1] == '\n' }
