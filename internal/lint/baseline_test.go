package lint_test

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

func finding(rule string, line int, excerpt string) diag.Diagnostic {
	at := source.Position{Line: line, Column: 1}
	return diag.Diagnostic{Rule: rule, File: "a.md", Severity: diag.Error, Excerpt: excerpt, Range: source.Range{Start: at, End: at}}
}

func TestBaseline(t *testing.T) {
	old := lint.Result{Diagnostics: []diag.Diagnostic{finding("r", 3, "owner:"), finding("r", 9, "owner:"), finding("s", 4, "due: x")}}
	b, err := lint.WriteBaseline(old)
	if err != nil {
		t.Fatal(err)
	}
	base, err := lint.ReadBaseline(b)
	if err != nil {
		t.Fatal(err)
	}
	moved := lint.Result{Diagnostics: []diag.Diagnostic{
		finding("r", 13, "owner:"), finding("r", 19, "owner:"), finding("r", 30, "owner:"), // a third one like the two
		finding("s", 14, "due: x"), finding("s", 15, "due: y"),
	}}
	got := moved.Accept(base)
	if len(got.Diagnostics) != 2 || got.Diagnostics[0].Range.Start.Line != 30 || got.Diagnostics[1].Excerpt != "due: y" {
		t.Errorf("left %v, want the third owner and the new due date", got.Diagnostics)
	}
	if len(got.Suppressed) != 3 || !strings.Contains(got.Suppressed[0].Reason, "baseline") {
		t.Errorf("suppressed %v", got.Suppressed)
	}
	for _, text := range []string{"", "[]", `{"version": 2, "findings": []}`, `{"version": 1, "other": 1}`} {
		if _, err := lint.ReadBaseline([]byte(text)); err == nil || !strings.Contains(err.Error(), "--write-baseline") {
			t.Errorf("%q: error %v, want one that says how to make it anew", text, err)
		}
	}
}
