package render

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/source"
)

// nasty is what a stranger's pull request may bring as a title: whatever means something in one of the formats.
const nasty = "é日本 title\n::error file=x,line=1::y\r\n##[error]z %0A%25 ]]> <b a='q'> &amp; \"q\" @mention \x1b[31mred\x1b[0m\u202e [link](https://example.com) {0} \\ --> end"

// nastyFile is a path with what separates things in the formats.
const nastyFile = "reports/2026: a, b%0A é日本 <x>&\"y\".md"

// finding makes one with the columns of a word in its line.
func finding(rule string, s diag.Severity, file string, line int, excerpt, word, message string) diag.Diagnostic {
	before, _, _ := strings.Cut(excerpt, word)
	start := source.Position{Line: line, Column: len([]rune(before)) + 1}
	end := source.Position{Line: line, Column: start.Column + len([]rune(word))}
	return diag.Diagnostic{
		Rule: rule, Severity: s, Message: message, File: file, Report: "2026-03-02-token",
		Range: source.Range{Start: start, End: end}, Excerpt: excerpt,
	}
}

// hostile is a result with every severity, a file without findings, two findings alike, one over two lines, one with a
// fix, and a suppressed one, whose fix is not offered.
func hostile() lint.Result {
	const plain = "reports/2026-03-02-token.md"
	over := finding("section-empty", diag.Info, plain, 40, "## Summary", "## Summary", "section Summary is empty; write what happened")
	over.Range.End = source.Position{Line: 42, Column: 3}
	hidden := finding("action-owner", diag.Error, plain, 31, "  - id: A2", "A2", "action A2 has no owner")
	hidden.Reason = "the team is new; " + nasty
	hidden.Fix = []diag.Edit{{New: "owner", Range: hidden.Range}}
	mended := finding("file-name", diag.Warning, nastyFile, 4, "title: \""+nasty+"\"", "日本", "title \""+nasty+"\"")
	mended.Fix = []diag.Edit{{New: nasty, Range: mended.Range}, {Range: source.Range{Start: mended.Range.End, End: mended.Range.End}, New: "x\r\n"}}
	return lint.Result{
		Files: 3,
		Paths: []string{plain, "reports/2026-04-01-clean.md", nastyFile},
		Rules: []lint.Rule{
			{Name: "action-owner", Severity: diag.Error, Page: "# action-owner\n\nAn action has no owner.\n\n## Why\n\nNobody does it: `<b>` & [x](y).\n"},
			{Name: "section-empty", Severity: diag.Warning, Page: "# section-empty\n\nA section is empty.\n"},
			{Name: "file-name", Severity: diag.Info, Page: "# file-name\n\nThe name of a file has no date.\n"},
		},
		Diagnostics: []diag.Diagnostic{
			finding("action-owner", diag.Error, plain, 21, "  - id: A1", "A1", "action A1 has no owner"),
			finding("action-owner", diag.Error, plain, 26, "  - id: A1", "A1", "action A1 has no owner"),
			over,
			mended,
		},
		Suppressed: []diag.Diagnostic{hidden},
	}
}

// written is the result in a format.
func written(t *testing.T, name string, res lint.Result) string {
	t.Helper()
	var b strings.Builder
	for _, f := range Findings() {
		if f.Name == name {
			if err := f.Write(&b, res, Style{Version: "v1.2.3"}); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", name)
	return ""
}

func TestFindingsGolden(t *testing.T) {
	for name, file := range map[string]string{
		"sarif": "findings.sarif", "github": "findings.github.txt", "gitlab": "findings.gitlab.json",
		"junit": "findings.junit.xml", "checkstyle": "findings.checkstyle.xml",
	} {
		golden(t, file, written(t, name, hostile()))
	}
}

// seen is what a reader of a format gets of one finding.
type seen struct {
	Rule, Level, File, Message string
	Line                       int
}

// TestFindingsReadBack holds that nothing a report says changes the structure of a format: its reader gets
// the findings that were written, no more, with the text as the format may hold it.
func TestFindingsReadBack(t *testing.T) {
	same := func(s string) string { return s }
	levels := func(names ...string) func(diag.Severity) string {
		return func(s diag.Severity) string { return names[s] }
	}
	for name, format := range map[string]struct {
		read          func(t *testing.T, text string) []seen
		level         func(diag.Severity) string
		text, message func(string) string
	}{
		"json":       {readJSON, levels("", "info", "warning", "error"), same, same},
		"sarif":      {readSARIF, levels("", "note", "warning", "error"), same, sarifPlain},
		"github":     {readGitHub, levels("", "notice", "warning", "error"), Visible, Visible},
		"gitlab":     {readGitLab, levels("", "info", "minor", "major"), same, same},
		"junit":      {readJUnit, levels("", "passed", "warning", "error"), Visible, Visible},
		"checkstyle": {readCheckstyle, levels("", "info", "warning", "error"), Visible, Visible},
	} {
		t.Run(name, func(t *testing.T) {
			all := hostile().Diagnostics
			want := make([]seen, 0, len(all))
			for _, d := range all {
				want = append(want, seen{d.Rule, format.level(d.Severity), format.text(d.File), format.message(d.Message), d.Range.Start.Line})
			}
			text := written(t, name, hostile())
			if diff := cmp.Diff(want, format.read(t, text)); diff != "" {
				t.Errorf("read back (-want +got):\n%s\n%s", diff, text)
			}
			if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && hidden(r) }); i >= 0 {
				t.Errorf("%q would do something to a terminal", text[i:min(len(text), i+8)])
			}
			if strings.Contains(text, "##[") {
				t.Error("the log of a build would obey what a report says")
			}
			if got := format.read(t, written(t, name, lint.Result{})); len(got) > 0 {
				t.Errorf("of nothing %v", got)
			}
		})
	}
}

// TestFindingsText holds the same for the text: two lines of each finding and one of the summary.
func TestFindingsText(t *testing.T) {
	text := written(t, "text", hostile())
	if n := strings.Count(text, "\n"); n < 9 || strings.Contains(text, "\r") || strings.Contains(text, "##[") {
		t.Errorf("%d lines:\n%s", n, text)
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "::") || strings.HasPrefix(line, "@") {
			t.Errorf("a line of its own: %q", line)
		}
	}
}

// full takes room bytes, fails once, and takes everything after that, so that an error which is let go is
// not made good by the next.
type full struct {
	room   int
	failed bool
}

func (f *full) Write(b []byte) (int, error) {
	if !f.failed && len(b) > f.room {
		f.failed = true
		return f.room, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

// TestFindingsFullDisk holds that no format loses an error of the writer, wherever it comes.
func TestFindingsFullDisk(t *testing.T) {
	for _, f := range Findings() {
		t.Run(f.Name, func(t *testing.T) {
			size := len(written(t, f.Name, hostile()))
			for _, room := range []int{0, 1, 10, len("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), size / 2, size - 1} {
				if err := f.Write(&full{room: room}, hostile(), Style{Version: "v1.2.3"}); !errors.Is(err, errFull) {
					t.Errorf("room for %d of %d bytes: error %v", room, size, err)
				}
			}
			if err := f.Write(&full{room: size}, hostile(), Style{Version: "v1.2.3"}); err != nil {
				t.Errorf("room for all: %v", err)
			}
		})
	}
}

// TestFingerprintsUnique holds what GitLab asks: no fingerprint comes twice. Lines that move keep theirs.
func TestFingerprintsUnique(t *testing.T) {
	moved := hostile()
	for i := range moved.Diagnostics {
		moved.Diagnostics[i].Range.Start.Line += 7
		moved.Diagnostics[i].Range.End.Line += 7
	}
	for _, name := range []string{"gitlab", "sarif"} {
		before, after := prints(t, written(t, name, hostile())), prints(t, written(t, name, moved))
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%s: moved lines (-before +after):\n%s", name, diff)
		}
		unique := map[string]bool{}
		for _, p := range before {
			unique[p] = true
		}
		if len(unique) != len(before) || len(before) < 4 {
			t.Errorf("%s: %d fingerprints for %d findings", name, len(unique), len(before))
		}
	}
}

// prints returns every string of 64 hexadecimal digits.
func prints(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for word := range strings.SplitSeq(text, `"`) {
		if len(word) == 64 && strings.Trim(word, "0123456789abcdef") == "" {
			found = append(found, word)
		}
	}
	return found
}

func TestSARIFPlain(t *testing.T) {
	for in, want := range map[string]string{
		"action A1 has no owner":       "action A1 has no owner",
		"write [C1, C2] or {at: …}":    "write [C1, C2] or {at: …}",
		"see [this](https://x.test)":   `see \[this\](https://x.test)`,
		`[a\](x)`:                      `\[a\\\](x)`,
		"title {0} of {x}":             "title {{0}} of {{x}}",
		"a set {} and {-1} are no one": "a set {} and {-1} are no one",
	} {
		if got := sarifPlain(in); got != want {
			t.Errorf("sarifPlain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSARIFArtifact(t *testing.T) {
	for in, want := range map[string]string{
		"reports/a.md":       "reports/a.md %SRCROOT%",
		"a: b,%0A?#é.md":     "a%3A%20b,%250A%3F%23%C3%A9.md %SRCROOT%",
		"../elsewhere/a.md":  "../elsewhere/a.md ",
		"/srv/my reports/a":  "file:///srv/my%20reports/a ",
		"C:/reports/a:b.md":  "file:///C:/reports/a:b.md ",
		"reports/[a]\\b.md":  "reports/%5Ba%5D%5Cb.md %SRCROOT%",
		"javascript:x/y.md":  "javascript%3Ax/y.md %SRCROOT%",
		"reports/日本/2026.md": "reports/%E6%97%A5%E6%9C%AC/2026.md %SRCROOT%",
	} {
		if got := sarifArtifactOf(in); fmt.Sprintf("%s %s", got.URI, got.Base) != want {
			t.Errorf("sarifArtifactOf(%q) = %+v, want %q", in, got, want)
		}
	}
}
