package diag_test

import (
	"regexp"
	"testing"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

func TestFingerprint(t *testing.T) {
	base := diag.Diagnostic{
		Rule: "action-owner", File: "reports/a.md", Excerpt: "  - title: Rotate", Message: "the action of line 12 has no owner",
		Severity: diag.Error, Range: source.Range{Start: source.Position{Line: 12, Column: 3}},
	}
	want := diag.Fingerprint(base, 0)
	if !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(want) {
		t.Errorf("fingerprint %q", want)
	}
	for name, change := range map[string]func(*diag.Diagnostic){
		"moved":          func(d *diag.Diagnostic) { d.Range.Start.Line, d.Range.End.Line = 90, 91 },
		"indented":       func(d *diag.Diagnostic) { d.Excerpt, d.Range.Start.Column = "\t- title: Rotate ", 9 },
		"worded anew":    func(d *diag.Diagnostic) { d.Message = "the action of line 90 has no owner" },
		"another level":  func(d *diag.Diagnostic) { d.Severity = diag.Info },
		"another report": func(d *diag.Diagnostic) { d.Report = "x" },
	} {
		d := base
		change(&d)
		if got := diag.Fingerprint(d, 0); got != want {
			t.Errorf("%s: another fingerprint", name)
		}
	}
	for name, change := range map[string]func(*diag.Diagnostic){
		"another rule": func(d *diag.Diagnostic) { d.Rule = "action-due" },
		"another file": func(d *diag.Diagnostic) { d.File = "reports/b.md" },
		"another text": func(d *diag.Diagnostic) { d.Excerpt = "  - title: Rotate it" },
		"parts joined": func(d *diag.Diagnostic) { d.Rule, d.File = d.Rule+"r", d.File[1:] },
	} {
		d := base
		change(&d)
		if got := diag.Fingerprint(d, 0); got == want {
			t.Errorf("%s: the same fingerprint", name)
		}
	}
	if diag.Fingerprint(base, 1) == want {
		t.Error("the second of its kind has the fingerprint of the first")
	}
}

func TestFingerprints(t *testing.T) {
	one := diag.Diagnostic{Rule: "r", File: "f", Excerpt: "x"}
	other := diag.Diagnostic{Rule: "r", File: "f", Excerpt: "y"}
	before := diag.Fingerprints([]diag.Diagnostic{one, other, one})
	seen := map[string]bool{}
	for _, p := range before {
		if seen[p] {
			t.Errorf("%s twice", p)
		}
		seen[p] = true
	}
	after := diag.Fingerprints([]diag.Diagnostic{other, one})
	if after[0] != before[1] || after[1] != before[0] {
		t.Errorf("before %v, after %v: a finding less changes those that stay", before, after)
	}
}
