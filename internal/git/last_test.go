package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLastAndUncommitted asks in a folder below the top of a repository.
func TestLastAndUncommitted(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "sub")
	ctx := context.Background()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("git", append([]string{"-C", top, "-c", "user.name=X", "-c", "user.email=x@x.example", "-c", "commit.gpgSign=false"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	r := Repo{Dir: dir}
	write("reports/a.md", "a")
	if _, err := r.Last(ctx, "HEAD", []string{"reports"}); !errors.Is(err, ErrNone) {
		t.Errorf("outside of git: %v", err)
	}
	in("init", "-q")
	if _, err := r.Last(ctx, "HEAD", []string{"reports"}); !errors.Is(err, ErrNoRevision) {
		t.Errorf("without a commit: %v", err)
	}
	in("add", ".")
	if files, err := r.Uncommitted(ctx, []string{"reports"}); err != nil || strings.Join(files, " ") != "reports/a.md" {
		t.Errorf("without a commit: %v %v", files, err)
	}
	in("commit", "-q", "-m", "A")
	first := in("rev-parse", "HEAD")
	write("other/b.md", "b")
	write("reports*/c.md", "not what the word would match")
	in("add", ".")
	in("commit", "-q", "-m", "B")
	if got, err := r.Last(ctx, "HEAD", []string{"reports", "pir.yaml"}); err != nil || got != first {
		t.Errorf("last is %s, %v, want %s", got, err, first)
	}
	if got, err := r.Last(ctx, "HEAD", []string{"nothing"}); err != nil || got != "" {
		t.Errorf("of nothing: %q, %v", got, err)
	}
	write("reports/a.md", "a2")
	write("reports/é new.md", "new")
	write("other/b.md", "b2")
	if files, err := r.Uncommitted(ctx, []string{"reports", "pir.yaml"}); err != nil || strings.Join(files, "|") != "reports/a.md|reports/é new.md" {
		t.Errorf("got %q, %v", files, err)
	}
}
