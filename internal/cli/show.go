package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

func newShow(a *app) *cobra.Command {
	var out output
	var asOf time.Time
	cmd := &cobra.Command{
		Use:   "show REPORT",
		Short: "Show one report in the terminal, with the state of its actions",
		Long: `Show one report: the facts, how long it took, the timeline, causes with their whys, controls,
actions with their state on a day, and then the text.

A REPORT is an id, the beginning of one that no other report has, or a file.

` + exitHelp,
		Example: `  pir show 2026-03-02-leaked-ci-token
  pir show 2026-03 --timezone local
  pir show 2026-03-02-leaked-ci-token --format md --output page.md`,
		Args:              cobra.ExactArgs(1),
		RunE:              body(func(cmd *cobra.Command, args []string) error { return a.show(cmd.Context(), out, asOf, args[0]) }),
		ValidArgsFunction: a.completeReportIDs(),
	}
	addOutput(cmd, &out, render.Show())
	addAsOf(cmd, &asOf)
	a.addRev(cmd)
	a.addTimezone(cmd, "as they are written")
	return cmd
}

func (a *app) show(ctx context.Context, out output, flag time.Time, name string) error {
	sinks, err := pick(out, render.Show())
	if err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	path, err := r.reportPath(name)
	if err != nil {
		return err
	}
	type read struct {
		report  *report.Report
		version *history.Version
	}
	reader := history.NewReader()
	reads, missing := corpus.Map([]corpus.Path{path}, func(rep *report.Report) read { return read{rep, reader.Of(rep)} })
	if missing != nil {
		return missing
	}
	rep := reads[0].report
	if r.partial {
		if err := r.keepKnownRelations(rep); err != nil {
			return err
		}
	}
	a.hintUnshown(rep)
	all := actions.Of(rep, r.policy)
	a.addPast(ctx, r, reader, all, []*history.Version{reads[0].version}, true)
	day := a.asOf(flag)
	return write(a, sinks, &render.Shown{Report: rep, Policy: r.policy, AsOf: day, Actions: actions.At(all, day, r.policy)})
}

// hintUnshown says what of a report cannot be shown, because it could not be read.
func (a *app) hintUnshown(rep *report.Report) {
	switch {
	case !rep.HasFrontMatter:
		a.hint("%s has no front matter that can be read, so only its text is shown; `pir lint` says why", rep.File.Path)
	case len(rep.Problems) > 0:
		a.hint("%s has fields that cannot be read and are left out; `pir lint` says which", rep.File.Path)
	}
}
