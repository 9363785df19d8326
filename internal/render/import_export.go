package render

import (
	"fmt"
	"io"
	"strings"
)

// ExportImport is what the export of a tracker becomes.
type ExportImport struct {
	Tracker  string
	Found    int // incidents in the export
	Reports  []ExportReport
	Left     []string // what gets no report, and why
	Register *ExportRows
	Written  bool // the files are written; else this is what would be
}

// ExportReport is one incident that becomes a report.
type ExportReport struct {
	File, Key, Title, Severity, SeverityStated string
	Date, Timezone, First, Last                string
	Entries, Actions                           int
	Owners, Unknown, Notes                     []string
	Diff                                       []byte
}

// ExportRows is what the incident register gets; nil when it was not asked for.
type ExportRows struct {
	File string
	Keys []string // of the new rows
	Left []string
	Diff []byte
}

// ExportFormats returns the formats of the import of an export, the default first.
func ExportFormats() []Format[ExportImport] {
	return []Format[ExportImport]{
		{Name: "text", Doc: "what each incident becomes, and the diff", Write: exportText},
		{Name: "json", Doc: "for programs", Write: exportJSON},
	}
}

func exportText(w io.Writer, v ExportImport, s Style) error {
	p := &printer{w: w}
	p.printf("%s: %s\n", Visible(v.Tracker), plural(v.Found, "incident"))
	for _, r := range v.Reports {
		text := fmt.Sprintf("%s  %s  %s, %s", r.File, r.Key, entries(r.Entries), plural(r.Actions, "action"))
		if len(r.Unknown) > 0 {
			text += "; not said: " + strings.Join(r.Unknown, ", ")
		}
		p.printf("  new   %s\n", Visible(text))
		for _, n := range r.Notes {
			p.printf("        %s\n", Visible(n))
		}
	}
	for _, l := range v.Left {
		p.printf("  left  %s\n", Visible(l))
	}
	if r := v.Register; r != nil {
		p.printf("%s: %s\n", Visible(r.File), plural(len(r.Keys), "new row"))
		for _, l := range r.Left {
			p.printf("  left  %s\n", Visible(l))
		}
	}
	if v.Written || p.err != nil {
		return p.err
	}
	for _, r := range v.Reports {
		if err := Diff(w, r.Diff, s); err != nil {
			return err
		}
	}
	if v.Register == nil {
		return nil
	}
	return Diff(w, v.Register.Diff, s)
}

type exportDocument struct {
	Version  int             `json:"version"`
	Written  bool            `json:"written"`
	Tracker  string          `json:"tracker"`
	Reports  []exportReport  `json:"reports"`
	Left     []string        `json:"left"`
	Register *exportRegister `json:"register,omitempty"`
	Summary  exportCounts    `json:"summary"`
}

type exportReport struct {
	File            string   `json:"file"`
	Incident        string   `json:"incident"`
	Title           string   `json:"title"`
	Date            string   `json:"date"`
	Timezone        string   `json:"timezone"`
	Severity        string   `json:"severity"`
	SeverityStated  string   `json:"severity_stated"`
	TimelineEntries int      `json:"timeline_entries"`
	Actions         int      `json:"actions"`
	First           string   `json:"first"`
	Last            string   `json:"last"`
	Owners          []string `json:"owners"`
	Unknown         []string `json:"unknown"`
	Notes           []string `json:"notes"`
}

type exportRegister struct {
	File string   `json:"file"`
	Rows []string `json:"rows"`
	Left []string `json:"left"`
}

type exportCounts struct {
	Incidents int `json:"incidents"`
	Imported  int `json:"imported"`
	Left      int `json:"left"`
	Rows      int `json:"rows"`
}

func exportJSON(w io.Writer, v ExportImport, _ Style) error {
	doc := exportDocument{
		Version: 1, Written: v.Written, Tracker: v.Tracker, Reports: []exportReport{}, Left: list(v.Left),
		Summary: exportCounts{Incidents: v.Found, Imported: len(v.Reports), Left: len(v.Left)},
	}
	for _, r := range v.Reports {
		doc.Reports = append(doc.Reports, exportReport{
			File: r.File, Incident: r.Key, Title: r.Title, Date: r.Date, Timezone: r.Timezone, Severity: r.Severity, SeverityStated: r.SeverityStated,
			TimelineEntries: r.Entries, Actions: r.Actions, First: r.First, Last: r.Last, Owners: list(r.Owners), Unknown: list(r.Unknown), Notes: list(r.Notes),
		})
	}
	if r := v.Register; r != nil {
		doc.Register = &exportRegister{File: r.File, Rows: list(r.Keys), Left: list(r.Left)}
		doc.Summary.Rows = len(r.Keys)
	}
	return writeJSON(w, doc)
}
