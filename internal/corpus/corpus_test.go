package corpus_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/report"
)

// tree writes files below a new folder and returns it.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("---\nstatus: draft\ntitle: "+name+"\n---\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func names(paths []corpus.Path) []string {
	list := make([]string, 0, len(paths))
	for _, p := range paths {
		list = append(list, p.Name)
	}
	return list
}

func TestFindRoot(t *testing.T) {
	dir := tree(t, "a/pir.yaml", "a/b/c/x.md", ".git/HEAD", "d/e/y.md")
	for from, want := range map[string]string{"a/b/c": "a", "a": "a", "d/e": ".", ".": "."} {
		got, err := corpus.FindRoot(filepath.Join(dir, from))
		if err != nil || got != filepath.Join(dir, want) {
			t.Errorf("FindRoot(%s) = %s, %v; want %s", from, got, err, want)
		}
	}
}

func TestFolders(t *testing.T) {
	dir := tree(t, "reports/b.md", "reports/a.markdown", "reports/README.md", "reports/index.md", "reports/.x/h.md", "reports/.h.md", "reports/2026/c.MD",
		"reports/inc/index.md", "reports/inc/notes.md", "reports/inc/deep/more.md", "reports/picture.png", "reports/skip/s.md", "other/o.md")
	f := corpus.Finder{Root: dir, Ignored: func(name string) bool { return name == "reports/skip" }}
	paths, err := f.Folders([]string{"reports"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"reports/2026/c.MD", "reports/a.markdown", "reports/b.md", "reports/inc/index.md"}
	if diff := cmp.Diff(want, names(paths)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	if _, err := f.Folders([]string{"nowhere"}); err == nil {
		t.Error("a folder that is not there was walked")
	}
}

func TestNamed(t *testing.T) {
	dir := tree(t, "reports/a.md", "reports/b.md", "notes/plain", "outside/x.md")
	f := corpus.Finder{Root: filepath.Join(dir, "reports"), Ignored: func(string) bool { return true }}
	paths, err := f.Named(filepath.Join(dir, "reports"), []string{"b.md", "a.md", "a.md", "../notes/plain", "../outside"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"../notes/plain", "a.md", "b.md"}, names(paths)); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if _, err := f.Named(dir, []string{"missing.md"}); err == nil || !strings.Contains(err.Error(), "missing.md: ") {
		t.Errorf("error %v, want one that names the file", err)
	}
}

// TestMapOrder holds that results come in the order of the files, whatever the number of cores.
func TestMapOrder(t *testing.T) {
	files := make([]string, 0, 200)
	for i := range 200 {
		files = append(files, fmt.Sprintf("reports/r%03d.md", i))
	}
	dir := tree(t, files...)
	paths, err := corpus.Finder{Root: dir}.Folders([]string{"reports"})
	if err != nil {
		t.Fatal(err)
	}
	for _, procs := range []int{1, 8} {
		old := runtime.GOMAXPROCS(procs)
		titles, err := corpus.Map(paths, func(r *report.Report) string { return r.Title.Value })
		runtime.GOMAXPROCS(old)
		if err != nil || !slices.Equal(titles, files) {
			t.Errorf("on %d cores: %v, %v", procs, titles, err)
		}
	}
}

// TestMapUnreadable holds that one file that cannot be read costs that file and nothing else.
func TestMapUnreadable(t *testing.T) {
	dir := tree(t, "reports/a.md", "reports/b.md", "reports/c.md")
	paths, err := corpus.Finder{Root: dir}.Folders([]string{"reports"})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "reports", "b.md")); err != nil {
		t.Fatal(err)
	}
	ids, err := corpus.Map(paths, func(r *report.Report) string { return r.ID })
	if !slices.Equal(ids, []string{"a", "c"}) || err == nil || !strings.Contains(err.Error(), "read reports/b.md: ") {
		t.Errorf("got %v and error %v", ids, err)
	}
}

// TestMapTooLarge holds that a file over the limit is told, not read: this one has no bytes on the disk.
func TestMapTooLarge(t *testing.T) {
	dir := tree(t, "reports/a.md")
	name := filepath.Join(dir, "reports", "large.md")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	paths, err := corpus.Finder{Root: dir}.Folders([]string{"reports"})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := corpus.Map(paths, func(r *report.Report) string {
		if len(r.Problems) == 0 {
			return ""
		}
		return r.Problems[0].Rule + " " + r.Problems[0].Message
	})
	if err != nil || len(rules) != 2 || rules[0] != "" || !strings.HasPrefix(rules[1], "file-unreadable the file has 200 MB") {
		t.Errorf("got %q, %v", rules, err)
	}
}

func TestFolderBehindALink(t *testing.T) {
	dir := tree(t, "repo/data/a.md", "outside/b.md")
	for name, target := range map[string]string{"in": filepath.Join(dir, "repo", "data"), "out": filepath.Join(dir, "outside")} {
		if err := os.Symlink(target, filepath.Join(dir, "repo", name)); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	f := corpus.Finder{Root: filepath.Join(dir, "repo")}
	if paths, err := f.Folders([]string{"in"}); err != nil || !slices.Equal(names(paths), []string{"in/a.md"}) {
		t.Errorf("a folder behind a link inside the root gives %v, %v", names(paths), err)
	}
	if paths, err := f.Folders([]string{"out"}); err == nil {
		t.Errorf("a folder behind a link out of the root gives %v", names(paths))
	}
	if paths, err := f.Folders([]string{"../outside"}); err == nil {
		t.Errorf("a folder outside of the root gives %v", names(paths))
	}
}
