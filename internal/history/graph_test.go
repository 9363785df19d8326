package history

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/git"
)

// graphOf makes a graph of lines "commit parents: before>after", with one file and contents of one letter; "" is no
// file. A merge that is TREESAME to a parent has no file.
func graphOf(lines ...string) *graph {
	g := newGraph(map[string]bool{})
	for _, line := range lines {
		head, change, _ := strings.Cut(line, ":")
		words := strings.Fields(head)
		c := &git.LogCommit{ID: words[0], Parents: words[1:]}
		if before, after, ok := strings.Cut(strings.TrimSpace(change), ">"); ok {
			f := git.LogFile{Side: git.Side{Path: "reports/x.md", Blob: after}}
			for b := range strings.SplitSeq(before, ",") {
				f.Before = append(f.Before, git.Side{Path: "reports/x.md", Blob: b})
			}
			c.Files = append(c.Files, f)
		}
		g.add(c)
	}
	return g
}

func TestTrace(t *testing.T) {
	for _, tt := range []struct {
		name  string
		tip   string // content at the end
		lines []string
		want  string // commits of the versions, each with the commits that it comes from
	}{
		{"a line", "c", []string{"1: >a", "2 1: a>b", "3 2:", "4 3: b>c"}, "1 2<1 4<2"},
		{"a revert", "c", []string{"1: >a", "2 1: a>b", "3 2: b>a", "4 3: a>c"}, "1 2<1 3<2 4<3"},
		{"the same content on two branches", "d", []string{"1: >a", "2 1: a>c", "3 1: a>b", "4 3: b>c", "5 2:", "6 5: c>d", "7 4 6:"}, "1 2<1 6<2"},
		{"the same content on two branches, the other one", "d", []string{"1: >a", "2 1: a>c", "3 1: a>b", "4 3: b>c", "5 4: c>d", "6 2 5:"}, "1 3<1 4<3 5<4"},
		{"a merge of changes", "m", []string{"1: >a", "2 1: a>b", "3 1: a>c", "4 2 3: b,c>m"}, "1 2<1 3<1 4<2,3"},
		{"a merge that takes one side", "b", []string{"1: >a", "2 1: a>b", "3 1: a>c", "4 2 3:"}, "1 2<1"},
		{"an octopus", "m", []string{"1: >a", "2 1: a>b", "3 1: a>c", "4 1: a>d", "5 2 3 4: b,c,d>m"}, "1 2<1 3<1 4<1 5<2,3,4"},
		{"added by a merge", "m", []string{"1:", "2 1:", "3 1:", "4 2 3: ,>m"}, "4"},
		{"deleted and back", "b", []string{"1: >a", "2 1: a>", "3 2: >b"}, "1 2<1 3<2"},
		{"deleted on another branch", "b", []string{"1: >a", "2 1: a>", "3 1: a>b", "4 2 3:"}, "1 3<1"},
	} {
		g := graphOf(tt.lines...)
		tip, ok := g.maker(fileVersion{"reports/x.md", g.blobs[tt.tip]}, int32(len(g.commits)-1)) //nolint:gosec // a handful
		if !ok {
			t.Errorf("%s: the end has no maker", tt.name)
			continue
		}
		id := func(event int32) string { return g.commits[g.events[event].commit].id }
		var got []string
		for _, n := range g.trace(tip) {
			var from []string
			for _, p := range n.parents {
				from = append(from, id(p))
			}
			got = append(got, strings.TrimSuffix(fmt.Sprintf("%s<%s", id(n.event), strings.Join(from, ",")), "<"))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}
