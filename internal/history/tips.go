package history

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/pir-cli/pir/internal/corpus"
	"github.com/pir-cli/pir/internal/report"
)

// tip is a report, and the versions of it that lead to the newest revision.
type tip struct {
	id, path string // as they are now; path is "" for a report that is gone
	nodes    []node // empty for one that is in no commit, or whose beginning this clone does not have
	current  *Version
	lost     bool // it is in the revision, and the work tree has deleted it
}

// tips returns the reports that are asked for, those that are gone as well.
func (rd *reading) tips(ctx context.Context) ([]tip, error) {
	files, err := rd.repo.Names(ctx, rd.head, isReport)
	if err != nil {
		return nil, err
	}
	list := corpus.List{Files: make([]corpus.Path, 0, len(files))}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		list.Files = append(list.Files, corpus.Path{Name: name, Open: name})
	}
	found, err := list.Folders(rd.opts.Folders)
	if err != nil && !errors.Is(err, corpus.ErrNoFolder) {
		return nil, fmt.Errorf("find reports: %w", err)
	}
	last := int32(len(rd.graph.commits) - 1) //nolint:gosec // no repository has that many commits
	tips := make([]tip, 0, len(found))
	there := map[string]bool{}
	used := map[int32]bool{} // events of reports that are there
	for _, p := range found {
		t := tip{id: report.ID(p.Name), path: p.Name}
		there[t.id] = true
		if n, ok := rd.graph.blobs[files[p.Name]]; ok {
			if e, ok := rd.graph.maker(fileVersion{p.Name, n}, last); ok {
				t.nodes = rd.graph.trace(e)
			}
		}
		for _, n := range t.nodes {
			used[n.event] = true
		}
		tips = append(tips, t)
	}
	tips = append(tips, rd.gone(last, there, used)...)
	return rd.asked(rd.withCurrent(tips)), nil
}

// gone returns the reports that were deleted. One that lives on under another id is not gone.
func (rd *reading) gone(last int32, there map[string]bool, used map[int32]bool) []tip {
	var tips []tip
	for _, id := range slices.Sorted(maps.Keys(rd.graph.gone)) {
		e, ok := rd.graph.latest(rd.graph.gone[id], last)
		if !ok || there[id] || !rd.inFolders(rd.graph.events[e].path) {
			continue
		}
		nodes := rd.graph.trace(e)
		if !slices.ContainsFunc(nodes, func(n node) bool { return used[n.event] }) {
			tips = append(tips, tip{id: id, nodes: nodes})
		}
	}
	return tips
}

// withCurrent joins the reports of the work tree with those of the revision: by their paths or, when a file was
// moved and not committed yet, by their ids.
func (rd *reading) withCurrent(tips []tip) []tip {
	if rd.opts.Current == nil {
		return tips
	}
	byPath, byID := map[string]int{}, map[string]int{}
	for i, t := range tips {
		byID[t.id] = i
		if t.path != "" {
			byPath[t.path] = i
		}
	}
	matched := map[int]bool{}
	var late []*Version
	for _, v := range rd.opts.Current {
		if v == nil {
			continue
		}
		if i, ok := byPath[v.Path]; ok {
			tips[i].current, matched[i] = v, true
			continue
		}
		late = append(late, v)
	}
	for _, v := range late {
		if i, ok := byID[v.ID]; ok && !matched[i] {
			tips[i].current, tips[i].path, matched[i] = v, v.Path, true
			continue
		}
		tips = append(tips, tip{id: v.ID, path: v.Path, current: v})
	}
	for i := range tips {
		tips[i].lost = !matched[i] && tips[i].path != "" && tips[i].current == nil
	}
	return tips
}

// asked returns the tips of the reports that are asked for, sorted by id.
func (rd *reading) asked(tips []tip) []tip {
	slices.SortStableFunc(tips, func(a, b tip) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.path, b.path)) })
	if len(rd.opts.Reports) == 0 {
		return tips
	}
	var kept []tip
	known := map[string]bool{}
	for _, t := range tips {
		ids := append(rd.former(t), t.id)
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(rd.opts.Reports, id) }) {
			kept = append(kept, t)
		}
		for _, id := range ids {
			known[id] = true
		}
	}
	for _, id := range rd.opts.Reports {
		if !known[id] {
			rd.unknown = append(rd.unknown, id)
		}
	}
	return kept
}

// former returns the ids that a report had before, oldest first.
func (rd *reading) former(t tip) []string {
	var ids []string
	for _, n := range t.nodes {
		if id := report.ID(rd.graph.events[n.event].path); id != t.id && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// rest reads the contents that the versions need and that were not read with the log: those of reports that were
// once in another folder, and everything when only some reports are asked for.
func (rd *reading) rest(ctx context.Context, tips []tip) error {
	var missing []string
	asked := map[int32]bool{}
	for _, t := range tips {
		for _, n := range t.nodes {
			blob := rd.graph.events[n.event].blob
			if _, ok := rd.contents[blob]; !ok && blob != noBlob && !asked[blob] {
				asked[blob] = true
				missing = append(missing, rd.graph.names[blob])
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	ids := make(chan string, len(missing))
	for _, id := range missing {
		ids <- id
	}
	close(ids)
	return rd.read(ctx, ids)
}
