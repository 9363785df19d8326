package tracker

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pir-cli/pir/internal/amend"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/markdown"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Draft writes what the tracker says of an incident into a new report, which a template has begun with title, kind,
// services and teams. from is the name of the tracker, severity an entry of the policy or nothing, zone the IANA zone of times without an offset or nothing. What a template has no room for is a note.
func Draft(begun *source.File, i *Incident, from, severity, zone string) (b []byte, notes []string, err error) {
	parser := report.NewParser()
	const open = "\nseverity: \"\"\n"
	if severity == "" && i.Severity != "" {
		word := fmt.Sprintf("\nseverity:                       # %q in %s, which the policy does not have\n", i.Severity, from)
		begun = source.New(begun.Path, bytes.Replace(begun.Bytes, []byte(open), []byte(word), 1))
	}
	r := parser.Parse(begun)
	if !r.HasFrontMatter {
		return nil, nil, fmt.Errorf("%s has no front matter that can be read", begun.Path)
	}
	for _, c := range changes(r, i, severity, zone) {
		now, err := amend.Report(parser, r, []field.Change{c.change})
		if err != nil {
			notes = append(notes, fmt.Sprintf("%s is not written, the template has no room for it: %v", c.what, err))
			continue
		}
		r = now
	}
	eol := "\n"
	if bytes.Contains(begun.Bytes, []byte("\r\n")) {
		eol = "\r\n"
	}
	text := strings.TrimRight(string(r.File.Bytes), "\r\n")
	return []byte(text + eol + strings.ReplaceAll("\n"+section(i, from, severity), "\n", eol)), notes, nil
}

// wanted is a change of one field, and what to call it.
type wanted struct {
	what   string
	change field.Change
}

func changes(r *report.Report, i *Incident, severity, zone string) []wanted {
	var list []wanted
	set := func(name string, v field.Value, given bool) {
		if given {
			list = append(list, wanted{name, field.Set(nil, name, v)})
		}
	}
	set("severity", field.NewWord(severity), severity != "" && r.Severity.Empty())
	set("detection", field.NewWord(i.Detection), i.Detection != "")
	list = append(list, impact(r, i)...)
	set("timezone", field.NewText(zone), zone != "" && i.Floating())
	entries := make([]field.Value, 0, len(i.Timeline))
	for _, e := range i.Timeline {
		var m record
		m.word("at", e.At.Value)
		m.text("event", e.Event)
		m.word("milestone", e.Milestone)
		m.text("source", "ticket:"+i.Key)
		entries = append(entries, field.NewMapping(m...))
	}
	set("timeline", field.NewList(entries...), len(entries) > 0)
	people := make([]field.Value, 0, len(i.People))
	for _, p := range i.People {
		var m record
		m.text("who", p.Who)
		m.text("role", p.Role)
		people = append(people, field.NewMapping(m...))
	}
	set("responders", field.NewList(people...), len(people) > 0)
	set("actions", actionList(i.Actions), len(i.Actions) > 0)
	return list
}

func impact(r *report.Report, i *Incident) []wanted {
	var m record
	m.text("summary", i.Impact)
	m.word("customers", i.Customers)
	m.word("records", i.Records)
	if len(m) == 0 {
		return nil
	}
	if _, _, ok := r.Key("impact"); !ok {
		return []wanted{{"impact", field.Set(nil, "impact", field.NewMapping(m...).Lines())}}
	}
	list := make([]wanted, 0, len(m))
	for _, p := range m {
		list = append(list, wanted{"impact." + p.Key, field.Set(field.Path{field.In("impact")}, p.Key, p.Value)})
	}
	return list
}

func actionList(actions []Action) field.Value {
	items := make([]field.Value, 0, len(actions))
	for n, a := range actions {
		var m record
		m.word("id", fmt.Sprintf("A%d", n+1))
		m.text("title", a.Title)
		m.text("owner", a.Owner)
		m.word("due", a.Due)
		m.word("status", a.Status)
		m.text("ticket", a.Ticket)
		m.word("done", a.Done)
		items = append(items, field.NewMapping(m...).Lines())
	}
	return field.NewList(items...)
}

// record is a mapping of the keys that have a value.
type record []field.Pair

func (r *record) word(key, value string) {
	if value != "" {
		*r = append(*r, field.Pair{Key: key, Value: field.NewWord(value)})
	}
}

func (r *record) text(key, value string) {
	if value != "" {
		*r = append(*r, field.Pair{Key: key, Value: field.NewText(value)})
	}
}

// section is the part of the report that says where it comes from, and what else the tracker holds. Whatever stood in
// the tracker shows as it was written and means nothing to markdown.
func section(i *Incident, from, severity string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## From %s\n\n", from)
	if i.Link != "" {
		fmt.Fprintf(&b, "- Ticket: <%s>\n", i.Link)
	} else {
		fmt.Fprintf(&b, "- Ticket: %s\n", markdown.Escape(i.Key))
	}
	if i.Severity != "" && i.Severity != severity {
		fmt.Fprintf(&b, "- Severity there: %s\n", markdown.Escape(i.Severity))
	}
	for _, f := range i.Facts {
		fmt.Fprintf(&b, "- %s: %s\n", f.Name, markdown.Escape(f.Value))
	}
	for _, n := range i.Notes {
		fmt.Fprintf(&b, "- Not read: %s\n", markdown.Escape(n))
	}
	if i.Summary != "" {
		b.WriteByte('\n')
		for l := range strings.SplitSeq(i.Summary, "\n") {
			b.WriteString(strings.TrimRight("> "+markdown.Escape(strings.TrimRight(l, " \t")), " ") + "\n")
		}
	}
	return b.String()
}
