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

// TestResultSaysWhatRan holds that a format can list the files without a finding, and every rule that ran.
func TestResultSaysWhatRan(t *testing.T) {
	pol, _ := policy.Parse(source.New("pir.yaml", []byte("rules: {always: off, unfinished: info}")))
	l, _ := lint.New(testRules(), pol)
	checked := make([]lint.Checked, 0, 2)
	for _, name := range []string{"a.md", "b.md"} {
		checked = append(checked, l.Check(report.NewParser().Parse(source.New(name, []byte(text("approved", "T", ""))))))
	}
	res := l.Finish(checked)
	if diff := cmp.Diff([]string{"a.md", "b.md"}, res.Paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	rules := make([]string, 0, len(res.Rules))
	for _, r := range res.Rules {
		rules = append(rules, r.Name+" "+r.Severity.String())
	}
	if diff := cmp.Diff([]string{"unfinished error", "front-matter-missing error", "same-title warning"}, rules); diff != "" {
		t.Errorf("rules at their own levels (-want +got):\n%s", diff)
	}
	only := res.Only(func(file string) bool { return file == "b.md" }, 1)
	if diff := cmp.Diff([]string{"b.md"}, only.Paths); diff != "" {
		t.Errorf("selected paths (-want +got):\n%s", diff)
	}
}

// TestSuppressionInTheText holds that a comment suppresses in its block or section and nowhere else, and
// that one that is not needed is found.
func TestSuppressionInTheText(t *testing.T) {
	headings := lint.Rule{Name: "headings", Severity: diag.Error, Check: func(p *lint.Pass) {
		sections, _ := p.Report.Sections()
		for _, s := range sections {
			p.Reportf(s.Span, "heading %s", s.Title)
		}
	}}
	rules := append(testRules(), headings, lint.Rule{Name: lint.RuleUnused, Severity: diag.Info})
	l, problems := lint.New(rules, policy.Default())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	src := text("approved", "T", "lint: {ignore: [{rule: always, reason: agreed}, {rule: same-title, reason: agreed}]}\n") +
		"<!-- pir:ignore headings agreed -->\n## A\n\n### B\n\n## C\n\n<!-- pir:ignore headings agreed -->\n\ntext\n\n## D\n"
	res := l.Finish([]lint.Checked{l.Check(report.NewParser().Parse(source.New("a.md", []byte(src))))})
	found := make([]string, 0, len(res.Diagnostics))
	for _, d := range res.Diagnostics {
		found = append(found, d.String())
	}
	want := []string{
		"a.md:4:8: error: title T [unfinished]",
		"a.md:12:4: error: heading C [headings]",
		"a.md:14:1: info: nothing here breaks headings, so it need not be suppressed; take the suppression out [suppression-unused]",
		"a.md:18:4: error: heading D [headings]",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if len(res.Suppressed) != 3 || res.Suppressed[0].Reason != "agreed" {
		t.Errorf("suppressed %v", res.Suppressed)
	}
}

func TestOverrides(t *testing.T) {
	const pol = "rules: {same-title: off, always: off}\noverrides:\n" +
		"  - {paths: [\"b.*\"], rules: {unfinished: off, always: warning}}\n  - {severities: [P2], rules: {unfinished: info}}\n"
	found, _ := run(t, pol, text("approved", "A", ""), text("approved", "B", ""), strings.Replace(text("approved", "C", ""), "sev1", "SEV-2", 1))
	want := []string{"a.md:4:8: error: title A [unfinished]", "b.md:4:8: warning: title B [always]", "c.md:4:8: info: title C [unfinished]"}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// TestTold holds that findings stand in selected files only, those of comparing rules told there when the selected
// file takes part, and that the suppression of either report is honoured.
func TestTold(t *testing.T) {
	at := func(file, message, reason string, also ...diag.Diagnostic) diag.Diagnostic {
		return diag.Diagnostic{File: file, Message: message, Reason: reason, Severity: diag.Error, Also: also}
	}
	off := at("a", "off there", "")
	off.Severity = diag.Off
	res := lint.Result{
		Files: 3,
		Diagnostics: []diag.Diagnostic{
			at("a", "own", ""), at("b", "other", ""), at("c", "other", "", at("b", "", "")),
			at("c", "compared", "", at("b", "", ""), at("a", "told", "")), at("c", "refused", "", at("a", "told too", "a reason")), at("c", "off", "", off),
		},
		Suppressed: []diag.Diagnostic{at("c", "accepted", "a reason", at("a", "told three", "")), at("b", "other", "a reason")},
	}
	onlyA := func(file string) bool { return file == "a" }
	texts := func(ds []diag.Diagnostic) (list []string) {
		for _, d := range ds {
			list = append(list, d.File+" "+d.Message)
		}
		return list
	}
	got := res.Only(onlyA, 1)
	if diff := cmp.Diff([]string{"a own", "c compared", "c refused"}, texts(got.Diagnostics)); diff != "" || got.Files != 1 || len(got.Suppressed) != 1 {
		t.Errorf("%d files, %d suppressed, findings (-want +got):\n%s", got.Files, len(got.Suppressed), diff)
	}
	got = got.Told(onlyA)
	if diff := cmp.Diff([]string{"a own", "a told"}, texts(got.Diagnostics)); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a told three", "a told too"}, texts(got.Suppressed)); diff != "" {
		t.Errorf("suppressed (-want +got):\n%s", diff)
	}
}

// TestWith holds that a finding at a mark with another carries how it is told there: at that place, with the level and
// the suppression of that report.
func TestWith(t *testing.T) {
	rule := lint.Across(lint.Rule{Name: "pair", Severity: diag.Error, Unfinished: true},
		func(p *lint.Pass) (lint.Fact[string], bool) {
			return lint.Fact[string]{Mark: p.Mark(p.Report.Title.Span)}, true
		},
		func(facts []lint.Fact[string], find lint.Find) {
			find(facts[0].Mark.With(facts[1].Mark, "like %s", facts[0].File).With(facts[2].Mark, "as %s", facts[0].File), "before %s", facts[1].File)
		})
	l, _ := lint.New([]lint.Rule{rule}, policy.Default())
	ignore := "lint: {ignore: [{rule: pair, reason: agreed}]}\n"
	checked := make([]lint.Checked, 0, 3)
	for i, src := range []string{text("approved", "T", ""), text("draft", "U", ""), text("approved", "V", ignore)} {
		checked = append(checked, l.Check(report.NewParser().Parse(source.New(string(rune('a'+i))+".md", []byte(src)))))
	}
	found := l.Finish(checked).Diagnostics
	if len(found) != 1 || len(found[0].Also) != 2 {
		t.Fatalf("found %v", found)
	}
	d := found[0]
	want := []string{"a.md:4:8: error: before b.md [pair] ", "b.md:4:8: info: like a.md [pair] ", "c.md:4:8: error: as a.md [pair] agreed"}
	if diff := cmp.Diff(want, []string{d.String() + " " + d.Reason, d.Also[0].String() + " " + d.Also[0].Reason, d.Also[1].String() + " " + d.Also[1].Reason}); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// TestRepository holds that a rule about other files runs once, sees the repository, and honours levels; and that its
// findings stay out when only some reports are asked about.
func TestRepository(t *testing.T) {
	file := source.New("pir.yaml", []byte("organisation: X\n"))
	rules := []lint.Rule{{Name: "policy", Severity: diag.Warning, Repository: func(p *lint.RepositoryPass) {
		if p.World.Policy != nil {
			p.Reportf(p.World.Policy, source.Span{Start: 14, End: 15}, "organisation %s", p.Policy.Organisation)
		}
	}}}
	for level, want := range map[string][]string{"info": {"pir.yaml:1:15: info: organisation X [policy]"}, "off": {}} {
		pol, _ := policy.Parse(source.New("pir.yaml", []byte("organisation: X\nrules: {policy: "+level+"}\n")))
		l, _ := lint.New(rules, pol)
		if res := l.Finish(nil); len(res.Diagnostics) > 0 {
			t.Errorf("without a repository: %v", res.Diagnostics)
		}
		in := l.In(lint.World{Policy: file})
		checked := []lint.Checked{in.Check(report.NewParser().Parse(source.New("a.md", []byte(text("approved", "T", "")))))}
		res := in.Finish(append(checked, checked...))
		found := make([]string, 0, 1)
		for _, d := range res.Diagnostics {
			found = append(found, d.String())
		}
		if diff := cmp.Diff(want, found); diff != "" || res.Files != 2 {
			t.Errorf("%d files, findings (-want +got):\n%s", res.Files, diff)
		}
		if only := res.Only(func(file string) bool { return file == "a.md" }, 1); len(only.Diagnostics) > 0 {
			t.Errorf("selected: %v", only.Diagnostics)
		}
	}
}
