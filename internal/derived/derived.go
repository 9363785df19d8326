// Package derived keeps the tables of a report's body that are made from its front matter: which of them
// are stale, and what they should say.
package derived

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// State says what is to be done about a block.
type State int

// The states of a block.
const (
	Fresh  State = iota // it says what the front matter says
	Stale               // Fix makes it say so
	Faulty              // a person must look at it; Problem says why
)

// Block is one derived block of a report.
type Block struct {
	Name    string
	Marker  source.Span // where to report it
	State   State
	Problem string      // of a faulty one, without a final period
	Fix     []diag.Edit // of a stale one
}

// kind is one table that can be made.
type kind struct {
	name string
	key  string // of the front matter that it is made from
	rows func(*report.Report) [][]string
	head []string
}

func kinds() []kind {
	return []kind{
		{"timeline", "timeline", timelineRows, []string{"at", "event", "milestone", "source"}},
		{"causes", "causes", causeRows, []string{"id", "role", "category", "statement"}},
		{"actions", "actions", actionRows, []string{"id", "action", "owner", "priority", "due", "status"}},
		{"intervals", "timeline", intervalRows, []string{"interval", "from", "to", "duration"}},
	}
}

// Names returns the names of the tables that can be made.
func Names() []string {
	all := kinds()
	names := make([]string, 0, len(all))
	for _, k := range all {
		names = append(names, k.name)
	}
	return names
}

// Blocks returns the derived blocks of a report in the order of the file. A table whose part of the front
// matter could not be read whole counts as fresh: it may say more than we know.
func Blocks(r *report.Report) []Block {
	found := r.Derived()
	blocks := make([]Block, 0, len(found))
	for _, d := range found {
		blocks = append(blocks, block(r, d))
	}
	return blocks
}

func block(r *report.Report, d report.Derived) Block {
	b := Block{Name: d.Name, Marker: d.Marker}
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.name == d.Name })
	content := r.File.Bytes[d.Content.Start:d.Content.End]
	switch {
	case d.Problem != "":
		b.State, b.Problem = Faulty, d.Problem
	case i < 0:
		hint := "use " + strings.Join(Names(), ", ")
		if near, ok := nearest.Nearest(d.Name, Names()); ok {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		b.State, b.Problem = Faulty, fmt.Sprintf("there is no derived block %q; %s", shorten(d.Name), hint)
	case !ours(content):
		b.State, b.Problem = Faulty, "between the markers stands text that is not made from the front matter and would be lost; move it below `<!-- pir:end -->`"
	case !unread(r, kinds()[i].key):
		want := kinds()[i].render(r, lineEnd(r.File, d.Marker))
		if !same(content, []byte(want)) {
			b.State, b.Fix = Stale, []diag.Edit{{Span: d.Content, New: want}}
		}
	}
	return b
}

// unread reports whether entries below a key of the front matter were not read, so that a table would lose them.
func unread(r *report.Report, key string) bool {
	_, block, ok := r.Key(key)
	if !ok {
		block = r.FrontMatter // misspelt, the key is read as well
	}
	return slices.ContainsFunc(r.Problems, func(p diag.Problem) bool {
		inside := block.Start <= p.Span.Start && p.Span.Start < block.End
		again := string(r.File.Bytes[p.Span.Start:p.Span.End]) == key // the same key further down
		return inside && p.Rule == field.RuleWrongType || (inside || again) && p.Rule == field.RuleDuplicateKey
	})
}

// lineEnd returns how the line of a marker ends: new lines end likewise.
func lineEnd(f *source.File, marker source.Span) string {
	if bytes.HasPrefix(f.Bytes[marker.End:], []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// none stands in a block that has nothing to show.
const none = "_none recorded_"

// ours reports whether there is nothing in a block but a table, or the words for an empty one.
func ours(content []byte) bool {
	for line := range bytes.Lines(content) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '|' && string(line) != none {
			return false
		}
	}
	return true
}

var (
	blanks = regexp.MustCompile(`[ \t]+`)
	dashes = regexp.MustCompile(`^[|:\- \t]+$`)
)

// same reports whether two tables differ in nothing but blanks, dashes and line ends, as an editor that
// aligns columns leaves them.
func same(a, b []byte) bool { return slices.Equal(normal(a), normal(b)) }

func normal(table []byte) []string {
	var lines []string
	for line := range strings.Lines(string(table)) {
		line = blanks.ReplaceAllString(strings.TrimSpace(line), " ")
		if dashes.MatchString(line) {
			line = strings.Repeat("|", strings.Count(line, "|"))
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func shorten(s string) string {
	const limit = 40
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return s
}
