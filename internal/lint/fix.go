package lint

import (
	"fmt"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// fixRounds bounds how often a report is mended and looked at again. One mended word may make a table
// stale, and fixes that touch each other wait for the next round; two or three rounds are usual.
const fixRounds = 10

// Fix mends what has one right answer: the findings of r that carry a fix, and those that come to light by
// it. Findings that the report suppresses or that a baseline accepts stay. It returns the mended report, r
// itself when there is nothing to mend, and what is left to find in it.
func (l *Linter) Fix(parser *report.Parser, r *report.Report, accepted Baseline) (*report.Report, Checked, error) {
	checked := l.Check(r)
	for range fixRounds {
		edits := edit.Choose(l.fixes(checked, accepted))
		if len(edits) == 0 {
			break
		}
		b, err := edit.Apply(r.File.Bytes, edits)
		if err != nil {
			return r, checked, fmt.Errorf("mend %s: %w", r.File.Path, err)
		}
		mended := parser.Parse(source.New(r.File.Path, b))
		if mended.HasFrontMatter != r.HasFrontMatter || mended.Readable != r.Readable {
			break // no fix may cost the report its data
		}
		r, checked = mended, l.Check(mended)
	}
	return r, checked, nil
}

// fixes returns those of the findings of one report that count.
func (l *Linter) fixes(c Checked, accepted Baseline) [][]diag.Edit {
	result := Result{Diagnostics: diag.Sort(append([]diag.Diagnostic{}, c.found...))}.Accept(accepted)
	var fixes [][]diag.Edit
	for _, d := range result.Diagnostics {
		if d.Fix != nil {
			fixes = append(fixes, d.Fix)
		}
	}
	return fixes
}
