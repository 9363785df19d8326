package site

import (
	"encoding/xml"
	"net/url"
	"path"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// element is a start tag of a page.
type element struct {
	tag   string
	attrs map[string]string
}

// elements returns the start tags of a page.
func elements(t *testing.T, page string) []element {
	t.Helper()
	var found []element
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return found
		}
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			token := z.Token()
			e := element{token.Data, map[string]string{}}
			for _, a := range token.Attr {
				if _, twice := e.attrs[a.Key]; twice {
					t.Errorf("<%s> has %s twice", e.tag, a.Key)
				}
				e.attrs[a.Key] = a.Val
			}
			found = append(found, e)
		}
	}
}

// checkPages holds what is true of every page, whatever the reports say: every link leads to a page and a place that is
// there, nothing is asked of another host, nothing runs, and ids are unique.
func checkPages(t *testing.T, pages map[string]string) {
	t.Helper()
	ids := map[string]map[string]bool{}
	for name, page := range pages {
		if path.Ext(name) != ".html" {
			continue
		}
		ids[name] = map[string]bool{}
		for _, e := range elements(t, page) {
			if id, ok := e.attrs["id"]; ok {
				if ids[name][id] {
					t.Errorf("%s: two elements have the id %q", name, id)
				}
				ids[name][id] = true
			}
		}
	}
	for name, page := range pages {
		if path.Ext(name) != ".html" {
			continue
		}
		headings := 0
		for _, e := range elements(t, page) {
			checkElement(t, name, e)
			if e.tag == "h1" {
				headings++
			}
			if href, ok := e.attrs["href"]; ok && e.tag == "a" {
				checkLink(t, name, href, pages, ids)
			}
			for _, attr := range []string{"aria-labelledby", "aria-controls", "for"} {
				for id := range strings.FieldsSeq(e.attrs[attr]) {
					if !ids[name][id] {
						t.Errorf("%s: %s of <%s> names %q, which is not there", name, attr, e.tag, id)
					}
				}
			}
		}
		if headings != 1 {
			t.Errorf("%s has %d headings of level 1", name, headings)
		}
	}
}

func checkElement(t *testing.T, name string, e element) {
	t.Helper()
	for attr := range e.attrs {
		if strings.HasPrefix(attr, "on") || attr == "style" || attr == "srcdoc" || attr == "formaction" {
			t.Errorf("%s: <%s> has %s", name, e.tag, attr)
		}
	}
	switch e.tag {
	case "iframe", "object", "embed", "base", "style", "foreignobject", "animate", "set", "use":
		t.Errorf("%s has <%s>", name, e.tag)
	case "script", "img", "link", "image", "source", "video", "audio":
		for _, attr := range []string{"src", "href", "srcset", "poster"} {
			if u, err := url.Parse(e.attrs[attr]); err != nil || u.IsAbs() || u.Host != "" {
				t.Errorf("%s: <%s> asks %q", name, e.tag, e.attrs[attr])
			}
		}
	}
}

func checkLink(t *testing.T, name, href string, pages map[string]string, ids map[string]map[string]bool) {
	t.Helper()
	u, err := url.Parse(href)
	switch {
	case err != nil:
		t.Errorf("%s: %q is no address: %v", name, href, err)
		return
	case u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto":
		return // an address that a person wrote, to be followed by a person
	case u.IsAbs() || u.Host != "" || strings.HasPrefix(u.Path, "/"):
		t.Errorf("%s leads to %q", name, href)
		return
	}
	to := name
	if u.Path != "" {
		to = path.Join(path.Dir(name), u.Path)
	}
	if _, ok := pages[to]; !ok {
		t.Errorf("%s leads to %q, and there is no %s", name, href, to)
		return
	}
	if u.Fragment != "" && !ids[to][u.Fragment] {
		t.Errorf("%s leads to %q, and nothing there has that id", name, href)
	}
}

func TestExamplePages(t *testing.T) {
	f := factsOf(t, exampleFiles(t))
	pages := build(t, f)
	checkPages(t, pages)
	for _, want := range []string{
		"index.html", "incidents.html", "due.html", "actions.html", "trends.html", "lessons.html", "about.html", "feed.xml",
		"controls/iso27001-A.8.16.html", "causes/alerting-gap.html", "services/billing-api.html",
		"reports/2026-03-02-leaked-ci-token.html", "reports/2025-05-20-label-parser-vulnerability.html",
	} {
		if pages[want] == "" {
			t.Errorf("%s is not made", want)
		}
	}
	control := pages["controls/iso27001-A.8.4.html"]
	for _, want := range []string{"Access to source code", "Leaked CI token exposed customer exports", "Enforce masking of secrets", "What we learnt"} {
		if !strings.Contains(control, want) {
			t.Errorf("the page of a control does not say %q", want)
		}
	}
}

// TestSameBytes holds that the pages do not depend on how many cores make them.
func TestSameBytes(t *testing.T) {
	f := factsOf(t, exampleFiles(t))
	many := build(t, f)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := build(t, factsOf(t, exampleFiles(t)))
	for name := range many {
		if one[name] != many[name] {
			t.Errorf("%s differs", name)
		}
	}
	if len(one) != len(many) {
		t.Errorf("%d pages on one core, %d on many", len(one), len(many))
	}
}

// TestNextDay holds that a day later only pages differ that tell of the day.
func TestNextDay(t *testing.T) {
	before := build(t, factsOf(t, exampleFiles(t)))
	f := factsOf(t, exampleFiles(t))
	f.AsOf = today.AddDate(0, 0, 1)
	differ := 0
	for name, page := range build(t, f) {
		if page == before[name] {
			continue
		}
		differ++
		if strings.HasPrefix(name, "reports/") && !strings.Contains(page, "overdue") && !strings.Contains(page, "due soon") {
			t.Errorf("%s differs, and nothing in it is due", name)
		}
		if strings.HasPrefix(name, "controls/") || name == "lessons.html" || name == "feed.xml" {
			t.Errorf("%s differs", name)
		}
	}
	if differ == 0 {
		t.Error("no page tells of the day")
	}
}

func TestFeed(t *testing.T) {
	f := factsOf(t, exampleFiles(t))
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	plain := build(t, f)["feed.xml"]
	if err := xml.Unmarshal([]byte(plain), &feed); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{feed.ID: true}
	for _, e := range feed.Entries {
		if seen[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") || e.Title == "" {
			t.Errorf("entry %q has the id %q", e.Title, e.ID)
		}
		seen[e.ID] = true
		at, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || at.After(today) || e.Updated > feed.Updated {
			t.Errorf("entry %q is of %q, the feed of %q", e.Title, e.Updated, feed.Updated)
		}
		if _, err := html.ParseFragment(strings.NewReader(e.Content), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}); err != nil || e.Content == "" {
			t.Errorf("entry %q has the content %q: %v", e.Title, e.Content, err)
		}
	}
	if len(feed.Entries) < 20 {
		t.Errorf("%d entries", len(feed.Entries))
	}

	f.URL = "https://reviews.example/pir/"
	addressed := build(t, f)["feed.xml"]
	if !strings.Contains(addressed, `href="https://reviews.example/pir/reports/2026-03-02-leaked-ci-token.html"`) {
		t.Error("with an address links are not absolute")
	}
	if !strings.Contains(addressed, feed.ID) {
		t.Error("the id of the feed depends on its address")
	}
}
