package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/importer"
)

// Import is what an import found, and made of it.
type Import struct {
	Reports []Imported
	Written bool // the files are written; else this is what would be
	Explain bool // show where each value comes from
	Next    []string
}

// Imported is one file, and what it becomes.
type Imported struct {
	*importer.Draft
	Name  string // of the file that is written: the same, or a new one for a part of a log
	From  string // the log that a part comes from; "" for a whole file
	State string // new: gets its front matter; left: stays as it is
	Why   string // why it is left
	Diff  []byte
}

// The states of a file in an import.
const (
	ImportNew  = "new"
	ImportLeft = "left"
)

// ImportFormats returns the formats of an import, the default first.
func ImportFormats() []Format[Import] {
	return []Format[Import]{
		{Name: "text", Doc: "a diff, what was found and what was not", Write: importText},
		{Name: "json", Doc: "for programs", Write: importJSON},
	}
}

func importText(w io.Writer, v Import, s Style) error {
	p := &printer{w: w}
	for _, r := range v.Reports {
		switch {
		case v.Explain:
			explain(p, r, s)
		case !v.Written && len(r.Diff) > 0 && p.err == nil:
			p.err = Diff(w, r.Diff, s)
			p.printf("\n")
		}
	}
	importTable(p, v, s)
	for _, r := range v.Reports {
		if r.State == ImportLeft {
			p.printf("left: %s: %s\n", Visible(r.File.Path), Visible(r.Why))
		}
	}
	for _, r := range v.Reports {
		if r.State != ImportNew {
			continue
		}
		for _, note := range r.Notes {
			p.printf("%s: %s\n", Visible(r.Name), Visible(note))
		}
	}
	importSummary(p, v)
	for _, next := range v.Next {
		p.printf("next: %s\n", next)
	}
	return p.err
}

// importTable writes one line for each file that is imported.
func importTable(p *printer, v Import, s Style) {
	t := &table{columns: []column{
		{head: "REPORT", least: 20, tail: true}, {head: "DATE"}, {head: "ZONE", least: 8}, {head: "ENTRIES", right: true}, {head: "ACTIONS", right: true}, {head: "OWNED", right: true}, {head: "NOT STATED", least: 20},
	}}
	for _, r := range v.Reports {
		if r.State != ImportNew {
			continue
		}
		date := r.Date
		if date == "" {
			date = "unknown"
		}
		t.rows = append(t.rows, row{cells: []cell{
			{text: r.Name}, {text: date}, {text: r.Timezone}, {text: strconv.Itoa(len(r.Timeline))}, {text: strconv.Itoa(len(r.Actions))}, {text: strconv.Itoa(r.Owned())}, {text: strings.Join(r.Unknown, ", ")},
		}})
	}
	if len(t.rows) > 0 {
		t.write(p, s)
		p.printf("\n")
	}
}

// importTotals counts what an import found.
type importTotals struct {
	Files, Imported, Left                      int
	Dated, Zoned, WithTimeline, WithActions    int
	Entries, Unclear, Actions, Owned, Severity int
}

func (v Import) totals() importTotals {
	n := importTotals{Files: len(v.Reports)}
	for _, r := range v.Reports {
		if r.State != ImportNew {
			n.Left++
			continue
		}
		n.Imported++
		n.Dated += one(r.Date != "")
		n.Zoned += one(r.Timezone != importer.UnknownZone)
		n.Severity += one(r.Severity != "")
		n.WithTimeline += one(len(r.Timeline) > 0)
		n.WithActions += one(len(r.Actions) > 0)
		n.Entries += len(r.Timeline)
		n.Actions += len(r.Actions)
		n.Owned += r.Owned()
		for _, e := range r.Timeline {
			n.Unclear += one(e.At == "unknown")
		}
	}
	return n
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func importSummary(p *printer, v Import) {
	n := v.totals()
	verb := "would get"
	if v.Written {
		verb = "got"
	}
	p.printf("%s: %d %s front matter, %d left as they are\n", plural(n.Files, "file"), n.Imported, verb, n.Left)
	if n.Imported == 0 {
		return
	}
	p.printf("found: a date in %d of %d, a time zone in %d, a timeline in %d (%s, %d without a time), actions in %d (%s, %d with an owner), a severity in %d\n",
		n.Dated, n.Imported, n.Zoned, n.WithTimeline, entries(n.Entries), n.Unclear, n.WithActions, plural(n.Actions, "action"), n.Owned, n.Severity)
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// explain writes every value with the line that states it.
func explain(p *printer, r Imported, s Style) {
	if r.State != ImportNew {
		return
	}
	bold := s.paint("1")
	p.printf("%s\n", bold(Visible(r.Name)))
	for _, l := range r.Lifted {
		value := l.Field + ": " + l.Value
		if l.Suggested {
			value += " (suggested)"
		}
		p.printf("  %s\n", cutEnd(value, limit(s, 2)))
		where := "not in the text"
		if l.Line > 0 {
			where = fmt.Sprintf("%s:%d", r.File.Path, l.Line)
		}
		if l.Why != "" {
			where += ", " + l.Why
		}
		if l.Line > 0 {
			where += ": " + strings.TrimSpace(r.File.Line(l.Line))
		}
		p.printf("      %s\n", cutEnd(where, limit(s, 6)))
	}
	p.printf("\n")
}
