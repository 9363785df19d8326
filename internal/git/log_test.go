package git

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// logStream has a file that a commit renames in a subfolder, a link, a merge that changes what both sides have, and a
// file name with a line end.
const logStream = `commit refs/heads/main
mark :1
author Ä Ö <a@example.com> 1700000000 +0530
committer X <x@example.com> 1700000050 +0000
data 3
one
M 100644 inline team/a.md
data 20
1
2
3
4
5
6
7
8
9
0
M 120000 inline team/link.md
data 4
a.md
M 100644 inline "team/odd\nname.md"
data 2
x

commit refs/heads/side
mark :2
committer X <x@example.com> 1700000100 -0230
data 3
two
from :1
M 100644 inline team/a.md
data 20
1
2
3
4
5
6
7
8
9
x

commit refs/heads/main
mark :3
committer X <x@example.com> 1700000200 +0000
data 5
three
from :1
R team/a.md team/b.md

commit refs/heads/main
mark :4
committer X <x@example.com> 1700000300 +0000
data 5
merge
from :3
merge :2
M 100644 inline team/b.md
data 20
y
2
3
4
5
6
7
8
9
x

`

func logRepository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git on this machine")
	}
	dir := t.TempDir()
	if err := Import(context.Background(), dir, strings.NewReader(logStream)); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "team"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestLog(t *testing.T) {
	dir := logRepository(t)
	// Settings of a user that change what git prints.
	t.Setenv("GIT_CONFIG_COUNT", "5")
	for i, kv := range []string{"diff.renames=false", "log.showRoot=false", "diff.relative=true", "log.date=iso", "color.ui=always"} {
		key, value, _ := strings.Cut(kv, "=")
		t.Setenv(fmt.Sprintf("GIT_CONFIG_KEY_%d", i), key)
		t.Setenv(fmt.Sprintf("GIT_CONFIG_VALUE_%d", i), value)
	}
	ctx := context.Background()
	repo := Repo{Dir: filepath.Join(dir, "team")}
	head, err := repo.Commit(ctx, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	place, err := repo.Place(ctx)
	if err != nil || place.Prefix != "team/" || len(place.Boundary) > 0 {
		t.Fatalf("%+v, %v", place, err)
	}
	var got []string
	number := map[string]int{}
	err = repo.Log(ctx, head, place, func(string) bool { return true }, func(c *LogCommit) error {
		number[c.ID] = len(number) + 1
		var line strings.Builder
		fmt.Fprintf(&line, "%s %s %s", c.Author, c.Authored.Format("15:04:05-0700"), c.Committed.Format("15:04:05Z07:00"))
		for _, p := range c.Parents {
			fmt.Fprintf(&line, " %d", number[p])
		}
		got = append(got, line.String())
		for _, f := range c.Files {
			var line strings.Builder
			fmt.Fprintf(&line, "  %q%s", f.Path, present(f.Side))
			for _, b := range f.Before {
				fmt.Fprintf(&line, " < %q%s", b.Path, present(b))
			}
			got = append(got, line.String())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		`Ä Ö 03:43:20+0530 22:14:10Z`,
		`  "a.md" < "a.md" (none)`,
		`  "link.md" (none) < "link.md" (none)`,
		`  "odd\nname.md" < "odd\nname.md" (none)`,
		`X 22:16:40+0000 22:16:40Z 1`,
		`  "b.md" < "a.md"`,
		`X 19:45:00-0230 22:15:00Z 1`,
		`  "a.md" < "a.md"`,
		`X 22:18:20+0000 22:18:20Z 2 3`,
		`  "b.md" < "b.md" < "a.md"`,
	}, got); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
	top := Place{Prefix: "other/"}
	_ = repo.Log(ctx, head, top, func(name string) bool { return name == ":/team/b.md" }, func(c *LogCommit) error {
		if c.ID == head && len(c.Files) != 1 {
			t.Errorf("outside of the folder: %+v", c.Files)
		}
		return nil
	})
}

func present(s Side) string {
	if s.Blob == "" {
		return " (none)"
	}
	return ""
}

func TestLogEnds(t *testing.T) {
	dir := logRepository(t)
	ctx := context.Background()
	repo := Repo{Dir: dir}
	if err := repo.Log(ctx, "HEAD", Place{}, func(string) bool { return true }, func(*LogCommit) error { return context.Canceled }); err != context.Canceled { //nolint:errorlint // passed on as it is
		t.Errorf("an error of each: %v", err)
	}
	if err := repo.Log(ctx, "nothing", Place{}, nil, nil); err == nil || !strings.Contains(err.Error(), "git log") {
		t.Errorf("an unknown commit: %v", err)
	}
}

func TestContents(t *testing.T) {
	dir := logRepository(t)
	ctx := context.Background()
	repo := Repo{Dir: dir}
	names, err := repo.Names(ctx, "HEAD", func(string) bool { return true })
	if err != nil || len(names) != 2 {
		t.Fatalf("%v, %v", names, err)
	}
	none := strings.Repeat("1", 40)
	ids := make(chan string, 3)
	ids <- names["team/b.md"]
	ids <- none
	ids <- names["team/odd\nname.md"]
	close(ids)
	var got []string
	err = repo.Contents(ctx, ids, 10, func(c Content) error {
		got = append(got, fmt.Sprintf("%t %d %q", c.Missing, c.Size, c.Bytes))
		return nil
	})
	if diff := cmp.Diff([]string{`false 20 ""`, `true 0 ""`, `false 2 "x\n"`}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	many := make(chan string, 100)
	for range 100 {
		many <- names["team/b.md"]
	}
	close(many)
	if err := repo.Contents(ctx, many, 100, func(Content) error { return context.Canceled }); err != context.Canceled { //nolint:errorlint // passed on as it is
		t.Errorf("an error of each: %v", err)
	}
}
