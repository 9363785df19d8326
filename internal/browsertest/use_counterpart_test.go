//go:build counterpart

package browsertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press sends keys to what has the focus.
func (tb *tab) press(keys string) {
	tb.t.Helper()
	tb.do(chromedp.KeyEvent(keys))
	tb.settle()
}

// tabTo presses the tab key until an element has the focus, as a person without a mouse does.
func (tb *tab) tabTo(selector string) {
	tb.t.Helper()
	const most = 200
	for range most {
		tb.press(kb.Tab)
		if eval[bool](tb, fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
			return
		}
	}
	tb.t.Fatalf("the tab key does not lead to %s", selector)
}

// TestCounterpartSearch finds a report by the keyboard alone, and goes to it.
func TestCounterpartSearch(t *testing.T) {
	dir := exampleSite(t)
	for _, base := range []string{fileBase(dir), serve(t, dir)} {
		tb := newTab(t, base)
		tb.open("controls/iso27001-A.8.4.html") // in a folder, so that links have to find their way
		tb.tabTo("#q")
		tb.press("exposed customer")
		const hit = "document.querySelector('#results a')?.textContent || ''"
		for range 100 { // the index is read when it is first needed
			if eval[string](tb, hit) != "" {
				break
			}
			tb.settle()
		}
		if got := eval[string](tb, hit); !strings.Contains(got, "Leaked CI token exposed customer exports") {
			t.Errorf("%s: the search finds %q", base, got)
		}
		tb.press(kb.ArrowDown)
		if !eval[bool](tb, "document.activeElement.matches('#results a')") {
			t.Errorf("%s: the arrow does not lead to what is found", base)
		}
		tb.press(kb.Enter)
		tb.do(chromedp.WaitReady(chromedp.CSS("main h1")))
		if got := eval[string](tb, "location.href"); got != base+"reports/2026-03-02-leaked-ci-token.html" {
			t.Errorf("%s: the search leads to %s", base, got)
		}
		tb.open("index.html")
		tb.tabTo("#q")
		tb.press("nothing of this kind")
		for range 100 {
			if eval[string](tb, "document.querySelector('#results p').textContent") == "Nothing found." {
				break
			}
			tb.settle()
		}
		if got := eval[string](tb, "document.querySelector('#results p').textContent"); got != "Nothing found." {
			t.Errorf("%s: what is not there gives %q", base, got)
		}
		tb.quiet(base)
	}
}

// firstColumn returns the texts of the first column of a table, of the rows that are shown.
const firstColumn = "[...document.querySelectorAll('main table.sortable tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].textContent.trim())"

// TestCounterpartSort sorts a table by the keyboard, up and down, and says so.
func TestCounterpartSort(t *testing.T) {
	tb := newTab(t, fileBase(exampleSite(t)))
	tb.open("incidents.html")
	before := eval[[]string](tb, firstColumn)
	tb.tabTo("main th button")
	tb.press(kb.Enter)
	up := eval[[]string](tb, firstColumn)
	said := eval[string](tb, "document.activeElement.closest('th').getAttribute('aria-sort')")
	tb.press(" ")
	fall := eval[[]string](tb, firstColumn)
	saidThen := eval[string](tb, "document.activeElement.closest('th').getAttribute('aria-sort')")
	if len(up) != len(before) || len(up) < 30 || strings.Join(up, "\n") == strings.Join(fall, "\n") {
		t.Errorf("%d rows before, %d after: %q, then %q", len(before), len(up), up[:3], fall[:3])
	}
	if said != "ascending" || saidThen != "descending" {
		t.Errorf("aria-sort is %q, then %q", said, saidThen)
	}
	tb.quiet("incidents.html")
}

// TestCounterpartFilters filters the actions, and comes back to the same view by its address.
func TestCounterpartFilters(t *testing.T) {
	for _, base := range []string{serve(t, exampleSite(t))} {
		tb := newTab(t, base)
		tb.open("actions.html")
		all := len(eval[[]string](tb, firstColumn))
		tb.tabTo("form.filters select")
		name := eval[string](tb, "document.activeElement.name")
		word := eval[string](tb, "document.activeElement.options[1].value")
		tb.press(word[:1]) // a letter selects in a list
		chosen := eval[string](tb, "document.activeElement.value")
		some := len(eval[[]string](tb, firstColumn))
		if chosen == "" || some == 0 || some >= all {
			t.Errorf("%s: %s = %q shows %d of %d", base, name, chosen, some, all)
		}
		if got, want := eval[string](tb, "document.querySelector('form.filters output').textContent"), fmt.Sprintf("%d of %d shown", some, all); got != want {
			t.Errorf("%s: it says %q, want %q", base, got, want)
		}
		query := eval[string](tb, "location.search")
		tb.open("actions.html" + query)
		if again := len(eval[[]string](tb, firstColumn)); query == "" || again != some {
			t.Errorf("%s: by its address %q the view has %d rows, want %d", base, query, again, some)
		}
		tb.quiet(base)
	}
}

// TestCounterpartFocus walks through a page of each kind with the tab key: what has the focus is seen.
func TestCounterpartFocus(t *testing.T) {
	tb := newTab(t, fileBase(exampleSite(t)))
	for _, name := range []string{"index.html", "incidents.html", "actions.html", "reports/2026-03-02-leaked-ci-token.html", "trends.html"} {
		for _, look := range looks[:2] {
			tb.look(look.width, look.scheme)
			tb.open(name)
			seen := 0
			for range 40 {
				tb.do(chromedp.KeyEvent(kb.Tab))
				lost := eval[string](tb, `(() => {
					const e = document.activeElement;
					if (!e || e === document.body) { return ""; }
					const s = getComputedStyle(e), r = e.getBoundingClientRect();
					const outline = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0;
					if (outline && r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight) { return "seen"; }
					return e.outerHTML.slice(0, 200);
				})()`)
				switch lost {
				case "":
				case "seen":
					seen++
				default:
					t.Errorf("%s at %d, %s: no outline, or out of sight: %s", name, look.width, look.scheme, lost)
				}
			}
			if seen < 10 {
				t.Errorf("%s: the tab key leads to %d elements", name, seen)
			}
		}
	}
	tb.quiet("focus")
}

// TestCounterpartWithoutScript reads a page of each kind without JavaScript: nothing that needs it is shown, and all else is.
func TestCounterpartWithoutScript(t *testing.T) {
	dir := exampleSite(t)
	tb := newTab(t, fileBase(dir))
	call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, c := range []struct{ page, text string }{
		{"index.html", "What is late"},
		{"incidents.html", "Leaked CI token exposed customer exports"},
		{"actions.html", "Enforce masking of secrets in debug logs of every pipeline"},
		{"reports/2026-03-02-leaked-ci-token.html", "A log is a place where data is published"},
		{"trends.html", "Trends"},
		{"lessons.html", "A token that clients store is an interface"},
		{"controls/iso27001-A.8.4.html", "Leaked CI token"},
	} {
		tb.open(c.page)
		text, err := chromedp.Run(tb.ctx, chromedp.Text(chromedp.CSS("main")))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text, c.text) {
			t.Errorf("%s without JavaScript does not say %q:\n%.300s", c.page, c.text, text)
		}
		shown := eval[[]string](tb, "[...document.querySelectorAll('form, button, select')].filter(e => e.offsetParent !== null).map(e => e.outerHTML.slice(0, 100))")
		if len(shown) > 0 {
			t.Errorf("%s shows what needs JavaScript: %q", c.page, shown)
		}
		tb.quiet(c.page)
	}
}

// TestCounterpartPrint prints a report: every section is on paper, and what is for the screen is not.
func TestCounterpartPrint(t *testing.T) {
	dir := exampleSite(t)
	tb := newTab(t, fileBase(dir))
	const name = "reports/2026-03-02-leaked-ci-token.html"
	tb.look(1400, "dark") // paper is white, whatever the screen is
	tb.open(name)
	heads := eval[[]string](tb, "[...document.querySelectorAll('main h1, main h2')].map(e => e.innerText.trim())")
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, tb.pdf(), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext, of the package poppler-utils: %v", err)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	if len(heads) < 8 {
		t.Errorf("headings %q", heads)
	}
	for _, want := range append(heads, "Masking is a list of names kept by each pipeline", "A seeded secret is masked in a debug run of all 14 pipelines", "Second case of an exposed secret in six months") {
		if !strings.Contains(text, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%q is not on paper", want)
		}
	}
	for _, screen := range []string{"Colours:", "Skip to the content"} {
		if strings.Contains(text, screen) {
			t.Errorf("%q is on paper", screen)
		}
	}
	if *screenshots != "" {
		if err := exec.Command("pdftoppm", "-r", "60", "-png", file, filepath.Join(*screenshots, "print")).Run(); err != nil {
			t.Error(err)
		}
	}
	tb.quiet(name)
}
