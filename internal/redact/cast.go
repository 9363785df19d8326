package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/report"
)

// someone is what a person is called of whom nothing is known but the name.
const someone = "person"

// identity is one person with everything by which a text can name them.
type identity struct {
	handle string // bare; the key of the person
	names  []name
}

// name is a handle, a name or an address.
type name struct {
	text  string // in lower case, unless exact
	exact bool   // compared with its capitals, because it is a part of a name and may be a common word too
}

// reserved are the keys of the front matter and the words of its closed vocabularies. A handle that is one of them is
// looked for with its @ alone.
var reserved = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{someone: true}
	var add func([]field.Description)
	add = func(all []field.Description) {
		for _, d := range all {
			words[d.Name] = true
			for _, w := range d.Words {
				words[strings.ToLower(w)] = true
			}
			add(d.Fields)
		}
	}
	add(report.Fields())
	return words
})

const (
	// shortest is how long a handle must be to be looked for without its @. Shorter ones are common words.
	shortest = 3
	// telling is how long a part of a name must be to be looked for in any case. A shorter one, such as Mark or Will, may
	// be a common word, and counts with its capital alone.
	telling = 5
)

// add puts in a way in which the person is named. The parts of a full name count too, because people are called by them.
func (p *identity) add(s string) {
	s = strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(s), "@")), " ")
	for _, form := range []string{norm.NFC.String(s), norm.NFD.String(s)} {
		if len([]rune(form)) >= shortest && !reserved()[strings.ToLower(form)] {
			p.put(name{text: strings.ToLower(form)})
		}
		words := strings.FieldsFunc(form, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-'
		})
		for _, w := range words {
			first, _ := utf8First(w)
			if len(words) > 1 && len([]rune(w)) >= shortest && unicode.IsUpper(first) && w != strings.ToUpper(w) {
				if len([]rune(w)) >= telling {
					p.put(name{text: strings.ToLower(w)})
				} else {
					p.put(name{text: w, exact: true})
				}
			}
		}
	}
}

func utf8First(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func (p *identity) put(n name) {
	if !slices.Contains(p.names, n) {
		p.names = append(p.names, n)
	}
}

// cast is who takes part in one report, and under which role.
type cast struct {
	people    []identity
	teams     []string
	roles     map[string]string // bare handle -> role with its number
	used      map[string]bool   // bare handles of those who were replaced
	starts    map[string][]named
	addresses int
	strangers int
	alike     bool // strangers are not told apart
}

// named is a way in which somebody is named.
type named struct {
	name

	handle string
}

// part is a person in a field of a report: who, and as what.
type part struct {
	who  field.Text
	role string
}

// cast returns who takes part in a report. A person is called by the role in the response, else by the first of the
// fields that names them, in the order of importance.
func (d *Redactor) cast(r *report.Report) *cast {
	c := &cast{people: slices.Clone(d.people), teams: slices.Clone(d.teams), roles: map[string]string{}, used: map[string]bool{}}
	for _, t := range r.Teams {
		bare := people.Bare(t.Value)
		if !slices.ContainsFunc(d.people, func(p identity) bool { return p.handle == bare }) {
			c.teams = append(c.teams, bare)
		}
	}
	parts := parts(r)
	for _, p := range parts {
		c.meet(p.who.Value)
	}
	c.people = slices.DeleteFunc(c.people, func(p identity) bool { return c.team(p.handle) })
	c.index()
	var order []string // of those who have a part
	base := map[string]string{}
	for _, p := range parts {
		bare := people.Bare(p.who.Value)
		if bare == "" || c.team(bare) || base[bare] != "" {
			continue
		}
		base[bare] = c.harmless(p.role)
		order = append(order, bare)
	}
	c.number(order, base)
	return c
}

// meet takes in somebody who stands in a field.
func (c *cast) meet(who string) {
	bare := people.Bare(who)
	if bare == "" || c.team(bare) {
		return
	}
	i := slices.IndexFunc(c.people, func(p identity) bool { return p.handle == bare })
	if i < 0 {
		c.people = append(c.people, identity{handle: bare})
		i = len(c.people) - 1
	}
	c.people[i].names = slices.Clone(c.people[i].names) // those of the list are shared
	c.people[i].add(who)
}

// number gives roles that several have a number, in the order in which they are met.
func (c *cast) number(order []string, base map[string]string) {
	total, next := map[string]int{}, map[string]int{}
	for _, bare := range order {
		total[base[bare]]++
	}
	for _, bare := range order {
		role := base[bare]
		if total[role] == 1 && c.free(role) {
			c.roles[bare] = role
			continue
		}
		for c.roles[bare] == "" {
			next[role]++
			if numbered := role + "-" + strconv.Itoa(next[role]); c.free(numbered) {
				c.roles[bare] = numbered
			}
		}
	}
}

// free reports whether a role is nobody's name and nobody's role yet.
func (c *cast) free(role string) bool {
	if _, is := c.named(role); is {
		return false
	}
	for _, other := range c.roles {
		if other == role {
			return false
		}
	}
	return true
}

// word is what a role may look like: it stands in YAML, in markdown and in addresses without quotes.
var word = regexp.MustCompile(`^[a-z][a-z-]{2,38}[a-z]$`)

// harmless returns a role as one word, or "person" for one that could be taken for a name.
func (c *cast) harmless(role string) string {
	role = field.Fold(role)
	if _, is := c.named(role); is || !word.MatchString(role) {
		return someone
	}
	return role
}

// index prepares the names for being looked up by the word with which they begin. Longer ones are tried first.
func (c *cast) index() {
	c.starts = map[string][]named{}
	for _, p := range c.people {
		for _, n := range p.names {
			start := strings.ToLower(n.text[:wordEnd(n.text, 0)])
			c.starts[start] = append(c.starts[start], named{n, p.handle})
		}
	}
	for _, list := range c.starts {
		slices.SortStableFunc(list, func(a, b named) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
}

// role returns what a person is called. Somebody who has no part in the report gets a number when first met.
func (c *cast) role(bare string) string {
	c.used[bare] = true
	if role, ok := c.roles[bare]; ok {
		return role
	}
	if c.alike {
		return someone
	}
	for {
		c.strangers++
		if role := someone + "-" + strconv.Itoa(c.strangers); c.free(role) {
			c.roles[bare] = role
			return role
		}
	}
}

// parts returns the fields of a report that hold a person, the most telling role first.
func parts(r *report.Report) []part {
	var list []part
	add := func(role string, who ...field.Text) {
		for _, w := range who {
			list = append(list, part{w, role})
		}
	}
	for _, role := range []bool{true, false} {
		for _, p := range r.Responders {
			if role != p.Role.Empty() {
				add(or(p.Role.Value, "responder"), p.Who)
			}
		}
	}
	add("facilitator", r.Review.Facilitator)
	for _, a := range r.Approvals {
		add(or(a.Role.Value, "approver"), a.By)
	}
	for _, p := range r.Review.Absent {
		add(or(p.Role.Value, "participant"), p.Who)
	}
	add("decision-maker", r.Review.Waived.By)
	for i := range r.Actions {
		add("owner", r.Actions[i].Owner)
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		add("verifier", a.Verified.By)
		add("decision-maker", a.Declined.By)
		for _, e := range a.Escalations {
			add("decision-maker", e.To)
		}
	}
	add("participant", r.Review.Participants...)
	return list
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
