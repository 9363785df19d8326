package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/amend"
	"github.com/pir-cli/pir/internal/compare"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/transition"
)

// amendOptions are the flags of every command that changes fields of one report.
type amendOptions struct {
	dryRun bool
	asOf   time.Time
}

func addDryRun(cmd *cobra.Command, o *amendOptions) {
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "print what would change, as a diff, and write nothing")
}

func addAmend(cmd *cobra.Command, o *amendOptions) {
	addDryRun(cmd, o)
	addDay(cmd, &o.asOf, "as-of", "day that counts as today, YYYY-MM-DD (default today)")
}

// plan says what a command writes into a report, or refuses with a *transition.RefusalError.
type plan func(rep *report.Report) (transition.Step, error)

// planning makes the plan of a command when the repository is open. known is nil without a people file.
type planning func(pol *policy.Policy, known *people.List) plan

// amendReport plans a change of one report, asks for what is missing where somebody can answer, and makes it. The
// report is read again under a lock before it is written, so that of two runs at once none is lost.
func (a *app) amendReport(ctx context.Context, name string, opts *amendOptions, planning planning, ask func(*prompter, transition.Need) error) error {
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	path, err := r.reportPath(name)
	if err != nil {
		return err
	}
	known, err := r.people()
	if err != nil {
		known = nil // `pir lint` says what is wrong with the file; handles are then taken as they are typed
	}
	plan := planning(r.policy, known)
	if err := a.inquire(path, plan, ask); err != nil {
		return err
	}
	if opts.dryRun {
		c, _, err := a.draw(path, plan)
		if err != nil {
			return err
		}
		return a.showDiff([]change{c})
	}
	made, err := a.commit(path, plan)
	if err != nil {
		return err
	}
	if err := a.tell(made); err != nil {
		return err
	}
	a.hintFindings(r, made)
	return nil
}

// inquire asks for what a plan needs until there is nothing more to ask for.
func (a *app) inquire(path corpus.Path, plan plan, ask func(*prompter, transition.Need) error) error {
	rep, err := readReport(path)
	if err != nil {
		return err
	}
	p := newPrompter(a.env)
	for {
		_, err := plan(rep)
		refusal, refused := errors.AsType[*transition.RefusalError](err)
		switch {
		case !refused:
			return err
		case len(refusal.Reasons) > 0 || !a.env.Interactive:
			return refuse(refusal)
		}
		for _, need := range refusal.Missing {
			if err := ask(p, need); err != nil {
				return err
			}
		}
	}
}

// readReport reads one report.
func readReport(path corpus.Path) (*report.Report, error) {
	read, err := corpus.Map([]corpus.Path{path}, func(rep *report.Report) *report.Report { return rep })
	if err != nil {
		return nil, err
	}
	return read[0], nil
}

// refuse returns the error of wrong use for a step that cannot be taken; what is missing is named by its flag.
func refuse(r *transition.RefusalError) error {
	reasons := slices.Clone(r.Reasons)
	for _, need := range r.Missing {
		reasons = append(reasons, "missing: --"+need.Name+", "+need.What)
	}
	return usagef("%s: %s", r.ID, strings.Join(reasons, "\n"+r.ID+": "))
}

// amended is a change that was made.
type amended struct {
	step          transition.Step
	change        change
	before, after *report.Report
}

// draw reads a report and returns what a plan makes of it.
func (a *app) draw(path corpus.Path, plan plan) (change, amended, error) {
	rep, err := readReport(path)
	if err != nil {
		return change{}, amended{}, err
	}
	step, err := plan(rep)
	if refusal, ok := errors.AsType[*transition.RefusalError](err); ok {
		return change{}, amended{}, refuse(refusal)
	}
	if err != nil {
		return change{}, amended{}, err
	}
	if isLink(path) {
		return change{}, amended{}, usagef("%s is a link and is left as it is; name the file that it leads to", path.Name)
	}
	after, err := amend.Report(report.NewParser(), rep, step.Changes)
	if err != nil {
		return change{}, amended{}, err
	}
	c := change{path: path, before: rep.File.Bytes, after: after.File.Bytes}
	return c, amended{step: step, change: c, before: rep, after: after}, nil
}

// commit makes a change under a lock.
func (a *app) commit(path corpus.Path, plan plan) (amended, error) {
	unlock, err := a.lock(path)
	if err != nil {
		return amended{}, err
	}
	defer unlock()
	c, made, err := a.draw(path, plan)
	if err != nil {
		return amended{}, err
	}
	return made, replace(c)
}

// tell prints what was done, and the lines that changed.
func (a *app) tell(m amended) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", render.Visible(m.step.Said))
	if _, err := a.env.Stdout.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if err := render.Changes(a.env.Stdout, edit.Diff(m.change.path.Name, m.change.before, m.change.after), a.style(false)); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	for _, advice := range m.step.Advice {
		a.hint("%s", advice)
	}
	return nil
}

// hintFindings says what `pir lint` finds in the report now and did not before.
func (a *app) hintFindings(r *repo, m amended) {
	world, err := r.world()
	if err != nil {
		return // `pir lint` says so
	}
	linter := r.linter.In(world)
	before := linter.Finish([]lint.Checked{linter.Check(m.before)})
	after := linter.Finish([]lint.Checked{linter.Check(m.after)})
	added, _ := compare.Findings(before.Diagnostics, after.Diagnostics, nil)
	for _, d := range added {
		if d.Severity >= diag.Warning && d.File == m.after.File.Path {
			a.hint("`pir lint` finds now: %s", d)
		}
	}
}
