package tracker

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
)

// Options say how an export is read.
type Options struct {
	Tracker string            // a name; Generic needs Columns
	Columns map[string]string // by the name of a field, where it is instead: the heading of a table, or a path
	Created string            // the milestone that the opening of a ticket is, empty when nobody said
}

// Export is what was read.
type Export struct {
	Title     string // of the tracker
	Incidents []Incident
	Left      []string // what was left out and why, for people
}

// fields are the fields of a mapping that somebody can say the place of.
func (m *mapping) fields() map[string]*value {
	return map[string]*value{
		"key": &m.Key, "title": &m.TitleIn, "severity": &m.Severity, "summary": &m.Summary, "impact": &m.Impact,
		"link": &m.Link, "customers": &m.Customers, "records": &m.Records, "services": &m.Services, "teams": &m.Teams, "detection": &m.Detection,
	}
}

// FieldNames returns the names that Options.Columns takes.
func FieldNames() []string {
	return slices.Concat(slices.Sorted(maps.Keys((&mapping{}).fields())), report.Milestones.List, []string{"created"})
}

// Read reads the incidents of an export. An error is one of use: a tracker that is not known, an export that is not
// of it, a limit.
func (in *Input) Read(opts Options) (*Export, error) {
	m := &mapping{Name: Generic, Title: "a table", CSV: true, Zone: zoneNone, Rows: []string{"[]"}}
	if opts.Tracker != Generic {
		known, err := mappingOf(opts.Tracker)
		if err != nil {
			return nil, err
		}
		own := *known // the mappings are shared
		own.Entries = slices.Clone(known.Entries)
		m = &own
	}
	if m.CSV != (in.table != nil) {
		return nil, fmt.Errorf("this is no export of %s, which is %s", m.Title, map[bool]string{true: "a table in CSV", false: "JSON"}[m.CSV])
	}
	if err := m.redirect(opts.Columns, in.table); err != nil {
		return nil, err
	}
	b := builder{mapping: m, input: in, created: opts.Created, joined: map[string]map[string][]any{}}
	return b.read()
}

// redirect takes fields from where somebody says they are.
func (m *mapping) redirect(columns map[string]string, table []string) error {
	named := m.fields()
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		place := columns[name]
		if table != nil {
			if place = heading(place); !slices.Contains(table, place) {
				return fmt.Errorf("--column %s=%s: the table has no such column", name, columns[name])
			}
		}
		if v, ok := named[name]; ok {
			*v = value{Paths: []string{place}}
			if name == "detection" {
				*v = value{Paths: []string{place}, folded: itself(report.Detections.List), Else: "drop"}
			}
			continue
		}
		said := strings.NewReplacer("{", "(", "}", ")").Replace(columns[name])
		e := entries{At: value{Paths: []string{place}}, Event: value{Texts: []string{strings.ToUpper(name[:1]) + name[1:] + ", by " + said}}}
		if name == "created" {
			e.Created = true
		} else if e.Fixed = name; !slices.Contains(report.Milestones.List, name) {
			return fmt.Errorf("--column %s=%s: there is no such field; fields are %v", name, columns[name], FieldNames())
		}
		m.Entries = slices.DeleteFunc(m.Entries, func(old entries) bool { return name == old.Fixed || e.Created && old.Created })
		m.Entries = append(m.Entries, e)
	}
	if !m.Key.given() {
		return errors.New("--column key=HEADING: say which column has the key of the incident")
	}
	return nil
}

// itself maps words to themselves.
func itself(words []string) map[string]string {
	m := make(map[string]string, len(words))
	for _, w := range words {
		m[field.Fold(w)] = w
	}
	return m
}

// builder makes incidents of records.
type builder struct {
	mapping *mapping
	input   *Input
	created string
	alone   bool                        // there is one incident only
	joined  map[string]map[string][]any // by the path of a list and the id of an incident
	left    []string
}

func (b *builder) read() (*Export, error) {
	records := b.mapping.records(b.input)
	odd := 0
	records = slices.DeleteFunc(records, func(r any) bool {
		fits := b.mapping.CSV || b.mapping.fits(r)
		if !fits && b.mapping.mine(r) {
			odd++
		}
		return !fits
	})
	if odd > 0 {
		b.left = append(b.left, fmt.Sprintf("%d without what every incident of %s has: %s", odd, b.mapping.Title, strings.Join(b.mapping.Must, ", ")))
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("there is no incident of %s in it", b.mapping.Title)
	}
	if len(records) > MaxIncidents {
		return nil, fmt.Errorf("%d incidents; at most %d are read at once, export them by year", len(records), MaxIncidents)
	}
	b.alone = len(records) == 1
	export := &Export{Title: b.mapping.Title}
	seen, ids := map[string]bool{}, map[string]bool{}
	for n, r := range records {
		key := line(b.mapping.Key.first(r), maxTitle)
		ids[b.mapping.ID.first(r)] = true
		if why, skipped := skips(b.mapping.Skip, r); skipped {
			if why != "" {
				b.left = append(b.left, cmp.Or(key, fmt.Sprintf("record %d", n+1))+": "+why)
			}
			continue
		}
		if key == "" {
			b.left = append(b.left, fmt.Sprintf("record %d has no key", n+1))
			continue
		}
		if seen[field.Fold(key)] {
			b.left = append(b.left, key+": the export has it twice; the first one counts")
			continue
		}
		seen[field.Fold(key)] = true
		export.Incidents = append(export.Incidents, b.incident(key, r))
	}
	b.strays(ids)
	export.Left = b.left
	return export, nil
}

// skips reports whether a record is left out, and why.
func skips(rules []skip, record any) (why string, skipped bool) {
	for _, s := range rules {
		texts := s.Value.all(record)
		oneOf := func(words []string) bool {
			return slices.ContainsFunc(texts, func(t string) bool { return slices.Contains(words, t) })
		}
		switch {
		case s.NotIn != nil && !oneOf(s.NotIn), s.In != nil && oneOf(s.In), s.NotIn == nil && s.In == nil && len(texts) > 0:
			return s.Why, true
		}
	}
	return "", false
}

func (b *builder) incident(key string, r any) Incident {
	m := b.mapping
	i := Incident{
		Key: key, Title: line(m.TitleIn.first(r), maxTitle), Severity: line(m.Severity.first(r), maxTitle), Kind: m.Kind.first(r),
		Detection: m.Detection.first(r), Summary: paragraphs(m.Summary.first(r)), Impact: line(m.Impact.first(r), maxLine), Link: link(strings.ReplaceAll(m.Link.first(r), "{key}", url.PathEscape(key))),
		Customers: number(m.Customers.first(r)), Records: number(m.Records.first(r)),
		Services: distinct(m.Services.all(r)), Teams: distinct(m.Teams.all(r)),
	}
	for _, p := range m.People {
		for _, r := range b.list(p.rows, r) {
			if who := line(p.Who.first(r), maxTitle); who != "" && len(i.People) < maxList {
				i.People = append(i.People, Person{Who: who, Role: line(p.Role.first(r), maxTitle)})
			}
		}
	}
	for _, f := range m.Facts {
		if texts := distinct(f.Value.all(r)); len(texts) > 0 {
			i.Facts = append(i.Facts, Fact{Name: f.Name, Value: cut(strings.Join(texts, ", "), maxLine)})
		}
	}
	b.timeline(&i, r)
	b.actions(&i, r)
	return i
}

// distinct returns texts on one line each, every one once.
func distinct(texts []string) []string {
	var list []string
	for _, t := range texts {
		if t = line(t, maxTitle); t != "" && !slices.Contains(list, t) && len(list) < maxList {
			list = append(list, t)
		}
	}
	return list
}

func (b *builder) actions(i *Incident, r any) {
	m := b.mapping
	for _, a := range m.Actions {
		for _, r := range b.list(a.rows, r) {
			act := Action{
				Title: line(a.Title.first(r), maxTitle), Owner: line(a.Owner.first(r), maxTitle), Status: a.Status.first(r),
				Due: day(a.Due.first(r), m.Zone, m.Layouts), Done: day(a.Done.first(r), m.Zone, m.Layouts), Ticket: link(a.Ticket.first(r)),
			}
			if act.Title == "" {
				continue
			}
			if len(i.Actions) == maxList {
				i.Notes = append(i.Notes, fmt.Sprintf("only the first %d follow-ups were read", maxList))
				return
			}
			if act.Status != "done" && act.Status != "verified" {
				act.Done = ""
			}
			i.Actions = append(i.Actions, act)
		}
	}
}
