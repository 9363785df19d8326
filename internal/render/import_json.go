package render

import "io"

type importDocument struct {
	Version int            `json:"version"`
	Written bool           `json:"written"`
	Reports []importReport `json:"reports"`
	Summary importCounts   `json:"summary"`
}

type importReport struct {
	File            string         `json:"file"`
	From            string         `json:"from,omitempty"`
	State           string         `json:"state"`
	Reason          string         `json:"reason,omitempty"`
	Title           string         `json:"title"`
	Date            string         `json:"date"`
	Timezone        string         `json:"timezone"`
	TimezoneStated  string         `json:"timezone_stated"`
	Severity        string         `json:"severity"`
	SeverityStated  string         `json:"severity_stated"`
	Status          string         `json:"status"`
	TimelineEntries int            `json:"timeline_entries"`
	Actions         int            `json:"actions"`
	Causes          int            `json:"causes"`
	First           string         `json:"first"`
	Last            string         `json:"last"`
	Owners          []string       `json:"owners"`
	Unknown         []string       `json:"unknown"`
	Notes           []string       `json:"notes"`
	Lifted          []importLifted `json:"lifted"`
}

type importLifted struct {
	Field     string `json:"field"`
	Value     string `json:"value"`
	Line      int    `json:"line"`
	Source    string `json:"source"`
	Why       string `json:"why"`
	Suggested bool   `json:"suggested"`
}

type importCounts struct {
	Files        int `json:"files"`
	Imported     int `json:"imported"`
	Left         int `json:"left"`
	Dated        int `json:"dated"`
	Zoned        int `json:"zoned"`
	Severity     int `json:"severity"`
	WithTimeline int `json:"with_timeline"`
	WithActions  int `json:"with_actions"`
	Entries      int `json:"timeline_entries"`
	Unclear      int `json:"unknown_times"`
	Actions      int `json:"actions"`
	Owned        int `json:"owned"`
}

func importJSON(w io.Writer, v Import, _ Style) error {
	n := v.totals()
	doc := importDocument{Version: 1, Written: v.Written, Reports: []importReport{}, Summary: importCounts{
		Files: n.Files, Imported: n.Imported, Left: n.Left, Dated: n.Dated, Zoned: n.Zoned, Severity: n.Severity,
		WithTimeline: n.WithTimeline, WithActions: n.WithActions, Entries: n.Entries, Unclear: n.Unclear, Actions: n.Actions, Owned: n.Owned,
	}}
	for _, r := range v.Reports {
		doc.Reports = append(doc.Reports, reportOf(r, v.Explain))
	}
	return writeJSON(w, doc)
}

func reportOf(r Imported, explain bool) importReport {
	out := importReport{
		File: r.Name, From: r.From, State: r.State, Reason: r.Why, Title: r.Title, Date: r.Date,
		Timezone: r.Timezone, TimezoneStated: r.ZoneText, Severity: r.Severity, SeverityStated: r.SeverityText, Status: r.Status,
		TimelineEntries: len(r.Timeline), Actions: len(r.Actions), Causes: len(r.Causes),
		Owners: list(r.Owners()), Unknown: list(r.Unknown), Notes: list(r.Notes), Lifted: []importLifted{},
	}
	out.First, out.Last = r.Span()
	if !explain {
		return out
	}
	for _, l := range r.Lifted {
		source := ""
		if l.Line > 0 {
			source = r.File.Line(l.Line)
		}
		out.Lifted = append(out.Lifted, importLifted{Field: l.Field, Value: l.Value, Line: l.Line, Source: source, Why: l.Why, Suggested: l.Suggested})
	}
	return out
}
