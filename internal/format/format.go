// Package format brings a report into its canonical form: the order of the keys in the front matter, and
// the tables in the text that are made from it. Everything else stays as a person wrote it.
package format

import (
	"fmt"

	"github.com/pir-cli/pir/internal/derived"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Result is a report in its canonical form.
type Result struct {
	Bytes []byte
	Left  []string // what could not be brought into form and why, a sentence each
}

// Report returns the canonical form of a report. Formatting the result again changes nothing. What cannot be
// formatted without a doubt about its meaning stays as it is, and is said.
func Report(parser *report.Parser, r *report.Report) (Result, error) {
	res := Result{Bytes: r.File.Bytes}
	if !r.HasFrontMatter {
		res.Left = append(res.Left, "it has no front matter that can be read; `pir lint` says why")
		return res, nil
	}
	b, left, err := keys(parser, r)
	if err != nil {
		return res, err
	}
	if left != "" {
		res.Left = append(res.Left, "its keys stay in their order: "+left)
	}
	ordered := r
	if b != nil {
		ordered = parser.Parse(source.New(r.File.Path, b))
	}
	var edits []diag.Edit
	for _, block := range derived.Blocks(ordered) {
		edits = append(edits, block.Fix...)
		if block.State == derived.Faulty {
			res.Left = append(res.Left, fmt.Sprintf("line %d: %s", ordered.File.Position(block.Marker.Start).Line, block.Problem))
		}
	}
	res.Bytes, err = edit.Apply(ordered.File.Bytes, edits)
	if err != nil {
		return res, fmt.Errorf("write tables: %w", err)
	}
	return res, nil
}

// keys returns the file with the keys of the front matter in canonical order, nil when they are, and why
// some are not.
func keys(parser *report.Parser, r *report.Report) (b []byte, left string, err error) {
	const deepest = 20 // mappings within mappings; the format has four
	before := field.Parse(r.File, r.FrontMatter)
	now, fields := before, report.Fields()
	f := r.File
	for range deepest {
		edits, kept := now.Reorder(fields)
		if left = kept; len(edits) == 0 {
			break
		}
		if b, err = edit.Apply(f.Bytes, edits); err != nil {
			return nil, "", fmt.Errorf("order keys: %w", err)
		}
		again := parser.Parse(source.New(r.File.Path, b))
		f, now = again.File, field.Parse(again.File, again.FrontMatter)
	}
	if b == nil {
		return nil, left, nil
	}
	// The lines were moved by what they look like; the parser decides what they say.
	if len(b) != len(r.File.Bytes) || !now.Same(before) {
		return nil, "moving lines would change what they say", nil
	}
	return b, left, nil
}
