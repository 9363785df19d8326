// Package article sets one report as the formal record of what was learnt from an incident: an HTML article for a page of
// a site, or a page of its own. It knows a report, the names of its vocabulary and the state of its actions, and no
// other report.
package article

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/chart"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/safehtml"
	"github.com/pir-cli/pir/templates"
)

// The kinds of things that a page can have for the words of a report. The key is the word as the report writes it, with
// aliases read: an id of a report, REPORT/A1 of an action, scheme:id of a control, a category of a cause, a handle with
// its @, a path in the repository.
const (
	LinkReport   = "report"
	LinkAction   = "action"
	LinkControl  = "control"
	LinkCause    = "cause"
	LinkService  = "service"
	LinkTeam     = "team"
	LinkSupplier = "supplier"
	LinkOwner    = "owner"
	LinkRisk     = "risk"
	LinkIncident = "incident"
	LinkFile     = "file"
)

// Context is what a report alone does not know. The zero Context but for the policy shows everything as plain text.
type Context struct {
	Policy *policy.Policy

	// Actions are the report's actions on a day, in any order; others among them are passed over. An action that is not
	// there is shown by its status as it is written. AsOf is that day as YYYY-MM-DD, and is shown beside states that
	// depend on it; "" where there are none.
	Actions []actions.Record
	AsOf    string

	// Link returns the relative address of the page about something, or "" for plain text. Nil links nothing.
	Link func(kind, key string) string

	// Text and Image are for links and images in the text of the report: safehtml.Options.Link and Image.
	Text  func(target string) string
	Image func(src string) string

	// Prefix begins every id on the page, so that several articles can stand on one: letters, digits and hyphens.
	Prefix string
}

// Of returns a report as an <article> with the one heading of level 1 of its page. It has no script, no style and no
// request to another host, whatever stands in the report. Everything is taken as it is in the report: what may not be
// shown is taken out of it before. A report without front matter gives its text.
//
// The page needs the style sheet templates/site/article.css on top of base.css, and chart.Sheet.
func Of(r *report.Report, c Context) (template.HTML, error) {
	return execute("article", newView(r, c))
}

// Frame is what stands around an article on a page of its own.
type Frame struct {
	Banner string // a line above all, such as that the report was not committed; "" for none
	Foot   string // a line below all, such as where the report comes from; "" for none
}

// Page writes a report as a page that stands alone: its style is in it, and it has no script and makes no request.
func Page(w io.Writer, r *report.Report, c Context, f Frame) error {
	body, err := Of(r, c)
	if err != nil {
		return err
	}
	css, err := sheet()
	if err != nil {
		return err
	}
	hash := sha256.Sum256([]byte(css))
	page, err := execute("article-page", map[string]any{
		"Title": plain(title(r)), "Article": body, "Banner": f.Banner, "Foot": f.Foot,
		"Style": template.HTML("<style>" + css + "</style>"), //nolint:gosec // our own files
		"Hash":  "sha256-" + base64.StdEncoding.EncodeToString(hash[:]),
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, string(page))
	return err
}

// pages are the templates. They are compiled in, so that an error in them is found by the tests.
var pages = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(templates.Site, "site/article.html")
})

func execute(name string, data any) (template.HTML, error) {
	t, err := pages()
	if err != nil {
		return "", fmt.Errorf("read the template of a report: %w", err)
	}
	var b strings.Builder
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("write the page of a report: %w", err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // written by html/template
}

// sheet is the style of a page that stands alone.
var sheet = sync.OnceValues(func() (string, error) {
	var b strings.Builder
	b.WriteString(chart.Sheet())
	for _, name := range []string{"site/base.css", "site/article.css", "site/alone/alone.css"} {
		css, err := templates.Site.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("read the style of a report: %w", err)
		}
		b.Write(css)
	}
	return b.String(), nil
})

// title is what a report is called on its page.
func title(r *report.Report) string {
	if s := strings.TrimSpace(r.Title.Value); s != "" {
		return s
	}
	return r.ID
}

// plain is a text without what safehtml sets, for places that take no tags.
func plain(s string) string { return safehtml.Plain(s) }
