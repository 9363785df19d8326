package cli

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// TestSameBytes holds that output depends on neither the number of cores nor the order in which a folder
// lists its files.
func TestSameBytes(t *testing.T) {
	first := exampleRepository(t, nil)
	shuffled := exampleRepository(t, func(names []string) {
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	})
	// Findings in every file, so that their order matters.
	for _, dir := range []string{first, shuffled} {
		writeFile(t, dir, "reports/a.md", "no front matter")
		writeFile(t, dir, "reports/z.md", "---\nstatus: draft\nseverity: sev9\nactions: [{}, {}]\n---\n")
	}
	for _, command := range []string{
		"lint", "lint --format json",
		"actions", "actions --format json", "actions --format jsonl", "actions --format csv", "actions --format xlsx", "actions --format md", "actions --format ics", "actions --digest eml --owner platform-lead",
		"status", "status --group owner", "status --format json", "status --format md", "status --format ics",
		"trends --year 2026", "trends --year 2026 --format json", "trends --year 2026 --format csv", "trends --year 2026 --format md",
		"show 2026-03-02", "show 2026-03-02 --format md", "export", "export --format xlsx", "export --format parquet --table timeline", "export --format csv --view breaches",
		"trends --risk --year 2026", "trends --risk --year 2026 --format json", "trends --risk --year 2026 --format csv", "trends --risk --year 2026 --format md", "trends --risk --year 2026 --format xlsx",
	} {
		t.Run(command, func(t *testing.T) {
			args := append(strings.Fields(command), "--no-color")
			on := func(cores int, dir string) string {
				old := runtime.GOMAXPROCS(cores)
				defer runtime.GOMAXPROCS(old)
				got := run(t, dir, args...)
				if got.status > ExitFindings {
					t.Fatalf("status %d: %s", got.status, got.stderr)
				}
				return got.stdout
			}
			want := on(1, first)
			if len(want) < 200 {
				t.Fatalf("hardly any output: %q", want)
			}
			if got := on(8, first); got != want {
				t.Errorf("eight cores give other bytes than one")
			}
			if got := on(8, shuffled); got != want {
				t.Errorf("another order of files gives other bytes")
			}
		})
	}
}
