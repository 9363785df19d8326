package derived_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/derived"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const front = `title: a
severity: sev1
status: draft
timezone: Europe/Berlin
timeline:
  - {at: 2026-03-02T08:00:00Z, event: It starts, milestone: started, source: "log:x"}
  - {at: 2026-03-02T10:04:30, event: It is seen, milestone: detected}
  - {at: 2026-03-02, event: Somebody takes it, milestone: acknowledged}
  - {at: unknown, event: It is over}
causes:
  - {id: C1, role: root, category: alerting-gap, statement: Nobody looks}
actions:
  - {id: A1, title: Look, owner: "@sre-1", priority: P1, due: 2026-04-01, status: open}
`

func blocks(t *testing.T, front, body string) ([]derived.Block, *report.Report) {
	t.Helper()
	r := report.NewParser().Parse(source.New("a.md", []byte("---\n"+front+"---\n"+body)))
	if !r.HasFrontMatter {
		t.Fatalf("not a report: %v", r.Problems)
	}
	return derived.Blocks(r), r
}

// table returns what a block of that name should hold.
func table(t *testing.T, front, name string) string {
	t.Helper()
	found, _ := blocks(t, front, "<!-- pir:begin "+name+" -->\n<!-- pir:end -->\n")
	if len(found) != 1 || found[0].State != derived.Stale || len(found[0].Fix) != 1 {
		t.Fatalf("blocks %+v", found)
	}
	return found[0].Fix[0].New
}

func TestTables(t *testing.T) {
	for name, want := range map[string]string{
		"timeline": `
| at | event | milestone | source |
|---|---|---|---|
| 2026-03-02 08:00 UTC | It starts | started | log:x |
| 2026-03-02 10:04:30 Europe/Berlin | It is seen | detected | |
| 2026-03-02 | Somebody takes it | acknowledged | |
| unknown | It is over | | |

`,
		"causes": `
| id | role | category | statement |
|---|---|---|---|
| C1 | root | alerting-gap | Nobody looks |

`,
		"actions": `
| id | action | owner | priority | due | status |
|---|---|---|---|---|---|
| A1 | Look | @sre-1 | P1 | 2026-04-01 | open |

`,
		"intervals": `
| interval | from | to | duration |
|---|---|---|---|
| time to detect | started | detected | 1 h 4 min 30 s |
| time to acknowledge | detected | acknowledged | acknowledged not exactly known |
| time to contain | detected | contained | contained not recorded |
| time to resolve | detected | resolved | resolved not recorded |
| time to close | resolved | closed | resolved not recorded |

`,
	} {
		if diff := cmp.Diff(want, table(t, front, name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, name := range derived.Names() {
		if got := table(t, "title: a\nseverity: sev1\nstatus: draft\n", name); got != "\n_none recorded_\n\n" {
			t.Errorf("%s of nothing: %q", name, got)
		}
	}
}

func TestIntervals(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", "0 min"},
		{"2026-03-02T08:00:00Z", "2026-03-04T08:00:01Z", "2 d 1 s"},
		{"2026-03-02T08:00:00+01:00", "2026-03-02T08:00:00Z", "1 h"},
		{"2026-03-02T08:00:00Z", "2026-03-02T07:00:00Z", "detected is before started"},
		{"unknown", "2026-03-02T07:00:00Z", "started not exactly known"},
		{"2025-03-02T08:00:00Z", "22025-03-02T08:00:00Z", "7304850 d"},
	} {
		got := table(t, "title: a\nseverity: s\ntimeline: [{at: "+c.from+", milestone: started}, {at: "+c.to+", milestone: detected}]\n", "intervals")
		if !strings.Contains(got, "| started | detected | "+c.want+" |\n") {
			t.Errorf("%s to %s gives no %q:\n%s", c.from, c.to, c.want, got)
		}
	}
}

func TestCells(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`a | b`, `a \| b`},
		{`"two\nlines\r\n\tand a tab"`, `two lines and a tab`},
		{`<b>&amp;</b> <!-- pir:end -->`, `&lt;b>&amp;amp;&lt;/b> &lt;!-- pir:end -->`},
		{"\"`code` *b* _i_ ~s~ $x$ [a](b) \\\\\"", "\\`code\\` \\*b\\* \\_i\\_ \\~s\\~ \\$x\\$ \\[a\\](b) \\\\"},
		{`see https://x.example/a_b?c=d|e&f=[1](z)<i>`, `see https://x.example/a_b?c=d%7Ce&f=%5B1%5D(z)%3Ci%3E`},
		{`"turned \u202e around \u0007"`, `turned \\u{202E} around`},
		{`'  '`, ``},
		{`配送 é`, `配送 é`},
	} {
		got := table(t, "title: a\nseverity: s\nactions:\n  - title: "+c.text+"\n", "actions")
		want := "| | " + c.want + " | | | | |\n"
		if c.want == "" {
			want = "| | | | | | |\n"
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s gives\n%s\nwant the line\n%s", c.text, got, want)
		}
	}
}

func TestStates(t *testing.T) {
	const begin, end = "<!-- pir:begin causes -->\n", "<!-- pir:end -->\n"
	const fresh = "\n| id | role | category | statement |\n|---|---|---|---|\n| C1 | root | alerting-gap | Nobody looks |\n\n"
	tests := []struct {
		name, body string
		want       []derived.State
	}{
		{"none", "text\n", nil},
		{"fresh", begin + fresh + end, []derived.State{derived.Fresh}},
		{"aligned by an editor", begin + "| id  | role | category     | statement    |\n| --- | :--- | ------------ | ------------ |\n| C1  | root | alerting-gap | Nobody looks |\n" + end, []derived.State{derived.Fresh}},
		{"another word", begin + strings.Replace(fresh, "Nobody", "Somebody", 1) + end, []derived.State{derived.Stale}},
		{"a row too many", begin + fresh + "| C2 | | | |\n" + end, []derived.State{derived.Stale}},
		{"empty", begin + end, []derived.State{derived.Stale}},
		{"at the end without a line end", begin + fresh + strings.TrimSpace(end), []derived.State{derived.Fresh}},
		{"closed by name", begin + fresh + "<!-- pir:end causes -->\n", []derived.State{derived.Fresh}},
		{"closed by another name", begin + fresh + "<!-- pir:end actions -->\n", []derived.State{derived.Faulty}},
		{"with text of a person", begin + fresh + "And more.\n" + end, []derived.State{derived.Faulty}},
		{"unknown", "<!-- pir:begin cause -->\n" + end, []derived.State{derived.Faulty}},
		{"without a name", "<!-- pir:begin -->\n" + end, []derived.State{derived.Faulty}},
		{"never closed", begin + fresh, []derived.State{derived.Faulty}},
		{"one within another", begin + begin + fresh + end, []derived.State{derived.Faulty, derived.Fresh}},
		{"never opened", end, []derived.State{derived.Faulty}},
		{"text behind the marker", "<!-- pir:begin causes --> text\n\n" + end, []derived.State{derived.Faulty, derived.Faulty}},
		{"over two lines", "<!-- pir:begin\ncauses -->\n\n" + end, []derived.State{derived.Faulty, derived.Faulty}},
		{"in other HTML", "<details>\n" + begin + end + "</details>\n", []derived.State{derived.Faulty, derived.Faulty}},
		{"apart from other HTML", "<details>\n\n" + begin + fresh + end + "\n</details>\n", []derived.State{derived.Fresh}},
		{"in a fence", "```\n" + begin + end + "```\n~~~\n" + end + "~~~\n", nil},
		{"in an indented block", "text\n\n    " + begin + "\n    " + end, nil},
		{"in preformatted text", "<pre>\n" + begin + end + "</pre>\n", nil},
		{"in a comment", "<!--\n" + begin, nil},
		{"in a quote", "> " + begin + "> " + end, nil},
		{"in a sentence", "Write " + begin, nil},
		{"indented a little", "  " + begin + fresh + "   " + end, []derived.State{derived.Fresh}},
		{"behind a list", "- a\n" + begin + fresh + end, []derived.State{derived.Fresh}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, lineEnd := range []string{"\n", "\r\n"} {
				found, r := blocks(t, front, strings.ReplaceAll(tt.body, "\n", lineEnd))
				var got []derived.State
				for _, b := range found {
					got = append(got, b.State)
					if line := r.File.Line(r.File.Position(b.Marker.Start).Line); !strings.Contains(line, "pir:") {
						t.Errorf("the place of the block is the line %q", line)
					}
					if (b.State == derived.Faulty) != (b.Problem != "") || (b.State == derived.Stale) != (b.Fix != nil) {
						t.Errorf("block %+v", b)
					}
					if b.State == derived.Stale && strings.Count(b.Fix[0].New, lineEnd) != strings.Count(b.Fix[0].New, "\n") {
						t.Errorf("line ends in %q", b.Fix[0].New)
					}
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("with %q (-want +got):\n%s", lineEnd, diff)
				}
			}
		})
	}
}

// TestUnread holds that a table is not written anew from entries that could not all be read.
func TestUnread(t *testing.T) {
	const body = "<!-- pir:begin causes -->\n| C1 | and more |\n<!-- pir:end -->\n"
	for _, c := range []struct {
		name, front string
		want        derived.State
	}{
		{"an entry that is none", "title: a\nseverity: s\ncauses:\n  - {id: C1}\n  - C2\n", derived.Fresh},
		{"no list", "title: a\nseverity: s\ncauses: none\n", derived.Fresh},
		{"twice", "title: a\nseverity: s\ncauses: [{id: C1}]\ncauses: [{id: C2}]\n", derived.Fresh},
		{"misspelt and no list", "title: a\nseverity: s\ncuases: none\n", derived.Fresh},
		{"a fault elsewhere", "title: a\nseverity: s\nservices: x\ncauses: [{id: C1}]\n", derived.Stale},
	} {
		found, _ := blocks(t, c.front, body)
		if len(found) != 1 || found[0].State != c.want {
			t.Errorf("%s: %+v", c.name, found)
		}
	}
}
