package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// TestSuggestf holds that a suggestion is information at most: no policy makes it more, and one may make it nothing.
func TestSuggestf(t *testing.T) {
	rules := []lint.Rule{{Name: "words", Severity: diag.Error, Check: func(p *lint.Pass) {
		p.Reportf(p.Report.Severity.Span, "severity")
		p.Suggestf(p.Report.Title.Span, "title %s", p.Report.Title.Value)
	}}}
	const title = "a.md:4:8: info: title T [words]"
	for _, tt := range []struct {
		pol, more string
		want      []string
	}{
		{"", "", []string{"a.md:3:11: error: severity [words]", title}},
		{"rules: {words: warning}", "", []string{"a.md:3:11: warning: severity [words]", title}},
		{"rules: {words: off}", "", nil},
		{"overrides: [{paths: [\"a.*\"], rules: {words: off}}]", "", nil},
		{"", "lint: {ignore: [{rule: words, reason: agreed}]}\n", nil},
	} {
		pol, problems := policy.Parse(source.New("pir.yaml", []byte(tt.pol)))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		l, _ := lint.New(rules, pol)
		r := report.NewParser().Parse(source.New("a.md", []byte(text("approved", "T", tt.more))))
		var found []string
		for _, d := range l.Finish([]lint.Checked{l.Check(r)}).Diagnostics {
			found = append(found, d.String())
		}
		if diff := cmp.Diff(tt.want, found); diff != "" {
			t.Errorf("policy %q, front matter %q (-want +got):\n%s", tt.pol, tt.more, diff)
		}
	}
}

// TestShared holds that shared work is done once a report.
func TestShared(t *testing.T) {
	done := 0
	share := func(p *lint.Pass) {
		title := lint.Shared(p, "title", func() string {
			done++
			return p.Report.Title.Value
		})
		p.Reportf(p.Report.Title.Span, "%s", title)
	}
	l, _ := lint.New([]lint.Rule{{Name: "one", Severity: diag.Error, Check: share}, {Name: "two", Severity: diag.Error, Check: share}}, policy.Default())
	var found []string
	for _, title := range []string{"A", "B"} {
		r := report.NewParser().Parse(source.New("a.md", []byte(text("approved", title, ""))))
		for _, d := range l.Finish([]lint.Checked{l.Check(r)}).Diagnostics {
			found = append(found, d.Message)
		}
	}
	if diff := cmp.Diff([]string{"A", "A", "B", "B"}, found); diff != "" || done != 2 {
		t.Errorf("done %d times, findings (-want +got):\n%s", done, diff)
	}
}
