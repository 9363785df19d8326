package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// topicCell is a cell of the list of entry points.
type topicCell struct {
	Name  string
	Value int
}

// topicRow is an entry point in its list.
type topicRow struct {
	Ref   ref
	Name  string
	Cells []topicCell
	Last  string
}

// topicKind is what is said of a kind of entry points.
type topicKind struct{ kind, title, head, lead string }

var topicKinds = []topicKind{
	{controls, "Controls", "Control", "Everything we learnt about a control: in which incidents it worked, failed or was missing, and what is done about it."},
	{causes, "Causes", "Category", "Everything we learnt about a category of causes: the conditions that made incidents possible, and what is done about them."},
	{services, "Services", "Service", "Everything we learnt about a service: its incidents and their lessons."},
}

// topics returns the lists of entry points and the page of each.
func (b *builder) topics() ([]Page, error) {
	var pages []Page
	for _, k := range topicKinds {
		list := b.ofKind(k.kind)
		page, err := b.topicList(k, list)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
		for _, s := range list {
			page, err := b.topic(k, s)
			if err != nil {
				return nil, err
			}
			pages = append(pages, page)
		}
	}
	return pages, nil
}

func (b *builder) topicList(k topicKind, list []*subject) (Page, error) {
	columns := []string{"Reports", "Actions to do"}
	if k.kind == controls {
		columns = []string{"Failed", "Missing", "Partial", "Effective", "Actions to do"}
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(x, y *subject) int { return cmp.Compare(len(y.events), len(x.events)) })
	rows := make([]topicRow, 0, len(list))
	for _, s := range list {
		row := topicRow{Ref: ref{text(s.key), s.page}, Name: s.name, Last: isoDay(s.last())}
		for _, c := range columns {
			row.Cells = append(row.Cells, topicCell{c, s.number(c)})
		}
		rows = append(rows, row)
	}
	return b.render(k.kind+".html", "topics", frame{Title: k.title, Page: map[string]any{"Title": k.title, "Lead": k.lead, "Head": k.head, "Columns": columns, "Rows": rows}})
}

// number counts what a column of the list is about.
func (s *subject) number(column string) int {
	n := 0
	switch column {
	case "Reports":
		return len(s.events)
	case "Actions to do":
		for _, r := range s.actions {
			if r.Left() {
				n++
			}
		}
	default:
		for _, e := range s.events {
			if e.state.Text == strings.ToLower(column) {
				n++
			}
		}
	}
	return n
}

// eventView is a report on the page of an entry point.
type eventView struct {
	Ref                 ref
	State               state
	Day, Severity, Kind string
	Said                []string
}

func (b *builder) topic(k topicKind, s *subject) (Page, error) {
	events := make([]eventView, 0, len(s.events))
	var told []lessonView
	for _, ev := range s.events {
		v := eventView{Ref: b.to("../", ev.entry.Report.ID), State: ev.state, Day: isoDay(ev.entry.day), Severity: b.severity(ev.entry.Report), Said: ev.said}
		if ev.entry.Incident.Kind != "incident" {
			v.Kind = ev.entry.Incident.Kind
		}
		if impact := text(ev.entry.Report.Impact.Summary.Value); len(v.Said) == 0 && impact != "" {
			v.Said = []string{impact}
		}
		events = append(events, v)
		if ev.entry.lesson != nil {
			told = append(told, b.lessonView("../", ev.entry.lesson))
		}
	}
	acts := make([]actionView, 0, len(s.actions))
	for _, r := range s.actions {
		acts = append(acts, b.actionView("../", r))
	}
	page := map[string]any{
		"Up": k.title, "UpHref": k.kind + ".html", "Key": text(s.key), "Name": s.name, "Lead": s.lead(), "Aside": s.aside,
		"Events": events, "Actions": acts, "Lessons": told,
	}
	return b.render(s.page, "topic", frame{Title: s.head(), Page: page})
}

// lead says in a sentence what the page has.
func (s *subject) lead() string {
	said := "Everything we learnt about it: " + count(len(s.events), "report")
	if s.kind == controls {
		var verdicts []string
		for _, v := range []string{"failed", "missing", "partial", "effective"} {
			if n := s.number(v); n > 0 {
				verdicts = append(verdicts, v+" "+strconv.Itoa(n))
			}
		}
		if len(verdicts) > 0 {
			said += " (" + strings.Join(verdicts, ", ") + ")"
		}
	}
	return said + ", " + count(len(s.actions), "action") + "."
}
