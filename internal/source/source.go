// Package source holds the bytes of one file and turns byte offsets into lines and columns.
package source

import (
	"bytes"
	"fmt"
	"sort"
	"unicode/utf8"
)

// BOM is the UTF-8 byte order mark that some editors write at the start of a file.
const BOM = "\xef\xbb\xbf"

// Span is a half-open range of byte offsets in a file. The zero Span means "nowhere".
type Span struct{ Start, End int }

// Present reports whether the span was set: nothing that is written in a file is empty at offset 0.
func (s Span) Present() bool { return s.End > 0 }

// Position is a place as a person counts it: line and column from 1, the column in code points.
type Position struct{ Line, Column int }

// Range is a span as positions; End is the position after the last code point.
type Range struct{ Start, End Position }

// File is the path and the bytes of one file, with its line table. It is read-only after New.
type File struct {
	Path  string // as shown to people: relative to the root, with forward slashes
	Bytes []byte
	lines []int // byte offset of the start of each line
}

// New returns a File over b; b must not change afterwards. A line ends at LF; a CR before it belongs to the line end.
func New(path string, b []byte) *File {
	lines := make([]int, 1, bytes.Count(b, []byte{'\n'})+1)
	if bytes.HasPrefix(b, []byte(BOM)) {
		lines[0] = len(BOM) // the mark has no width: the first visible character is in column 1
	}
	for i := 0; ; {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		lines = append(lines, i)
	}
	return &File{Path: path, Bytes: b, lines: lines}
}

// Lines returns the number of lines, at least 1.
func (f *File) Lines() int { return len(f.lines) }

// Position turns a byte offset into line and column. Offsets outside the file are clamped to it.
func (f *File) Position(offset int) Position {
	offset = max(0, min(offset, len(f.Bytes)))
	line := sort.SearchInts(f.lines, offset+1) // first line that starts after the offset = number of our line
	if line == 0 {
		return Position{Line: 1, Column: 1} // inside the byte order mark
	}
	return Position{Line: line, Column: utf8.RuneCount(f.Bytes[f.lines[line-1]:offset]) + 1}
}

// Offset turns a line and column into a byte offset: the inverse of Position. A column past the end of
// its line gives the line's end; a line that the file does not have gives the nearest that it has.
func (f *File) Offset(p Position) int {
	line := max(1, min(p.Line, len(f.lines)))
	start := f.lines[line-1]
	return start + advance(f.Bytes[start:f.lineEnd(line)], p.Column-1)
}

// advance returns the number of bytes that n code points of b take, at most len(b).
func advance(b []byte, n int) int {
	i := 0
	for ; n > 0 && i < len(b); n-- {
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	return i
}

// Range turns a span into positions.
func (f *File) Range(s Span) Range {
	return Range{Start: f.Position(s.Start), End: f.Position(max(s.Start, s.End))}
}

// Line returns the text of line n (from 1) without its line end, or "" for a line that the file does not have.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return string(f.Bytes[f.lines[n-1]:f.lineEnd(n)])
}

// LineSpan returns the span of line n (from 1) without its line end; n is clamped to the lines of the file.
func (f *File) LineSpan(n int) Span {
	n = max(1, min(n, len(f.lines)))
	return Span{Start: f.lines[n-1], End: f.lineEnd(n)}
}

func (f *File) lineEnd(n int) int {
	if n == len(f.lines) {
		return len(f.Bytes)
	}
	end := f.lines[n] - 1
	if end > f.lines[n-1] && f.Bytes[end-1] == '\r' {
		end--
	}
	return end
}

// String returns "line:column".
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }
