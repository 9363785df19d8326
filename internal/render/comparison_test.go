package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

// someComparison has a report that came, one that went, one with a change of each kind, and findings.
func someComparison() Comparison {
	finding := func(rule, file, message string) diag.Diagnostic {
		return diag.Diagnostic{Rule: rule, Severity: diag.Warning, File: file, Message: message, Range: source.Range{Start: source.Position{Line: 12, Column: 3}}}
	}
	action := func(id, field, from, to string) compare.Change {
		return compare.Change{Kind: compare.Action, ID: id, Title: "Mask secrets in debug logs", Field: field, From: from, To: to}
	}
	moved := action("A1", "due", "2026-03-31", "2026-05-15")
	moved.Slip = &compare.Slip{Times: 2, Original: time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)}
	return Comparison{
		Base: "main", Commit: "0123456789abcdef0123456789abcdef01234567",
		Reports: []compare.Difference{
			{Status: compare.Came, Causes: 1, Actions: 2, Report: compare.Facts{ID: "2026-03-09-new", File: "reports/2026-03-09-new.md", Title: "Parcels sorted twice", Severity: "sev3", Status: "in-review"}},
			{Status: compare.Renamed, From: "2026-03-02-token", Report: compare.Facts{ID: "2026-03-02-leaked-ci-token", File: "reports/2026-03-02-leaked-ci-token.md", Title: "Leaked CI token", Severity: "sev2", Status: "approved"}, Changes: []compare.Change{
				{Kind: compare.Report, Field: "severity", From: "sev1", To: "sev2"},
				{Kind: compare.Report, Field: "timeline", To: "2026-03-02T21:14:00Z Token pushed"},
				{Kind: compare.Report, Field: "risks", To: "R-017"},
				{Kind: compare.Report, Field: "lint.ignore", To: "training-only"},
				moved, action("A1", "owner", "@sre-1", "@platform-lead"),
				action("A2", "status", "open", "done"), action("A2", "done", "", "2026-03-20"), action("A2", "evidence", "", "commit:ab12cd3"),
				action("A3", compare.Added, "", "@sre-1, P2, 2026-04-30"),
				{Kind: compare.Cause, ID: "C1", Title: "Debug mode prints the environment", Field: "category", From: "other", To: "secrets-exposure"},
				{Kind: compare.Control, ID: "iso27001:A.8.4", Field: "verdict", From: "failed", To: "partial"},
				{Kind: compare.Approval, ID: "@ciso", Title: "approver", Field: compare.Added},
				{Kind: compare.Section, ID: "Summary", Field: "text", From: "aa", To: "bb"},
				{Kind: compare.Section, ID: "Where we got lucky", Field: compare.Added},
			}},
			{Status: compare.Went, Report: compare.Facts{ID: "2025-01-01-old", File: "reports/2025-01-01-old.md", Title: "Old", Severity: "sev4", Status: "closed"}},
		},
		Added:   []diag.Diagnostic{finding("action-owner", "reports/2026-03-09-new.md", "A1 has no owner")},
		Removed: []diag.Diagnostic{finding("timeline-zone", "reports/2026-03-02-leaked-ci-token.md", "no time zone")},
	}
}

func writeComparison(t *testing.T, format string, c Comparison, s Style) string {
	t.Helper()
	for _, f := range Comparisons() {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, c, s); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", format)
	return ""
}

func TestComparisonGolden(t *testing.T) {
	c := someComparison()
	golden(t, "comparison.txt", writeComparison(t, "text", c, Style{Width: 80}))
	golden(t, "comparison-color.txt", writeComparison(t, "text", c, Style{Width: 80, Color: true, Terminal: true}))
	golden(t, "comparison.md", writeComparison(t, "md", c, Style{}))
	golden(t, "comparison.json", writeComparison(t, "json", c, Style{}))
}

// TestComparisonIsData holds that what a person wrote neither formats a comment nor mentions anybody, and
// commands no build log and no terminal.
func TestComparisonIsData(t *testing.T) {
	const evil = "x\n::error::y\r\x1b[31m @everyone <script> </details> **b** `c` [l](http://evil.example) ##[error] | # h\u202e"
	c := someComparison()
	for i := range c.Reports {
		d := &c.Reports[i]
		d.Report.ID, d.Report.Title, d.Report.Severity, d.Report.Status, d.From = evil, evil, evil, evil, evil
		for j := range d.Changes {
			ch := &d.Changes[j]
			ch.ID, ch.Title, ch.To = evil, evil, evil
		}
	}
	c.Base = evil
	c.Added[0].Message, c.Added[0].File = evil, evil
	for _, format := range []string{"text", "md", "json"} {
		got := writeComparison(t, format, c, Style{})
		for _, bad := range []string{"\x1b", "\r", "\u202e", "\n::error"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s: %q is in the output", format, bad)
			}
		}
	}
	md := writeComparison(t, "md", c, Style{})
	for _, bad := range []string{"<script>", "</details> ", " **b**", "l](http", " @everyone"} {
		if strings.Contains(md, bad) {
			t.Errorf("md: %q is in the output:\n%s", bad, md)
		}
	}
	if open, closed := strings.Count(md, "<details"), strings.Count(md, "\n</details>\n"); open != closed {
		t.Errorf("md: %d folds are opened and %d closed", open, closed)
	}
	var back map[string]any
	if err := json.Unmarshal([]byte(writeComparison(t, "json", c, Style{})), &back); err != nil {
		t.Error(err)
	}
}

// TestCommentFits holds that a comment stays within what git hosts take, and says what it leaves out.
func TestCommentFits(t *testing.T) {
	c := someComparison()
	for i := range 2000 {
		d := c.Reports[1]
		d.Report.ID = fmt.Sprintf("2026-03-02-%d", i)
		c.Reports = append(c.Reports, d)
		c.Added = append(c.Added, c.Added[0])
	}
	md := writeComparison(t, "md", c, Style{})
	if len(md) > 65_000 || !strings.Contains(md, "reports more: `pir diff` lists all") || !strings.Contains(md, "more; `pir lint` lists them") {
		t.Errorf("%d bytes:\n%s", len(md), md[len(md)-500:])
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{2: "second", 10: "tenth", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd", 103: "103rd", 111: "111th"} {
		if got := ordinal(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestMarkdownMessage(t *testing.T) {
	for in, want := range map[string]string{
		"write `owner: \"@sre-1\"` here": "write `owner: \"@sre-1\"` here",
		"a * `b*` and @sre-1":            "a \\* `b*` and `@sre-1`",
		"one ` only*":                    "one \\` only\\*",
		"`` two":                         "\\`\\` two",
		"`a` `b":                         "`a` \\`b",
	} {
		if got := markdownMessage(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
