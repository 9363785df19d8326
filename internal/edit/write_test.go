package edit_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/edit"
)

func put(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

// holds checks the text of a file, and that nothing else is in its folder.
func holds(t *testing.T, name, want string, others int) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("the file holds %q (%v), want %q", got, err, want)
	}
	if list, err := os.ReadDir(filepath.Dir(name)); err != nil || len(list) != 1+others {
		t.Errorf("there are %d files in the folder (%v), want %d", len(list), err, 1+others)
	}
}

func TestWrite(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.md")
	put(t, name, "before\r\n", 0o640)
	if err := edit.Write(name, []byte("before\r\n"), []byte("after")); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "after", 0)
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o640 {
		t.Errorf("the mode became %v (%v)", info.Mode(), err)
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Run("a file that was changed meanwhile", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "a.md")
		put(t, name, "changed", 0o600)
		if err := edit.Write(name, []byte("before"), []byte("after")); err == nil || !strings.Contains(err.Error(), "changed while") {
			t.Errorf("error %v", err)
		}
		holds(t, name, "changed", 0)
	})
	t.Run("a read-only file", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "a.md")
		put(t, name, "before", 0o444)
		if err := edit.Write(name, []byte("before"), []byte("after")); err == nil || !strings.Contains(err.Error(), "read-only") {
			t.Errorf("error %v", err)
		}
		holds(t, name, "before", 0)
	})
	t.Run("a read-only folder", func(t *testing.T) {
		if os.Getuid() <= 0 {
			t.Skip("the permissions of a folder do not bind this user")
		}
		dir := t.TempDir()
		name := filepath.Join(dir, "a.md")
		put(t, name, "before", 0o644)
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		if err := edit.Write(name, []byte("before"), []byte("after")); err == nil || strings.Contains(err.Error(), dir) {
			t.Errorf("error %v, want one without the path", err)
		}
		holds(t, name, "before", 0)
	})
	t.Run("a link", func(t *testing.T) {
		dir := t.TempDir()
		name := filepath.Join(dir, "a.md")
		put(t, name, "before", 0o600)
		link := filepath.Join(dir, "link.md")
		if err := os.Symlink(name, link); err != nil {
			t.Skip(err)
		}
		if err := edit.Write(link, []byte("before"), []byte("after")); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("error %v", err)
		}
		holds(t, name, "before", 1)
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link is gone (%v)", err)
		}
	})
	t.Run("a folder", func(t *testing.T) {
		if err := edit.Write(t.TempDir(), nil, []byte("after")); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("what is not there", func(t *testing.T) {
		dir := t.TempDir()
		if err := edit.Write(filepath.Join(dir, "a.md"), nil, []byte("after")); err == nil || strings.Contains(err.Error(), dir) {
			t.Errorf("error %v, want one without the path", err)
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) != 0 {
			t.Errorf("%d files were made (%v)", len(list), err)
		}
	})
}

func TestPut(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close() //nolint:errcheck // nothing is written through the folder itself
	for _, text := range []string{"first", "second"} {
		if err := edit.Put(root, "a/b.txt", []byte(text)); err != nil {
			t.Fatal(err)
		}
		holds(t, filepath.Join(dir, "a", "b.txt"), text, 0)
	}
	if err := edit.Put(root, "../out.txt", nil); err == nil {
		t.Error("a file outside of the folder is written")
	}
	theirs := filepath.Join(t.TempDir(), "theirs.txt")
	put(t, theirs, "theirs", 0o600)
	for _, link := range []string{"link.txt", fmt.Sprintf(".pir-%d.tmp", os.Getpid())} {
		if err := os.Symlink(theirs, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	if err := edit.Put(root, "link.txt", []byte("ours")); err != nil {
		t.Fatal(err)
	}
	holds(t, theirs, "theirs", 0)
	holds(t, filepath.Join(dir, "link.txt"), "ours", 1)
}
