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

// branched has a branch topic that left main one commit before main went on.
const branched = `commit refs/heads/main
committer X <x@example.com> 1700000000 +0000
data 1
a
M 100644 inline team/kept.md
data 5
kept

M 100644 inline team/edited.md
data 4
old

M 100644 inline team/gone.md
data 5
gone

M 100644 inline team/ü old.md
data 51
a text that is long enough to be recognised as one

M 100644 inline outside.md
data 0

commit refs/heads/topic
committer X <x@example.com> 1700000100 +0000
data 1
b
from refs/heads/main
M 100644 inline team/edited.md
data 4
new

D team/gone.md
R "team/ü old.md" "team/ü new.md"
M 100644 inline outside.md
data 1
x
M 100644 inline team/added.md
data 1
y

commit refs/heads/main
committer X <x@example.com> 1700000200 +0000
data 1
c
M 100644 inline team/kept.md
data 4
main
`

func TestCompare(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	dir, ctx := t.TempDir(), context.Background()
	if err := os.Mkdir(filepath.Join(dir, "team"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Import(ctx, dir, strings.NewReader(branched)); err != nil {
		t.Fatal(err)
	}
	repo := Repo{Dir: filepath.Join(dir, "team")}
	base, err := repo.MergeBase(ctx, "main", "topic")
	if err != nil {
		t.Fatal(err)
	}
	if want, err := repo.Commit(ctx, "main~1"); base != want || err != nil {
		t.Errorf("merge base %s, want %s (%v)", base, want, err)
	}
	got, err := repo.Compare(ctx, base, "topic")
	if err != nil {
		t.Fatal(err)
	}
	want := []Difference{{After: "added.md"}, {"edited.md", "edited.md"}, {Before: "gone.md"}, {"ü old.md", "ü new.md"}}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, missing := range [][2]string{{"none", "HEAD"}, {"main", "none"}} {
		if _, err := repo.MergeBase(ctx, missing[0], missing[1]); !errors.Is(err, ErrNoRevision) || !strings.HasSuffix(err.Error(), `: "none"`) {
			t.Errorf("%q: %v", missing, err)
		}
	}
	for _, bad := range [][2]string{{"--all", "HEAD"}, {"main", "--all"}} {
		if _, err := repo.MergeBase(ctx, bad[0], bad[1]); !errors.Is(err, ErrNoBase) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := (Repo{Dir: t.TempDir()}).MergeBase(ctx, "main", "HEAD"); !errors.Is(err, ErrNone) {
		t.Errorf("without a repository: %v", err)
	}
}
