package site

import (
	"slices"
	"strconv"

	"github.com/pir-cli/pir/internal/parallel"
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
	mentions, again := b.mentions(), b.again()
	pages := make([]Page, len(b.entries))
	errs := make([]error, len(b.entries))
	parallel.Do(len(b.entries), func(i int) { pages[i], errs[i] = b.reportPage(i, mentions, again) })
	return pages, first(errs)
}

func (b *builder) reportPage(i int, mentions, again map[string][]linkItem) (Page, error) {
	e := b.entries[i]
	text, err := b.article(e)
	if err != nil {
		return Page{}, err
	}
	page := map[string]any{"Article": text, "Earlier": ref{}, "Later": ref{}}
	if i+1 < len(b.entries) {
		page["Earlier"] = b.to("../", b.entries[i+1].Report.ID)
	}
	if i > 0 {
		page["Later"] = b.to("../", b.entries[i-1].Report.ID)
	}
	var lists []linkList
	for _, l := range []linkList{
		{"mentioned-by", "Reports that name this one", mentions[e.Report.ID]},
		{"again", "What came back", again[e.Report.ID]},
		{"everything", "Everything we learnt about", b.subjectsOf(e)},
	} {
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	page["Links"] = lists
	return b.render(e.page, "report", frame{Title: e.title, Styles: []string{"chart.css", "article.css"}, Page: page})
}

// mentions returns for every report what others say of it. What it says of others stands in the report.
func (b *builder) mentions() map[string][]linkItem {
	said := map[string][]linkItem{}
	for _, e := range b.entries {
		for _, r := range e.Incident.Related {
			if r.Report != e.Report.ID {
				said[r.Report] = append(said[r.Report], linkItem{b.to("../", e.Report.ID), relationSaid(r)})
			}
		}
	}
	return said
}

func relationSaid(r trends.Relation) string {
	said := map[string]string{"repeat": "a repeat", "similar": "similar", trends.NotARepeat: "not a repeat"}[r.Relation]
	if said == "" {
		said = text(r.Relation)
	}
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
