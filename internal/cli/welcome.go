package cli

import (
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/coverage"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

// mostChecked is the number of reports up to which pir alone checks them too; a check takes as long as all the rest.
const mostChecked = 2_000

// addWelcome has pir without a command say how things stand.
func addWelcome(a *app, root *cobra.Command) {
	var asOf time.Time
	root.RunE = body(func(cmd *cobra.Command, _ []string) error { return a.welcome(cmd, asOf) })
	addAsOf(root, &asOf)
}

// welcome says in what state the repository is and what to type next. It is no check: whatever it finds, the status is 0.
func (a *app) welcome(cmd *cobra.Command, asOf time.Time) error {
	ctx := cmd.Context()
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	w := render.Welcome{Root: r.root, Policy: r.files.exists(policy.FileName), Git: true, AsOf: a.asOf(asOf)}
	if _, err := (git.Repo{Dir: r.root}).Ignored(ctx); errors.Is(err, git.ErrNone) {
		w.Git, w.NoProgram = false, errors.Is(err, git.ErrNoProgram)
	}
	paths, err := r.paths(nil)
	switch {
	case errors.Is(err, corpus.ErrNoFolder):
		w.NoFolder = true
	case err != nil:
		return err
	}
	w.Folders = r.policy.Reports
	var missing error
	if w.Reports = len(paths); w.Reports > 0 {
		if missing, err = a.standing(r, paths, &w); err != nil {
			return err
		}
	}
	welcome := render.Format[render.Welcome]{Name: "text", Write: render.WelcomeText}
	return errors.Join(write(a, []sink[render.Welcome]{{welcome, standard}}, w), missing)
}

// standing fills in how the reports stand, from one reading of each. The history is not read, because that takes longest.
func (a *app) standing(r *repo, paths []corpus.Path, w *render.Welcome) (missing, err error) {
	world, err := r.world()
	if err != nil {
		return nil, err
	}
	accepted, err := r.baseline(&lintOptions{})
	if err != nil {
		return nil, err
	}
	type read struct {
		about   due.Case
		fact    coverage.Fact
		known   bool
		actions []actions.Action
		checked lint.Checked
		status  string
		unread  string
	}
	a.tuneMemory(len(paths))
	w.Checked = len(paths) <= mostChecked
	linter := r.linter.In(world)
	reads, missing := readAll(a, paths, func(rep *report.Report) read {
		one := read{about: due.Of(rep, r.policy), actions: actions.Of(rep, r.policy), status: rep.Status.Value, unread: unread(rep)}
		if one.fact, one.known = coverage.Of(rep, r.policy); w.Checked {
			one.checked = linter.Check(rep)
		}
		return one
	})
	var all survey
	checked := make([]lint.Checked, 0, len(reads))
	statuses := map[string]int{}
	for i := range reads {
		one := &reads[i]
		all.cases, all.actions = append(all.cases, one.about), append(all.actions, one.actions...)
		if one.known {
			all.facts = append(all.facts, one.fact)
		}
		checked = append(checked, one.checked)
		if one.unread != "" {
			w.Unread = append(w.Unread, one.unread)
		} else {
			statuses[one.status]++
		}
	}
	for _, word := range report.Statuses.List {
		w.Statuses = append(w.Statuses, render.Count{Word: word, N: statuses[word]})
		delete(statuses, word)
	}
	for _, n := range statuses { // none, or a word that lint tells
		w.Unclear += n
	}
	if w.Checked {
		w.Errors, w.Warnings = counts(linter.Finish(checked).Accept(accepted))
	}
	listing := actions.Listing{AsOf: w.AsOf, Records: actions.At(all.actions, w.AsOf, r.policy)}
	w.Actions = listing.Summary()
	q, _, err := all.question(r, nil, w.AsOf, time.Time{})
	if err != nil {
		return nil, err
	}
	w.Late = due.At(q).Items
	w.Late = slices.DeleteFunc(w.Late, func(i due.Item) bool { return !i.Late })
	return missing, nil
}

// counts returns how many findings of a result are errors and warnings.
func counts(result lint.Result) (failures, warnings int) {
	for _, d := range result.Diagnostics {
		switch d.Severity {
		case diag.Error:
			failures++
		case diag.Warning:
			warnings++
		case diag.Info, diag.Off:
		}
	}
	return failures, warnings
}
