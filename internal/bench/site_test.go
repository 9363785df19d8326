package bench

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
)

// BenchmarkSite measures what it takes to make the web site of a corpus, and to make it again when nothing has changed,
// which is to take less than a tenth of it. The sizes of the corpora are in PIR_BENCH_SIZES.
func BenchmarkSite(b *testing.B) {
	pir := program{path: sync.OnceValue(func() string { return build(b) })}
	for _, n := range sizes(b) {
		dir := b.TempDir()
		if err := (Corpus{Seed: 1, Size: n}).Write(dir); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("pir-site/%d", n), func(b *testing.B) {
			pir.path()
			var made, again cost
			for i := range b.N {
				args := []string{"-C", dir, "site", "-o", filepath.Join(dir, fmt.Sprint("site-", b.N, "-", i)), "--as-of", last.Format("2006-01-02")}
				made, again = pir.once(b, args), pir.once(b, args)
			}
			b.ReportMetric(made.cpu.Seconds(), "cpu-s")
			b.ReportMetric(made.wall.Seconds(), "s")
			b.ReportMetric(float64(made.peak)/(1<<20), "peak-MiB")
			b.ReportMetric(again.cpu.Seconds()/made.cpu.Seconds(), "again/first-cpu")
			if again.cpu*10 > made.cpu {
				b.Errorf("making it again took %s of processor time, making it %s; it is to be a tenth at most", again.cpu, made.cpu)
			}
		})
	}
}
