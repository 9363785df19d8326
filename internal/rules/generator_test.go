package rules_test

import (
	"flag"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// The aims: faults that are reported on their line, and findings that are elsewhere, both as shares.
const (
	leastFound    = 0.98
	mostElsewhere = 0.01
	fewestFaults  = 1000
	everyNth      = 3
)

var allFaults = flag.Bool("faults", false, "plant every fault into every example, and not a third of them")

// TestGeneratedFaults plants single faults into every example, one at a time, and counts how many are reported on
// their line and how many findings stand elsewhere. Run it with -v to see the figures, and with -faults for all.
func TestGeneratedFaults(t *testing.T) {
	files, linter := exampleReports(t)
	parser := report.NewParser()
	check := func(path, text string) lint.Checked {
		return linter.Check(parser.Parse(source.New(path, []byte(text))))
	}
	clean := make([]lint.Checked, 0, len(files))
	for _, f := range files {
		clean = append(clean, check(f.path, f.text))
	}
	known := map[string]bool{} // what is found without a fault: the one that the examples have on purpose
	for _, d := range linter.Finish(clean).Diagnostics {
		known[d.File+d.Rule] = true
	}
	faults, onLine, findings, elsewhere := 0, 0, 0, 0
	for i, f := range files {
		checked := slices.Clone(clean)
		for n, p := range plant(newText(f.path, f.text)) {
			if !*allFaults && (n+i)%everyNth > 0 {
				continue // a fault that is left out here is planted into the next examples
			}
			checked[i] = check(p.path, p.text)
			faults++
			hit := false
			for _, d := range linter.Finish(checked).Diagnostics {
				if known[d.File+d.Rule] {
					continue
				}
				findings++
				if d.File == p.path && slices.Contains(p.lines, d.Range.Start.Line) {
					hit = true
					continue
				}
				elsewhere++
				t.Logf("elsewhere: %s, %s, lines %d: %s", p.path, p.what, p.lines, d)
			}
			if hit {
				onLine++
			} else {
				t.Logf("not found: %s, %s, lines %d", p.path, p.what, p.lines)
			}
		}
	}
	found, off := share(onLine, faults), share(elsewhere, findings)
	t.Logf("%d faults in %d examples: %d reported on their line (%.1f %%); %d findings, %d elsewhere (%.1f %%)",
		faults, len(files), onLine, 100*found, findings, elsewhere, 100*off)
	if faults < fewestFaults || found < leastFound || off > mostElsewhere {
		t.Errorf("aims: at least %d faults, %.0f %% reported on their line, at most %.0f %% of the findings elsewhere", fewestFaults, 100*leastFound, 100*mostElsewhere)
	}
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// exampleFile is one report of the examples.
type exampleFile struct{ path, text string }

// exampleReports returns the examples and a linter with their policy.
func exampleReports(t *testing.T) ([]exampleFile, *lint.Linter) {
	t.Helper()
	var files []exampleFile
	err := fs.WalkDir(examples.Files, "reports", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		b, err := fs.ReadFile(examples.Files, path)
		files = append(files, exampleFile{path, string(b)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(examples.Files, policy.FileName)
	if err != nil {
		t.Fatal(err)
	}
	pol, problems := policy.Parse(source.New(policy.FileName, b))
	linter, more := lint.New(rules.All(), pol)
	for _, p := range slices.Concat(problems, more) {
		t.Fatal(p.Message)
	}
	return files, linter
}
