// Package people reads people.yaml: who can own an action, in which team, and until when.
package people

import (
	"bytes"
	"net/mail"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
)

// FileName is the name that the file has unless the policy gives it another.
const FileName = "people.yaml"

// List is everybody in the file. It may be read by several goroutines.
type List struct {
	File     *source.File
	People   []Person // in the order of the file
	byHandle map[string]int
}

// Person is one person or role.
type Person struct {
	Span        source.Span
	Handle      field.Text // as it is written, usually with an @
	Team        field.Text
	ActiveUntil field.Date // last day in the role; not Known for somebody who stays
	Name        field.Text
	Email       field.Text // address that messages go to
}

// document is people.yaml as it is written.
type document struct{ people []Person }

var documentObject = field.NewObject(FileName, nil,
	field.ListField("people", "Everybody who can own an action or take part in a review", personObject, func(d *document) *[]Person { return &d.people }),
)

var personObject = field.NewObject("a person", func(p *Person) *source.Span { return &p.Span },
	field.TextField("handle", "Word that reports use, such as \"@sre-1\"; a person or a role", func(p *Person) *field.Text { return &p.Handle }).Needed(),
	field.TextField("team", "Team", func(p *Person) *field.Text { return &p.Team }),
	field.DateField("active_until", "Last day in the role; nothing for somebody who stays", func(p *Person) *field.Date { return &p.ActiveUntil }),
	field.TextField("name", "Name that people use", func(p *Person) *field.Text { return &p.Name }),
	field.TextField("email", "Address that `pir actions --digest eml` writes to; nothing where none should stand in the repository", func(p *Person) *field.Text { return &p.Email }),
)

// Fields returns what every key of people.yaml is, in order.
func Fields() []field.Description { return documentObject.Describe() }

// Parse reads people.yaml. Every problem is returned; the list holds what could be read. A person without a handle,
// and the second of two with the same, are left out of it.
func Parse(f *source.File) (*List, []diag.Problem) {
	start := 0
	if bytes.HasPrefix(f.Bytes, []byte(source.BOM)) {
		start = len(source.BOM)
	}
	doc := field.Parse(f, source.Span{Start: start, End: len(f.Bytes)})
	var raw document
	field.Read(doc, documentObject, &raw)
	l := &List{File: f, byHandle: make(map[string]int, len(raw.people))}
	for _, p := range raw.people {
		key := Bare(p.Handle.Value)
		switch first, taken := l.byHandle[key]; {
		case refused(doc, p.Handle):
		case p.Handle.Empty():
			doc.Report(field.RuleInvalidValue, p.Span, "a person needs a handle, such as \"@sre-1\"")
		case key == "":
			doc.Report(field.RuleInvalidValue, p.Handle.Span, "handle %q has no letters; write a word such as \"@sre-1\"", p.Handle.Value)
		case taken:
			doc.Report(field.RuleInvalidValue, p.Handle.Span, "%s stands already in line %d; every handle may stand once", p.Handle.Value, f.Position(l.People[first].Span.Start).Line)
		case !p.Email.Empty() && !address(p.Email.Value):
			doc.Report(field.RuleInvalidValue, p.Email.Span, "email is %q; write an address such as lead@example.org", p.Email.Value)
		default:
			l.byHandle[key] = len(l.People)
			l.People = append(l.People, p)
		}
	}
	return l, doc.Problems()
}

// address reports whether a text is an address of mail and nothing else.
func address(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

// refused reports whether a value was reported already because it is no text.
func refused(doc *field.Document, t field.Text) bool {
	return t.Present() && t.Empty() && slices.ContainsFunc(doc.Problems(), func(p diag.Problem) bool { return p.Span == t.Span })
}

// Bare brings the spellings of one handle together: without its @, in lower case.
func Bare(handle string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(handle), "@"))
}

// Find returns the person with a handle, with or without its @ and whatever its case.
func (l *List) Find(handle string) (Person, bool) {
	i, ok := l.byHandle[Bare(handle)]
	if !ok {
		return Person{}, false
	}
	return l.People[i], true
}

// Near returns the person that was probably meant by a word that is no handle: the one of that name, or the one with
// the closest handle.
func (l *List) Near(word string) (Person, bool) {
	handles := make([]string, 0, len(l.People))
	for _, p := range l.People {
		if !p.Name.Empty() && field.Fold(p.Name.Value) == field.Fold(word) {
			return p, true
		}
		handles = append(handles, Bare(p.Handle.Value))
	}
	near, ok := nearest.Nearest(Bare(word), handles)
	if !ok {
		return Person{}, false
	}
	return l.Find(near)
}

// Team reports whether a word is the name of a team and not the handle of anybody.
func (l *List) Team(word string) bool {
	if _, person := l.Find(word); person {
		return false
	}
	for _, p := range l.People {
		if !p.Team.Empty() && Bare(p.Team.Value) == Bare(word) {
			return true
		}
	}
	return false
}
