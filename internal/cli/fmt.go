package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/format"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

func newFmt(a *app) *cobra.Command {
	var check, diff bool
	cmd := &cobra.Command{
		Use:   "fmt [PATH…]",
		Short: "Put keys into canonical order, and write the tables that are made from the front matter",
		Long: `Put the keys of the front matter, and of the causes, actions and other mappings in it, into
the order in which the documentation lists them, and write the tables between the lines
<!-- pir:begin NAME --> and <!-- pir:end --> of the text, where NAME is timeline, causes,
actions or intervals.

Whole lines are moved, with the comments that belong to them. Quoting, indentation, line ends
and the inside of {braces} stay. A front matter that is no valid YAML, or that has anchors or
a key twice, is left as it is, and that is said. Without PATH all reports are formatted. The
files that change are listed.

` + exitHelp,
		Example: `  pir fmt
  pir fmt --check
  pir fmt --diff reports/2026-03-02-leaked-ci-token.md`,
		RunE: body(func(cmd *cobra.Command, args []string) error {
			changes, failed, err := a.format(cmd, args)
			if err != nil {
				return err
			}
			switch {
			case diff:
				err = a.showDiff(changes)
			case check:
				err = a.listChanges(changes)
			default:
				err = errors.Join(a.save(changes), a.listChanges(changes))
			}
			if err := errors.Join(failed, err); err != nil {
				return err
			}
			if check && len(changes) > 0 {
				return errGate
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&check, "check", false, "list the files that would change, write nothing, and exit with status 1 if there are any")
	cmd.Flags().BoolVar(&diff, "diff", false, "print what would change, and write nothing")
	return cmd
}

// formatted is a report in its canonical form.
type formatted struct {
	name   string
	before []byte
	format.Result
	failed error
}

// format returns what formatting would change. failed joins what could not be read or formatted.
func (a *app) format(cmd *cobra.Command, args []string) (changes []change, failed, err error) {
	r, err := a.open(cmd.Context())
	if err != nil {
		return nil, nil, err
	}
	paths, err := a.reports(r, args)
	if err != nil {
		return nil, nil, err
	}
	parser := report.NewParser()
	all, missing := readAll(a, paths, func(rep *report.Report) formatted {
		res, err := format.Report(parser, rep)
		if err != nil {
			err = fmt.Errorf("format %s: %w", rep.File.Path, err)
		}
		if string(res.Bytes) == string(rep.File.Bytes) {
			res.Bytes = nil // of a report without a change nothing is kept
			return formatted{name: rep.File.Path, Result: res, failed: err}
		}
		return formatted{name: rep.File.Path, before: rep.File.Bytes, Result: res, failed: err}
	})
	errs := []error{missing}
	named := byName(paths)
	for _, f := range all {
		errs = append(errs, f.failed)
		for _, why := range f.Left {
			a.hint("%s: %s", f.name, why)
		}
		switch path := named[f.name]; {
		case f.Bytes == nil:
		case isLink(path):
			a.hintLink(path)
		default:
			changes = append(changes, change{path: path, before: f.before, after: f.Bytes})
		}
	}
	return changes, errors.Join(errs...), nil
}

// listChanges writes the names of the files that change.
func (a *app) listChanges(changes []change) error {
	for _, c := range changes {
		if _, err := fmt.Fprintln(a.env.Stdout, render.Visible(c.path.Name)); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	return nil
}
