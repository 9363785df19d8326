package site

import (
	"html/template"
	"slices"
	"strconv"

	"github.com/pir-cli/pir/internal/trends"
)

// linkList is a list of what a report has to do with.
type linkList struct {
	ID, Title string
	Items     []linkItem
}

type linkItem struct {
	Ref  ref
	Said string
}

// reportPages returns the page of every report, made on all cores.
func (b *builder) reportPages() ([]Page, error) {
	again := b.again()
	pages := make([]Page, len(b.entries))
	errs := make([]error, len(b.entries))
	share(len(b.entries), func(i int) { pages[i], errs[i] = b.reportPage(i, again) })
	return pages, first(errs)
}

func (b *builder) reportPage(i int, again map[string][]linkItem) (Page, error) {
	e := b.entries[i]
	page := map[string]any{"Article": b.article(e), "Earlier": ref{}, "Later": ref{}}
	if i+1 < len(b.entries) {
		page["Earlier"] = b.to("../", b.entries[i+1].Report.ID)
	}
	if i > 0 {
		page["Later"] = b.to("../", b.entries[i-1].Report.ID)
	}
	var lists []linkList
	for _, l := range []linkList{
		{"related", "Reports that have to do with this one", b.related(e)},
		{"again", "What came back", again[e.Report.ID]},
		{"everything", "Everything we learnt about", b.subjectsOf(e)},
	} {
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	page["Links"] = lists
	return b.render(e.page, "report", frame{Title: e.title, Styles: []string{"article.css"}, Page: page})
}

// article is the report itself.
func (b *builder) article(e *entry) template.HTML {
	rep := e.Report
	return template.HTML("<article><h1>"+template.HTMLEscapeString(e.title)+"</h1>") + markdown(string(rep.File.Bytes[rep.Body.Start:rep.Body.End])) + "</article>" //nolint:gosec // it is escaped
}

// related lists what the report says of others, and what others say of it.
func (b *builder) related(e *entry) []linkItem {
	var items []linkItem
	for _, r := range e.Incident.Related {
		if b.byID[r.Report] == nil {
			continue // it is not there, or may not be shown
		}
		items = append(items, linkItem{b.to("../", r.Report), relationSaid(r, "")})
	}
	for _, other := range b.entries {
		for _, r := range other.Incident.Related {
			if r.Report == e.Report.ID && other != e && !slices.ContainsFunc(e.Incident.Related, func(own trends.Relation) bool { return own.Report == other.Report.ID }) {
				items = append(items, linkItem{b.to("../", other.Report.ID), relationSaid(r, ", says that report")})
			}
		}
	}
	return items
}

func relationSaid(r trends.Relation, by string) string {
	said := map[string]string{"repeat": "a repeat", "similar": "similar", trends.NotARepeat: "not a repeat"}[r.Relation]
	if said == "" {
		said = text(r.Relation)
	}
	said += by
	if r.Reason != "" {
		said += ". " + text(r.Reason)
	}
	return said
}

// again returns for every report which earlier ones it came back from and which later ones came back from it, over all
// time, so that a page does not change as a period moves on. Matches that may be chance are left to the page of trends.
func (b *builder) again() map[string][]linkItem {
	type pair struct{ later, earlier string }
	found := map[string][]linkItem{}
	seen := map[pair]bool{}
	for i := range b.All.Repeats {
		r := &b.All.Repeats[i]
		p := pair{r.Report, r.Earlier}
		if seen[p] || r.Settled == trends.NotARepeat || r.Weak() || r.Common.Much() && !r.ByCause() {
			continue
		}
		seen[p] = true
		days := strconv.Itoa(r.Days) + " days"
		found[r.Report] = append(found[r.Report], linkItem{b.to("../", r.Earlier), days + " before; both have " + text(r.Why)})
		found[r.Earlier] = append(found[r.Earlier], linkItem{b.to("../", r.Report), days + " later; both have " + text(r.Why)})
	}
	return found
}

// subjectsOf lists the entry points that a report belongs to.
func (b *builder) subjectsOf(e *entry) []linkItem {
	var items []linkItem
	for _, s := range b.sorted() {
		if n := len(s.events); slices.ContainsFunc(s.events, func(ev event) bool { return ev.entry == e }) {
			items = append(items, linkItem{ref{s.head(), "../" + s.page}, count(n, "report")})
		}
	}
	return items
}
