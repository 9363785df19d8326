package portable

import (
	"strings"
	"testing"
)

func TestProblem(t *testing.T) {
	for name, want := range map[string]string{
		"2026-03-02-leaked-ci-token.md": "", ".gitkeep": "", "_pir": "", "é日本.md": "", "console": "", "com": "", "com10": "", "lptx": "", "a.con": "",
		"": "no name", ".": "no name", "..": "no name", "a:b": "one of", `a\b`: "one of", "a/b": "a /", "what?": "one of", "a\tb": "control", "a\x00": "control",
		"a\xff": "UTF-8", "a.": "dot or a space", "a ": "dot or a space", "con": "device", "CON": "device", "nul.md": "device", "Aux.x.y": "device", "com1.csv": "device",
		"LPT9": "device", "com¹": "device", "con .md": "device", "CONIN$": "device", strings.Repeat("a", 255): "", strings.Repeat("é", 128): "longer",
	} {
		if got := Problem(name); got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
