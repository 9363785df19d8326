package bench

import (
	"context"
	"io"
	"os/exec"
	"strconv"
	"testing"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
)

// generated makes a repository with the history of a corpus, packed as a clone is, and returns its folder.
func generated(tb testing.TB, size int) string {
	tb.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		tb.Skip("no git on this machine")
	}
	dir := tb.TempDir()
	corpus := Corpus{Seed: 1, Size: size}
	if err := corpus.Write(dir); err != nil {
		tb.Fatal(err)
	}
	out, in := io.Pipe()
	go func() { in.CloseWithError(corpus.History(in)) }()
	if err := git.Import(context.Background(), dir, out); err != nil {
		tb.Fatal(err)
	}
	if msg, err := exec.Command("git", "-C", dir, "gc", "--quiet").CombinedOutput(); err != nil {
		tb.Fatalf("git gc: %v: %s", err, msg)
	}
	return dir
}

// BenchmarkHistory reads the whole history of repositories with five commits a report. The numbers of reports are in
// PIR_BENCH_SIZES.
func BenchmarkHistory(b *testing.B) {
	for _, size := range sizes(b) {
		dir := generated(b, size)
		pol, _, err := open(dir)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h, err := history.Read(context.Background(), git.Repo{Dir: dir}, history.Options{Policy: pol})
				if err != nil {
					b.Fatal(err)
				}
				if len(h.Reports) != size || len(h.Notes) > 0 {
					b.Fatalf("%d reports, notes %q", len(h.Reports), h.Notes)
				}
			}
		})
	}
}

// TestHistory holds that the history of a corpus ends with the corpus, and that it is what it was made to be: four
// versions of each report, and a first due date that moves by two weeks.
func TestHistory(t *testing.T) {
	const size = 60 // more than one window, with a merge
	dir := generated(t, size)
	out, err := exec.Command("git", "-C", dir, "status", "--porcelain", "--", "reports", "pir.yaml").CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("git status: %v: %s", err, out)
	}
	pol, paths, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	h, err := history.Read(context.Background(), git.Repo{Dir: dir}, history.Options{Policy: pol, Files: paths})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Reports) != size || len(h.Notes) > 0 {
		t.Errorf("%d reports, notes %q", len(h.Reports), h.Notes)
	}
	for i := range h.Reports {
		r := &h.Reports[i]
		if len(r.Actions) == 0 || r.Uncommitted || r.Cut {
			t.Errorf("%+v", r)
			continue
		}
		if a := r.Actions[0]; !a.Due.IsZero() && (a.Slips > 1 || a.SlippedDays != 14*a.Slips) {
			t.Errorf("%s: %d slips, %d days", a.FullID(), a.Slips, a.SlippedDays)
		}
	}
}
