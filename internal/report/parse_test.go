package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func parse(src string) *report.Report {
	return report.NewParser().Parse(source.New("reports/2026-03-02-x.md", []byte(src)))
}

// places returns the problems as "line:column rule".
func places(r *report.Report) []string {
	if r.Problems == nil {
		return nil
	}
	got := make([]string, 0, len(r.Problems))
	for _, p := range r.Problems {
		at := r.File.Position(p.Span.Start)
		got = append(got, fmt.Sprintf("%d:%d %s", at.Line, at.Column, p.Rule))
	}
	return got
}

// TestProblems holds where the reader sees what, one fault a case. The message is tested where the rule's page shows it.
func TestProblems(t *testing.T) {
	const head = "---\ntitle: T\nseverity: sev1\nstatus: draft\n"
	tests := []struct {
		name string
		src  string
		want []string
	}{
		{"clean", head + "---\n\n## Summary\n", nil},
		{"crlf", strings.ReplaceAll(head+"due: x\n---\n", "\n", "\r\n"), []string{"5:1 unknown-field"}},
		{"byte order mark", source.BOM + head + "due: x\n---\n", []string{"5:1 unknown-field"}},
		{"no final newline", head + "---", nil},
		{"blank lines before", "\n\n" + head + "due: x\n---\n", []string{"7:1 unknown-field"}},
		{"empty file", "", []string{"1:1 front-matter-missing"}},
		{"only blanks", " \n\t\n", []string{"1:1 front-matter-missing"}},
		{"body only", "# Outage\n\nIt broke.\n", []string{"1:1 front-matter-missing"}},
		{"front matter only", head + "---\n", nil},
		{"empty front matter", "---\n---\nbody\n", []string{"1:1 front-matter-missing"}},
		{"only comments", "---\n# later\n---\nbody\n", []string{"1:1 front-matter-missing"}},
		{"unclosed", head + "\n## Summary\n", []string{"1:1 front-matter-unclosed"}},
		{"closed by dots", "---\ntitle: T\n...\nbody\n", []string{"1:1 front-matter-unclosed"}},
		{"toml", "+++\ntitle = 'T'\n+++\n", []string{"1:1 front-matter-missing"}},
		{"another tool's", "---\ntitle: T\nlayout: post\ntags: [a]\n---\n", []string{"1:1 front-matter-missing"}},
		{"a list", "---\n- a\n- b\n---\n", []string{"2:1 wrong-type"}},
		{"a text", "---\nhello\n---\n", []string{"2:1 wrong-type"}},
		{"indented delimiter in a block scalar", head + "elsewhere: |\n  one\n  ---\n  two\nkind: incidnt\n---\nbody\n", []string{"7:1 front-matter-indented-delimiter", "9:7 invalid-value"}},
		{"delimiter inside a value", head + "elsewhere: a --- b\n---\n", nil},
		{"delimiter with a comment is none", head + "--- # end\n", []string{"1:1 front-matter-unclosed"}},
		{"second document in the text", head + "---\nkind: incident\nservices: [a]\n---\nbody\n", []string{"6:1 second-document"}},
		{"a setext heading is no second document", head + "---\nSummary: what happened\n---\nbody\n", nil},
		{"duplicate key", head + "title: U\n---\n", []string{"5:1 duplicate-key"}},
		{"duplicate unknown key", head + "foo: 1\nfoo: 2\n---\n", []string{"5:1 unknown-field", "6:1 duplicate-key"}},
		{"duplicate key of an action", head + "actions:\n  - id: A1\n    id: A2\n---\n", []string{"7:5 duplicate-key"}},
		{"unknown key of a flow mapping", head + "timeline:\n  - {at: unknown, evnt: x}\n---\n", []string{"6:19 unknown-field"}},
		{"columns are code points", head + "timeline:\n  - {event: é日本, at: nie}\n---\n", []string{"6:22 invalid-value"}},
		{"wrong types", head + "services: {a: 1}\nactions: none\ntlp: [red]\nreview: 2026-03-01\n---\n", []string{"5:11 wrong-type", "6:10 wrong-type", "7:6 wrong-type", "8:9 wrong-type"}},
		{"one text instead of a list", head + "services: billing\n---\n", []string{"5:11 wrong-type"}},
		{"an empty list entry", head + "causes:\n  -\n---\n", []string{"6:4 wrong-type"}},
		{"invalid values", head + "kind: accident\ntlp: purple\ndetection: luck\nimpact: {customers: many, cost: {amount: -1}}\n---\n", []string{"5:7 invalid-value", "6:6 invalid-value", "7:12 invalid-value", "8:21 invalid-value", "8:42 invalid-value"}},
		{"a day that there is not", head + "review: {held: 2026-02-30}\n---\n", []string{"5:16 invalid-value"}},
		{"nulls are nothing", head + "review: null\nactions:\ntimeline: ~\nelsewhere:\n---\n", nil},
		{"unknown is a value", head + "timeline:\n  - {at: unknown, event: x}\nimpact: {customers: unknown}\nreview: {held: unknown}\n---\n", nil},
		{"no such zone", head + "timezone: Europe/Berln\n---\n", []string{"5:11 timeline-zone"}},
		{"the machine's zone is none", head + "timezone: Local\n---\n", []string{"5:11 timeline-zone"}},
		{"aliases are followed", head + "teams: &t [a, b]\nservices: *t\n---\n", nil},
		{"anchor that contains itself", head + "teams: &t [a, *t]\n---\n", []string{"5:15 front-matter-syntax"}},
		{"merge key", head + "impact: {<<: {summary: x}}\n---\n", []string{"5:10 unknown-field"}},
		{"a list as key", head + "? [a]\n: 1\n<<: {b: 1}\n---\n", []string{"5:3 wrong-type", "7:1 unknown-field"}},
		{"latin-1", head + "# caf\xe9\n---\n", []string{"5:6 file-unreadable"}},
		{"nul", head + "# a\x00b\n---\n", []string{"5:4 file-unreadable"}},
		{"utf-16", "\xff\xfe-\x00-\x00-\x00", []string{"1:1 file-unreadable"}},
		{"an escape character in a value", head + "elsewhere: \x1b[31mred\n---\n", []string{"5:1 front-matter-syntax"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, places(parse(tt.src))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSyntaxErrorLine holds that a YAML error is reported on the line where it is, which yaml.v3 does not tell.
func TestSyntaxErrorLine(t *testing.T) {
	before := "---\ntitle: T\nseverity: sev1\nstatus: draft\ntimeline:\n  - {at: unknown, event: x}\n  - at: unknown\n    event: >\n      several\n\n      lines\nactions:\n  - id: A1\n    title: One\n"
	after := "    due: 2026-03-31\n    status: open\n  - id: A2\n    title: Two\nelsewhere: no\n---\n"
	for name, line := range map[string]string{
		"colon in a value":      "    owner: a: b\n",
		"at sign":               "    owner: @sre-1\n",
		"missing colon":         "    owner sre-1\n",
		"unclosed quote":        "    owner: \"sre-1\n",
		"unclosed single quote": "    owner: 'sre-1\n",
		"unclosed bracket":      "    addresses: [C1, C2\n",
		"unclosed brace":        "    verified: {on: 2026-01-01\n",
		"indented too far":      "      owner: x\n",
		"indented too little":   "   owner: x\n",
		"tab":                   "\towner: x\n",
		"text behind a quote":   "    owner: \"x\" y\n",
		"percent":               "    owner: %x\n",
		"unknown alias":         "    owner: *nobody\n",
		"stray bracket":         "    owner: ]\n",
		"bad escape":            "    owner: \"\\q\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := places(parse(before + line + after))
			if len(got) != 1 || !strings.HasPrefix(got[0], "15:") || !strings.HasSuffix(got[0], field.RuleSyntax) {
				t.Errorf("problems %v, want one %s in line 15", got, field.RuleSyntax)
			}
		})
	}
}

// TestHostile holds that a file made to hurt is one finding, or none. The files are so large that a cost
// that grows with the square of their size runs into the time limit of the tests.
func TestHostile(t *testing.T) {
	var bomb, keys strings.Builder
	bomb.WriteString("---\nstatus: draft\na: &a [x,x,x,x,x,x,x,x,x]\n")
	for c := 'b'; c <= 'k'; c++ {
		fmt.Fprintf(&bomb, "%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ","))
	}
	for i := range 50_000 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	const head = "---\ntitle: T\nseverity: sev1\nstatus: draft\n---\n"
	const unread = report.RuleBodyUnread // a finding of the body, which is read later
	for name, tt := range map[string]struct {
		src  string
		rule string // "" for none
		most int    // findings
	}{
		"alias bomb":                  {bomb.String() + "---\n", field.RuleSyntax, 1},
		"deep flow":                   {"---\nstatus: " + strings.Repeat("[", 900_000) + "\n---\n", field.RuleSyntax, 1},
		"deep block":                  {"---\nstatus: draft\nx:\n" + deepBlock(1000) + "---\n", field.RuleUnknownField, 1},
		"50 000 keys":                 {"---\nseverity: sev1\nstatus: draft\n" + keys.String() + "---\n", field.RuleUnknownField, 21},
		"front matter over the limit": {"---\nstatus: |\n" + strings.Repeat("  xxxxxxxxxxxxxxx\n", 100_000) + "---\n", report.RuleUnreadable, 1},
		"file over the limit":         {head + strings.Repeat("x", report.MaxFile), report.RuleUnreadable, 1},
		"body over the limit":         {head + strings.Repeat("word ", report.MaxBody/4), unread, 1},
		"quotes in quotes":            {head + strings.Repeat(">", 1<<20) + "\n", unread, 1},
		"quotes a line":               {head + strings.Repeat(strings.Repeat(">", 90)+" x\n", 20_000), "", 0},
		"nested lists":                {head + nestedLists(1400), unread, 1},
		"ordered markers":             {head + strings.Repeat("1. ", 500_000), unread, 1},
		"wide table":                  {head + wideTable(150_000, 150_000), "", 0},
		"open links":                  {head + strings.Repeat("[a](", 400_000) + "\n", "", 0},
		"link definitions":            {head + strings.Repeat("[a]: b\n", 250_000), "", 0},
		"backticks":                   {head + strings.Repeat("`a", 900_000), "", 0},
		"headings":                    {head + strings.Repeat("# a\n", 400_000), "", 0},
		"html comments":               {head + strings.Repeat("<!-- a\n", 250_000), "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := parse(tt.src)
			problems := r.Problems
			r.Sections()
			if p := r.BodyProblem(); p != nil {
				problems = append(problems, *p)
			}
			if tt.rule == "" && len(problems) > 0 {
				t.Errorf("%d problems, the first %s, want none", len(problems), problems[0].Rule)
			}
			if tt.rule != "" && (len(problems) == 0 || len(problems) > tt.most || problems[0].Rule != tt.rule) {
				t.Errorf("%d problems %v, want at most %d of %s", len(problems), places(r), tt.most, tt.rule)
			}
		})
	}
}

func deepBlock(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i+1))
	}
	return b.String()
}

func nestedLists(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s- a\n", strings.Repeat("  ", i))
	}
	return b.String()
}

func wideTable(columns, rows int) string {
	return strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat("|a|\n", rows)
}

func TestBodyThatCannotBeRead(t *testing.T) {
	head := "---\ntitle: T\nseverity: sev1\nstatus: draft\n---\n"
	for name, body := range map[string]string{
		"too large": strings.Repeat("word ", report.MaxBody/4),
		"too deep":  "text\n" + strings.Repeat(">", 500) + "\n",
	} {
		r := parse(head + body)
		if _, ok := r.Sections(); ok || r.BodyProblem() == nil || r.BodyProblem().Rule != report.RuleBodyUnread {
			t.Errorf("%s: sections were read, problem %v", name, r.BodyProblem())
		}
	}
}

func TestSections(t *testing.T) {
	const head = "---\ntitle: T\nseverity: sev1\nstatus: draft\n---\n"
	type section struct {
		Title string
		Level int
		Line  int
		Empty bool
	}
	tests := []struct {
		name string
		body string
		want []section
	}{
		{"plain", "## A\n\ntext\n\n## B\n", []section{{"A", 2, 6, false}, {"B", 2, 10, true}}},
		{"closing hashes and spaces", "##   A  ##\nx\n", []section{{"A", 2, 6, false}}},
		{"setext", "A\n===\n\ntext\n\nB\n---\n", []section{{"A", 1, 6, false}, {"B", 2, 11, true}}},
		{"inside a fence", "```\n## A\n```\n## B\n~~~~\n# C\n```\n~~~~\n", []section{{"B", 2, 9, false}}},
		{"inside a fence in a list", "- a\n  ```\n  ## A\n  ```\n\n## B\n", []section{{"B", 2, 11, true}}},
		{"one-line fence is no fence", "```x```\n## A\n", []section{{"A", 2, 7, true}}},
		{"several of the first level", "# A\n# B\nx\n", []section{{"A", 1, 6, true}, {"B", 1, 7, false}}},
		{"filled by its part", "## A\n### B\nx\n## C\n### D\n", []section{{"A", 2, 6, false}, {"B", 3, 7, false}, {"C", 2, 9, true}, {"D", 3, 10, true}}},
		{"a comment is nothing", "## A\n<!-- hint\nhint -->\n\n## B\n<!-- hint --> text\n", []section{{"A", 2, 6, true}, {"B", 2, 10, false}}},
		{"markup and other scripts", "## **A** \u201cb\u201d\nx\n## 影響\n问题\n", []section{{"**A** \u201cb\u201d", 2, 6, false}, {"影響", 2, 8, false}}},
		{"empty heading", "##\n\n## A\n", []section{{"", 2, 6, true}, {"A", 2, 8, true}}},
		{"indented code", "    ## A\n\n## B\n", []section{{"B", 2, 8, true}}},
		{"crlf", "## A\r\n\r\ntext\r\n", []section{{"A", 2, 6, false}}},
		{"no headings", "just text\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(head + tt.body)
			sections, ok := r.Sections()
			if !ok {
				t.Fatal("the body was not read")
			}
			var got []section
			for _, s := range sections {
				got = append(got, section{s.Title, s.Level, r.File.Position(s.Span.Start).Line, s.Empty})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

func TestID(t *testing.T) {
	for path, want := range map[string]string{
		"reports/2026-03-02-x.md":       "2026-03-02-x",
		"reports/2026-03-02-x/index.md": "2026-03-02-x",
		"2026-03-02-x.html.md":          "2026-03-02-x.html",
		"reports/2026/PM-7":             "PM-7",
		"index.md":                      "index",
		".hidden":                       ".hidden",
	} {
		if got := report.ID(path); got != want {
			t.Errorf("ID(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestOccurred(t *testing.T) {
	const head = "---\nstatus: draft\nseverity: sev1\n"
	for name, tt := range map[string]struct{ timeline, want string }{
		"detected":            {"timeline:\n  - {at: 2026-03-01T00:00:00Z, milestone: started}\n  - {at: 2026-03-03T06:02:00Z, milestone: detected}\n", "2026-03-03T06:02:00Z"},
		"an alias of it":      {"timeline:\n  - {at: 2026-03-03T06:02:00Z, milestone: reported}\n", "2026-03-03T06:02:00Z"},
		"first known entry":   {"timeline:\n  - {at: unknown, milestone: detected}\n  - {at: 2026-03-01T01:00:00Z}\n", "2026-03-01T01:00:00Z"},
		"date of the id":      {"timeline:\n  - {at: unknown, milestone: detected}\n", "2026-03-02T00:00:00Z"},
		"without any entries": {"", "2026-03-02T00:00:00Z"},
	} {
		got, ok := parse(head + tt.timeline + "---\n").Occurred()
		if !ok || got.Format(time.RFC3339) != tt.want {
			t.Errorf("%s: %v %v, want %s", name, got, ok, tt.want)
		}
	}
}
