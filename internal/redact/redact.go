// Package redact takes people and restricted sections out of the bytes of a report, so that whoever works with the result
// never sees them. It knows the format of a report and who is in people.yaml, and nothing of pages and packs.
package redact

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Redactor takes people out of reports. It may be used by several goroutines.
type Redactor struct {
	people []identity // of people.yaml
	teams  []string   // bare handles of teams, which stay
	parser *report.Parser
}

// New returns a Redactor that knows the people of a list, which may be nil, and the names of teams beside those of the
// list. A handle that is the name of a team stays; one that is the name of a role, such as @platform-lead, does not:
// in most teams everybody knows whose role it is.
func New(list *people.List, teams []string) *Redactor {
	d := &Redactor{parser: report.NewParser()}
	if list == nil {
		list = &people.List{}
	}
	for _, t := range teams {
		if _, person := list.Find(t); !person {
			d.teams = append(d.teams, people.Bare(t))
		}
	}
	for i := range list.People {
		p := &list.People[i]
		if !p.Team.Empty() && list.Team(p.Team.Value) {
			d.teams = append(d.teams, people.Bare(p.Team.Value))
		}
		id := identity{handle: people.Bare(p.Handle.Value)}
		id.add(p.Handle.Value)
		id.add(p.Name.Value)
		id.add(p.Email.Value)
		d.people = append(d.people, id)
	}
	return d
}

// Result is a report without its people.
type Result struct {
	Bytes     []byte
	People    int // people who were replaced by a role
	Addresses int // addresses of mail that were taken out
	Sections  int // restricted sections that were taken out
}

// Report returns the bytes of a report in which every person is replaced by a role, and that parse as a report again.
//
// In the front matter the fields of the format are written anew; unknown keys and comments are left out, because nobody
// knows what is in them. In the text, people are replaced wherever they are named, restricted sections are left out
// whole, and so are comments but those of pir. The same person has the same role in the whole report, with a number
// where several have it: incident-commander, owner-2. In another report it may be another one.
//
// What cannot be read, or still names somebody afterwards, is an error that says where, and no bytes.
func (d *Redactor) Report(f *source.File) (Result, error) {
	r := d.parser.Parse(f)
	switch {
	case !r.Readable:
		return Result{}, fmt.Errorf("%s: the file could not be read as a report, so nobody can tell who is named in it", f.Path)
	case !r.HasFrontMatter && r.FrontMatter.Present():
		return Result{}, fmt.Errorf("%s: the front matter could not be read as that of a report, so nobody can tell who is named in it; `pir lint` says what is wrong", f.Path)
	}
	c := d.cast(r)
	if name, found := c.named(r.ID); found {
		return Result{}, fmt.Errorf("%s: the file's name names somebody (%s); give the file another name", f.Path, name)
	}
	var out bytes.Buffer
	if r.HasFrontMatter {
		front, err := c.front(r)
		if err != nil {
			return Result{}, fmt.Errorf("%s: %w", f.Path, err)
		}
		out.WriteString(front)
	}
	body, sections, err := c.body(r)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", f.Path, err)
	}
	out.WriteString(body)
	if err := d.verify(r, c, out.Bytes()); err != nil {
		return Result{}, fmt.Errorf("%s: %w", f.Path, err)
	}
	return Result{Bytes: out.Bytes(), People: len(c.used), Addresses: c.addresses, Sections: sections}, nil
}

// Text returns a text from elsewhere, such as a line of the register, without the people of the list and without
// handles and addresses. Who it is about cannot be told from the result.
func (d *Redactor) Text(s string) string {
	c := d.extras()
	return c.replace(s)
}

// Names reports whether a text names somebody of the list, or has a handle or an address in it.
func (d *Redactor) Names(s string) bool {
	_, found := d.extras().named(s)
	return found
}

// extras is a cast of the people of the list alone, all of whom are called the same.
func (d *Redactor) extras() *cast {
	c := &cast{teams: d.teams, roles: map[string]string{}, used: map[string]bool{}}
	for i := range d.people {
		c.people = append(c.people, d.people[i])
		c.roles[d.people[i].handle] = someone
	}
	c.index()
	c.alike = true
	return c
}

// verify looks at the result with other means than it was made with: whether it is a report still, and whether anybody
// is left in it, also where only a reader of the page would see it.
func (d *Redactor) verify(before *report.Report, c *cast, out []byte) error {
	after := d.parser.Parse(source.New(before.File.Path, out))
	if !after.Readable || after.HasFrontMatter != before.HasFrontMatter {
		return errors.New("the report could not be read any more after people were taken out; this is a fault in pir")
	}
	if restricted.Match(out[after.Body.Start:]) {
		return errors.New("a restricted section is left; this is a fault in pir")
	}
	for _, reading := range readings(string(out)) {
		if name, at, found := c.left(reading); found {
			line := strings.Count(reading[:at], "\n") + 1
			return fmt.Errorf("line %d of the result still names somebody (%s), who may be written with markup, entities or hidden characters; write the name plainly", line, name)
		}
	}
	return nil
}

// team reports whether a bare handle is the name of a team.
func (c *cast) team(bare string) bool { return slices.Contains(c.teams, bare) }
