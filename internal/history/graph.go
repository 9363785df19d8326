package history

import (
	"slices"
	"time"

	"github.com/pir-cli/pir/internal/git"
	"github.com/pir-cli/pir/internal/report"
)

// graph is the commits of a log, parents before children, and what they do to files.
type graph struct {
	commits  []commit
	index    map[string]int32 // commit id -> place in commits
	boundary map[string]bool
	merges   bool

	events  []event
	blobs   map[string]int32 // blob id -> number
	names   []string         // number -> blob id
	made    map[fileVersion][]int32
	gone    map[string][]int32 // report id -> events that delete a file of that id
	visited []int32            // by commit: the last question of leadsTo that came by
	asked   int32
}

type commit struct {
	id, author      string
	date, committed time.Time
	parents         []int32
	run             int32 // first commit of the run without branches that ends here
	cut             bool  // its parents are not in this clone
}

// fileVersion is a file with a content.
type fileVersion struct {
	path string
	blob int32
}

// noBlob is the number of the blob of a file that is not there.
const noBlob = -1

// event is a file that a commit changes: what it is afterwards, and what it was in each of the parents.
type event struct {
	fileVersion
	commit int32
	before []fileVersion
}

func newGraph(boundary map[string]bool) *graph {
	return &graph{
		index: map[string]int32{}, boundary: boundary, blobs: map[string]int32{},
		made: map[fileVersion][]int32{}, gone: map[string][]int32{},
	}
}

// add takes the next commit of the log and returns the blobs that no commit before had, each with its file.
func (g *graph) add(c *git.LogCommit) []fileVersion {
	at := int32(len(g.commits)) //nolint:gosec // no repository has that many commits
	next := commit{id: c.ID, run: at, cut: g.boundary[c.ID]}
	for _, id := range c.Parents {
		if p, ok := g.index[id]; ok {
			next.parents = append(next.parents, p)
		}
	}
	if len(next.parents) == 1 && next.parents[0] == at-1 {
		next.run = g.commits[at-1].run
	}
	if len(c.Files) > 0 {
		next.author, next.date, next.committed = c.Author, c.Authored, c.Committed
	}
	g.merges = g.merges || len(c.Parents) > 1
	g.index[c.ID] = at
	g.commits = append(g.commits, next)
	var fresh []fileVersion
	for _, f := range c.Files {
		e := event{commit: at}
		known := len(g.names)
		e.fileVersion = g.side(f.Side)
		if len(g.names) > known {
			fresh = append(fresh, e.fileVersion)
		}
		for _, s := range f.Before {
			e.before = append(e.before, g.side(s))
		}
		n := int32(len(g.events)) //nolint:gosec // as above
		g.events = append(g.events, e)
		if e.blob == noBlob {
			id := report.ID(e.path)
			g.gone[id] = append(g.gone[id], n)
			continue
		}
		g.made[e.fileVersion] = append(g.made[e.fileVersion], n)
	}
	return fresh
}

func (g *graph) side(s git.Side) fileVersion {
	if s.Blob == "" {
		return fileVersion{s.Path, noBlob}
	}
	n, ok := g.blobs[s.Blob]
	if !ok {
		n = int32(len(g.names)) //nolint:gosec // as above
		g.blobs[s.Blob] = n
		g.names = append(g.names, s.Blob)
	}
	return fileVersion{s.Path, n}
}

// maker returns the last event before or at a commit that made a file what it is there, and false when the log does
// not have it.
func (g *graph) maker(v fileVersion, at int32) (int32, bool) { return g.latest(g.made[v], at) }

// latest returns the last of some events whose commit is the one at a place or leads to it.
func (g *graph) latest(events []int32, at int32) (int32, bool) {
	for _, n := range slices.Backward(events) {
		if c := g.events[n].commit; c <= at && g.leadsTo(c, at) {
			return n, true
		}
	}
	return 0, false
}

// leadsTo reports whether commit a is b or one of its ancestors.
func (g *graph) leadsTo(a, b int32) bool {
	if !g.merges && len(g.commits) > 0 && g.commits[len(g.commits)-1].run == 0 {
		return a <= b
	}
	if len(g.visited) < len(g.commits) {
		g.visited = make([]int32, len(g.commits))
		g.asked = 0
	}
	g.asked++
	for stack := []int32{b}; len(stack) > 0; {
		c := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if a > c {
			continue
		}
		run := g.commits[c].run
		if a >= run {
			return true
		}
		if g.visited[run] == g.asked {
			continue
		}
		g.visited[run] = g.asked
		stack = append(stack, g.commits[run].parents...)
	}
	return false
}

// node is one version of a report's file, and the versions that it comes from.
type node struct {
	event   int32
	parents []int32 // events
	cut     bool    // what was before is not in this clone
}

// trace returns the versions that lead to an event, parents before children. What a merge threw away is not among
// them.
func (g *graph) trace(tip int32) []node {
	var nodes []node
	seen := map[int32]bool{tip: true}
	for stack := []int32{tip}; len(stack) > 0; {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		next := g.node(n)
		nodes = append(nodes, next)
		for _, p := range next.parents {
			if !seen[p] {
				seen[p] = true
				stack = append(stack, p)
			}
		}
	}
	slices.SortFunc(nodes, func(a, b node) int { return int(a.event - b.event) })
	return nodes
}

// node returns what a version comes from.
func (g *graph) node(n int32) node {
	e := &g.events[n]
	c := &g.commits[e.commit]
	next := node{event: n}
	there := false
	for i, before := range e.before {
		if before.blob == noBlob || i >= len(c.parents) {
			continue
		}
		there = true
		if p, ok := g.maker(before, c.parents[i]); !ok {
			next.cut = true
		} else if !slices.Contains(next.parents, p) {
			next.parents = append(next.parents, p)
		}
	}
	if there || e.blob == noBlob {
		return next
	}
	next.cut = c.cut
	if gone, ok := g.latest(g.gone[report.ID(e.path)], e.commit); ok && gone != n {
		if g.events[gone].commit == e.commit {
			return node{event: n, parents: g.node(gone).parents, cut: c.cut} // moved, and rewritten too much to be a rename
		}
		next.parents = append(next.parents, gone)
	}
	return next
}
