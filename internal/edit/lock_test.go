package edit_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/edit"
)

func TestLock(t *testing.T) {
	locks, dir := filepath.Join(t.TempDir(), "new", "locks"), t.TempDir()
	put(t, filepath.Join(dir, "a.md"), "a", 0o600)
	unlock, err := edit.Lock(locks, filepath.Join(dir, "a.md"))
	if err != nil {
		t.Fatal(err)
	}
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		again, err := edit.Lock(locks, filepath.Join(dir, "b.md")) // another file of the folder waits too
		if err != nil {
			t.Error(err)
			return
		}
		again()
	}()
	select {
	case <-taken:
		t.Error("the lock was given twice")
	case <-time.After(50 * time.Millisecond):
	}
	other, err := edit.Lock(locks, filepath.Join(t.TempDir(), "a.md")) // another folder does not
	if err != nil {
		t.Fatal(err)
	}
	other()
	unlock()
	<-taken
	holds(t, filepath.Join(dir, "a.md"), "a", 0) // nothing is left beside the file
}

func TestLockSweeps(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.md"), "a", 0o600)
	put(t, filepath.Join(dir, ".pir-123.tmp"), "half of", 0o600)
	put(t, filepath.Join(dir, ".pir-mine.tmp"), "of somebody", 0o600)
	unlock, err := edit.Lock(t.TempDir(), filepath.Join(dir, "a.md"))
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	if _, err := os.Stat(filepath.Join(dir, ".pir-123.tmp")); err == nil {
		t.Error("what a killed run left is still there")
	}
	holds(t, filepath.Join(dir, ".pir-mine.tmp"), "of somebody", 1)
}

func TestLockRefuses(t *testing.T) {
	if _, err := edit.Lock(t.TempDir(), filepath.Join(t.TempDir(), "no", "a.md")); err == nil {
		t.Error("a folder that is not there was locked")
	}
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "", 0o600)
	if _, err := edit.Lock(file, filepath.Join(t.TempDir(), "a.md")); err == nil {
		t.Error("a file was taken for the folder of the locks")
	}
}
