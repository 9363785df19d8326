package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// commands are what the whole program is measured with.
var commands = [][]string{
	{"lint", "--fail-on", "off", "--format", "json", "--output", os.DevNull},
	{"actions", "--as-of", last.Format(time.DateOnly), "--format", "json", "--output", os.DevNull},
	{"trends", "--as-of", last.Format(time.DateOnly), "--format", "json", "--output", os.DevNull},
}

// program is the binary, built when it is first asked for.
type program struct{ path func() string }

// build builds the program as it is released.
func build(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "pir")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "github.com/pir-cli/pir/cmd/pir")
	cmd.Env = append(cmd.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// run measures a command from its start to its end.
func (p program) run(b *testing.B, command []string, dir string, reports int) row {
	b.Helper()
	p.path()
	base, got := against(b, dir, reports, func() cost { return p.once(b, append([]string{"-C", dir}, command...)) })
	r := row{reports: reports, name: "pir " + command[0], does: "the whole program", base: base, cost: got}
	r.report(b)
	if got.peak > 0 {
		b.ReportMetric(float64(got.peak)/(1<<20), "peak-MiB")
	}
	return r
}

// childVariable is set for a copy of this test that measures a command instead of testing.
const childVariable = "PIR_BENCH_CHILD"

// TestMain lets the benchmarks start programs from a process that is small itself: Linux hands a new process the peak
// memory of the one that started it, which here is large.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "" {
		m.Run()
		return
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil {
		fmt.Fprintf(os.Stdout, "%v\n%s", err, out) //nolint:errcheck // the other side finds no numbers then
		return
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	fmt.Fprintln(os.Stdout, int64(wall), int64(cpu), peakMemory(cmd.ProcessState)) //nolint:errcheck // see above
}

// once runs the program once.
func (p program) once(b *testing.B, args []string) cost {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{p.path()}, args...)...)
	cmd.Env = append(cmd.Environ(), childVariable+"=1")
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	var c cost
	if _, err := fmt.Sscan(string(out), &c.wall, &c.cpu, &c.peak); err != nil {
		b.Fatalf("pir %v: %s", args, out)
	}
	return c
}

// startUp returns the median time of a run that does nothing.
func (p program) startUp(b *testing.B) time.Duration {
	b.Helper()
	p.path()
	runs := 20 * b.N
	all := make([]time.Duration, 0, runs)
	for range runs {
		all = append(all, p.once(b, []string{"--version"}).wall)
	}
	slices.Sort(all)
	half := all[len(all)/2]
	b.ReportMetric(float64(half.Microseconds())/1000, "ms/start")
	b.ReportMetric(0, "ns/op")
	return half
}
