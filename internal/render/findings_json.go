package render

import (
	"io"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// The JSON of `pir lint`. These types are written for the outside and documented in docs/json.md.
type findingsEnvelope struct {
	Version    int              `json:"version"`
	Findings   []findingJSON    `json:"findings"`
	Suppressed []suppressedJSON `json:"suppressed"` // always listed
	Summary    findingsSummary  `json:"summary"`
}

type findingJSON struct {
	Rule      string `json:"rule"`
	Severity  string `json:"severity"`
	Message   string `json:"message"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"` // in code points, from 1
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Report    string `json:"report"`
	Fixable   bool   `json:"fixable"`
}

type suppressedJSON struct {
	findingJSON
	Reason string `json:"reason"`
}

type findingsSummary struct {
	Files      int `json:"files"`
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Infos      int `json:"infos"`
	Suppressed int `json:"suppressed"`
}

func findingsJSON(w io.Writer, res lint.Result, _ Style) error {
	env := findingsEnvelope{Version: 1, Summary: findingsSummary{
		Files: res.Files, Errors: res.Count(diag.Error), Warnings: res.Count(diag.Warning), Infos: res.Count(diag.Info), Suppressed: len(res.Suppressed),
	}}
	for _, d := range res.Diagnostics {
		env.Findings = append(env.Findings, toFindingJSON(d))
	}
	for _, d := range res.Suppressed {
		env.Suppressed = append(env.Suppressed, suppressedJSON{toFindingJSON(d), d.Reason})
	}
	env.Findings, env.Suppressed = list(env.Findings), list(env.Suppressed)
	return writeJSON(w, env)
}

func toFindingJSON(d diag.Diagnostic) findingJSON {
	return findingJSON{
		Rule: d.Rule, Severity: d.Severity.String(), Message: d.Message, File: d.File, Report: d.Report,
		Fixable: len(d.Fix) > 0 && d.Reason == "", // what is suppressed stays as it is
		Line:    d.Range.Start.Line, Column: d.Range.Start.Column, EndLine: d.Range.End.Line, EndColumn: d.Range.End.Column,
	}
}
