package cli

import (
	"context"
	"errors"
	"time"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
)

// lastTouched returns when actions were changed last, up to the end of a day, as the git history has it; nil without a
// history. What the work tree changes counts as changed on that day.
func lastTouched(h *history.History, asOf time.Time) (touched func(string) (time.Time, bool), notes []string) {
	if h == nil {
		return nil, nil
	}
	end := asOf.AddDate(0, 0, 1)
	last := map[string]time.Time{}
	for i := range h.Changes {
		c := &h.Changes[i]
		at := c.Committed
		if c.Commit == "" {
			at = asOf
		}
		id := c.Report + "/" + c.Action
		if c.Action != "" && at.Before(end) && at.After(last[id]) {
			last[id] = at
		}
	}
	for _, n := range h.Notes {
		notes = append(notes, "Git history: "+n+".")
	}
	return func(id string) (time.Time, bool) { at, ok := last[id]; return at, ok }, notes
}

// readHistory reads what git has recorded of all reports, and of the current versions of a work tree; nil without git.
func (a *app) readHistory(ctx context.Context, r *repo, reader *history.Reader, current []*history.Version) (*history.History, error) {
	opts := history.Options{Rev: a.rev, Reader: reader, Folders: r.policy.Reports, Policy: r.policy}
	if a.rev == "" {
		opts.Current = current
	}
	h, err := a.pastOf(ctx, git.Repo{Dir: r.root}, opts)
	if errors.Is(err, git.ErrNone) {
		return nil, nil //nolint:nilnil // a folder without git has no history
	}
	return h, err
}
