package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// testRules are four rules: one that always finds something, one of unfinished things, one of the file
// itself, and one that compares reports.
func testRules() []lint.Rule {
	always := func(p *lint.Pass) { p.Reportf(p.Report.Title.Span, "title %s", p.Report.Title.Value) }
	return []lint.Rule{
		{Name: "always", Severity: diag.Error, Check: always},
		{Name: "unfinished", Severity: diag.Error, Unfinished: true, Check: always},
		{Name: "front-matter-missing", Severity: diag.Error, Raw: true, Check: lint.FromReader},
		lint.Across(lint.Rule{Name: "same-title", Severity: diag.Warning},
			func(p *lint.Pass) (lint.Fact[string], bool) {
				return lint.Fact[string]{Mark: p.Mark(p.Report.Title.Span), Value: p.Report.Title.Value}, !p.Report.Title.Empty()
			},
			func(facts []lint.Fact[string], find lint.Find) {
				first := map[string]lint.Fact[string]{}
				for _, f := range facts {
					if other, ok := first[f.Value]; ok {
						find(f.Mark, "as %s in %s (%s)", other.Report, other.File, other.Mark)
						continue
					}
					first[f.Value] = f
				}
			}),
	}
}

// run lints texts as the files a.md, b.md, … and returns the findings as strings.
func run(t *testing.T, pol string, texts ...string) (found, suppressed []string) {
	t.Helper()
	p, problems := policy.Parse(source.New("pir.yaml", []byte(pol)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	l, problems := lint.New(testRules(), p)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	parser := report.NewParser()
	checked := make([]lint.Checked, 0, len(texts))
	for i, text := range texts {
		checked = append(checked, l.Check(parser.Parse(source.New(string(rune('a'+i))+".md", []byte(text)))))
	}
	res := l.Finish(checked)
	for _, d := range res.Diagnostics {
		found = append(found, d.String())
	}
	for _, d := range res.Suppressed {
		suppressed = append(suppressed, d.String())
	}
	return found, suppressed
}

func text(status, title, more string) string {
	return fmt.Sprintf("---\nstatus: %s\nseverity: sev1\ntitle: %s\n%s---\n", status, title, more)
}

func TestLevels(t *testing.T) {
	tests := []struct {
		name string
		pol  string
		text string
		want []string
	}{
		{"defaults", "", text("approved", "T", ""), []string{"a.md:4:8: error: title T [always]", "a.md:4:8: error: title T [unfinished]"}},
		{"a draft may be unfinished", "", text("draft", "T", ""), []string{"a.md:4:8: error: title T [always]", "a.md:4:8: info: title T [unfinished]"}},
		{"the policy sets levels", "rules: {always: off, unfinished: warning}", text("approved", "T", ""), []string{"a.md:4:8: warning: title T [unfinished]"}},
		{"without front matter only rules of the file run", "", "# x\n", []string{"a.md:1:1: error: there is no front matter, so nothing here can be checked or counted; begin the file with a `---` line, title, severity and status, and a `---` line [front-matter-missing]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, _ := run(t, tt.pol, tt.text)
			if diff := cmp.Diff(tt.want, found); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAcross(t *testing.T) {
	found, _ := run(t, "rules: {always: off, unfinished: off}", text("approved", "T", ""), text("approved", "U", ""), "# none\n", text("approved", "T", ""))
	want := "d.md:4:8: warning: as a in a.md (a.md:4) [same-title]"
	if len(found) != 2 || found[1] != want {
		t.Errorf("findings %q, want the second to be %q", found, want)
	}
}

func TestSuppression(t *testing.T) {
	ignore := func(rule, reason string) string {
		return "lint: {ignore: [{rule: " + rule + ", reason: " + reason + "}]}\n"
	}
	tests := []struct {
		name, more        string
		found, suppressed int
	}{
		{"nothing", "", 3, 0},
		{"one rule", ignore("always", "agreed"), 2, 1},
		{"a rule that compares", ignore("same-title", "agreed"), 2, 1},
		{"another rule", ignore("other", "agreed"), 3, 0},
		{"without a reason it stays", ignore("always", `""`), 3, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, suppressed := run(t, "", text("approved", "T", ""), text("approved", "T", tt.more))
			if len(found) != 2+tt.found || len(suppressed) != tt.suppressed {
				t.Errorf("found %q, suppressed %q", found, suppressed)
			}
		})
	}
}

func TestUnknownRuleInPolicy(t *testing.T) {
	p, _ := policy.Parse(source.New("pir.yaml", []byte("rules: {allways: off, zzz: off}")))
	_, problems := lint.New(testRules(), p)
	if len(problems) != 2 || !strings.Contains(problems[0].Message, `did you mean "always"?`) || !strings.Contains(problems[1].Message, "`pir rules` lists them") {
		t.Errorf("problems %v", problems)
	}
}

func TestCount(t *testing.T) {
	l, _ := lint.New(testRules(), policy.Default())
	r := report.NewParser().Parse(source.New("a.md", []byte(text("draft", "T", ""))))
	res := l.Finish([]lint.Checked{l.Check(r)})
	if res.Files != 1 || res.Count(diag.Error) != 1 || res.Count(diag.Info) != 1 || res.Count(diag.Warning) != 0 || res.Worst() != diag.Error {
		t.Errorf("result %+v", res)
	}
	if (lint.Result{}).Worst() != diag.Off {
		t.Error("nothing found is not off")
	}
}
