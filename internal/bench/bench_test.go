package bench

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/trends"
)

// BenchmarkReports measures how long it takes to work through a corpus, against merely reading its files. The sizes
// of the corpora are in PIR_BENCH_SIZES. At the end it prints all results as one table.
func BenchmarkReports(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))                       // as the program does
	pir := program{path: sync.OnceValue(func() string { return build(b) })} // not for those who run one step
	var t table
	b.Run("start-up", func(b *testing.B) { t.startUp = pir.startUp(b) })
	for _, n := range sizes(b) {
		dir := b.TempDir()
		if err := (Corpus{Seed: 1, Size: n}).Write(dir); err != nil {
			b.Fatal(err)
		}
		for _, s := range steps {
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) { t.add(inProcess(b, s, dir, n)) })
		}
		for _, command := range commands {
			b.Run(fmt.Sprintf("pir-%s/%d", command[0], n), func(b *testing.B) { t.add(pir.run(b, command, dir, n)) })
		}
	}
	fmt.Fprintf(os.Stdout, "\n%s\n", t.markdown()) //nolint:errcheck // a table that is not seen is seen to be missing
}

// sizes returns the sizes of the corpora to measure.
func sizes(b *testing.B) []int {
	b.Helper()
	words := strings.Fields(os.Getenv("PIR_BENCH_SIZES"))
	if len(words) == 0 {
		words = []string{"1000"}
	}
	list := make([]int, 0, len(words))
	for _, word := range words {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			b.Fatalf("PIR_BENCH_SIZES holds %q; write numbers of reports with spaces between them", word)
		}
		list = append(list, n)
	}
	return list
}

// rounds is how often each measurement is repeated, every time next to one of the baseline; the median counts.
func rounds(reports int) int {
	if reports > 50_000 {
		return 1
	}
	return 3
}

// readings is how often the baseline runs in each round: it is short, and every ratio hangs on it.
const readings = 5

// step is something that is done to all reports of a folder.
type step struct {
	name string
	does string
	run  func(dir string) (reports int, err error)
}

var steps = []step{
	{"load", "find, read and parse", func(dir string) (int, error) {
		return work(dir, func(*report.Report, *policy.Policy) struct{} { return struct{}{} }, func([]struct{}, *policy.Policy) {})
	}},
	{"lint", "load and check with all rules", func(dir string) (int, error) {
		pol, paths, err := open(dir)
		if err != nil {
			return 0, err
		}
		world, err := around(dir)
		if err != nil {
			return 0, err
		}
		linter, _ := lint.New(rules.All(), pol)
		linter = linter.In(world)
		checked, err := corpus.Map(paths, linter.Check)
		return linter.Finish(checked).Files, err
	}},
	{"actions", "load, state of all actions, sorted", func(dir string) (int, error) {
		return work(dir, actions.Of, func(all [][]actions.Action, pol *policy.Policy) {
			actions.Sort(actions.At(slices.Concat(all...), last, pol), "due")
		})
	}},
	{"trends", "load, last 12 months against those before", func(dir string) (int, error) {
		return work(dir, trends.Of, func(all []trends.Incident, pol *policy.Policy) {
			period := trends.LastMonths(12, last)
			trends.Compute(all, period, period.Before(), last, pol)
		})
	}},
}

// open does what the program does before it reads the first report.
func open(dir string) (*policy.Policy, []corpus.Path, error) {
	text, err := os.ReadFile(filepath.Join(dir, policy.FileName))
	if err != nil {
		return nil, nil, err
	}
	pol, problems := policy.Parse(source.New(policy.FileName, text))
	if len(problems) > 0 {
		return nil, nil, errors.New(problems[0].Message)
	}
	paths, err := corpus.Finder{Root: dir}.Folders(pol.Reports)
	return pol, paths, err
}

// around returns what the rules may know of a corpus besides its reports, as the program gives it to them. A corpus has
// neither people nor a register.
func around(dir string) (lint.World, error) {
	text, err := os.ReadFile(filepath.Join(dir, policy.FileName))
	exists := func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	}
	return lint.World{Policy: source.New(policy.FileName, text), Exists: exists}, err
}

// work makes something of each report, and then something of all of that.
func work[T any](dir string, of func(*report.Report, *policy.Policy) T, all func([]T, *policy.Policy)) (int, error) {
	pol, paths, err := open(dir)
	if err != nil {
		return 0, err
	}
	results, err := corpus.Map(paths, func(r *report.Report) T { return of(r, pol) })
	all(results, pol)
	return len(results), err
}

// read is the baseline: it walks the folder and reads every file, on all cores, and does nothing else.
func read(dir string) (int, error) {
	var paths []string
	err := filepath.WalkDir(filepath.Join(dir, "reports"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	errs := make([]error, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var wg sync.WaitGroup
	for worker := range errs {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(paths) && errs[worker] == nil; i = int(next.Add(1)) - 1 {
				_, errs[worker] = os.ReadFile(paths[i])
			}
		})
	}
	wg.Wait()
	return len(paths), errors.Join(errs...)
}

// cost is what one run took.
type cost struct {
	wall, cpu     time.Duration
	bytes, allocs uint64
	peak          int64 // most memory that the process had at a time in bytes, 0 when not known
}

// measure runs a step in this process.
func measure(b *testing.B, run func(string) (int, error), dir string, reports int) cost {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	cpu, start := cpuTime(), time.Now()
	n, err := run(dir)
	c := cost{wall: time.Since(start), cpu: cpuTime() - cpu}
	runtime.ReadMemStats(&after)
	if err != nil || n != reports {
		b.Fatalf("%d of %d reports: %v", n, reports, err)
	}
	c.bytes, c.allocs = after.TotalAlloc-before.TotalAlloc, after.Mallocs-before.Mallocs
	return c
}

// against runs the baseline and something else in turn, and returns the medians of both.
func against(b *testing.B, dir string, reports int, other func() cost) (base, got cost) {
	b.Helper()
	runs := b.N * rounds(reports)
	bases, gots := make([]cost, 0, runs*readings), make([]cost, 0, runs)
	for range runs {
		for range readings {
			bases = append(bases, measure(b, read, dir, reports))
		}
		gots = append(gots, other())
	}
	return median(bases), median(gots)
}

// median takes the median of each column for itself.
func median(costs []cost) cost {
	return cost{
		wall: middle(costs, func(c cost) time.Duration { return c.wall }), cpu: middle(costs, func(c cost) time.Duration { return c.cpu }),
		bytes: middle(costs, func(c cost) uint64 { return c.bytes }), allocs: middle(costs, func(c cost) uint64 { return c.allocs }),
		peak: middle(costs, func(c cost) int64 { return c.peak }),
	}
}

func middle[T time.Duration | uint64 | int64](costs []cost, of func(cost) T) T {
	list := make([]T, 0, len(costs))
	for _, c := range costs {
		list = append(list, of(c))
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// inProcess measures a step without the program around it.
func inProcess(b *testing.B, s step, dir string, reports int) row {
	b.Helper()
	base, got := against(b, dir, reports, func() cost { return measure(b, s.run, dir, reports) })
	r := row{reports: reports, name: s.name, does: s.does, base: base, cost: got}
	r.report(b)
	b.ReportMetric(float64(got.bytes)/float64(reports), "B/report")
	b.ReportMetric(float64(got.allocs)/float64(reports), "allocs/report")
	return r
}
