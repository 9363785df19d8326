package bench

import (
	"bytes"
	"cmp"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// startRuns is how often each start is measured; the median counts.
const startRuns = 41

// starts are the commands that are measured.
var starts = [][]string{
	{"--version"},
	{"lint"},
	{"show", "2026-03-02"},
	{"actions", "--as-of", "2026-10-01"},
	{"status", "--as-of", "2026-10-01"},
	{"trends", "--as-of", "2026-10-01"},
}

// BenchmarkStart measures what a command takes whatever the number of reports: with no repository at all, and on the
// example repository, whose reports are few. Then it says which modules take the time before main, as the runtime tells
// it. At the end it prints two tables.
func BenchmarkStart(b *testing.B) {
	pir := program{path: sync.OnceValue(func() string { return build(b) })}
	demo := filepath.Join(b.TempDir(), "demo")
	if out, err := exec.Command(pir.path(), "demo", "--quiet", demo).CombinedOutput(); err != nil {
		b.Fatalf("pir demo: %v\n%s", err, out)
	}
	var table strings.Builder
	table.WriteString("\n| what | ms | CPU ms | peak MiB |\n|---|---:|---:|---:|\n")
	rows := make([]string, len(starts))
	for i, args := range starts {
		b.Run(strings.TrimLeft(args[0], "-"), func(b *testing.B) {
			c := pir.median(b, append([]string{"-C", demo}, args...))
			b.ReportMetric(milliseconds(c.wall), "ms/start")
			b.ReportMetric(0, "ns/op")
			rows[i] = fmt.Sprintf("| `pir %s` | %.1f | %.1f | %.0f |\n", args[0], milliseconds(c.wall), milliseconds(c.cpu), float64(c.peak)/(1<<20))
		})
	}
	table.WriteString(strings.Join(rows, "") + "\n| before main | ms | KiB allocated |\n|---|---:|---:|\n")
	for _, m := range beforeMain(b, pir.path()) {
		fmt.Fprintf(&table, "| %s | %.2f | %.0f |\n", m.module, m.ms, m.kib)
	}
	fmt.Fprintln(os.Stdout, table.String()) //nolint:errcheck // a table that is not seen is seen to be missing
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// median runs a command often, and returns the median of each cost.
func (p program) median(b *testing.B, args []string) cost {
	b.Helper()
	var wall, cpu []time.Duration
	var peak []int64
	for range startRuns * b.N {
		c := p.once(b, args)
		wall, cpu, peak = append(wall, c.wall), append(cpu, c.cpu), append(peak, c.peak)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	slices.Sort(peak)
	half := len(wall) / 2
	return cost{wall: wall[half], cpu: cpu[half], peak: peak[half]}
}

// initialised is what the packages of a module do before main begins.
type initialised struct {
	module  string
	ms, kib float64
}

// initLine is a line of GODEBUG=inittrace=1: which package, how long, how many bytes.
var initLine = regexp.MustCompile(`(?m)^init (\S+) @\S+ ms, (\S+) ms clock, (\d+) bytes`)

// worthTelling is the time in milliseconds from which on a module has a row of its own.
const worthTelling = 0.05

// beforeMain returns what each module does before main, the longest first: the median of several runs. The modules that
// take next to nothing stand together at the end.
func beforeMain(b *testing.B, path string) []initialised {
	b.Helper()
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	times, size := map[string][]float64{}, map[string]float64{}
	for range startRuns {
		cmd := exec.Command(path, "--version")
		cmd.Env = append(cmd.Environ(), "GODEBUG=inittrace=1")
		var trace bytes.Buffer
		cmd.Stderr = &trace
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
		ms := map[string]float64{}
		clear(size)
		for _, m := range initLine.FindAllStringSubmatch(trace.String(), -1) {
			took, err := strconv.ParseFloat(m[2], 64)
			allocated, err2 := strconv.ParseFloat(m[3], 64)
			if err != nil || err2 != nil {
				b.Fatalf("%q: %v, %v", m[0], err, err2)
			}
			module := moduleOf(m[1], info)
			ms[module] += took
			size[module] += allocated / 1024
		}
		for module, took := range ms {
			times[module] = append(times[module], took)
		}
	}
	if len(times) == 0 {
		b.Fatal("the runtime told of no package")
	}
	var list []initialised
	var rest initialised
	few := 0
	for module, all := range times {
		slices.Sort(all)
		i := initialised{module, all[len(all)/2], size[module]}
		if i.ms < worthTelling {
			few++
			rest.ms, rest.kib = rest.ms+i.ms, rest.kib+i.kib
			continue
		}
		list = append(list, i)
	}
	slices.SortFunc(list, func(a, b initialised) int { return cmp.Or(cmp.Compare(b.ms, a.ms), cmp.Compare(a.module, b.module)) })
	rest.module = fmt.Sprintf("%d other modules together", few)
	return append(list, rest)
}

// moduleOf returns what a table calls the module of a package: one that the program was built with, the program itself, or
// the standard library.
func moduleOf(pkg string, info *debug.BuildInfo) string {
	pkg = strings.ReplaceAll(pkg, "%2e", ".") // as the linker writes a dot in the last part of a path
	if strings.HasPrefix(pkg, info.Main.Path) {
		return "pir itself"
	}
	for _, m := range info.Deps {
		if pkg == m.Path || strings.HasPrefix(pkg, m.Path+"/") {
			return "`" + strings.TrimPrefix(m.Path, "github.com/") + "`"
		}
	}
	return "the standard library"
}
