package diag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

func TestSeverityNames(t *testing.T) {
	for _, s := range []diag.Severity{diag.Off, diag.Info, diag.Warning, diag.Error} {
		if got, ok := diag.ParseSeverity(s.String()); !ok || got != s {
			t.Errorf("ParseSeverity(%q) = %v, %v", s, got, ok)
		}
	}
	for _, word := range []string{"", "Error", "fatal"} {
		if _, ok := diag.ParseSeverity(word); ok {
			t.Errorf("%q is read as a severity", word)
		}
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line, column int, rule string) diag.Diagnostic {
		return diag.Diagnostic{File: file, Range: source.Range{Start: source.Position{Line: line, Column: column}}, Rule: rule}
	}
	got := diag.Sort([]diag.Diagnostic{
		at("b", 1, 1, "x"), at("a", 10, 1, "x"), at("a", 2, 5, "x"), at("a", 2, 3, "y"), at("a", 2, 3, "x"), at("b", 1, 1, "x"),
	})
	want := []diag.Diagnostic{at("a", 2, 3, "x"), at("a", 2, 3, "y"), at("a", 2, 5, "x"), at("a", 10, 1, "x"), at("b", 1, 1, "x")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestAt(t *testing.T) {
	f := source.New("f.md", []byte("one\ntwo é x\n"))
	d := diag.At(f, source.Span{Start: 11, End: 12})
	d.Severity, d.Rule, d.Message = diag.Warning, "r", "m"
	if d.Excerpt != "two é x" || d.String() != "f.md:2:7: warning: m [r]" {
		t.Errorf("got %q with excerpt %q", d, d.Excerpt)
	}
}
