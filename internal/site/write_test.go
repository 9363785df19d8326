package site

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func pagesOf(files map[string]string) []Page {
	var pages []Page
	for _, name := range slices.Sorted(maps.Keys(files)) {
		pages = append(pages, Page{name, []byte(files[name])})
	}
	return pages
}

// tree returns the files below a folder but for the manifest.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ManifestName {
			return err
		}
		b, err := os.ReadFile(file)
		name, relErr := filepath.Rel(dir, file)
		found[filepath.ToSlash(name)] = string(b)
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func put1(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWrite(t *testing.T) {
	first := map[string]string{"index.html": "one", "reports/a.html": "a", "reports/b.html": "b"}
	second := map[string]string{"index.html": "two", "reports/b.html": "b"}
	for name, c := range map[string]struct {
		edits   map[string]string // between the builds: what a file says; "" removes it
		want    map[string]string
		result  Result
		refused bool
	}{
		"again":            {nil, second, Result{Pages: 2, Written: 1, Removed: 1}, false},
		"gone is restored": {map[string]string{"reports/b.html": ""}, second, Result{Pages: 2, Written: 2, Removed: 1}, false},
		"a page that is no more was changed": {
			map[string]string{"reports/a.html": "mine"},
			map[string]string{"index.html": "two", "reports/b.html": "b", "reports/a.html": "mine"},
			Result{Pages: 2, Written: 1, Kept: []string{"reports/a.html"}},
			false,
		},
		"a page was changed": {
			map[string]string{"index.html": "mine"},
			map[string]string{"index.html": "mine", "reports/a.html": "a", "reports/b.html": "b"},
			Result{Pages: 2},
			true,
		},
		"a file of others": {
			map[string]string{"notes/mine.txt": "mine"},
			map[string]string{"index.html": "two", "reports/b.html": "b", "notes/mine.txt": "mine"},
			Result{Pages: 2, Written: 1, Removed: 1},
			false,
		},
		"a folder where a page was": {
			map[string]string{"index.html": "", "index.html/x": "mine"},
			map[string]string{"index.html/x": "mine", "reports/a.html": "a", "reports/b.html": "b"},
			Result{Pages: 2},
			true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new", "site")
			if _, err := Write(dir, pagesOf(first), Manifest{Inputs: "1"}); err != nil {
				t.Fatal(err)
			}
			for _, name := range slices.Sorted(maps.Keys(c.edits)) {
				if text := c.edits[name]; text != "" {
					put1(t, dir, name, text)
				} else if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
					t.Fatal(err)
				}
			}
			got, err := Write(dir, pagesOf(second), Manifest{Inputs: "2"})
			if errors.Is(err, ErrForeign) != c.refused || !c.refused && err != nil {
				t.Fatalf("error %v, want one: %t", err, c.refused)
			}
			if diff := cmp.Diff(c.result, got); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.want, tree(t, dir)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWriteLeavesAlone holds that a page that is the same is not written: its file is the same file of the same time.
func TestWriteLeavesAlone(t *testing.T) {
	dir := t.TempDir()
	pages := pagesOf(map[string]string{"a.html": "a"})
	if _, err := Write(dir, pages, Manifest{Inputs: "1"}); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(filepath.Join(dir, "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, pages, Manifest{Inputs: "2"}); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(filepath.Join(dir, "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("a page that is the same was written again")
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Run("a folder of others", func(t *testing.T) {
		dir := t.TempDir()
		put1(t, dir, "mine.txt", "mine")
		if _, err := Write(dir, pagesOf(map[string]string{"a.html": "a"}), Manifest{}); !errors.Is(err, ErrForeign) {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff(map[string]string{"mine.txt": "mine"}, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a manifest of another kind", func(t *testing.T) {
		dir := t.TempDir()
		put1(t, dir, ManifestName, `{"version": 7}`)
		if _, err := Write(dir, nil, Manifest{}); !errors.Is(err, ErrForeign) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a name that leads out", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "site")
		if _, err := Write(dir, []Page{{"../out.html", nil}}, Manifest{}); err == nil {
			t.Error("written")
		}
		if _, err := os.Stat(filepath.Join(dir, "..", "out.html")); err == nil {
			t.Error("there is a file outside of the folder")
		}
	})
}

// TestWriteThroughLink holds that a link in the folder does not lead the pages out of it.
func TestWriteThroughLink(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if _, err := Write(dir, nil, Manifest{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "reports")); err != nil {
		t.Skip("no links here:", err)
	}
	put1(t, outside, "b.html", "mine")
	if err := os.Symlink(filepath.Join(outside, "b.html"), filepath.Join(dir, "b.html")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"reports/a.html", "b.html"} {
		if _, err := Write(dir, pagesOf(map[string]string{name: "a"}), Manifest{}); !errors.Is(err, ErrForeign) {
			t.Errorf("%s was written through a link, or nothing says what to do: %v", name, err)
		}
	}
	if diff := cmp.Diff(map[string]string{"b.html": "mine"}, tree(t, outside)); diff != "" {
		t.Error(diff)
	}
}

// TestBrokenOff holds that a build that was broken off can be made again, and is not taken for a whole one.
func TestBrokenOff(t *testing.T) {
	dir := t.TempDir()
	if _, err := Write(dir, pagesOf(map[string]string{"a.html": "old", "b.html": "old"}), Manifest{Inputs: "1"}); err != nil {
		t.Fatal(err)
	}
	// As it is when the program was killed after the first page: the manifest knows both states of every page.
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	p := &planned{}
	next := Manifest{Files: map[string][]string{"a.html": {sum([]byte("new"))}, "b.html": {sum([]byte("new"))}}}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close() //nolint:errcheck // of a test
	if err := writeManifest(root, p.between(m, &next)); err != nil {
		t.Fatal(err)
	}
	put1(t, dir, "a.html", "new")

	half, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	if half.Inputs != "" || half.Complete(dir) {
		t.Error("a build that was broken off counts as whole")
	}
	if _, err := Write(dir, pagesOf(map[string]string{"a.html": "new", "b.html": "new"}), Manifest{Inputs: "2"}); err != nil {
		t.Fatal(err)
	}
	whole, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !whole.Complete(dir) {
		t.Error("a whole build does not count as whole")
	}
	put1(t, dir, "b.html", "mine")
	if whole.Complete(dir) {
		t.Error("a site with a page that was changed counts as whole")
	}
}
