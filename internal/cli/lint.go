package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/render"
)

func newLint(a *app) *cobra.Command {
	var opts struct {
		out    output
		failOn string
	}
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Check reports: the file, the timeline, causes, actions, the review",
		Long: `Check reports, all findings in one run. Without PATH every report of the repository is
checked; a PATH is a file, whatever its extension, or a folder.

Findings do not depend on today's date: the verdict on a commit stays the same.

` + exitHelp,
		Example: `  pir lint
  pir lint reports/2026-03-02-leaked-ci-token.md
  pir lint --format json | jq '.findings[].rule'
  pir lint --fail-on warning`,
		RunE: body(func(cmd *cobra.Command, args []string) error {
			format, err := pick(opts.out, render.Findings())
			if err != nil {
				return err
			}
			threshold, ok := diag.ParseSeverity(opts.failOn)
			if !ok {
				return usagef("--fail-on %s: use error, warning, info or off", opts.failOn)
			}
			r, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			paths, err := a.reports(r, args)
			if err != nil {
				return err
			}
			checked, unread := corpus.Map(paths, r.linter.Check)
			result := r.linter.Finish(checked)
			if err := write(a, opts.out, format, result); err != nil {
				return errors.Join(err, unread)
			}
			if unread != nil {
				return unread
			}
			if threshold != diag.Off && result.Worst() >= threshold {
				return errGate
			}
			return nil
		}),
	}
	addOutput(cmd, &opts.out, render.Findings())
	levels := []string{"error", "warning", "info", "off"}
	cmd.Flags().StringVar(&opts.failOn, "fail-on", levels[0], "exit with status 1 from this severity on: "+strings.Join(levels, ", "))
	complete(cmd, "fail-on", levels)
	return cmd
}
