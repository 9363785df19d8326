package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// slips are what --fix mends in the example report, what is written and what stands there afterwards.
var slips = []struct{ name, right, wrong string }{
	{"a misspelt key", "detection: monitoring", "detecton: monitoring"},
	{"a misspelt key with quotes", "detection: monitoring", `"detectoin": monitoring`},
	{"a misspelt key in braces", "who: \"@sre-1\"}]\nreview", "hwo: \"@sre-1\"}]\nreview"},
	{"a misspelt key above others", "causes:\n", "cuases:\n"},
	{"a misspelt word", "detection: monitoring", "detection: monitorng  "},
	{"a misspelt word with quotes", "tlp: amber", `tlp: "ambre"`},
	{"a misspelt key and word", "detection: monitoring", "detecton: monitorng"},
	{"another case", "status: approved", "status: Approved"},
	{"blanks in place of hyphens", "status: in-progress", "status: In Progress"},
	{"another word for it", "milestone: contained", "milestone: mitigated"},
	{"an alias of the severity", "severity: sev1", "severity: 'SEV-1'"},
}

// left are what --fix must not touch: a person must say what is meant.
var left = []struct{ name, right, wrong string }{
	{"a word two letters away", "detection: monitoring", "detection: monitornig x"},
	{"a word between two", "kind: incident", "kind: exercident"},
	{"a short word", "tlp: amber", "tlp: rde"},
	{"a key that is there already", "detection: monitoring", "detection: monitoring\ndetecton: staff"},
	{"two keys for one", "detection: monitoring", "detecton: monitoring\ndetectio: staff"},
	{"a value that does not fit the key", "risks: [R-017]", "links: https://example.com/x"},
	{"a key of several lines", "detection: monitoring", "detection: moni\n  torng"},
	{"a suppressed finding", "status: approved", "lint: {ignore: [{rule: spelling, reason: our own words}]}\nstatus: Approved"},
	{"an alias of YAML", "kind: incident", "kind: &k Incident\nincident: *k"},
	{"a mapping of YAML that stands for two", `responders: [{who: "@platform-lead", role: incident-commander}, {who: "@sre-1"}]`, `responders: [&p {hwo: "@platform-lead"}, *p]`},
	{"a time without its zone", "at: 2026-03-02T08:04:00Z", "at: 2026-03-02T08:04:00"},
}

func baseReport(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile("../rules/testdata/base.md")
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func fixed(t *testing.T, text string) (*report.Report, lint.Checked) {
	t.Helper()
	linter, _ := lint.New(rules.All(), policy.Default())
	parser := report.NewParser()
	r, checked, err := linter.Fix(parser, parser.Parse(source.New("reports/2026-03-02-example.md", []byte(text))), lint.Baseline{})
	if err != nil {
		t.Fatal(err)
	}
	return r, checked
}

func TestFix(t *testing.T) {
	base := baseReport(t)
	for _, lineEnd := range []string{"\n", "\r\n"} {
		for _, tt := range slips {
			if strings.Count(base, tt.right) != 1 {
				t.Fatalf("%s: %q is not once in the report", tt.name, tt.right)
			}
			wrong := strings.ReplaceAll(strings.Replace(base, tt.right, tt.wrong, 1), "\n", lineEnd)
			want := strings.ReplaceAll(base, "\n", lineEnd)
			r, _ := fixed(t, wrong)
			// Quotes and blanks stay, so the report is as it was but for them.
			loose := strings.NewReplacer(`"`, "", "'", "", "monitoring  ", "monitoring")
			if diff := cmp.Diff(loose.Replace(want), loose.Replace(string(r.File.Bytes))); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.name, diff)
			}
			for _, quote := range []string{`"`, "'"} {
				if got, written := strings.Count(string(r.File.Bytes), quote), strings.Count(wrong, quote); got != written {
					t.Errorf("%s: %d quotes of %d are left", tt.name, got, written)
				}
			}
		}
	}
	for _, tt := range left {
		if strings.Count(base, tt.right) != 1 {
			t.Fatalf("%s: %q is not once in the report", tt.name, tt.right)
		}
		text := strings.Replace(base, tt.right, tt.wrong, 1)
		if r, _ := fixed(t, text); string(r.File.Bytes) != text {
			t.Errorf("%s: (-before +after):\n%s", tt.name, cmp.Diff(text, string(r.File.Bytes)))
		}
	}
}

// FuzzFix holds that fixing twice is fixing once, that what can be fixed is gone, that other findings stay,
// and that lines without a finding keep every byte.
func FuzzFix(f *testing.F) {
	base := baseReport(f)
	for _, tt := range slices.Concat(slips, left) {
		f.Add(strings.Replace(base, tt.right, tt.wrong, 1))
	}
	files, err := filepath.Glob("../../examples/reports/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files[:5] {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("---\r\nSTATUS: Draft\r\nseverity: P1\r\ntimelin: [{at: unknown, milestone: detectd}]\r\n---\r\n<!-- pir:begin timeline -->\r\n<!-- pir:end -->")
	f.Add("---\nstatus: &a Draft\nactions: [{status: *a}, {status: todo, staus: open}]\n---\n<!-- pir:begin actions -->\n|\n<!-- pir:end -->\n")
	linter, _ := lint.New(rules.All(), policy.Default())
	parser := report.NewParser()
	f.Fuzz(func(t *testing.T, text string) {
		before := parser.Parse(source.New("reports/2026-03-02-example.md", []byte(text)))
		first := linter.Finish([]lint.Checked{linter.Check(before)}).Diagnostics
		once, checked, err := linter.Fix(parser, before, lint.Baseline{})
		if err != nil {
			t.Fatal(err)
		}
		last := linter.Finish([]lint.Checked{checked}).Diagnostics
		if twice, _, err := linter.Fix(parser, once, lint.Baseline{}); err != nil || twice != once {
			t.Fatalf("fixing twice is not fixing once (%v):\n%s", err, cmp.Diff(string(once.File.Bytes), string(twice.File.Bytes)))
		}
		for _, d := range last {
			if d.Fix != nil {
				t.Fatalf("not fixed: %s", d)
			}
		}
		untouched(t, before, once, first)
		if !slices.ContainsFunc(first, func(d diag.Diagnostic) bool { return d.Rule == "invalid-value" }) {
			if diff := cmp.Diff(others(first), others(last)); diff != "" {
				t.Fatalf("other findings came or went (-before +after):\n%s", diff)
			}
		}
	})
}

// untouched holds that the lines without a finding that can be fixed are the same.
func untouched(t *testing.T, before, after *report.Report, found []diag.Diagnostic) {
	t.Helper()
	mended := map[int]bool{}
	for _, d := range found {
		if slices.Contains([]string{"unknown-field", "invalid-value", "spelling"}, d.Rule) {
			mended[d.Range.Start.Line] = true
		}
	}
	if was, is := outside(before), outside(after); was != is {
		t.Fatalf("the text outside of tables changed:\n%s", cmp.Diff(was, is))
	}
	end := before.File.Position(before.FrontMatter.End).Line
	for n := 1; n <= end; n++ {
		if was, is := before.File.Line(n), after.File.Line(n); was != is && !mended[n] {
			t.Fatalf("line %d was %q and is %q, and nothing was found there", n, was, is)
		}
	}
}

// outside returns the bytes of the body outside of the tables that are made.
func outside(r *report.Report) string {
	var b strings.Builder
	at := r.Body.Start
	for _, d := range r.Derived() {
		if d.Problem == "" {
			b.Write(r.File.Bytes[at:d.Content.Start])
			at = d.Content.End
		}
	}
	b.Write(r.File.Bytes[at:])
	return b.String()
}

// others returns the rules of the findings that cannot be fixed. Where a key stands and how many of its kind
// there are may change with a key that is spelt right.
func others(ds []diag.Diagnostic) []string {
	var names []string
	for _, d := range ds {
		if d.Fix == nil && d.Rule != "unknown-field" {
			names = append(names, d.Rule)
		}
	}
	slices.Sort(names)
	return names
}
