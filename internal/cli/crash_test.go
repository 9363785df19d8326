package cli

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// helperRole names in the environment what a process of this test does in place of the tests.
const helperRole = "PIR_TEST_HELPER"

// helper starts this test as another process that plays a role in a repository.
func helper(t *testing.T, role, dir string) (cmd *exec.Cmd, out io.Reader) {
	t.Helper()
	cmd = exec.Command(os.Args[0], "-test.run=^TestHelper$")
	cmd.Dir = dir
	// Without PATH there is no git to wait for, and more of the time goes into the edits.
	cmd.Env = append(os.Environ(), "PATH=", helperRole+"="+role, "PIR_TEST_CACHE="+filepath.Join(dir, "..", "cache"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.StdinPipe(); err != nil { // open as long as this process lives
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// TestHelper is the other process. It changes actions, and says a letter when it begins.
func TestHelper(t *testing.T) {
	role := os.Getenv(helperRole)
	if role == "" {
		t.Skip("run by other tests")
	}
	pir := func(allowed int, args ...string) {
		var stderr bytes.Buffer
		env := Env{Stdout: io.Discard, Stderr: &stderr, Stdin: strings.NewReader(""), Dir: ".", Cache: os.Getenv("PIR_TEST_CACHE"), Now: func() time.Time { return today }, Getenv: os.Getenv}
		if status := Main(env, args); status != ExitOK && status != allowed {
			t.Fatalf("%v: status %d: %s", args, status, &stderr)
		}
	}
	if _, err := os.Stdout.WriteString("b"); err != nil {
		t.Fatal(err)
	}
	switch role {
	case "once":
		pir(ExitOK, "actions", "start", "2026-03-02/A1")
	case "forever":
		go func() { // until the tests that started it are gone, also when they were ended from outside
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(1) //nolint:forbidigo // a process of its own
		}()
		for {
			pir(ExitUsage, "actions", "start", "2026-03-02/A1") // refused when the last process got as far
			pir(ExitUsage, "actions", "block", "2026-03-02/A1", "--reason", "Waits")
		}
	default: // the remainder, of the division by two, of the actions that it ends
		for i := 1; i <= 20; i++ {
			if strconv.Itoa(i%2) == role {
				pir(ExitOK, "actions", "done", fmt.Sprintf("2026-03-02/A%d", i), "--evidence", "commit:ab12cd3")
			}
		}
	}
}

// manyActions returns a repository below a new folder with one report of twenty actions.
func manyActions(t *testing.T, status string) (dir, file string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("---\ntitle: T\nseverity: sev3\nstatus: in-review\ntimeline: [{at: 2026-03-02T10:00:00Z, event: x}]\nactions:\n")
	for i := 1; i <= 20; i++ {
		fmt.Fprintf(&b, "  - id: A%d\n    title: Add %d\n    owner: \"@o\" # c\n    due: 2026-12-01\n    status: %s\n", i, i, status)
	}
	b.WriteString("---\n" + strings.Repeat("\nText that is long enough for several pages of memory.\n", 400))
	dir = filepath.Join(t.TempDir(), "repo")
	writeFile(t, dir, "pir.yaml", "")
	writeFile(t, dir, "reports/2026-03-02-x.md", b.String())
	return dir, filepath.Join(dir, "reports", "2026-03-02-x.md")
}

// alone holds that nothing but the report is in its folder.
func alone(t *testing.T, file string) {
	t.Helper()
	if list, err := os.ReadDir(filepath.Dir(file)); err != nil || len(list) != 1 {
		t.Errorf("beside the report there is %v (%v)", list, err)
	}
}

// TestKilled kills the program at any moment while it changes an action, again and again: each time the report is
// there as it was before or after a change, and the next run works and cleans up.
func TestKilled(t *testing.T) {
	kills := 1000
	if testing.Short() {
		kills = 50
	}
	dir, file := manyActions(t, "open")
	first := read(t, file)
	inProgress := strings.Replace(first, "status: open", "status: in-progress", 1)
	blocked := strings.Replace(inProgress, "status: in-progress\n", "status: blocked\n    blocked: {since: 2026-10-01, reason: Waits}\n", 1)
	started := strings.Replace(inProgress, "status: in-progress\n", "status: in-progress\n    blocked: null\n", 1)
	states := map[string]string{first: "new", inProgress: "started", blocked: "blocked", started: "started again"}
	seen := map[string]int{}
	// The two states between which the program goes to and fro. The ones before are over after the first run.
	met := func() bool { return seen["blocked"] > 0 && seen["started again"] > 0 }
	rnd := rand.New(rand.NewPCG(1, 2))
	left, limit := 0, 30*time.Millisecond
	for i := range kills {
		if i%100 == 99 && !met() { // a busy machine does not come so far in that time
			limit *= 2
		}
		cmd, out := helper(t, "forever", dir)
		if _, err := io.ReadFull(out, make([]byte, 1)); err != nil {
			t.Fatalf("the other process did not begin: %v", err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(limit))))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		said, _ := io.ReadAll(out)
		_ = cmd.Wait() // it was killed
		state, ok := states[read(t, file)]
		if !ok || len(said) > 0 {
			t.Fatalf("after %v kills the program says %q and the report is neither old nor new:\n%s", seen, said, read(t, file))
		}
		seen[state]++
		if list, err := os.ReadDir(filepath.Dir(file)); err == nil && len(list) > 1 {
			left++
		}
	}
	t.Logf("%d kills left %v, %d of them a file to clean up", kills, seen, left)
	if kills > 100 && !met() {
		t.Errorf("the kills met too few moments: %v", seen)
	}
	if got := runIn(t, Env{Dir: dir, Cache: filepath.Join(dir, "..", "cache")}, "actions", "done", "2026-03-02/A2", "--evidence", "x"); got.status != ExitOK {
		t.Errorf("the next run: %+v", got)
	}
	alone(t, file)
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestTwoAtOnce has two processes end ten actions each of one report at the same time.
func TestTwoAtOnce(t *testing.T) {
	dir, file := manyActions(t, "open")
	even, evenOut := helper(t, "0", dir)
	odd, oddOut := helper(t, "1", dir)
	for _, p := range []struct {
		cmd *exec.Cmd
		out io.Reader
	}{{even, evenOut}, {odd, oddOut}} {
		said, err := io.ReadAll(p.out)
		if err != nil || !strings.HasPrefix(string(said), "bPASS") {
			t.Errorf("a process said %q (%v)", said, err)
		}
		if err := p.cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	r := report.NewParser().Parse(source.New("reports/2026-03-02-x.md", []byte(read(t, file))))
	for i := range r.Actions {
		if a := &r.Actions[i]; a.Status.Value != "done" || len(a.Evidence) != 1 {
			t.Errorf("%s is %s", a.ID.Value, a.Status.Value)
		}
	}
	if len(r.Actions) != 20 {
		t.Errorf("%d actions", len(r.Actions))
	}
	alone(t, file)
}

// TestFullDisk runs the program where a file may not grow as far as the report, as on a full disk.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no limit on the size of files")
	}
	dir, file := manyActions(t, "open")
	before := read(t, file)
	cmd := exec.Command("sh", "-c", "ulimit -f 8 && exec \"$0\" -test.run='^TestHelper$'", os.Args[0])
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), helperRole+"=once", "PIR_TEST_CACHE="+filepath.Join(dir, "..", "cache"))
	out, err := cmd.Output()
	if err == nil {
		t.Error("it went well")
	}
	if said := string(out); !strings.Contains(said, "status 3: pir: write reports/2026-03-02-x.md: write beside it: ") || !strings.Contains(said, "; nothing was written to it") || strings.Contains(said, ".tmp") {
		t.Errorf("it says %q", out)
	}
	if read(t, file) != before {
		t.Error("the report changed")
	}
	alone(t, file)
}
