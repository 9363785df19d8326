package history

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// finish goes through the versions of every report and puts together what they say.
func (rd *reading) finish(tips []tip) *History {
	h := &History{Unknown: rd.unknown}
	var changeSeqs, obsSeqs []int32
	for _, t := range tips {
		w := &walker{id: t.id, policy: rd.opts.Policy}
		end := rd.walk(w, t, h)
		if end == nil || end.version == nil {
			continue // no version of it is a report
		}
		h.Reports = append(h.Reports, w.report(t, end, rd.former(t)))
		h.Changes, changeSeqs = append(h.Changes, w.changes...), append(changeSeqs, w.seqs...)
		h.Observations, obsSeqs = append(h.Observations, w.observed...), append(obsSeqs, w.obsSeqs...)
	}
	h.Changes = inOrder(h.Changes, changeSeqs)
	h.Observations = inOrder(h.Observations, obsSeqs)
	return h
}

// inOrder sorts a list by the commits that its entries belong to, and leaves those of one commit as they are.
func inOrder[T any](list []T, seqs []int32) []T {
	places := make([]int, len(list))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(seqs[a], seqs[b]) })
	sorted := make([]T, len(list))
	for i, from := range places {
		sorted[i] = list[from]
	}
	return sorted
}

// workTree is the place of the work tree among the commits: behind the last.
const workTree = math.MaxInt32

// walk goes through the versions of a report and returns the last point; nil when there is none.
func (rd *reading) walk(w *walker, t tip, h *History) *point {
	points := make(map[int32]*point, len(t.nodes))
	unread, why, last := 0, "", ""
	var end *point
	for _, n := range t.nodes {
		e := &rd.graph.events[n.event]
		c := &rd.graph.commits[e.commit]
		w.at(e.commit, c)
		parents := make([]*point, 0, len(n.parents))
		for _, p := range n.parents {
			parents = append(parents, points[p])
		}
		if e.blob == noBlob {
			end = w.remove(parents, e.path)
		} else {
			content := rd.contents[e.blob]
			if content.why != "" {
				unread, why, last = unread+1, content.why, c.id
			}
			end = w.step(parents, content.version, e.path, n.cut)
		}
		points[n.event] = end
	}
	if unread > 0 {
		h.Notes = append(h.Notes, unreadNote(t.id, unread, last, why))
	}
	return w.workTree(t, end)
}

// workTree goes on to what the work tree has.
func (w *walker) workTree(t tip, end *point) *point {
	w.at(workTree, nil)
	var parents []*point
	if end != nil {
		parents = append(parents, end)
	}
	switch {
	case t.current != nil:
		return w.step(parents, t.current, t.path, false)
	case t.lost && end != nil:
		return w.remove(parents, t.path)
	}
	return end
}

// unreadNote says which versions of a report are left out.
func unreadNote(id string, n int, commit, why string) string {
	const short = 10
	if len(commit) > short {
		commit = commit[:short]
	}
	if n == 1 {
		return fmt.Sprintf("%s: its version of commit %s cannot be read and is left out: %s", id, commit, why)
	}
	return fmt.Sprintf("%s: %d versions cannot be read and are left out; that of commit %s: %s", id, n, commit, why)
}

// report returns what is known of the report in the end, and marks the changes that count as slips.
func (w *walker) report(t tip, end *point, former []string) Report {
	r := Report{
		ID: t.id, File: t.path, Former: former,
		FirstSeen: end.firstSeen, LastTouched: end.touched, Uncommitted: end.dirty, Cut: end.cut,
	}
	if end.gone {
		r.File = ""
	}
	for _, key := range end.order {
		l := end.actions[key]
		a := Action{
			Report: t.id, ID: key, Title: l.now.value("title", actionFields), OriginalDue: l.original, Due: l.now.due, Slips: count(l.slips),
			FirstSeen: l.firstSeen, LastTouched: l.touched, Uncommitted: l.dirty,
			DoneRecorded: l.recorded, DoneCommit: l.recorder, Gone: l.gone || end.gone, Cut: l.cut,
		}
		if a.Cut {
			a.OriginalDue = time.Time{}
		}
		if l.now.done.IsZero() {
			a.DoneRecorded, a.DoneCommit = time.Time{}, ""
		}
		if !a.OriginalDue.IsZero() && !a.Due.IsZero() {
			a.SlippedDays = days(a.OriginalDue, a.Due)
		}
		for s := l.slips; s != nil; s = s.before {
			w.changes[s.change].Slip, w.changes[s.change].SlipDays = true, s.days
		}
		r.Actions = append(r.Actions, a)
	}
	return r
}
