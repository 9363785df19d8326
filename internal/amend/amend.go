// Package amend changes fields of a report where they stand in its file, and keeps the tables of the report
// that are made from them in step.
package amend

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/pir-cli/pir/internal/derived"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Report returns the report with the changes made one after the other, and r itself when there are none. Nothing
// else in the file differs, but for tables in its text that said what the front matter said and still do so. A
// change that cannot be made without touching something else is refused, with the line and the reason.
func Report(parser *report.Parser, r *report.Report, changes []field.Change) (*report.Report, error) {
	if !r.HasFrontMatter {
		return nil, fmt.Errorf("%s: there is no front matter that can be read; `pir lint` says why", r.File.Path)
	}
	now := r
	for _, c := range changes {
		edits, err := field.Parse(now.File, now.FrontMatter).Amend(report.Fields(), c)
		if err != nil {
			return nil, err
		}
		if now, err = apply(parser, now, edits); err != nil {
			return nil, err
		}
	}
	if !bytes.Equal(r.File.Bytes[r.Body.Start:r.Body.End], now.File.Bytes[now.Body.Start:now.Body.End]) {
		return nil, fmt.Errorf("%s: the change would reach into the text of the report; edit it by hand", r.File.Path)
	}
	edits := tables(r, now)
	if len(edits) == 0 {
		return now, nil
	}
	return apply(parser, now, edits)
}

func apply(parser *report.Parser, r *report.Report, edits []diag.Edit) (*report.Report, error) {
	b, err := edit.Apply(r.File.Bytes, edits)
	if err != nil {
		return nil, fmt.Errorf("change %s: %w", r.File.Path, err)
	}
	after := parser.Parse(source.New(r.File.Path, b))
	if !after.HasFrontMatter {
		return nil, errors.New("change " + r.File.Path + ": it would have no front matter any more; edit it by hand")
	}
	return after, nil
}

// tables returns the edits that renew the derived tables which said before what the front matter said. One that
// was stale already stays so: its other rows are not the business of this change.
func tables(before, after *report.Report) []diag.Edit {
	was, is := derived.Blocks(before), derived.Blocks(after)
	if len(was) != len(is) {
		return nil
	}
	var edits []diag.Edit
	for i := range is {
		if was[i].State == derived.Fresh && is[i].State == derived.Stale {
			edits = append(edits, is[i].Fix...)
		}
	}
	return edits
}
