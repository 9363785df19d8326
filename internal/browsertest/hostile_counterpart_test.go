//go:build counterpart

package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// hostileReport has in every field what would run in a page, call another host, or end the element that it stands in.
const hostileReport = `---
title: "</title><script>alert('title')</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(2)"
kind: near-miss
severity: "\"><svg onload=alert(3)>"
status: approved
tlp: "clear\"><script>alert(4)</script>"
incident: "</script><script>alert(5)</script>"
services: ["</script><script>alert(6)</script>", "javascript:alert(7)", "'\"><iframe src=https://evil.example>"]
teams: ["</td></tr></table><script>alert(8)</script>"]
suppliers: ["<base href=https://evil.example/>"]
trigger: "{{.}} ${alert(9)}"
classification: {type: "<object data=https://evil.example>", vector: "\" autofocus onfocus=alert(10) \""}
impact: {summary: "<svg><script>alert(11)</script></svg>", customers: 3}
timeline:
  - {at: 2026-03-02T21:14:00Z, event: "<iframe srcdoc='<script>alert(12)</script>'></iframe>", milestone: started, source: "javascript:alert(13)"}
  - {at: 2026-03-02T22:14:00Z, event: "<img src=https://evil.example/a.png>", milestone: detected, source: "https://evil.example/\" onclick=\"alert(14)"}
causes:
  - {id: "C1\" onclick=\"alert(15)", role: root, category: "alerting-gap</text><script>alert(16)</script>", statement: "</text></svg><script>alert(17)</script>", whys: ["<a href=javascript:alert(18)>x</a>"], evidence: ["javascript:alert(19)", "../../../../etc/passwd"]}
controls: [{ref: "iso27001:A.8.4", verdict: failed, note: "<style>*{display:none}</style><link rel=stylesheet href=https://evil.example/x.css>"}]
responders: [{who: "@<script>alert(20)</script>", role: "\"><script>alert(21)</script>"}]
review: {held: 2026-03-10, facilitator: "<script>alert(22)</script>"}
actions:
  - {id: "A1\"><script>alert(23)</script>", title: "<form action=https://evil.example><button autofocus>", owner: "@\"><script>alert(24)</script>", due: 2026-03-30, status: open, ticket: "javascript:alert(25)", evidence: ["data:text/html,<script>alert(26)</script>"]}
elsewhere: "<meta http-equiv=refresh content='0;url=https://evil.example'>"
related: [{id: "2026-03-02-leaked-ci-token", relation: similar, reason: "</li></ul><script>alert(27)</script>"}]
sharing: [{on: 2026-03-20, audience: "<script>alert(28)</script>", link: "javascript:alert(29)"}]
notifications: [{regime: "<script>alert(30)</script>", stage: x, ref: "javascript:alert(31)"}]
---

## Summary </h2><script>alert(32)</script>

<script>alert(33)</script><img src=x onerror=alert(34)> [a](javascript:alert(35)) [b](JaVaScRiPt&#58;alert(36)) <https://evil.example/x>
![pixel](https://evil.example/pixel.png) ![up](../../../../etc/passwd)

<details open ontoggle=alert(37)><summary>x</summary></details>

## Lessons learned

<svg onload=alert(38)></svg> [lesson](data:text/html,<script>alert(39)</script>)
`

// TestCounterpartHostileReport adds a report that is written to break the site to the example: on no page a dialog opens, a
// script of the report runs, a request goes to another place, or something is on the console; and the pages of the other
// reports that have nothing to do with it stay as they are.
func TestCounterpartHostileReport(t *testing.T) {
	dir := t.TempDir()
	repo := filepath.Join(dir, "demo")
	pir(t, dir, "demo", "demo")
	pir(t, repo, "site", "-o", "../before", "--as-of", "2026-10-01")
	for _, name := range []string{"2026-03-02-hostile.md", `2026-03-03-"onclick='alert(40)'.md`} {
		if err := os.WriteFile(filepath.Join(repo, "reports", name), []byte(hostileReport), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pir(t, repo, "site", "-o", "../site", "--as-of", "2026-10-01")
	site := filepath.Join(dir, "site")
	base := fileBase(site)
	tb := newTab(t, base)
	hostile := 0
	for _, name := range pagesOf(t, site) {
		after, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if before, err := os.ReadFile(filepath.Join(dir, "before", filepath.FromSlash(name))); err == nil && bytes.Equal(before, after) {
			continue
		}
		if !bytes.Contains(after, []byte("alert(")) {
			continue
		}
		hostile++
		tb.open(pathEscaped(name))
		// What waits for a person: hovering, clicking what is no link, and giving the focus.
		eval[any](tb, `document.querySelectorAll("main *").forEach(e => {
			for (const kind of ["mouseover", "focus", "toggle", "click"]) {
				if (kind !== "click" || !e.closest("a, button, form")) { e.dispatchEvent(new Event(kind, {bubbles: true})); }
			}
		})`)
		for _, bad := range eval[[]string](tb, `[...document.querySelectorAll("script, iframe, object, embed, base, a, img, link, form")].filter(e =>
			e.tagName === "SCRIPT" && !e.src.startsWith("`+base+`assets/") ||
			["IFRAME", "OBJECT", "EMBED", "BASE"].includes(e.tagName) ||
			e.tagName === "A" && !["file:", "https:", "http:"].includes(e.protocol) ||
			["IMG", "LINK"].includes(e.tagName) && !(e.src || e.href).startsWith("`+base+`") ||
			e.tagName === "FORM" && e.hasAttribute("action")).concat(
			[...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on")))).map(e => e.outerHTML.slice(0, 200))`) {
			t.Errorf("%s holds %s", name, bad)
		}
		tb.quiet(name)
		if name == "index.html" { // the search shows texts of the report
			tb.tabTo("#q")
			tb.press("alert")
			for range 50 {
				if eval[bool](tb, "!!document.querySelector('#results a')") {
					break
				}
				tb.settle()
			}
			tb.quiet(name + ", searched")
		}
	}
	if hostile < 8 {
		t.Errorf("only %d pages show anything of the report", hostile)
	}
	for _, name := range []string{"reports/2025-01-22-lost-field-laptop.html", "reports/2026-09-08-mobile-app-login-loop.html"} {
		before, err1 := os.ReadFile(filepath.Join(dir, "before", filepath.FromSlash(name)))
		after, err2 := os.ReadFile(filepath.Join(site, filepath.FromSlash(name)))
		if err1 != nil || err2 != nil || !bytes.Equal(before, after) {
			t.Errorf("%s is another page beside a hostile report: %v %v", name, err1, err2)
		}
	}
}
