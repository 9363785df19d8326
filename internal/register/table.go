package register

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/source"
)

// noTable says why bytes cannot be a table in CSV, and where that shows; "" when they may be one.
func noTable(b []byte) (reason string, at int) {
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0")):
		return "this is a workbook; save the sheet as CSV in UTF-8", 0
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return "this is UTF-16, which spreadsheets call Unicode text; save the register as CSV in UTF-8", 0
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return "this is no text; save the register as CSV in UTF-8", i
	}
	return "", 0
}

// separatorLine is what spreadsheets take from the line above the heading, and write there.
var separatorLine = regexp.MustCompile(`^"?sep=(.)"?$`)

// newReader returns a reader before the heading.
func newReader(f *source.File, format Format) *reader {
	p := &reader{file: f, format: format, register: &Register{File: f, byKey: map[string]int{}}}
	start, comma := 0, rune(0)
	if bytes.HasPrefix(f.Bytes, []byte(source.BOM)) {
		start = len(source.BOM)
	}
	if m := separatorLine.FindStringSubmatch(strings.TrimRight(f.Line(1), "\r\n")); m != nil && f.Lines() > 1 && usable(m[1]) {
		comma, p.skipped = []rune(m[1])[0], 1
		start = f.LineSpan(2).Start
	}
	if comma == 0 {
		comma = separator(firstText(f))
	}
	p.csv = csv.NewReader(bytes.NewReader(f.Bytes[start:]))
	p.csv.FieldsPerRecord = -1 // rows are compared with the heading
	p.csv.ReuseRecord = true
	p.csv.Comma = comma
	return p
}

// usable reports whether encoding/csv takes a separator.
func usable(s string) bool { return slices.Contains([]string{",", ";", "\t", "|"}, s) }

// firstText returns the first line that is not blank.
func firstText(f *source.File) string {
	for n := 1; n <= f.Lines(); n++ {
		if line := f.Line(n); strings.TrimSpace(line) != "" {
			return line
		}
	}
	return ""
}

// separator returns what stands between the columns of a heading. A spreadsheet whose decimals have commas
// writes semicolons. What stands in quotes parts nothing.
func separator(heading string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range heading {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range ";\t|" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
