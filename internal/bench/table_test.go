package bench

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// table is all that was measured.
type table struct {
	startUp time.Duration
	rows    []row
}

// row is one measurement next to its baseline.
type row struct {
	reports    int
	name, does string
	base, cost cost
}

// add adds a row, or replaces the one of an earlier and shorter run of the same benchmark.
func (t *table) add(r row) {
	for i := range t.rows {
		if t.rows[i].name == r.name && t.rows[i].reports == r.reports {
			t.rows[i] = r
			return
		}
	}
	t.rows = append(t.rows, r)
}

// report hands the numbers of a row to the testing package.
func (r row) report(b *testing.B) {
	b.Helper()
	b.ReportMetric(float64(r.cost.wall.Nanoseconds()), "ns/op")
	b.ReportMetric(r.perSecond(), "reports/s")
	b.ReportMetric(ratio(r.cost.wall, r.base.wall), "x-read")
	if r.base.cpu > 0 {
		b.ReportMetric(ratio(r.cost.cpu, r.base.cpu), "x-read-cpu")
	}
}

func (r row) perSecond() float64 { return float64(r.reports) / r.cost.wall.Seconds() }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// markdown returns the table, what does not depend on the machine first.
func (t *table) markdown() string {
	var b strings.Builder
	b.WriteString("| reports | what | × reading | × reading, CPU | KiB allocated a report | allocations a report | peak MiB | CPU s | s | reports/s |\n")
	b.WriteString("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	size := 0
	for _, r := range t.rows {
		if r.reports != size {
			size = r.reports
			fmt.Fprintf(&b, "| %d | read the files, the baseline | 1 | 1 | | | | %s | %s | %.0f |\n",
				r.reports, seconds(r.base.cpu), seconds(r.base.wall), float64(r.reports)/r.base.wall.Seconds())
		}
		fmt.Fprintf(&b, "| %d | **%s**: %s | %.1f | %s | %s | %s | %s | %s | %s | %.0f |\n", r.reports, r.name, r.does,
			ratio(r.cost.wall, r.base.wall), known(r.base.cpu > 0, "%.1f", ratio(r.cost.cpu, r.base.cpu)),
			known(r.cost.bytes > 0, "%.0f", float64(r.cost.bytes)/1024/float64(r.reports)), known(r.cost.allocs > 0, "%.0f", float64(r.cost.allocs)/float64(r.reports)),
			known(r.cost.peak > 0, "%.0f", float64(r.cost.peak)/(1<<20)), seconds(r.cost.cpu), seconds(r.cost.wall), r.perSecond())
	}
	fmt.Fprintf(&b, "\nStart-up (`pir --version`, median of 20): %.1f ms. %s/%s, %d cores, %s.\n",
		float64(t.startUp.Microseconds())/1000, runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), runtime.Version())
	return b.String()
}

func known(ok bool, format string, v float64) string {
	if !ok {
		return ""
	}
	return fmt.Sprintf(format, v)
}

func seconds(d time.Duration) string { return known(d > 0, "%.3f", d.Seconds()) }
