package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// The kinds of entry points, which are also the names of their pages and folders.
const (
	controls = "controls"
	causes   = "causes"
	services = "services"
)

// subject is an entry point: everything that was learnt about a control, a cause or a service.
type subject struct {
	kind, key, name string
	aside           string // what else is known of it
	page            string
	events          []event // the latest first
	actions         []*actions.Record
}

// event is a report that has to do with a subject.
type event struct {
	entry *entry
	state state
	said  []string
}

// head is a subject as a title.
func (s *subject) head() string {
	if s.name == "" {
		return text(s.key)
	}
	return text(s.key) + " " + s.name
}

func (s *subject) last() time.Time {
	if len(s.events) == 0 {
		return time.Time{}
	}
	return s.events[0].entry.day
}

// collect finds the subjects of all reports.
func (b *builder) collect() {
	stems := map[string]*names{controls: {}, causes: {}, services: {}}
	for _, e := range b.entries {
		rep := e.Report
		for i := range rep.Controls {
			c := &rep.Controls[i]
			b.happened(controls, c.Ref.Value, e, verdictState(c.Verdict.Value), c.Note.Value)
		}
		for i := range rep.Causes {
			c := &rep.Causes[i]
			b.happened(causes, c.Category.Value, e, state{}, c.Statement.Value)
		}
		for _, s := range e.Incident.Services {
			b.happened(services, s, e, state{}, "")
		}
		for i, r := range e.records {
			for _, key := range b.addressed(rep, r) {
				if s := b.subjects[key]; s != nil && (len(s.actions) == 0 || !slices.Contains(s.actions, e.records[i])) {
					s.actions = append(s.actions, e.records[i])
				}
			}
		}
	}
	for _, s := range b.sorted() {
		s.page = s.kind + "/" + stems[s.kind].stem(s.key, s.key) + ".html"
	}
}

// happened adds a report to a subject; what it says more than once about it is one event.
func (b *builder) happened(kind, key string, e *entry, st state, said string) {
	if key == "" {
		return
	}
	s := b.subjects[kind+"\x00"+key]
	if s == nil {
		s = b.newSubject(kind, key)
		b.subjects[kind+"\x00"+key] = s
	}
	if n := len(s.events); n == 0 || s.events[n-1].entry != e {
		s.events = append(s.events, event{entry: e, state: st})
	}
	if said = text(said); said != "" {
		ev := &s.events[len(s.events)-1]
		ev.said = append(ev.said, said)
	}
}

func (b *builder) newSubject(kind, key string) *subject {
	s := &subject{kind: kind, key: key}
	switch kind {
	case controls:
		if c, known, _ := taxonomy.LookupControl(key); known {
			s.name = c.Title
		}
	case causes:
		if c, ok := b.Policy.Cause(key); ok {
			s.name = c.Name
			s.aside = "On the fishbone: " + c.Bone + "."
			if len(c.ISO) > 0 {
				s.aside += " Controls that often have to do with it: iso27001:" + strings.Join(c.ISO, ", iso27001:") + "."
			}
		}
	}
	return s
}

// addressed returns the keys of the subjects that an action is about: the control it addresses, and the category of the
// cause it addresses.
func (b *builder) addressed(rep *report.Report, r *actions.Record) []string {
	var keys []string
	for _, a := range r.Addresses {
		if strings.Contains(a, ":") {
			keys = append(keys, controls+"\x00"+a)
			continue
		}
		for i := range rep.Causes {
			if rep.Causes[i].ID.Value == a {
				keys = append(keys, causes+"\x00"+rep.Causes[i].Category.Value)
			}
		}
	}
	return keys
}

// sorted returns all subjects by kind and key.
func (b *builder) sorted() []*subject {
	list := make([]*subject, 0, len(b.subjects))
	for _, s := range b.subjects {
		list = append(list, s)
	}
	slices.SortFunc(list, func(x, y *subject) int { return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.key, y.key)) })
	return list
}

func (b *builder) ofKind(kind string) []*subject {
	return slices.DeleteFunc(b.sorted(), func(s *subject) bool { return s.kind != kind })
}

// verdictState is a verdict on a control as a badge.
func verdictState(verdict string) state {
	s := state{Text: text(verdict), Class: "muted"}
	switch verdict {
	case "failed", "missing":
		s.Class = "bad"
	case "partial":
		s.Class = "warn"
	case "effective":
		s.Class = "ok"
	}
	return s
}
