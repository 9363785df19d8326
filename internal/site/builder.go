package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/trends"
)

// builder is the facts with what all pages look up.
type builder struct {
	*Facts

	title    string
	left     string
	entries  []*entry // the latest first
	byID     map[string]*entry
	byFile   map[string]*entry
	records  map[string]*actions.Record // by full id
	subjects map[string]*subject        // by kind and key
	lessons  []*lesson                  // the latest first
	owned    map[string]bool            // the anchors of owners who have something left to do
	pictures pictures
}

// entry is a report with its page.
type entry struct {
	*Entry

	page    string // path from the root of the site
	title   string
	day     time.Time // zero when nobody can tell
	records []*actions.Record
	anchors map[string]string // where on the page its actions stand, by full id
	lesson  *lesson
}

// ref is a text that may lead to a page. Href is relative to the page that shows it.
type ref struct{ Text, Href string }

// state is a word with the class by which it is coloured.
type state struct{ Text, Class string }

func newBuilder(f *Facts) *builder {
	b := &builder{Facts: f, byFile: map[string]*entry{}, byID: map[string]*entry{}, records: map[string]*actions.Record{}, subjects: map[string]*subject{}, owned: map[string]bool{}}
	b.title = cmp.Or(f.Title, strings.TrimSpace(f.Policy.Organisation+" incident reviews"))
	if f.Title == "" && f.Policy.Organisation == "" {
		b.title = "Incident reviews"
	}
	b.left = leftWords(&f.Left)
	var stems names
	for i := range f.Entries {
		rep := f.Entries[i].Report
		e := &entry{Entry: &f.Entries[i], title: text(rep.Title.Value)}
		if e.title == "" {
			e.title = text(rep.ID)
		}
		if at, ok := rep.Occurred(); ok {
			e.day = trends.Day(at)
		}
		e.page = "reports/" + stems.stem(rep.ID, rep.File.Path) + ".html"
		if b.byID[rep.ID] == nil {
			b.byID[rep.ID] = e
		}
		e.anchors = anchors(e)
		b.byFile[rep.File.Path] = e
		b.entries = append(b.entries, e)
	}
	for i := range f.Records {
		r := &f.Records[i]
		b.records[r.ID] = r
		if r.Owner != "" && leftOver(r) && !f.Left.Redacted {
			b.owned[ownerAnchor(r.Owner)] = true
		}
		if e := b.byID[r.Report]; e != nil {
			e.records = append(e.records, r)
		}
	}
	slices.SortStableFunc(b.entries, func(x, y *entry) int {
		return cmp.Or(y.day.Compare(x.day), strings.Compare(x.Report.ID, y.Report.ID))
	})
	for _, e := range b.entries {
		if e.lesson = lessonOf(e); e.lesson != nil {
			b.lessons = append(b.lessons, e.lesson)
		}
	}
	b.collect()
	return b
}

// to returns the reference to a report by its id; one that the site does not show is a text alone. root leads from the
// page to the root of the site.
func (b *builder) to(root, id string) ref {
	if e := b.byID[id]; e != nil {
		return ref{e.title, root + e.page}
	}
	return ref{Text: text(id)}
}

// toAction returns the reference to an action by its full id.
func (b *builder) toAction(root, id string) ref {
	report, _, _ := strings.Cut(id, "/")
	r := b.records[id]
	e := b.byID[report]
	switch {
	case r == nil || e == nil:
		return ref{Text: text(id)}
	default:
		return ref{cmp.Or(text(r.Title), text(id)), root + e.page + "#" + e.anchors[id]}
	}
}

// anchor is the id of an element for a word of a report.
func anchor(word string) string {
	s := plain(word)
	if s != word {
		s += "-" + digest(word)
	}
	return s
}

// text is a text from a report as it is shown: on one line, with every character to be seen.
func text(s string) string { return render.Visible(strings.Join(strings.Fields(s), " ")) }

// texts is text for each of several.
func texts(list []string) string {
	said := make([]string, 0, len(list))
	for _, s := range list {
		said = append(said, text(s))
	}
	return strings.Join(said, ", ")
}

// words joins values so that a filter can take them apart again.
func words(list []string) string {
	said := make([]string, 0, len(list))
	for _, s := range list {
		said = append(said, text(s))
	}
	return strings.Join(said, "\x1f")
}

func values(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
}

// isoDay writes a day, and nothing for one that nobody knows.
func isoDay(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// count writes a number of things.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// severity is the policy's id of a report's severity, or the word as it is written.
func (b *builder) severity(rep *report.Report) string {
	if s, ok := b.Policy.Severity(rep.Severity.Value); ok {
		return s.ID
	}
	return text(rep.Severity.Value)
}

// stateOf is the state of an action as a badge.
func stateOf(r *actions.Record) state {
	s := state{Text: strings.ReplaceAll(string(r.State), "-", " ")}
	switch r.State {
	case actions.Overdue:
		s.Class = "bad"
	case actions.DueSoon, actions.Blocked:
		s.Class = "warn"
	case actions.Verified:
		s.Class = "ok"
		if r.Result != "" && r.Result != "effective" {
			s = state{"verified: " + text(r.Result), "warn"}
		}
	case actions.Done, actions.Declined, actions.Open, actions.InProgress:
		s.Class = "muted"
	}
	if r.State == actions.Overdue && r.Status == actions.Blocked {
		s.Text = "overdue, blocked"
	}
	return s
}

// leftWords says in short what the site does not show.
func leftWords(l *Left) string {
	var said []string
	if l.TLP > 0 {
		said = append(said, count(l.TLP, "report")+" left out")
	}
	if l.Redacted {
		said = append(said, "people are named by their roles")
	}
	return strings.Join(said, ", ")
}
