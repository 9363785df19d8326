package lint_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// TestWorth holds the order in which findings are worth mending.
func TestWorth(t *testing.T) {
	find := func(rule string, severity diag.Severity, file string) diag.Diagnostic {
		return diag.Diagnostic{Rule: rule, Severity: severity, File: file}
	}
	r := lint.Result{
		Rules: []lint.Rule{{Name: "unread", Raw: true}, {Name: "a"}, {Name: "d", Unfinished: true, Severity: diag.Warning}, {Name: "c", Severity: diag.Off}},
		Diagnostics: []diag.Diagnostic{
			find("a", diag.Warning, "1"), find("a", diag.Warning, "2"), find("a", diag.Warning, "2"),
			find("b", diag.Warning, "1"), find("b", diag.Warning, "1"), find("b", diag.Warning, "1"), find("b", diag.Warning, "1"),
			find("c", diag.Error, "1"), find("c", diag.Info, "2"), find("d", diag.Info, "1"),
		},
		Suppressed: []diag.Diagnostic{find("unread", diag.Error, "3"), find("d", diag.Info, "2")},
	}
	var got []string
	for _, w := range r.Worth(5) {
		got = append(got, fmt.Sprintf("%s %s %d/%d", w.Rule.Name, w.Severity, w.Findings, w.Files))
	}
	want := []string{"unread error 1/1", "c error 2/2", "a warning 3/2", "d warning 2/2", "b warning 4/1"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if n := len(r.Worth(2)); n != 2 {
		t.Errorf("%d of 2", n)
	}
}
