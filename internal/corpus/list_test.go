package corpus_test

import (
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/corpus"
)

// TestListFindsWhatFinderFinds holds the two ways to look for reports against each other.
func TestListFindsWhatFinderFinds(t *testing.T) {
	dir := tree(t, "reports/b.md", "reports/a.markdown", "reports/README.md", "reports/index.md", "reports/.x/h.md", "reports/.h.md", "reports/2026/c.MD",
		"reports/inc/index.md", "reports/inc/notes.md", "reports/inc/deep/more.md", "reports/inc/deep/index.md", "reports/picture.png",
		"reports/deep/er/index.md", "reports/deep/er/x.md", "reports/deep/y.md", "other/o.md", "top.md", ".hidden/h.md", "reports2/z.md")
	list := listOf(t, dir)
	finder := corpus.Finder{Root: dir}
	for _, folders := range [][]string{{"reports"}, {"reports", "other"}, {"reports/2026"}, {"."}, {"reports/", "reports"}, {"reports/inc"}} {
		want, err := finder.Folders(folders)
		if err != nil {
			t.Fatal(err)
		}
		got, err := list.Folders(folders)
		if err != nil {
			t.Errorf("folders %q: %v", folders, err)
		}
		if diff := cmp.Diff(names(want), names(got)); diff != "" {
			t.Errorf("folders %q (-finder +list):\n%s", folders, diff)
		}
	}
	for _, named := range [][]string{{"reports"}, {"reports/inc"}, {"reports/README.md", "reports/b.md"}, {"reports/picture.png"}, {"."}, {"other", "other/o.md"}} {
		want, err := finder.Named(dir, named)
		if err != nil {
			t.Fatal(err)
		}
		got, err := list.Named(named)
		if err != nil {
			t.Errorf("named %q: %v", named, err)
		}
		if diff := cmp.Diff(names(want), names(got)); diff != "" {
			t.Errorf("named %q (-finder +list):\n%s", named, diff)
		}
	}
	if _, err := list.Folders([]string{"report"}); err == nil {
		t.Error("a folder that is not there was listed")
	}
	if _, err := list.Named([]string{"reports/none.md"}); err == nil {
		t.Error("a file that is not there was listed")
	}
}

// listOf returns every file below a folder.
func listOf(t *testing.T, dir string) corpus.List {
	t.Helper()
	var list corpus.List
	err := filepath.WalkDir(dir, func(open string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, open)
		list.Files = append(list.Files, corpus.Path{Open: open, Name: filepath.ToSlash(name)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
