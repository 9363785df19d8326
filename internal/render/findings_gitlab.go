package render

import (
	"io"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// The code quality report of GitLab: a list of these.
type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// findingsGitLab writes a code quality report. GitLab compares the fingerprints of two branches to say what
// is new.
func findingsGitLab(w io.Writer, res lint.Result, _ Style) error {
	issues := make([]gitlabIssue, 0, len(res.Diagnostics))
	prints := diag.Fingerprints(res.Diagnostics)
	for i := range res.Diagnostics {
		d := &res.Diagnostics[i]
		issues = append(issues, gitlabIssue{
			Description: d.Message, Check: d.Rule, Fingerprint: prints[i], Severity: gitlabSeverity(d.Severity),
			Location: gitlabLocation{Path: d.File, Lines: gitlabLines{Begin: d.Range.Start.Line}},
		})
	}
	return writeJSON(w, issues)
}

func gitlabSeverity(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "major"
	case diag.Warning:
		return "minor"
	default:
		return "info"
	}
}
