//go:build counterpart

package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
)

// looks are the windows in which pages are looked at.
var looks = []struct {
	width  int64
	scheme string
}{{360, "light"}, {360, "dark"}, {800, "light"}, {800, "dark"}, {1400, "light"}, {1400, "dark"}}

// overflow lists what is wider than the window and moves the page sideways: nothing, when the page fits.
const overflow = `(() => {
	const room = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= room && document.body.scrollWidth <= room) { return []; }
	return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > room + 1)
		.slice(0, 5).map(e => e.tagName + "." + e.className + " to " + Math.round(e.getBoundingClientRect().right) + " of " + room);
})()`

// TestCounterpartPages holds every page of the example site, as a file and from a server below a path: nothing on the
// console, no exception, no request to another place, and at three widths and in both colour schemes nothing wider than the
// window.
func TestCounterpartPages(t *testing.T) {
	dir := exampleSite(t)
	for _, base := range []string{fileBase(dir), serve(t, dir)} {
		tb := newTab(t, base)
		for _, name := range pagesOf(t, dir) {
			tb.open(name)
			for _, look := range looks {
				tb.look(look.width, look.scheme)
				for _, wide := range eval[[]string](tb, overflow) {
					t.Errorf("%s at %d, %s: wider than the window: %s", name, look.width, look.scheme, wide)
				}
			}
			tb.quiet(name)
		}
	}
}

// TestCounterpartAxe has axe-core look at one page of each kind, at three widths and in both colour schemes.
func TestCounterpartAxe(t *testing.T) {
	dir := exampleSite(t)
	tb, axe, seen := newTab(t, fileBase(dir)), axeSource(t), map[string]bool{}
	for _, name := range pagesOf(t, dir) {
		kind := path.Dir(name) + "/ID"
		if kind == "./ID" {
			kind = strings.TrimSuffix(name, ".html")
		}
		if seen[kind] {
			continue
		}
		seen[kind] = true
		tb.open(name)
		for _, look := range looks {
			tb.look(look.width, look.scheme)
			for _, v := range violations(tb, axe) {
				t.Errorf("%s at %d, %s: %s", name, look.width, look.scheme, v)
			}
			tb.picture(fmt.Sprintf("%s-%d-%s", strings.ReplaceAll(kind, "/", "-"), look.width, look.scheme))
		}
		tb.quiet(name)
	}
	if len(seen) < 10 {
		t.Errorf("only the kinds %v", seen)
	}
}

// axeSource returns axe-core.
func axeSource(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../tools/npm/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is missing, `npm ci` in tools/npm brings it: %v", err)
	}
	return string(text)
}

// violations returns what axe-core finds against WCAG 2.2 on levels A and AA, and against its best practices.
func violations(tb *tab, axe string) []string {
	tb.t.Helper()
	if !eval[bool](tb, "!!window.axe") {
		eval[any](tb, axe+"\n;null")
	}
	type node struct {
		HTML   string `json:"html"`
		Target []any  `json:"target"`
		Why    string `json:"failureSummary"`
	}
	var found struct {
		Passes     int `json:"passes"`
		Violations []struct {
			ID    string `json:"id"`
			Help  string `json:"help"`
			Nodes []node `json:"nodes"`
		} `json:"violations"`
	}
	text := eval[string](tb, `axe.run(document, {
		preload: false, // it would read the style sheets anew, which the policy of the pages forbids
		runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
		rules: {"target-size": {enabled: true}},
	}).then(r => JSON.stringify({passes: r.passes.length, violations: r.violations}))`)
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		tb.t.Fatal(err)
	}
	if found.Passes < 10 {
		return []string{fmt.Sprintf("axe-core passed %d rules only: it did not look", found.Passes)}
	}
	var list []string
	for _, v := range found.Violations {
		for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
			list = append(list, fmt.Sprintf("%s (%s), %d times: %v %.300s\n%s", v.ID, v.Help, len(v.Nodes), n.Target, n.HTML, n.Why))
		}
	}
	return list
}
