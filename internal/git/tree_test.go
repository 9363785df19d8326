package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// linked has a report, links to it, and links that lead nowhere.
const linked = `commit refs/heads/main
committer X <x@example.com> 1700000000 +0000
data 3
one
M 100644 inline team/reports/a ü.md
data 5
text

M 120000 inline team/link.md
data 15
reports/a ü.md
M 120000 inline team/again.md
data 7
link.md
M 120000 inline team/ring.md
data 7
ring.md
M 120000 inline team/out.md
data 11
../other.md
M 100644 inline other.md
data 0
`

func TestTree(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	dir, ctx := t.TempDir(), context.Background()
	if err := os.Mkdir(filepath.Join(dir, "team"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Import(ctx, dir, strings.NewReader(linked)); err != nil {
		t.Fatal(err)
	}
	if _, err := (Repo{Dir: dir}).Tree(ctx, "no-such"); !errors.Is(err, ErrNoRevision) {
		t.Errorf("error %v of a revision that is none", err)
	}
	if _, err := (Repo{Dir: t.TempDir()}).Tree(ctx, "HEAD"); !errors.Is(err, ErrNone) {
		t.Errorf("error %v without a repository", err)
	}
	tree, err := Repo{Dir: filepath.Join(dir, "team")}.Tree(ctx, "main")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		".": true, "reports": true, "reports/": true, "reports/a ü.md": true, "link.md": true, "other.md": false, "../other.md": false, "a ü.md": false,
	} {
		if got := tree.Exists(name); got != want {
			t.Errorf("Exists(%q) = %v", name, got)
		}
	}
	for name, want := range map[string]string{
		"reports/a ü.md": "reports/a ü.md", "link.md": "reports/a ü.md", "again.md": "reports/a ü.md", "ring.md": "", "out.md": "", "none.md": "",
	} {
		if f, ok := tree.File(name); f.Name != want || ok != (want != "") {
			t.Errorf("File(%q) = %q, %v; want %q", name, f.Name, ok, want)
		}
	}
	f, _ := tree.File("link.md")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if b, err := tree.Read(f); err != nil || string(b) != "text\n" || f.Size != 5 {
				t.Errorf("Read = %q, %v; size %d", b, err, f.Size)
			}
		})
	}
	wg.Wait()
	if _, err := tree.Read(File{id: strings.Repeat("0", 40)}); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("error %v of an object that is not here", err)
	}
	if err := tree.Close(); err != nil {
		t.Error(err)
	}
}
