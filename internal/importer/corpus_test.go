package importer_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/importer"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// forPeople are the rules whose errors and warnings about an imported draft are for a person to answer: what the text
// does not say, or says wrongly.
var forPeople = map[string]bool{
	"timeline-zone":      true, // the text names no zone
	"severity-unknown":   true, // the word is not in the policy's scale
	"timeline-order":     true, // the entries of the text are not in the order of time
	"date-outlier":       true, // a slip in a date of the text
	"file-name":          true, // the name of the file
	"body-unread":        true,
	"milestone-order":    true,
	"vocabulary-unknown": true,
	"action-vague":       true, // how the text words an action
	"stated-duration":    true, // the text contradicts itself

	// What a report must have whose text says that it is final.
	"required-field": true, "action-owner": true, "action-due": true, "action-kind": true, "action-priority": true,
	"action-state": true, "action-addresses-missing": true, "cause-category": true,
}

// TestCorpus imports every file below PIR_CORPUS, a folder with reports as people wrote them: no byte of a text may
// change, what comes out must parse, an import of it must change nothing, and lint may ask only for what a person must
// supply.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("PIR_CORPUS") //nolint:forbidigo // where the reports lie on this machine
	if dir == "" {
		t.Skip("PIR_CORPUS names no folder with reports")
	}
	linter, problems := lint.New(rules.All(), policy.Default())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	files, imported := 0, 0
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		files++
		d := importer.Read(source.New(filepath.ToSlash(rel), b), importer.Options{})
		if d.After == nil {
			t.Logf("%s: left: %s", rel, d.Skip)
			return nil
		}
		imported++
		checkImported(t, d, linter)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d imported", files, imported)
	if imported == 0 {
		t.Error("nothing was imported")
	}
}

// checkImported checks what one import made.
func checkImported(t *testing.T, d *importer.Draft, linter *lint.Linter) {
	t.Helper()
	name := d.File.Path
	file := source.New(name, d.After)
	r := report.NewParser().Parse(file)
	if !r.HasFrontMatter {
		t.Fatalf("%s: no front matter came out: %v", name, r.Problems)
	}
	if body := d.After[r.Body.Start:r.Body.End]; !bytes.HasSuffix(d.File.Bytes, body) || len(body) < len(textOf(d.File.Bytes)) {
		t.Errorf("%s: the text is not what it was", name)
	}
	if again := importer.Read(file, importer.Options{}); again.After != nil {
		t.Errorf("%s: a second import changes it", name)
	}
	if len(r.Timeline) != len(d.Timeline) || len(r.Actions) != len(d.Actions) && d.After != nil {
		t.Errorf("%s: %d entries and %d actions in the file, want %d and %d", name, len(r.Timeline), len(r.Actions), len(d.Timeline), len(d.Actions))
	}
	for _, f := range linter.Finish([]lint.Checked{linter.Check(r)}).Diagnostics {
		if f.Severity >= diag.Warning && !forPeople[f.Rule] {
			t.Errorf("%s", f)
		}
	}
}

// textOf returns what stands behind the front matter of another tool.
func textOf(b []byte) []byte {
	for _, mark := range []string{"---", "+++"} {
		s := strings.TrimPrefix(string(b), source.BOM)
		if rest, ok := strings.CutPrefix(s, mark); ok {
			if _, after, ok := strings.Cut(rest, "\n"+mark); ok {
				_, after, _ = strings.Cut(after, "\n")
				return []byte(after)
			}
		}
	}
	return bytes.TrimPrefix(b, []byte(source.BOM))
}
