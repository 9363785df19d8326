package report

import (
	"bytes"
	"fmt"

	"github.com/adrg/frontmatter"

	"github.com/pir-cli/pir/internal/source"
)

// halves is a file cut at its front matter.
type halves struct {
	front source.Span // the YAML between the delimiters; not Present when there is none
	body  source.Span
	// indented is the line (from 1) of an indented `---` that a careless reader takes for the end of the
	// front matter; 0 when there is none.
	indented int
	opener   source.Span // the line of the opening delimiter, whether a closing one follows or not
	toml     source.Span // the line of a TOML delimiter
}

// split finds the two halves. adrg/frontmatter does the cutting; but it compares lines without their
// indentation, so a `  ---` inside a block scalar ends the front matter there and the rest of the data
// is lost without a word. Its cut is therefore checked against the first `---` in column 1.
func split(f *source.File) (halves, error) {
	start := 0
	if bytes.HasPrefix(f.Bytes, []byte(source.BOM)) {
		start = len(source.BOM) // frontmatter does not see a delimiter behind a byte order mark
	}
	h := halves{body: source.Span{Start: start, End: len(f.Bytes)}}

	first := firstLine(f, start)
	line := bytes.TrimSpace(lineBytes(f, first))
	if bytes.Equal(line, []byte("+++")) || bytes.Equal(line, []byte("---toml")) {
		h.toml = f.LineSpan(first)
		return h, nil
	}
	if !bytes.Equal(line, []byte("---")) {
		return h, nil
	}

	h.opener = f.LineSpan(first)
	closer := closingLine(f, first)
	if closer == 0 {
		return h, nil
	}
	end := len(f.Bytes) // of the closing line
	if closer < f.Lines() {
		end = f.LineSpan(closer + 1).Start
	}
	var front []byte
	capture := func(data []byte, into any) error {
		*into.(*[]byte) = data // called with &front only, below
		return nil
	}
	// It copies what it is given twice, so it is not given the text below.
	if _, err := frontmatter.Parse(bytes.NewReader(f.Bytes[start:end]), &front, frontmatter.NewFormat("---", "---", capture)); err != nil {
		return h, fmt.Errorf("find front matter: %w", err)
	}
	h.front = source.Span{Start: f.LineSpan(first + 1).Start, End: f.LineSpan(closer).Start}
	h.body.Start = end
	if cut := h.front.Start + len(front); cut != h.front.End {
		h.indented = f.Position(cut).Line
	}
	return h, nil
}

// firstLine returns the number of the first line that is not blank, or of the last line.
func firstLine(f *source.File, start int) int {
	rest := f.Bytes[start:]
	return f.Position(start + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))).Line
}

// closingLine returns the number of the first line after n that is `---` from column 1, or 0.
func closingLine(f *source.File, n int) int {
	for n++; n <= f.Lines(); n++ {
		line := lineBytes(f, n)
		if bytes.HasPrefix(line, []byte("---")) && len(bytes.TrimSpace(line)) == len("---") {
			return n
		}
	}
	return 0
}

func lineBytes(f *source.File, n int) []byte {
	s := f.LineSpan(n)
	return f.Bytes[s.Start:s.End]
}
