package article

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

func parse(t *testing.T, name, text string) *report.Report {
	t.Helper()
	return report.NewParser().Parse(source.New(name, []byte(text)))
}

// page returns a report as a page that stands alone, as of a day on which some actions of the examples are late.
func page(t *testing.T, r *report.Report, pol *policy.Policy) string {
	t.Helper()
	day := time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	c := Context{
		Policy: pol, Actions: actions.At(actions.Of(r, pol), day, pol), AsOf: "2026-09-30",
		Link:  func(kind, key string) string { return "../" + kind + "/" + url.PathEscape(key) + ".html" },
		Image: func(src string) string { return "files/" + filepath.Base(src) },
	}
	if err := Page(&b, r, c, Frame{Banner: "Changes that are not committed are in this report.", Foot: "As of 2026-09-30"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// examples are the reports of the example repository with its policy.
func examples(t *testing.T) (map[string]*report.Report, *policy.Policy) {
	t.Helper()
	text, err := os.ReadFile("../../examples/pir.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pol, _ := policy.Parse(source.New("pir.yaml", text))
	found := map[string]*report.Report{}
	for _, pattern := range []string{"../../examples/reports/*.md", "../../examples/reports/*/index.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r := parse(t, name, string(text))
			found[r.ID] = r
		}
	}
	return found, pol
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// words returns the text below a node on one line.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// sound checks what every page needs, read as a browser reads it: nothing that acts, one heading of level 1, headings
// without a step left out, ids that are there once and links that lead to them, tables with captions and scopes.
func sound(t *testing.T, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	ids, targets, level, h1 := map[string]bool{}, []string{}, 0, 0
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("a comment: %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "iframe", "object", "embed", "form", "input", "base", "foreignObject", "image", "use", "animate", "set":
			t.Errorf("there is a <%s>", n.Data)
		case "style":
			if n.Parent.Data != "head" {
				t.Errorf("a style outside of the head")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now > level+1 {
				t.Errorf("<%s> follows <h%d>: %s", n.Data, level, words(n))
			}
			level = now
			if now == 1 {
				h1++
			}
		case "table":
			if first := n.FirstChild; !strings.HasPrefix(attr(n.Parent, "aria-label"), "Table ") && (first.NextSibling == nil || first.NextSibling.Data != "caption") {
				t.Errorf("a table without caption")
			}
		case "th":
			if attr(n, "scope") == "" {
				t.Errorf("a head without scope: %s", words(n))
			}
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "action", a.Key == "srcset":
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				targets = append(targets, a.Val[1:])
			case a.Key == "href":
				u, err := url.Parse(a.Val)
				if err != nil || !slices.Contains([]string{"", "http", "https", "mailto"}, u.Scheme) || u.Scheme == "" && u.Host != "" {
					t.Errorf("a link to %q", a.Val)
				}
				if u != nil && u.Host != "" && attr(n, "rel") != "noopener noreferrer" {
					t.Errorf("the link to %s tells that host where it stands", a.Val)
				}
			case a.Key == "src" && !strings.HasPrefix(a.Val, "files/"):
				t.Errorf("a source %q", a.Val)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("id %q is there twice", a.Val)
				}
				ids[a.Val] = true
			case a.Key == "aria-labelledby":
				targets = append(targets, strings.Fields(a.Val)...)
			}
		}
	}
	if h1 != 1 {
		t.Errorf("%d headings of level 1", h1)
	}
	for _, target := range targets {
		if strings.HasPrefix(target, "text-") || strings.HasPrefix(target, "summary-") {
			continue // where a link of the text leads is its writer's affair
		}
		if to, err := url.PathUnescape(target); err != nil || !ids[to] {
			t.Errorf("nothing has the id %q", target)
		}
	}
	return doc
}

func TestExamples(t *testing.T) {
	reports, pol := examples(t)
	for id, r := range reports {
		t.Run(id, func(t *testing.T) {
			text := page(t, r, pol)
			doc := sound(t, text)
			said := words(doc)
			for _, want := range facts(r) {
				if want = strings.Join(strings.Fields(want), " "); !strings.Contains(said, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			if again := page(t, r, pol); again != text {
				t.Error("the page differs the second time")
			}
		})
	}
}

// facts are the texts of a report that its page must hold.
func facts(r *report.Report) []string {
	list := []string{r.Title.Value, r.ID, r.Severity.Value, r.Incident.Value, r.Impact.Summary.Value, r.Impact.Customers.Value, r.Elsewhere.Value, r.Review.Held.Value, r.Review.Facilitator.Value, r.Classification.Vector.Value}
	for _, e := range r.Timeline {
		list = append(list, e.Event.Value, e.Source.Value, e.Milestone.Value)
	}
	for i := range r.Causes {
		c := &r.Causes[i]
		list = append(list, c.Statement.Value)
		for _, w := range c.Whys {
			list = append(list, w.Value)
		}
		for _, e := range c.Evidence {
			list = append(list, e.Value)
		}
	}
	for _, c := range r.Controls {
		list = append(list, c.Ref.Value, c.Verdict.Value, c.Note.Value)
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		list = append(list, a.Title.Value, a.Owner.Value, a.Due.Value, a.DoneWhen.Value, a.Done.Value, a.Verified.By.Value, a.Verified.On.Value, a.Verified.Result.Value, a.Declined.Reason.Value, a.Blocked.Reason.Value)
		for _, e := range a.Escalations {
			list = append(list, e.Ask.Value, e.To.Value)
		}
	}
	for _, x := range r.Related {
		list = append(list, x.ID.Value, x.Reason.Value)
	}
	for _, s := range r.Sharing {
		list = append(list, s.Audience.Value, s.How.Value)
	}
	for _, n := range r.Notifications {
		list = append(list, n.Regime.Value, n.Reason.Value)
	}
	for _, a := range r.Approvals {
		list = append(list, a.By.Value, a.On.Value, a.Role.Value)
	}
	for _, s := range r.Suppressions() {
		list = append(list, s.Rule, s.Reason)
	}
	return list
}
