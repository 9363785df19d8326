package cli

import (
	"context"
	"errors"
	"time"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/history"
)

// lastTouched returns when actions were changed last, up to the end of a day, as the git history has it. Without git
// it returns nil. What the work tree changes counts as changed on that day.
func (a *app) lastTouched(ctx context.Context, r *repo, versions []*history.Version, asOf time.Time) (touched func(string) (time.Time, bool), notes []string, err error) {
	opts := history.Options{Rev: a.rev, Current: versions, Policy: r.policy}
	if a.rev != "" {
		opts.Current = nil
	}
	h, err := history.Read(ctx, git.Repo{Dir: r.root}, opts)
	switch {
	case errors.Is(err, git.ErrNone):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
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
	return func(id string) (time.Time, bool) { at, ok := last[id]; return at, ok }, notes, nil
}
