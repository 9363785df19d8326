package render

import (
	"bytes"
	"strings"
	"testing"
)

func TestCut(t *testing.T) {
	tests := []struct {
		text        string
		width       int
		end, middle string
	}{
		{"short", 5, "short", "short"},
		{"abcdefgh", 5, "abcd…", "ab…gh"},
		{"abcdefgh", 1, "…", "…"},
		{"決済障害", 8, "決済障害", "決済障害"},
		{"決済障害", 7, "決済障…", "決済…害"},
		{"決済障害", 6, "決済…", "決…害"},
		{"a\x1bb", 8, `a\u{1B}b`, `a\u{1B}b`},
		{"e\u0301te\u0301", 3, "e\u0301te\u0301", "e\u0301te\u0301"},
	}
	for _, tt := range tests {
		if got := cutEnd(tt.text, tt.width); got != tt.end {
			t.Errorf("cutEnd(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.end)
		}
		if got := cutMiddle(tt.text, tt.width); got != tt.middle {
			t.Errorf("cutMiddle(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.middle)
		}
	}
}

func TestTable(t *testing.T) {
	tbl := table{
		columns: []column{{head: "NAME", least: 4}, {head: "N", right: true}, {head: "NOTE"}},
		rows: []row{
			{heading: "first"},
			{cells: []cell{{text: "決済"}, {text: "7"}, {text: ""}}},
			{cells: []cell{{text: "long name"}, {text: "1234"}, {text: "x"}}, below: "more"},
			{cells: []cell{{text: ""}, {text: ""}, {text: "y"}}},
		},
	}
	tests := []struct {
		style Style
		want  string
	}{
		{Style{Width: 10}, "NAME          N  NOTE\n\nfirst\n決済          7\nlong name  1234  x\n    more\n                 y\n"},
		{Style{Width: 17, Terminal: true}, "NAME      N  NOTE\n\nfirst\n決済      7\nlong…  1234  x\n    more\n             y\n"},
		{Style{Width: 5, Terminal: true}, "NAME     N  NOTE\n\nfirst\n決済     7\nlon…  1234  x\n    …\n            y\n"},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		p := &printer{w: &b}
		tbl.write(p, tt.style)
		if p.err != nil {
			t.Fatal(p.err)
		}
		if b.String() != tt.want {
			t.Errorf("at %+v:\n%s\nwant\n%s", tt.style, b.String(), tt.want)
		}
		if strings.Contains(b.String(), " \n") {
			t.Error("spaces at the end of a line")
		}
	}
	if got := tbl.leastWidth(); got != 4+2+4+2+4 {
		t.Errorf("leastWidth() = %d", got)
	}
}

func TestMarkdownText(t *testing.T) {
	for text, want := range map[string]string{
		"plain text, 40 %":          "plain text, 40 %",
		"a|b":                       `a\|b`,
		`a\|b`:                      `a\\\|b`,
		"<b> & *c* _d_ ~e~ `f` $g$": "&lt;b> &amp; \\*c\\* \\_d\\_ \\~e\\~ \\`f\\` \\$g\\$",
		"@sre-1":                    "`@sre-1`",
		"ask @sre-1, @org/team.":    "ask `@sre-1`, `@org/team.`",
		"ops@example.org":           "ops@example.org",
		"@@a (@b)":                  "@`@a` (`@b`)",
		"@ alone":                   "@ alone",
		"a\nb":                      `a\\u{A}b`,
	} {
		if got := markdownText(text); got != want {
			t.Errorf("markdownText(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCSVText(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a=b": "a=b", "@platform-lead": "@platform-lead",
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "@a b": "'@a b",
	} {
		if got := csvText(text); got != want {
			t.Errorf("csvText(%q) = %q, want %q", text, got, want)
		}
	}
}
