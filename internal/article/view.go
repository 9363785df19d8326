package article

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lazy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/safehtml"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// view is a report as the template takes it, part by part.
type view struct {
	Prefix   string
	ID       string
	Title    template.HTML
	Kind     string
	Badges   []badge
	Facts    []fact // what the report is about
	Impact   []fact
	Hit      template.HTML // the impact in a sentence
	Parts    []part        // the parts of the page that have something to say, for its list of contents
	Problem  string        // why the text could not be set; "" when it could
	Summary  template.HTML
	Text     template.HTML
	AsOf     string
	Lengths  []length
	Timeline timeline
	Causes   causes
	Controls []control
	Actions  []action
	After    []fact // elsewhere, risks
	Related  []relation
	Review   []fact
	People   []person
	Sharing  []row
	Notified []row
	Approved []row
	Ignored  []row
}

// part is a part of the page with a heading of its own.
type part struct{ ID, Title string }

// fact is a word with what there is to say about it, one or several.
type fact struct {
	Name   string
	Values []template.HTML
	Wide   bool // a sentence, which gets a row of its own
}

// badge is a short word that stands out; Class is the colour, which never says more than the word.
type badge struct{ Class, Text string }

// row is a line of a small table.
type row []template.HTML

// missing stands where a reader needs to know that nothing is there.
const missing = template.HTML(`<span class="muted">not recorded</span>`)

// maker makes the view of one report.
type maker struct {
	Context

	r       *report.Report
	records map[string]*actions.Record
}

func newView(r *report.Report, c Context) *view {
	m := &maker{Context: c, r: r, records: map[string]*actions.Record{}}
	for i := range c.Actions {
		m.records[c.Actions[i].ID] = &c.Actions[i]
	}
	v := &view{Prefix: c.Prefix, ID: r.ID, Title: safehtml.Label(title(r)), Kind: m.kind(), AsOf: c.AsOf}
	v.Summary, v.Text, v.Problem = m.text()
	if !r.HasFrontMatter {
		return v
	}
	v.Badges, v.Facts, v.Impact, v.Hit = m.badges(), m.facts(), m.impact(), safehtml.Text(m.r.Impact.Summary.Value)
	v.Lengths, v.Timeline = m.lengths(), m.timeline()
	v.Causes, v.Controls, v.Actions = m.causes(), m.controls(), m.actions()
	v.After, v.Related = m.after(), m.related()
	v.Review, v.People = m.review(), m.people()
	v.Sharing, v.Notified, v.Approved, v.Ignored = m.sharing(), m.notified(), m.approved(), m.ignored()
	v.Parts = v.contents()
	return v
}

// contents lists the parts that the template shows.
func (v *view) contents() []part {
	all := []struct {
		part
		shown bool
	}{
		{part{"summary", "Summary"}, v.Summary != ""},
		{part{"impact", "Impact"}, true},
		{part{"timeline", "Timeline"}, true},
		{part{"causes", "Causes"}, true},
		{part{"controls", "Controls"}, true},
		{part{"actions", "Corrective actions"}, true},
		{part{"relations", "Related reports"}, len(v.Related) > 0},
		{part{"account", "Assessment and lessons"}, v.Text != ""},
		{part{"review", "Review and people"}, true},
		{part{"communication", "Communication"}, len(v.Sharing)+len(v.Notified) > 0},
		{part{"approvals", "Approvals"}, true},
		{part{"suppressed", "Suppressed findings"}, len(v.Ignored) > 0},
	}
	var parts []part
	for _, p := range all {
		if p.shown {
			parts = append(parts, p.part)
		}
	}
	return parts
}

func (m *maker) kind() string {
	switch m.r.Kind.Value {
	case "near-miss":
		return "Near miss"
	case "exercise":
		return "Exercise"
	default:
		return "Incident"
	}
}

// badges are severity, status and TLP.
func (m *maker) badges() []badge {
	r := m.r
	severity := badge{"", "severity not recorded"}
	if s, ok := m.Policy.Severity(r.Severity.Value); ok {
		severity.Text = s.ID
		if s.Name != "" && !strings.EqualFold(s.Name, s.ID) {
			severity.Text += ", " + s.Name
		}
	} else if !r.Severity.Empty() {
		severity.Text = r.Severity.Value
	}
	status := badge{"", "status not recorded"}
	if !r.Status.Empty() {
		status.Text = r.Status.Value
	}
	list := []badge{severity, status}
	if tlp := r.TLP.Value; tlp != "" {
		b := badge{"tlp", "TLP:" + strings.ToUpper(tlp)}
		if slices.Contains(report.TLPs.List, tlp) {
			b.Class += " tlp-" + strings.TrimSuffix(tlp, "+strict")
		}
		list = append(list, b)
	}
	for i := range list {
		list[i].Text = plain(list[i].Text)
	}
	return list
}

// link returns a text as a link to what the page has for it.
func (m *maker) link(kind, key, text string) template.HTML {
	if m.Link == nil || key == "" {
		return safehtml.Label(text)
	}
	return safehtml.Link(m.Link(kind, key), text)
}

// links are words that are shown as they are.
func (m *maker) links(kind string, list []field.Text) []template.HTML {
	var out []template.HTML
	for _, t := range list {
		if !t.Empty() {
			out = append(out, m.link(kind, t.Value, t.Value))
		}
	}
	return out
}

// inline are several short values on one line.
func inline(list []template.HTML) []template.HTML {
	if len(list) < 2 {
		return list
	}
	return []template.HTML{join(list)}
}

// one is a value that is there, or nothing.
func one(t field.Text) []template.HTML {
	if t.Empty() {
		return nil
	}
	return []template.HTML{safehtml.Text(t.Value)}
}

// coded is a word of a vocabulary with its name.
func coded(id, name string) []template.HTML {
	switch {
	case id == "":
		return nil
	case name == "":
		return []template.HTML{safehtml.Text(id)}
	default:
		return []template.HTML{safehtml.Text(name) + ` <span class="muted">(` + safehtml.Label(id) + ")</span>"}
	}
}

// named is a fact in a few words.
func named(name string, values []template.HTML) fact { return fact{Name: name, Values: values} }

// wide is a fact that takes a sentence.
func wide(f fact) fact {
	f.Wide = true
	return f
}

// known leaves out the facts without a value.
func known(all ...fact) []fact {
	var list []fact
	for _, f := range all {
		if len(f.Values) > 0 {
			list = append(list, f)
		}
	}
	return list
}

// needed says of a fact without a value that it is not recorded.
func needed(name string, values []template.HTML) fact {
	f := fact{Name: name, Values: values}
	if len(f.Values) == 0 {
		f.Values = []template.HTML{missing}
	}
	return f
}

func (m *maker) facts() []fact {
	r := m.r
	return known(
		named("Report", []template.HTML{safehtml.Label(r.ID)}),
		named("Entry in the register", m.links(LinkIncident, []field.Text{r.Incident})),
		m.moment("Started", "started"), m.moment("Detected", "detected"), m.moment("Resolved", "resolved"), m.moment("Closed", "closed"),
		needed("Detected by", one(r.Detection)),
		named("Services", inline(m.links(LinkService, r.Services))),
		named("Teams", inline(m.links(LinkTeam, r.Teams))),
		named("Suppliers", inline(m.links(LinkSupplier, r.Suppliers))),
		named("Trigger", coded(r.Trigger.Value, term(m.Policy.Vocabulary.Triggers, r.Trigger.Value))),
		named("Type", coded(r.Classification.Type.Value, class(r.Classification.Type.Value))),
		named("Vector", coded(r.Classification.Vector.Value, term(m.Policy.Vocabulary.Vectors, r.Classification.Vector.Value))),
		named("MITRE ATT&CK", techniques(r.Classification.Attack)),
	)
}

func (m *maker) moment(name, milestone string) fact {
	e, ok := m.r.Milestone(milestone)
	if !ok || e.At.Empty() {
		return fact{}
	}
	return fact{Name: name, Values: []template.HTML{safehtml.Label(m.r.Clock(e.At))}}
}

func term(list []taxonomy.Term, id string) string {
	for _, t := range list {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}

func class(ref string) string {
	scheme, id, _ := strings.Cut(ref, ":")
	if !strings.EqualFold(scheme, "rsit") {
		return ""
	}
	c, _ := taxonomy.LookupRSIT(strings.ToLower(id))
	return or(c.TypeName, c.CategoryName)
}

func techniques(list []field.Text) []template.HTML {
	out := make([]template.HTML, 0, len(list))
	for _, t := range list {
		name := ""
		if found, ok := taxonomy.LookupTechnique(t.Value); ok {
			name = found.Name
			if parent, ok := taxonomy.LookupTechnique(found.Parent); ok {
				name = parent.Name + ": " + name
			}
		}
		out = append(out, coded(t.Value, name)...)
	}
	return out
}

func (m *maker) impact() []fact {
	i := &m.r.Impact
	cost := strings.TrimSpace(i.Cost.Amount.Value + " " + i.Cost.Currency.Value)
	return known(
		named("Confidentiality", one(i.Confidentiality)), named("Integrity", one(i.Integrity)), named("Availability", one(i.Availability)),
		named("Customers", one(i.Customers.Text)), named("Records", one(i.Records.Text)),
		named("Hours of work", one(i.EffortHours.Text)), named("Cost", one(field.Text{Value: cost})),
	)
}

// file is a path in a repository as a report may write it.
var file = lazy.Pattern(`^[\pL\pN_.-]+(?:/[\pL\pN_. -]+)*$`)

// evidence returns what supports something: addresses as links, paths in the repository as the caller has them, and
// everything else as it is written.
func (m *maker) evidence(list []field.Text) []template.HTML {
	out := make([]template.HTML, 0, len(list))
	for _, t := range list {
		s := strings.TrimSpace(t.Value)
		name, _, _ := strings.Cut(s, "#")
		switch href, ok := safehtml.Address(s); {
		case s == "":
		case ok:
			out = append(out, safehtml.Link(href, s))
		case m.Link != nil && strings.ContainsAny(name, "./") && file().MatchString(name) && path.Clean(name) == name && name[0] != '.':
			out = append(out, m.link(LinkFile, name, s))
		default:
			out = append(out, safehtml.Text(s))
		}
	}
	return out
}
