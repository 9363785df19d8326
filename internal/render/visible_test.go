package render

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"Größe 日本 ok":                  "Größe 日本 ok",
		"a\nb\r\t\x1b[31m\u202ec\xff":  `a\u{A}b\u{D}\u{9}\u{1B}[31m\u{202E}c\u{FFFD}`,
		"::error::x":                   `\u{3A}:error::x`,
		"  ::error::x":                 `  \u{3A}:error::x`,
		"a::b and a: b":                "a::b and a: b",
		"x ##[error]y":                 `x ##\u{5B}error]y`,
		"x ##vso[task.setvariable]y":   `x ##vso\u{5B}task.setvariable]y`,
		"##teamcity[x] ###[a] #[b] [c": `##teamcity\u{5B}x] ###\u{5B}a] #[b] [c`,
		"## Heading [link](x)":         "## Heading [link](x)",
	} {
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
		if got := strings.Join(columns([]rune(strings.ToValidUTF8(in, "\uFFFD"))), ""); got != want {
			t.Errorf("columns of %q are %q, want %q", in, got, want)
		}
	}
}

// TestColumnsIn holds that a command is seen where a finding cuts the line in two.
func TestColumnsIn(t *testing.T) {
	text := []rune("x ##vso[a]")
	for cut := range text {
		got := strings.Join(append(columnsIn(text, 0, cut), columnsIn(text, cut, len(text))...), "")
		if got != `x ##vso\u{5B}a]` {
			t.Errorf("cut at %d: %q", cut, got)
		}
	}
}

// TestJSONHoldsNoCommand holds that JSON in the log of a build is not obeyed either, and says the same.
func TestJSONHoldsNoCommand(t *testing.T) {
	want := []string{"x ##[error]y", "##vso[a]日", "#[b]", "\u202e", ":: [", "[##", "[1]"}
	var b strings.Builder
	if err := writeJSON(&b, want); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "##[") || strings.Contains(b.String(), "##vso[") || !strings.Contains(b.String(), `"#[b]"`) {
		t.Errorf("written: %s", &b)
	}
	var got []string
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("read back %q: %v", got, err)
	}
}

// TestVisibleIsLinear holds that long runs of what Visible looks at cost no more than their length: were it the
// square of it, this test would not come to an end.
func TestVisibleIsLinear(t *testing.T) {
	for _, unit := range []string{":", " :", "##", "[", "##a[", "a"} {
		s := strings.Repeat(" ", 1<<16) + "##" + strings.Repeat(unit, 1<<20)
		if got := Visible(s); len(got) < len(s) {
			t.Errorf("%d characters of repeated %q became %d", len(s), unit, len(got))
		}
	}
}
