package evidence

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/history"
)

// historyFile holds what git has recorded.
const historyFile = "13-history.json"

// fileHistory is the commits that changed one file, renamings followed.
type fileHistory struct{ commits []*Commit } // newest first

func (h *fileHistory) last() *Commit  { return h.commits[0] }
func (h *fileHistory) first() *Commit { return h.commits[len(h.commits)-1] }

// signed counts the commits that carry a signature.
func (h *fileHistory) signed() int {
	n := 0
	for _, c := range h.commits {
		if c.Signed != "" {
			n++
		}
	}
	return n
}

// authors returns the names of those who changed the file.
func (h *fileHistory) authors() []string {
	names := map[string]bool{}
	for _, c := range h.commits {
		names[c.Author] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// byFile returns the commits of every file under its last name.
func (g *Git) byFile() map[string]*fileHistory {
	all, live := map[string]*fileHistory{}, map[string]*fileHistory{}
	for i := len(g.Commits) - 1; i >= 0; i-- {
		c := &g.Commits[i]
		for _, f := range c.Files {
			h := live[f.Path]
			if h == nil {
				h = &fileHistory{}
				live[f.Path] = h
				if all[f.Path] == nil {
					all[f.Path] = h
				}
			}
			h.commits = append(h.commits, c)
			if f.Before != "" {
				delete(live, f.Path)
				live[f.Before] = h
			}
		}
	}
	return all
}

// writeProvenance says of every report who wrote it when, by which commits, and what was changed after its approval.
func (b *builder) writeProvenance() {
	head := []string{
		"report", "in_period", "path", "file", "blob", "commits", "signed_commits", "authors", "first_commit", "first_author", "first_committed", "last_commit", "last_author", "last_committed",
		"review_held", "review_recorded", "review_recorded_late_days", "changed_after_approval", "done_recorded_late", "severity_lowered", "beginning_unknown",
	}
	seen := map[string]map[string]int{}
	for _, o := range b.git.Observations {
		if seen[o.Report] == nil {
			seen[o.Report] = map[string]int{}
		}
		seen[o.Report][o.Kind]++
	}
	rows := make([][]any, 0, len(b.reviews))
	for _, r := range b.reviews {
		row := []any{r.ID, r.inPeriod, r.src.Path, r.name, r.src.Blob, 0, nil, "", "", "", "", "", "", "", r.Review.Held.Value, nil, nil, nil, nil, nil, nil}
		if h := b.commits[r.src.Path]; h != nil {
			first, last := h.first(), h.last()
			row[5], row[6], row[7] = len(h.commits), h.signed(), strings.Join(h.authors(), ", ")
			row[8], row[9], row[10], row[11], row[12], row[13] = first.ID, first.Author, first.Committed, last.ID, last.Author, last.Committed
		}
		if recorded := b.heldRecorded(r); !recorded.IsZero() {
			row[15], row[16] = recorded, daysBetween(r.Review.Held.Day, recorded)
		}
		kinds := seen[r.ID]
		row[17], row[18], row[19] = kinds[history.AfterApproval], kinds[history.DoneLate], kinds[history.BelowReview]
		row[20] = b.git.cut(r.ID)
		rows = append(rows, row)
	}
	b.table("13-provenance.csv", "provenance", head, rows)
	b.table("13-report-history.csv", "report history", changeHead, b.changeRows(func(c *Change) bool { return c.Action == "" }))
	noted := make([][]any, 0, len(b.git.Observations))
	for _, o := range b.git.Observations {
		noted = append(noted, []any{o.Kind, o.Report, b.periodHas(o.Report), o.Action, o.Message, o.Commit, o.Date})
	}
	b.table("13-observations.csv", "observations", []string{"kind", "report", "in_period", "action", "what", "commit", "date"}, noted)
}

// heldRecorded returns the day on which the day of the review came into git; zero when there is none or git does not
// say.
func (b *builder) heldRecorded(r *review) time.Time {
	if !r.Review.Held.Known {
		return time.Time{}
	}
	if b.heldAt == nil {
		b.heldAt = map[string]string{}
		for i := range b.git.Changes {
			if c := &b.git.Changes[i]; c.Action == "" && c.Field == "held" {
				b.heldAt[c.Report+"\x00"+c.To] = c.Committed
			}
		}
	}
	if at, ok := b.heldAt[r.ID+"\x00"+date(r.Review.Held.Day)]; ok {
		return dayOf(at)
	}
	if g := b.git.report(r.ID); g != nil && !g.Cut {
		return dayOf(g.FirstSeen) // it was there from the beginning
	}
	return time.Time{}
}

// report returns what git knows of a report, nil for nothing.
func (g *Git) report(id string) *GitReport {
	i, ok := slices.BinarySearchFunc(g.Reports, id, func(r GitReport, id string) int { return compare(r.ID, id) })
	if !ok {
		return nil
	}
	return &g.Reports[i]
}

// cut reports whether the beginning of a report is not in the clone.
func (g *Git) cut(id string) bool {
	r := g.report(id)
	return r != nil && r.Cut
}
