package rules

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

var update = flag.Bool("update", false, "write the findings of the bad blocks into the pages")

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// TestFiles holds that a rule is one Go file and one page, both named after it.
func TestFiles(t *testing.T) {
	names := map[string]bool{}
	for _, r := range All() {
		if !kebab.MatchString(r.Name) {
			t.Errorf("rule %q: the name is not kebab-case", r.Name)
		}
		if names[r.Name] {
			t.Errorf("rule %q stands twice", r.Name)
		}
		if slices.Contains(retired[:], r.Name) {
			t.Errorf("rule %q has the name of a retired rule", r.Name)
		}
		if r.Since == "" || r.Severity == diag.Off {
			t.Errorf("rule %q has no version or no level", r.Name)
		}
		names[r.Name] = true
	}
	var inGo []string
	for _, path := range glob(t, "*.go") {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(path, "_test.go") && strings.Contains(string(b), "= add(") {
			inGo = append(inGo, strings.ReplaceAll(strings.TrimSuffix(path, ".go"), "_", "-"))
		}
	}
	pages := glob(t, "*.md")
	inPages := make([]string, 0, len(pages))
	for _, path := range pages {
		inPages = append(inPages, strings.ReplaceAll(strings.TrimSuffix(path, ".md"), "_", "-"))
	}
	want := make([]string, 0, len(names))
	for _, r := range All() {
		want = append(want, r.Name)
	}
	slices.Sort(inGo)
	slices.Sort(inPages)
	if d := cmp.Diff(want, inGo); d != "" {
		t.Errorf("rules and Go files differ (-rules +files):\n%s", d)
	}
	if d := cmp.Diff(want, inPages); d != "" {
		t.Errorf("rules and pages differ (-rules +pages):\n%s", d)
	}
}

// TestReaderRules holds that whatever the reader reports has a rule, or it would be lost.
func TestReaderRules(t *testing.T) {
	all := All()
	for _, name := range []string{
		field.RuleSyntax, field.RuleDuplicateKey, field.RuleUnknownField, field.RuleWrongType, field.RuleInvalidValue, field.RuleSecondDoc, field.RuleSpelling,
		report.RuleUnreadable, report.RuleMissing, report.RuleUnclosed, report.RuleIndented, report.RuleBodyUnread, report.RuleUnknownZone,
	} {
		if !slices.ContainsFunc(all, func(r lint.Rule) bool { return r.Name == name }) {
			t.Errorf("the reader reports %s, but there is no such rule", name)
		}
	}
}

// TestBase holds that the report under the fragments is one that no rule has anything against.
func TestBase(t *testing.T) {
	got := run(t, fixture{files: []pageFile{{path: "reports/2026-03-02-example.md", text: compose(t, "", nil)}}})
	for _, d := range got {
		t.Errorf("testdata/base.md: %s", d)
	}
}

// TestPages holds each rule to its page.
func TestPages(t *testing.T) {
	for _, r := range All() {
		t.Run(r.Name, func(t *testing.T) {
			p := parsePage(r.Page)
			checkForm(t, r, p)
			fixtures := p.fixtures(t)
			for _, f := range fixtures {
				checkFixture(t, r.Name, f)
			}
			rewrite(t, r.Name, p, fixtures)
		})
	}
}

func checkForm(t *testing.T, r lint.Rule, p page) {
	t.Helper()
	if !strings.HasPrefix(r.Page, "# "+r.Name+"\n\n") {
		t.Errorf("the page does not begin with the title %q and a blank line", "# "+r.Name)
	}
	if title := r.Title(); title == "" || !strings.HasSuffix(p.lines[min(2, len(p.lines)-1)], ".\n") {
		t.Errorf("the line below the title is no sentence: %q", title)
	}
	if d := cmp.Diff([]string{"Why", "What to do", "Bad", "Good"}, p.headings); d != "" {
		t.Errorf("headings (-want +got):\n%s", d)
	}
	for _, kind := range []string{"bad", "good"} {
		if !slices.ContainsFunc(p.blocks, func(b pageBlock) bool { return b.is(kind) }) {
			t.Errorf("the page has no %s block", kind)
		}
	}
}

func checkFixture(t *testing.T, rule string, f fixture) {
	t.Helper()
	got := run(t, f)
	if !f.bad {
		for _, d := range got {
			t.Errorf("good block that ends in line %d: %s", f.last+1, d)
		}
		return
	}
	if len(got) == 0 {
		t.Errorf("bad block that ends in line %d: no finding", f.last+1)
	}
	for _, d := range got {
		if d.Rule != rule {
			t.Errorf("bad block that ends in line %d: finding of another rule: %s", f.last+1, d)
		}
	}
	if !*update {
		if d := cmp.Diff(f.want, rendered(f, got)); d != "" {
			t.Errorf("findings below line %d (-page +got; -update rewrites them):\n%s", f.last+1, d)
		}
	}
}

// rendered returns the findings as a page shows them. Those of a fragment have no place: the reader does
// not see the file that it was put into.
func rendered(f fixture, ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		if len(f.files) > 0 && f.files[0].fragment {
			fmt.Fprintf(&b, "%s: %s [%s]\n", d.Severity, d.Message, d.Rule)
			continue
		}
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// run checks a corpus with all rules.
func run(t *testing.T, f fixture) []diag.Diagnostic {
	t.Helper()
	pol := policy.Default()
	if f.policy != "" {
		var problems []diag.Problem
		if pol, problems = policy.Parse(source.New(policy.FileName, []byte(f.policy))); len(problems) > 0 {
			t.Fatalf("policy: %v", problems)
		}
	}
	linter, problems := lint.New(All(), pol)
	if len(problems) > 0 {
		t.Fatalf("policy: %v", problems)
	}
	linter = linter.In(f.around.world(t, f.policy, pol))
	parser := report.NewParser()
	checked := make([]lint.Checked, 0, len(f.files))
	for _, file := range f.files {
		checked = append(checked, linter.Check(parser.Parse(source.New(file.path, []byte(file.text)))))
	}
	return linter.Finish(checked).Diagnostics
}

// rewrite puts the findings of the bad blocks into the page, with -update.
func rewrite(t *testing.T, rule string, p page, fixtures []fixture) {
	t.Helper()
	if !*update {
		return
	}
	old := strings.Join(p.lines, "")
	for _, f := range slices.Backward(fixtures) {
		if !f.bad {
			continue
		}
		from, to := f.last+1, f.last+1
		if f.shown != nil {
			from, to = f.shown.first, f.shown.last+1
		}
		p.lines = slices.Replace(p.lines, from, to, "```text\n"+rendered(f, run(t, f))+"```\n")
	}
	text := strings.Join(p.lines, "")
	if text == old {
		return
	}
	if err := os.WriteFile(stem(rule)+".md", []byte(text), 0o644); err != nil { //nolint:gosec // a page is for everybody
		t.Fatal(err)
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// messages returns what one rule finds in the base with a fragment over it, for tables of corner cases. The fragment
// is as in a page; `without` removes keys of the base. Each finding is "severity: message".
func messages(t *testing.T, rule, fragment string, without ...string) []string {
	t.Helper()
	return messagesIn(t, rule, "reports/2026-03-02-example.md", compose(t, fragment, without))
}

// messagesIn returns what one rule finds in a whole report.
func messagesIn(t *testing.T, rule, path, text string) []string {
	t.Helper()
	got := []string{}
	for _, d := range run(t, fixture{files: []pageFile{{path: path, text: text}}}) {
		if d.Rule == rule {
			got = append(got, fmt.Sprintf("%s: %s", d.Severity, d.Message))
		}
	}
	return got
}
