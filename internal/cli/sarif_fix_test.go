package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/source"
)

// sarifEdit is a replacement of a SARIF fix, as a program reads it that does not know pir.
type sarifEdit struct {
	Region struct {
		StartLine, StartColumn, EndLine, EndColumn int
	} `json:"deletedRegion"`
	Inserted struct{ Text string } `json:"insertedContent"`
}

// sarifFixes returns every replacement of a SARIF file, and the number of results that have one.
func sarifFixes(t *testing.T, text string) (edits []sarifEdit, results int) {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct {
				Fixes []struct {
					Changes []struct {
						Artifact     struct{ URI string } `json:"artifactLocation"`
						Replacements []sarifEdit
					} `json:"artifactChanges"`
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	for _, r := range log.Runs[0].Results {
		for _, f := range r.Fixes {
			results++
			for _, c := range f.Changes {
				if c.Artifact.URI != "reports/2026-03-02-a.md" {
					t.Errorf("a change of %s", c.Artifact.URI)
				}
				edits = append(edits, c.Replacements...)
			}
		}
	}
	return edits, results
}

// applySARIF makes the replacements as the standard says: lines and columns from 1, columns in code points, a byte order
// mark left out, the last first.
func applySARIF(text string, edits []sarifEdit) string {
	slices.SortFunc(edits, func(a, b sarifEdit) int {
		if a.Region.StartLine != b.Region.StartLine {
			return b.Region.StartLine - a.Region.StartLine
		}
		return b.Region.StartColumn - a.Region.StartColumn
	})
	offset := func(line, column int) int {
		at := 0
		if strings.HasPrefix(text, source.BOM) && line == 1 {
			at = len(source.BOM)
		}
		for ; line > 1; line-- {
			at += strings.Index(text[at:], "\n") + 1
		}
		return at + len(string([]rune(text[at:])[:column-1]))
	}
	for _, e := range edits {
		text = text[:offset(e.Region.StartLine, e.Region.StartColumn)] + e.Inserted.Text + text[offset(e.Region.EndLine, e.Region.EndColumn):]
	}
	return text
}

// TestSARIFFixes holds that what SARIF offers as fixes makes the bytes that --fix makes, with letters of several bytes
// before them, with the line ends of both worlds and a byte order mark, for one word, two in a line, and a table.
func TestSARIFFixes(t *testing.T) {
	base, err := os.ReadFile("../rules/testdata/base.md")
	if err != nil {
		t.Fatal(err)
	}
	const name = "reports/2026-03-02-a.md"
	faulty := strings.NewReplacer(
		"status: approved", "\"status\": Approved",
		"kind: control", "kind: Control",
	).Replace(string(base))
	faulty = strings.Replace(faulty, "timeline:\n", "timeline:\n  - {\"at\": 2026-03-02T07:59:00Z, event: \"障害é 🙂 seen\", mielstone: started, source: \"log:é\"}\n", 1)
	faulty += "\n## Table 障害\n\n<!-- pir:begin actions -->\n<!-- pir:end -->\n"
	suppressed := strings.Replace(faulty, "title:", "lint: {ignore: [{rule: spelling, reason: agreed}]}\ntitle:", 1)
	for label, text := range map[string]string{
		"lf": faulty, "crlf": strings.ReplaceAll(faulty, "\n", "\r\n"), "byte order mark": source.BOM + faulty, "suppressed": suppressed,
	} {
		t.Run(label, func(t *testing.T) {
			dir := repository(t, map[string]string{name: text})
			edits, results := sarifFixes(t, run(t, dir, "lint", "--format", "sarif").stdout)
			fixable := strings.Count(run(t, dir, "lint", "--format", "json").stdout, `"fixable": true`)
			if results != fixable || results < 2 {
				t.Errorf("%d results with a fix, %d findings are fixable", results, fixable)
			}
			got := applySARIF(text, edits)
			run(t, dir, "lint", "--fix")
			want, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || string(want) == text {
				t.Fatalf("--fix changed nothing: %v", err)
			}
			if diff := cmp.Diff(strings.SplitAfter(string(want), "\n"), strings.SplitAfter(got, "\n")); diff != "" {
				t.Errorf("SARIF makes other bytes than --fix (-fix +sarif):\n%s", diff)
			}
		})
	}
}
