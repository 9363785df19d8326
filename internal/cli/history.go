package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
)

func newHistory(a *app) *cobra.Command {
	var out output
	cmd := &cobra.Command{
		Use:   "history [REPORT[/ACTION]…]",
		Short: "Show who changed what and when, and how often due dates moved, from git",
		Long: `Show every change of a report's fields from git: when it came, changes of severity, status, closing,
review and approvals, and of each action from its first line to its verification. Renames are followed.
What the work tree changes and no commit has yet comes last.

A REPORT is an id, the beginning of one, or a file; REPORT/A1 is one action. Without any, all reports are shown.

Below the changes stand the due dates that moved to a later day, and what a person who samples the history may
want to look at: done dates that were recorded long after or before the day, changes of an approved report, and a
severity that fell so far that no review is asked for.

Git says what was committed. It cannot prove when: dates are those of the authors' machines.

` + exitHelp,
		Example: `  pir history 2026-03-02-leaked-ci-token
  pir history 2026-03-02-leaked-ci-token/A1
  pir history --format csv --output history.csv`,
		RunE: body(func(cmd *cobra.Command, args []string) error { return a.history(cmd.Context(), out, args) }),
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return a.historyWords(cmd), cobra.ShellCompDirectiveNoFileComp
		},
	}
	addOutput(cmd, &out, render.History())
	a.addRev(cmd)
	a.addTimezone(cmd, "none: the days of the authors")
	return cmd
}

func (a *app) history(ctx context.Context, out output, args []string) error {
	sinks, err := pick(out, render.History())
	if err != nil {
		return err
	}
	r, err := a.open(ctx)
	if err != nil {
		return err
	}
	paths, _, err := r.foldersThere(r.policy.Reports) // the reports may be gone
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(paths))
	for _, p := range paths {
		ids = append(ids, report.ID(p.Name))
	}
	asked, err := r.askedOf(args, ids)
	if err != nil {
		return err
	}
	if len(asked.reports) > 0 {
		paths = slices.DeleteFunc(paths, func(p corpus.Path) bool { return !slices.Contains(asked.reports, report.ID(p.Name)) })
	}
	const versions = 4 // of a report, mostly; something is kept of each
	a.tuneMemory(versions * len(paths))
	opts := history.Options{Rev: a.rev, Folders: r.policy.Reports, Reports: asked.reports, Policy: r.policy}
	if a.rev == "" {
		opts.Files = append([]corpus.Path{}, paths...) // not nil: reports that are gone count as deleted
	}
	h, err := a.pastOf(ctx, git.Repo{Dir: r.root}, opts)
	switch {
	case errors.Is(err, git.ErrNone):
		return usagef("history: %w; it reads what git has recorded: %s", err, withoutGit(err))
	case errors.Is(err, git.ErrNoWorkTree):
		return usagef("history: %w", err)
	case err != nil:
		return fmt.Errorf("read the history: %w", err)
	}
	if len(h.Unknown) > 0 {
		return usagef("there is no report %s, and there was none in the history; %s", strings.Join(h.Unknown, ", "), didYouMean(h.Unknown[0], ids, "an id is a file's name without .md"))
	}
	only, err := asked.only(h)
	if err != nil {
		return err
	}
	return write(a, sinks, h.Only(only))
}

// pastOf reads the history of reports, and says how far it is.
func (a *app) pastOf(ctx context.Context, in git.Repo, opts history.Options) (*history.History, error) {
	p := a.progress("versions of reports read from git", 0)
	defer p.end()
	opts.Parsed = p.step
	return history.Read(ctx, in, opts) //nolint:wrapcheck // callers tell the errors apart
}

// pastQuery is the reports and actions that arguments name.
type pastQuery struct {
	reports []string // ids, each once
	actions []string // of each argument REPORT/ACTION: the full id
	whole   []string // of each other argument: the id
}

// askedOf reads arguments: an id or the only beginning of one, with or without an action, or a file. An id that no
// report has may be one of the past.
func (r *repo) askedOf(args, ids []string) (pastQuery, error) {
	var all pastQuery
	for _, arg := range args {
		id, action := arg, ""
		if info, err := os.Stat(r.absolute(arg)); err == nil && info.Mode().IsRegular() {
			id = report.ID(filepath.ToSlash(arg))
		} else if i := strings.LastIndexByte(arg, '/'); i >= 0 {
			id, action = arg[:i], arg[i+1:]
		}
		var begin []string
		for _, known := range ids {
			if strings.HasPrefix(known, id) {
				begin = append(begin, known)
			}
		}
		switch {
		case id == "":
			return all, usagef("%q names no report", arg)
		case slices.Contains(ids, id):
		case len(begin) == 1:
			id = begin[0]
		case len(begin) > 1:
			return all, usagef("%s may be %s; write more of the id", id, strings.Join(begin[:min(3, len(begin))], ", "))
		}
		if !slices.Contains(all.reports, id) {
			all.reports = append(all.reports, id)
		}
		if action == "" {
			all.whole = append(all.whole, id)
		} else {
			all.actions = append(all.actions, id+"/"+action)
		}
	}
	return all, nil
}

// absolute returns a path as it was typed, for the operating system.
func (r *repo) absolute(name string) string { return typedIn(r.dir, name) }

// only returns the ids under which the history has what is asked for: a report may have had another one.
func (q pastQuery) only(h *history.History) ([]string, error) {
	now := func(id string) string {
		for i := range h.Reports {
			if slices.Contains(h.Reports[i].Former, id) {
				return h.Reports[i].ID
			}
		}
		return id
	}
	ids := make([]string, 0, len(q.whole)+len(q.actions))
	for _, id := range q.whole {
		if _, ok := h.Report(id); !ok {
			id = now(id)
		}
		ids = append(ids, id)
	}
	for _, full := range q.actions {
		id, action := full[:strings.LastIndexByte(full, '/')], full[strings.LastIndexByte(full, '/')+1:]
		if _, ok := h.Report(id); !ok {
			id = now(id)
		}
		if _, ok := h.Action(id + "/" + action); !ok {
			return nil, usagef("%s has no action %s, and had none; `pir history %s` shows what it has", id, action, id)
		}
		ids = append(ids, id+"/"+action)
	}
	return ids, nil
}

// historyWords are the ids of all reports and actions, for the shell.
func (a *app) historyWords(cmd *cobra.Command) []string {
	r, err := a.open(cmd.Context())
	if err != nil {
		return nil // a shell has no place for errors
	}
	paths, err := r.paths(nil)
	if err != nil {
		return nil
	}
	lists, _ := corpus.Map(paths, func(rep *report.Report) []string {
		ids := []string{rep.ID}
		for _, act := range actions.Of(rep, r.policy) {
			ids = append(ids, act.ID)
		}
		return ids
	})
	return slices.Concat(lists...)
}

// addPast gives actions what the git history says of them. Without git, and for actions whose beginning a shallow
// clone lacks, there is nothing to say. some says that the reports are not all of the repository.
func (a *app) addPast(ctx context.Context, r *repo, reader *history.Reader, all []actions.Action, current []*history.Version, some bool) {
	opts := history.Options{Rev: a.rev, Reader: reader, Folders: r.policy.Reports, Policy: r.policy}
	if a.rev == "" {
		opts.Current = current
	}
	if some {
		for _, v := range current {
			opts.Reports = append(opts.Reports, v.ID)
		}
	}
	h, err := a.pastOf(ctx, git.Repo{Dir: r.root}, opts)
	if err != nil {
		if !errors.Is(err, git.ErrNone) {
			a.hint("first due dates and slips are left out, the history cannot be read: %v", err)
		}
		return
	}
	givePast(all, h)
}

// givePast gives actions what a history says of them, nil for nothing.
func givePast(all []actions.Action, h *history.History) {
	if h == nil {
		return
	}
	for i := range all {
		past, ok := h.Action(all[i].ID)
		if !ok || past.Cut {
			continue
		}
		all[i].Past = &actions.Past{OriginalDue: past.OriginalDue, Slips: past.Slips, SlippedDays: past.SlippedDays, FirstSeen: past.FirstSeen}
	}
}
