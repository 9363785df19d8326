package render_test

import (
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/render"
)

// TestDiff holds that a diff is exact in a pipe, and that a terminal obeys nothing in it.
func TestDiff(t *testing.T) {
	const diff = "--- a/x.md\n+++ b/x.md\n@@ -1,2 +1,2 @@\n-old \x1b[2J\r\n+new \u202e\n same\n\\ No newline at end of file\n"
	for _, tt := range []struct {
		name  string
		style render.Style
		want  string
	}{
		{"a pipe", render.Style{}, diff},
		{"a terminal", render.Style{Terminal: true}, "--- a/x.md\n+++ b/x.md\n@@ -1,2 +1,2 @@\n-old \\u{1B}[2J\\u{D}\n+new \\u{202E}\n same\n\\ No newline at end of file\n"},
		{"in colour", render.Style{Terminal: true, Color: true}, "\x1b[1m--- a/x.md\x1b[0m\n\x1b[1m+++ b/x.md\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n\x1b[31m-old \\u{1B}[2J\\u{D}\x1b[0m\n\x1b[32m+new \\u{202E}\x1b[0m\n same\n\\ No newline at end of file\n"},
	} {
		var b strings.Builder
		if err := render.Diff(&b, []byte(diff), tt.style); err != nil || b.String() != tt.want {
			t.Errorf("%s: %v, got\n%q\nwant\n%q", tt.name, err, b.String(), tt.want)
		}
	}
}

func TestChanges(t *testing.T) {
	const diff = "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n same\n-old\r\n+new \x1b[2J\r\n@@ -9 +9 @@\n--- a list\n+++ b list\n\\ No newline at end of file\n"
	var b strings.Builder
	if err := render.Changes(&b, []byte(diff), render.Style{}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "  -old\n  +new \\u{1B}[2J\n  --- a list\n  +++ b list\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
