package edit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/edit"
)

var diffCases = []struct{ name, path, before, after string }{
	{"one line", "a.md", "one\ntwo\nthree\n", "one\n2\nthree\n"},
	{"crlf", "a.md", "one\r\ntwo\r\n", "one\r\n2\r\n"},
	{"line ends alone", "a.md", "one\ntwo\n", "one\r\ntwo\n"},
	{"no final line end", "a.md", "one\ntwo", "1\ntwo"},
	{"a final line end comes", "a.md", "one\ntwo", "one\ntwo\n"},
	{"a final line end goes", "a.md", "one\ntwo\n", "one\ntwo"},
	{"no text but bytes", "a.md", "\xff\x00\n", "\xfe\n"},
	{"two places", "a.md", "a\n" + strings.Repeat("x\n", 20) + "b\n", "A\n" + strings.Repeat("x\n", 20) + "B\n"},
	{"lines that look like a diff", "a.md", "--- a\n+++ b\n@@ -1 +1 @@\n", "--- a\n+++ c\n@@ -1 +1 @@\n"},
	{"a space in the name", "my report.md", "a\n", "b\n"},
	{"letters of other scripts", "障害é.md", "a\n", "b\n"},
	{"in a folder", "reports/2026/a.md", "a\n", "b\n"},
}

func TestDiff(t *testing.T) {
	got := string(edit.Diff("a.md", []byte("one\r\ntwo"), []byte("1\r\ntwo")))
	want := "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n-one\r\n+1\r\n two\n\\ No newline at end of file\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d := edit.Diff("a.md", []byte("same"), []byte("same")); len(d) != 0 {
		t.Errorf("the diff of nothing is %q", d)
	}
	quoted := string(edit.Diff("a\n+++ b.md", []byte("a\n"), []byte("b\n")))
	if !strings.HasPrefix(quoted, "--- \"a/a\\n+++ b.md\"\n") {
		t.Errorf("a line end in the name breaks the header: %q", quoted)
	}
}

// TestDiffApplies gives every diff to git, which must make the new file of the old one, byte for byte.
func TestDiffApplies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not here")
	}
	for _, tt := range diffCases {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, filepath.FromSlash(tt.path))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(tt.before), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(git, "apply", "--whitespace=nowarn", "-")
			cmd.Dir = dir
			cmd.Env = append(cmd.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir), "GIT_CONFIG_GLOBAL="+os.DevNull)
			cmd.Stdin = strings.NewReader(string(edit.Diff(tt.path, []byte(tt.before), []byte(tt.after))))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("git apply: %v: %s", err, out)
			}
			got, err := os.ReadFile(file)
			if err != nil || string(got) != tt.after {
				t.Errorf("git made %q of it (%v), want %q", got, err, tt.after)
			}
		})
	}
}
