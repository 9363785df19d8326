package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stream has two branches: main with one report in a subfolder's reports, other with one more and one elsewhere.
const stream = `commit refs/heads/main
committer X <x@example.com> 1700000000 +0000
data 3
one
M 100644 inline team/reports/a.md
data 2
a

commit refs/heads/other
committer X <x@example.com> 1700000100 +0000
data 3
two
from refs/heads/main
M 100644 inline team/reports/sub/ü b.md
data 2
b
M 100644 inline reports/c.md
data 2
c

`

func TestBranchFiles(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	dir := t.TempDir()
	ctx := context.Background()
	if err := os.MkdirAll(filepath.Join(dir, "team", "reports"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "team", "reports", "a.md"), []byte("a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Import(ctx, dir, strings.NewReader(stream)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dir, folder string
		want        []string
	}{
		{"team", "reports", []string{"reports/a.md", "reports/sub/ü b.md"}},
		{"team", ".", []string{"reports/a.md", "reports/sub/ü b.md"}},
		{".", "reports", []string{"reports/c.md"}},
		{".", "none", nil},
	} {
		got, err := Repo{Dir: filepath.Join(dir, c.dir)}.BranchFiles(ctx, c.folder)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s %s: got %q, %v, want %q", c.dir, c.folder, got, err, c.want)
		}
	}
	if _, err := (Repo{Dir: t.TempDir()}).BranchFiles(ctx, "reports"); !errors.Is(err, ErrNone) {
		t.Errorf("outside of a repository: %v", err)
	}
}

func TestImportSaysWhatGitSays(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	err := Import(context.Background(), t.TempDir(), strings.NewReader("no stream"))
	if err == nil || !strings.Contains(err.Error(), "git fast-import") {
		t.Errorf("got %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if err := Import(context.Background(), t.TempDir(), strings.NewReader(stream)); !errors.Is(err, ErrNone) {
		t.Errorf("without git: %v", err)
	}
}
