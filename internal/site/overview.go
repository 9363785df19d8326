package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/due"
	"github.com/pir-cli/pir/internal/render"
	"github.com/pir-cli/pir/internal/safehtml"
	"github.com/pir-cli/pir/internal/trends"
)

// How much of each list the overview shows; the rest is one page away.
const (
	mostItems   = 3
	mostRepeats = 5
	mostLessons = 6
	mostTopics  = 2
)

// figure is a number with what has to be known beside it.
type figure struct{ Name, Value, Note string }

// dueView is an item of what is due.
type dueView struct {
	Ref              ref
	Message          template.HTML
	Due, Days, Owner string
	Late             bool
}

// dueKind is the items of one kind.
type dueKind struct {
	Kind, Next, Doc string
	Count, More     int
	Items           []dueView
}

type repeatView struct {
	Later, Earlier ref
	After          string
	Why            string
}

func (b *builder) overview() ([]Page, error) {
	t := b.Trends
	page := map[string]any{
		"Lead":       b.overviewLead(),
		"Figures":    b.figures(),
		"Late":       b.dueKinds(true, mostItems),
		"CameBack":   render.CameBackText(t),
		"DidNotHold": render.DidNotHoldText(t),
		"Repeats":    b.repeats(),
		"Causes":     b.mostFrequent(causes),
		"Controls":   b.mostFrequent(controls),
		"Notes":      b.overviewNotes(),
		"Redacted":   b.Left.Redacted,
	}
	var lessons []lessonView
	for _, l := range b.lessonsByDay() {
		if len(lessons) < mostLessons {
			lessons = append(lessons, b.lessonView("", l))
		}
	}
	page["Lessons"] = lessons
	return b.one("index.html", "overview", frame{Title: b.title, Home: true, AsOf: isoDay(b.AsOf), Page: page})
}

func (b *builder) overviewLead() string {
	lead := "What happened, what we do about it, and what we learnt: " + count(len(b.entries), "report")
	var first, last string
	for _, e := range b.entries { // the latest first
		if d := isoDay(e.day); d != "" {
			first, last = d, cmp.Or(last, d)
		}
	}
	if first != "" && first != last {
		lead += " from " + first + " to " + last
	}
	return lead + ". As of " + isoDay(b.AsOf) + "."
}

func (b *builder) figures() []figure {
	list := actions.Listing{AsOf: b.AsOf, Records: b.Records}
	sum := list.Summary()
	late := 0
	for i := range b.Due.Items {
		if b.Due.Items[i].Late {
			late++
		}
	}
	t := b.Trends
	figures := []figure{
		{"Late", strconv.Itoa(late), "things to do whose day is over"},
		{"Actions to do", strconv.Itoa(sum.Open), fmt.Sprintf("%d overdue, of %d in all", sum.Overdue, sum.Total)},
		{"Done, not verified", strconv.Itoa(sum.Done), "nobody has shown yet that they work"},
		{"Incidents in " + strconv.Itoa(t.Exposure.Now) + " days", strconv.Itoa(t.Incidents.N), fmt.Sprintf("95 %% limits %.1f to %.1f; %d before", t.Incidents.Low, t.Incidents.High, t.Incidents.Previous)},
		{"Came back", strconv.Itoa(t.CameBack.Cause), fmt.Sprintf("of n = %d shared a root cause with an earlier one", t.Incidents.N)},
	}
	if c := b.Coverage; c != nil && c.Summary.Required > 0 {
		figures = append(figures, figure{"Reviews held", strconv.Itoa(c.Summary.Held()), fmt.Sprintf("%d required, %d missing, %d late", c.Summary.Required, c.Summary.Missing, c.Summary.Late)})
	}
	return figures
}

// dueKinds returns what is due by kind; only what is late, and most items a kind, when asked for.
func (b *builder) dueKinds(late bool, most int) []dueKind {
	var kinds []dueKind
	for _, k := range due.Kinds() {
		kind := dueKind{Kind: k.Name, Next: k.Next, Doc: sentence(k.Doc)}
		for i := range b.Due.Items {
			item := &b.Due.Items[i]
			if item.Kind != k.Name || late && !item.Late {
				continue
			}
			kind.Count++
			if most > 0 && len(kind.Items) == most {
				kind.More++
				continue
			}
			kind.Items = append(kind.Items, b.dueView(item, k.Said))
		}
		if kind.Count > 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func (b *builder) dueView(item *due.Item, said bool) dueView {
	v := dueView{Due: isoDay(item.Due), Owner: text(item.Owner), Late: item.Late}
	switch {
	case strings.Contains(item.ID, "/"):
		v.Ref = b.toAction("", item.ID)
	case item.Report != "":
		v.Ref = b.to("", item.Report)
	default:
		v.Ref = ref{Text: text(cmp.Or(item.Title, item.ID))}
	}
	if !said {
		v.Message = safehtml.Label(item.Message)
	}
	if item.Late {
		v.Days = count(item.Days, "day") + " late"
	}
	return v
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

func (b *builder) due() ([]Page, error) {
	late := 0
	for i := range b.Due.Items {
		if b.Due.Items[i].Late {
			late++
		}
	}
	page := map[string]any{
		"Lead":  fmt.Sprintf("%d late, %d coming, on %s. What comes is never late.", late, len(b.Due.Items)-late, isoDay(b.AsOf)),
		"Kinds": b.dueKinds(false, 0), "Notes": b.Due.Notes,
	}
	return b.one("due.html", "due", frame{Title: "What is due or late", AsOf: isoDay(b.AsOf), Page: page})
}

// repeats are the first that came back by a root cause, each later report once.
func (b *builder) repeats() []repeatView {
	var list []repeatView
	seen := map[string]bool{}
	for i := range b.Trends.Repeats {
		r := &b.Trends.Repeats[i]
		if len(list) == mostRepeats || !r.ByCause() || r.Settled == trends.NotARepeat || seen[r.Report] {
			continue
		}
		seen[r.Report] = true
		list = append(list, repeatView{b.to("", r.Report), b.to("", r.Earlier), after(r.Days), text(r.Why)})
	}
	return list
}

// mostFrequent returns the entry points of a kind that most reports lead to.
func (b *builder) mostFrequent(kind string) []ref {
	list := b.ofKind(kind)
	slices.SortStableFunc(list, func(x, y *subject) int { return cmp.Compare(len(y.events), len(x.events)) })
	refs := make([]ref, 0, mostTopics)
	for _, s := range list[:min(len(list), mostTopics)] {
		refs = append(refs, ref{cmp.Or(s.name, s.key), s.page})
	}
	return refs
}

func (b *builder) overviewNotes() []string {
	var notes []string
	for _, n := range []string{b.Trends.Caution, b.Trends.Reporting} {
		if n != "" {
			notes = append(notes, n)
		}
	}
	return append(notes, b.Trends.Notes...)
}

// after says how long something came after something else.
func after(days int) string {
	if days == 0 {
		return "on the day of"
	}
	return count(days, "day") + " after"
}
