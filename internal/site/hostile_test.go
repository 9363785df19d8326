package site

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// hostile is a report in which everything is written to break a page.
const hostile = `---
title: "</title><script>alert('title')</script>\" onmouseover=\"alert(1)"
kind: incident
severity: "\"><img src=x onerror=alert(1)>"
status: approved
tlp: clear
incident: "=HYPERLINK(\"https://evil.example\")"
services: ["</script><script>alert('service')</script>", "../../../etc/passwd", "CON", "javascript:alert(1)"]
teams: ["<b>"]
impact: {summary: "<svg onload=alert(1)>"}
timeline:
  - {at: 2026-03-02T21:14:00Z, event: "<iframe src=https://evil.example></iframe>", milestone: detected, source: "javascript:alert(2)"}
causes:
  - {id: "C1\" onclick=\"alert(1)", role: root, category: "\"><script>", statement: "<script src=//evil.example/x.js></script>", whys: ["javascript:alert(3)"], evidence: ["../../../../etc/passwd", "javascript:alert(4)"]}
controls:
  - {ref: "iso27001:A.8.4\"><script>", verdict: "failed", note: "<style>*{display:none}</style>"}
actions:
  - {id: "A1#\"><script>", title: "<object data=x>", owner: "@\"><script>alert(5)</script>", due: 2026-01-01, status: open, ticket: "javascript:alert(6)", evidence: ["data:text/html,<script>alert(7)</script>"], addresses: ["C1\" onclick=\"alert(1)"]}
elsewhere: "<base href=https://evil.example/>"
related: [{id: "../../x\"><script>", relation: repeat, reason: "</ul><script>"}]
---

## Lessons learned

<script>alert('lesson')</script>

- [run](javascript:alert(8)), [run](JaVaScRiPt&#58;alert(9)), <a href="x" onclick="alert(10)">x</a>
- ![up](../../../../etc/passwd) ![out](https://evil.example/pixel.png) ![own](evil.svg) ![text](notes.png) ![fine](fine.png)
- [up](../../../../../etc/passwd) [file](//evil.example/x)

<svg><script>alert(11)</script></svg> ` + "\u202e" + `txet
`

// pixel is the start of a PNG file, which is what a picture is known by.
const pixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

func TestHostileReport(t *testing.T) {
	files := map[string]string{
		"reports/2026-03-02-hostile/index.md":  hostile,
		"reports/2026-03-02-hostile/evil.svg":  `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
		"reports/2026-03-02-hostile/notes.png": "<html><script>alert(1)</script>",
		"reports/2026-03-02-hostile/fine.png":  pixel,
		"reports/2026-03-01-plain.md":          "---\ntitle: Plain\nseverity: sev3\nstatus: draft\nservices: [a]\n---\n\n## Summary\n\nOne.\n",
	}
	f := factsOf(t, files)
	pages := build(t, f)
	checkPages(t, pages)

	scripts := 0
	for name, page := range pages {
		for _, e := range elements(t, page) {
			if e.tag == "script" {
				scripts++
				if !strings.HasSuffix(e.attrs["src"], "assets/site.js") {
					t.Errorf("%s: a script of its own", name)
				}
			}
		}
		for _, local := range []string{"/etc/", "..\\"} {
			if strings.Contains(name, local) || strings.HasPrefix(name, "../") || strings.HasPrefix(name, "/") {
				t.Errorf("a page is called %q", name)
			}
		}
		if strings.Contains(page, "\u202e") {
			t.Errorf("%s has a mark that turns text around", name)
		}
	}
	if scripts == 0 {
		t.Error("no page was looked at")
	}

	// The search index is data in a script: it cannot end the script, and reads as what was written.
	index := pages["assets/search-index.js"]
	if strings.ContainsAny(index, "<>") {
		t.Error("the search index has a bracket that a page could take for a tag")
	}
	var rows [][4]string
	if err := json.Unmarshal([]byte(strings.TrimSuffix(strings.TrimPrefix(index, "window.pirSearch="), ";\n")), &rows); err != nil {
		t.Error(err)
	}

	var pictures []string
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		if strings.HasPrefix(name, "pictures/") {
			pictures = append(pictures, name)
		}
	}
	if len(pictures) != 1 || !strings.HasPrefix(pictures[0], "pictures/fine-") {
		t.Errorf("pictures %v, want the one that is a picture", pictures)
	}
}

// TestNothing holds that a repository without a report has pages as well.
func TestNothing(t *testing.T) {
	pages := build(t, factsOf(t, nil))
	checkPages(t, pages)
	if !strings.Contains(pages["index.html"], "Nothing is late") {
		t.Error("the overview does not say that nothing is late")
	}
}
