package article

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/safehtml"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// length is how long it took from one milestone to another.
type length struct {
	Name, From, To string
	Text           string
	Known          bool
}

func (m *maker) lengths() []length {
	if len(m.r.Timeline) == 0 {
		return nil
	}
	var list []length
	for _, l := range m.r.Lengths() {
		name := strings.ReplaceAll(l.Name, "_", " ")
		list = append(list, length{Name: strings.ToUpper(name[:1]) + name[1:], From: l.From, To: l.To, Text: l.Text(), Known: l.Known})
	}
	return list
}

type timeline struct {
	Entries []entry
	Picture template.HTML // to scale
	UTC     bool          // some times were written in another zone, and have a column of their own in UTC
	Zone    string        // what the times are in
}

type entry struct {
	At, UTC, Event, Source template.HTML
	Milestone              string
}

func (m *maker) timeline() timeline {
	var t timeline
	var floating bool
	for _, e := range m.r.Timeline {
		row := entry{At: safehtml.Label(m.r.Clock(e.At)), Event: safehtml.Text(e.Event.Value), Milestone: plain(e.Milestone.Value), Source: join(m.evidence([]field.Text{e.Source}))}
		switch e.At.Precision {
		case field.Exact, field.Ambiguous, field.Skipped:
			row.UTC = template.HTML(e.At.At.UTC().Format("2006-01-02 15:04")) //nolint:gosec // digits
			t.UTC = t.UTC || !strings.HasSuffix(e.At.Value, "Z")
		case field.Floating:
			floating = true
		case field.Missing:
			row.At = missing
		case field.Day, field.Unclear:
		}
		t.Entries = append(t.Entries, row)
	}
	t.Picture = m.timelinePicture()
	switch zone := m.r.Timezone.Value; {
	case floating:
		t.Zone = "Times are as they were written. Those without a zone are known no closer."
	case zone != "":
		t.Zone = plain("Times without an offset are in " + zone + ".")
	case t.UTC:
		t.Zone = "Times are as they were written, with their offset from UTC."
	default:
		t.Zone = "Times are in UTC."
	}
	return t
}

// join sets several values in one line.
func join(list []template.HTML) template.HTML {
	parts := make([]string, 0, len(list))
	for _, h := range list {
		parts = append(parts, string(h))
	}
	return template.HTML(strings.Join(parts, ", ")) //nolint:gosec // joined from safe parts
}

type causes struct {
	Picture template.HTML // the fishbone
	List    []cause
}

type cause struct {
	ID, Anchor  string
	Role        string
	Category    template.HTML
	Statement   template.HTML
	Whys        []template.HTML
	Evidence    []template.HTML
	AddressedBy []template.HTML
}

func (m *maker) causes() causes {
	var c causes
	for i := range m.r.Causes {
		from := &m.r.Causes[i]
		one := cause{
			ID: plain(or(from.ID.Value, fmt.Sprintf("#%d", i+1))), Anchor: m.anchor("cause", from.ID.Value, i),
			Role: map[string]string{"root": "Root cause", "contributing": "Contributing factor"}[from.Role.Value], Statement: or(safehtml.Text(from.Statement.Value), missing),
			Evidence: m.evidence(from.Evidence), AddressedBy: m.addressedBy(from.ID.Value),
		}
		if one.Role == "" {
			one.Role = "Cause"
		}
		if id := from.Category.Value; id != "" {
			known, _ := m.Policy.Cause(id)
			one.Category = m.link(LinkCause, id, or(known.Name, id))
		}
		for _, w := range from.Whys {
			one.Whys = append(one.Whys, safehtml.Text(w.Value))
		}
		c.List = append(c.List, one)
	}
	c.Picture = m.fishbone()
	return c
}

// addressedBy links to the actions of this report that address a cause or a control.
func (m *maker) addressedBy(ref string) []template.HTML {
	var list []template.HTML
	for i := range m.r.Actions {
		a := &m.r.Actions[i]
		for _, t := range a.Addresses {
			if ref != "" && t.Value == ref {
				list = append(list, safehtml.Link("#"+m.anchor("action", a.ID.Value, i), or(a.ID.Value, fmt.Sprintf("#%d", i+1))))
				break
			}
		}
	}
	return list
}

// anchor is the id of a part of the page. One that has no id of its own, or another's, is told apart by its number.
func (m *maker) anchor(kind, id string, i int) string {
	unique := id != ""
	switch kind {
	case "cause":
		for j := range m.r.Causes[:i] {
			unique = unique && m.r.Causes[j].ID.Value != id
		}
	case "action":
		for j := range m.r.Actions[:i] {
			unique = unique && m.r.Actions[j].ID.Value != id
		}
	}
	if !unique || safehtml.Slug(id) != strings.ToLower(id) {
		return fmt.Sprintf("%s%s-no-%d", m.Prefix, kind, i+1)
	}
	return m.Prefix + kind + "-" + id
}

type control struct {
	Ref, Title, Note template.HTML
	Verdict          badge
	AddressedBy      []template.HTML
}

func (m *maker) controls() []control {
	list := make([]control, 0, len(m.r.Controls))
	for i := range m.r.Controls {
		c := &m.r.Controls[i]
		found, _, _ := taxonomy.LookupControl(c.Ref.Value)
		class := map[string]string{"effective": "ok", "partial": "warn", "failed": "bad", "missing": "bad"}[c.Verdict.Value]
		list = append(list, control{
			Ref: m.link(LinkControl, c.Ref.Value, c.Ref.Value), Title: safehtml.Text(found.Title), Note: safehtml.Text(c.Note.Value),
			Verdict: badge{class, plain(or(c.Verdict.Value, "not recorded"))}, AddressedBy: m.addressedBy(c.Ref.Value),
		})
	}
	return list
}

func (m *maker) after() []fact {
	return []fact{
		wide(needed("Looked for elsewhere", one(m.r.Elsewhere))),
		needed("Entries of the risk register", inline(m.links(LinkRisk, m.r.Risks))),
	}
}

type relation struct{ Report, Relation, Reason template.HTML }

func (m *maker) related() []relation {
	list := make([]relation, 0, len(m.r.Related))
	said := map[string]template.HTML{"repeat": "a repeat of it", "similar": "similar", "not-a-repeat": "not a repeat of it"}
	for _, r := range m.r.Related {
		list = append(list, relation{m.link(LinkReport, r.ID.Value, r.ID.Value), or(said[r.Relation.Value], safehtml.Text(r.Relation.Value)), safehtml.Text(r.Reason.Value)})
	}
	return list
}

func (m *maker) review() []fact {
	v := &m.r.Review
	held := needed("Review held", one(v.Held.Text))
	if !v.Waived.By.Empty() || !v.Waived.Reason.Empty() {
		held = wide(named("Review waived", []template.HTML{"by " + or(m.link(LinkOwner, v.Waived.By.Value, v.Waived.By.Value), missing) + ". " + or(safehtml.Text(v.Waived.Reason.Value), "Reason "+missing)}))
	}
	absent := fact{Name: "Absent", Wide: true}
	for _, p := range v.Absent {
		said := m.link(LinkOwner, p.Who.Value, p.Who.Value)
		if !p.Role.Empty() {
			said += ", " + safehtml.Text(p.Role.Value)
		}
		said += ": " + or(safehtml.Text(p.Input.Value), "how their view came in is "+missing)
		absent.Values = append(absent.Values, said)
	}
	return known(
		named("First look (hot wash)", one(v.HotWash.Text)), held,
		named("Facilitator", m.links(LinkOwner, []field.Text{v.Facilitator})),
		wide(named("Participants", inline(m.links(LinkOwner, v.Participants)))), absent,
	)
}

type person struct{ Who, Role template.HTML }

func (m *maker) people() []person {
	list := make([]person, 0, len(m.r.Responders))
	for _, p := range m.r.Responders {
		list = append(list, person{m.link(LinkOwner, p.Who.Value, p.Who.Value), safehtml.Text(p.Role.Value)})
	}
	return list
}

func (m *maker) sharing() []row {
	rows := make([]row, 0, len(m.r.Sharing))
	for _, s := range m.r.Sharing {
		rows = append(rows, row{or(safehtml.Text(s.On.Value), missing), safehtml.Text(s.Audience.Value), safehtml.Text(s.How.Value), join(m.evidence([]field.Text{s.Link}))})
	}
	return rows
}

func (m *maker) notified() []row {
	rows := make([]row, 0, len(m.r.Notifications))
	for _, n := range m.r.Notifications {
		when, did := missing, template.HTML("sent")
		switch {
		case !n.Sent.Empty():
			when = safehtml.Label(m.r.Clock(n.Sent))
		case !n.At.Empty():
			when, did = safehtml.Label(m.r.Clock(n.At)), "happened"
		case !n.Reason.Empty():
			when, did = "", "does not apply"
		}
		if why := safehtml.Text(n.Reason.Value); why != "" {
			did += ": " + why
		}
		rows = append(rows, row{safehtml.Text(n.Regime.Value), or(safehtml.Text(m.stage(n)), "all"), did, when, join(m.evidence([]field.Text{n.Ref}))})
	}
	return rows
}

// stage is what people call a notification.
func (m *maker) stage(n report.Notification) string {
	for _, c := range m.Policy.Notifications.Clocks() {
		if c.Regime == n.Regime.Value && c.Stage == n.Stage.Value && c.Name != "" {
			return c.Name
		}
	}
	return n.Stage.Value
}

func (m *maker) approved() []row {
	rows := make([]row, 0, len(m.r.Approvals))
	for _, a := range m.r.Approvals {
		rows = append(rows, row{or(safehtml.Text(a.On.Value), missing), m.link(LinkOwner, a.By.Value, a.By.Value), safehtml.Text(a.Role.Value)})
	}
	return rows
}

func (m *maker) ignored() []row {
	all := m.r.Suppressions()
	rows := make([]row, 0, len(all))
	for _, s := range all {
		where := "whole report"
		if s.Scope.Start > 0 {
			where = fmt.Sprintf("from line %d", m.r.File.Position(s.Span.Start).Line)
		}
		rows = append(rows, row{safehtml.Label(s.Rule), template.HTML(where), or(safehtml.Text(s.Reason), missing)}) //nolint:gosec // a word and a number
	}
	return rows
}

// day is a day for people, or "".
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// or returns the first value that is not empty.
func or[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}
