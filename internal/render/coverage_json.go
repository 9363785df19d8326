package render

import (
	"io"

	"github.com/pir-cli/pir/internal/coverage"
)

// The JSON of `pir coverage`. These types are written for the outside and documented in docs/json.md.
type coverageEnvelope struct {
	Version        int                `json:"version"`
	AsOf           string             `json:"as_of"`
	Period         spanJSON           `json:"period"`
	Register       *registerJSON      `json:"register"` // null without one
	Reports        int                `json:"reports"`
	Incidents      []coveredJSON      `json:"incidents"`
	BySeverity     []severityJSON     `json:"by_severity"`
	Unregistered   []unregisteredJSON `json:"unregistered"`
	Disagreements  []disagreementJSON `json:"disagreements"`
	Reconciliation reconciliationJSON `json:"reconciliation"`
	Summary        coverageSummary    `json:"summary"`
	Nil            *string            `json:"nil_statement"`
	Notes          []string           `json:"notes"`
}

type spanJSON struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type registerJSON struct {
	File   string `json:"file"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"`
}

type coveredJSON struct {
	Key        string  `json:"key"`
	Title      string  `json:"title"`
	Severity   string  `json:"severity"`
	Detected   *string `json:"detected"`
	Closed     *string `json:"closed"` // or, without it, resolved
	State      string  `json:"state"`
	Required   bool    `json:"required"`
	Report     string  `json:"report"`
	Status     string  `json:"status"`
	Held       *string `json:"held"`
	Due        *string `json:"due"`
	Days       *int    `json:"days"`
	DaysLate   int     `json:"days_late"`
	WaivedBy   string  `json:"waived_by"`
	Reason     string  `json:"reason"`
	File       string  `json:"file"`
	Line       int     `json:"line"`
	ReportFile string  `json:"report_file"`
}

type severityJSON struct {
	Severity string   `json:"severity"`
	Review   string   `json:"review"`
	Share    *float64 `json:"share"` // of held in population
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	coverageSummary
}

// coverageSummary counts incidents: population = reviewed + waived + missing + late + pending + not_required.
type coverageSummary struct {
	Population  int `json:"population"`
	Required    int `json:"required"`
	Reviewed    int `json:"reviewed"`
	Waived      int `json:"waived"`
	Missing     int `json:"missing"`
	Late        int `json:"late"`
	Pending     int `json:"pending"`
	NotRequired int `json:"not_required"`
	Held        int `json:"held"`
	HeldLate    int `json:"held_late"`
	Voluntary   int `json:"voluntary"`
}

type unregisteredJSON struct {
	Report   string  `json:"report"`
	Title    string  `json:"title"`
	Severity string  `json:"severity"`
	Key      string  `json:"key"`
	Detected *string `json:"detected"`
	File     string  `json:"file"`
	Line     int     `json:"line"`
	Hint     string  `json:"hint"`
}

type disagreementJSON struct {
	Kind     string `json:"kind"`
	Group    string `json:"group"`
	Key      string `json:"key"`
	Report   string `json:"report"`
	Register string `json:"register"`
	InReport string `json:"in_report"`
	Message  string `json:"message"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

type reconciliationJSON struct {
	Both         int `json:"both"`
	RegisterOnly int `json:"register_only"`
	ReportsOnly  int `json:"reports_only"`
}

func coverageJSON(w io.Writer, r coverage.Result, _ Style) error {
	env := coverageEnvelope{
		Version: 1, AsOf: isoDay(r.AsOf), Period: spanJSON{isoDay(r.From), isoDay(r.To)}, Reports: r.Reports,
		Incidents: []coveredJSON{}, BySeverity: []severityJSON{}, Unregistered: []unregisteredJSON{}, Disagreements: []disagreementJSON{},
		Reconciliation: reconciliationJSON{r.Both, r.RegisterOnly, len(r.Unregistered)}, Summary: toCoverageSummary(&r.Summary), Notes: list(r.Notes),
	}
	if r.HasRegister {
		env.Register = &registerJSON{r.File, r.Rows, r.SHA256}
	}
	if r.Nil != "" {
		env.Nil = &r.Nil
	}
	for i := range r.Incidents {
		env.Incidents = append(env.Incidents, toCoveredJSON(&r.Incidents[i]))
	}
	for i := range r.Severities {
		s := &r.Severities[i]
		out := severityJSON{Severity: s.Severity, Review: string(s.Review), coverageSummary: toCoverageSummary(&s.Summary)}
		if share, low, high, ok := coverage.Share(s.Held(), s.Population); ok {
			out.Share, out.Low, out.High = &share, &low, &high
		}
		env.BySeverity = append(env.BySeverity, out)
	}
	for i := range r.Unregistered {
		u := &r.Unregistered[i]
		env.Unregistered = append(env.Unregistered, unregisteredJSON{u.Report, u.Title, u.Severity, u.Key, dayJSON(u.Detected), u.File, u.Line, u.Hint})
	}
	for i := range r.Disagreements {
		d := &r.Disagreements[i]
		env.Disagreements = append(env.Disagreements, disagreementJSON{d.Kind, d.Group(), d.Key, d.Report, d.Register, d.InReport, d.Message, d.File, d.Line})
	}
	return writeJSON(w, env)
}

func toCoveredJSON(in *coverage.Incident) coveredJSON {
	return coveredJSON{
		Key: in.Key, Title: in.Title, Severity: in.Severity, Detected: dayJSON(in.Detected), Closed: dayJSON(in.Closed), State: string(in.State),
		Required: in.Required, Report: in.Report, Status: in.Status, Held: dayJSON(in.Held), Due: dayJSON(in.Due), Days: in.Days, DaysLate: in.DaysLate,
		WaivedBy: in.WaivedBy, Reason: in.Reason, File: in.File, Line: in.Line, ReportFile: in.ReportFile,
	}
}

func toCoverageSummary(s *coverage.Summary) coverageSummary {
	return coverageSummary{
		s.Population, s.Required, s.Reviewed, s.Waived, s.Missing, s.Late, s.Pending, s.NotRequired, s.Held(), s.HeldLate, s.Voluntary,
	}
}
