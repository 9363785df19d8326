package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/redact"
	"github.com/pir-cli/pir/internal/source"
)

// Redaction counts what was taken out of the inputs.
type Redaction struct {
	People    int `json:"people"`    // people replaced by a role, counted in each report
	Addresses int `json:"addresses"` // addresses of mail
	Sections  int `json:"sections"`  // restricted sections
}

// Dropped is a file that is not in the pack.
type Dropped struct {
	Path string `json:"path"` // in the repository
	Why  string `json:"why"`
}

// Redact takes people and restricted sections out of everything that the inputs hold, before anything else sees it. What
// cannot be redacted with certainty is an error, all of them joined.
func Redact(in *Inputs, d *redact.Redactor, pol *policy.Policy) error {
	in.Redaction = &Redaction{}
	kept := make([]Source, 0, len(in.Sources))
	var errs []error
	for _, s := range in.Sources {
		text, err := redactSource(in, &s, d, pol)
		switch {
		case err != nil:
			errs = append(errs, err)
			continue
		case text == nil:
			continue
		case !bytes.Equal(text, s.Bytes):
			s.Bytes, s.Blob = text, ""
		}
		kept = append(kept, s)
	}
	in.Sources = kept
	in.Git.redact(d)
	in.Tree = redactedTree{in.Tree}
	return errors.Join(errs...)
}

// redactSource returns the bytes of a file without people; nil for one that is left out.
func redactSource(in *Inputs, s *Source, d *redact.Redactor, pol *policy.Policy) ([]byte, error) {
	if d.Names(s.Path) {
		return nil, fmt.Errorf("%s: the path names somebody; give the file another name", s.Path)
	}
	switch s.Role {
	case RoleReport:
		r, err := d.Report(source.New(s.Path, s.Bytes))
		if err != nil {
			return nil, err
		}
		in.Redaction.People += r.People
		in.Redaction.Addresses += r.Addresses
		in.Redaction.Sections += r.Sections
		return r.Bytes, nil
	case RolePeople:
		in.drop(s, "it names people")
		return nil, nil
	case RolePolicy:
		return redactPolicy(s, d)
	case RoleRegister:
		return redactRegister(s, d, pol)
	case RoleTrends, RoleManagement:
		if path.Ext(s.Path) == ".md" {
			return []byte(d.Text(string(s.Bytes))), nil
		}
		if d.Names(strings.ReplaceAll(string(s.Bytes), "@media", "")) { // of a style sheet
			in.drop(s, "it names people")
			return nil, nil
		}
		return s.Bytes, nil
	case RoleProof:
	}
	in.drop(s, "it is not redacted")
	return nil, nil
}

// redactRegister takes people out of the titles. In the other columns nothing is replaced, because reports are found by
// them: there a name is an error.
func redactRegister(s *Source, d *redact.Redactor, pol *policy.Policy) ([]byte, error) {
	text, err := rewriteRegister(s, pol, nil, d.Text)
	if err == nil && d.Names(string(text)) {
		return nil, fmt.Errorf("%s: a key, a report or another cell that is no title names somebody, so the register cannot be shown redacted; put a role in its place", s.Path)
	}
	return text, err
}

// drop notes that a file is left out.
func (in *Inputs) drop(s *Source, why string) { in.Dropped = append(in.Dropped, Dropped{s.Path, why}) }

// redactPolicy leaves out comments that name somebody. A setting that does is an error: without it the policy would be
// another one.
func redactPolicy(s *Source, d *redact.Redactor) ([]byte, error) {
	var out strings.Builder
	n := 0
	for line := range strings.Lines(string(s.Bytes)) {
		n++
		if d.Names(line) {
			if !strings.HasPrefix(strings.TrimSpace(line), "#") {
				return nil, fmt.Errorf("%s:%d: it names somebody, so the policy cannot be shown redacted; put a role in its place", s.Path, n)
			}
			continue
		}
		out.WriteString(line)
	}
	return []byte(out.String()), nil
}

// plainFields are the fields of changes whose values are days and words of closed lists. All others may name people.
var plainFields = map[string]bool{
	"kind": true, "severity": true, "status": true, "closed": true, "hot_wash": true, "held": true, "effect": true, "addresses": true, "priority": true,
	"due": true, "rollout": true, "done": true,
}

// leftOut stands for a value that may name people.
const leftOut = "[left out]"

// redact puts author 1, author 2 in the place of authors, in the order in which they appear, and leaves out values that
// may name people.
func (g *Git) redact(d *redact.Redactor) {
	names := map[string]string{}
	author := func(name string) string {
		if name == "" {
			return ""
		}
		if names[name] == "" {
			names[name] = fmt.Sprintf("author %d", len(names)+1)
		}
		return names[name]
	}
	value := func(field, text string) string {
		if text == "" || plainFields[field] && !d.Names(text) {
			return text
		}
		return leftOut
	}
	for i := range g.Commits {
		c := &g.Commits[i]
		c.Author = author(c.Author)
		for j := range c.Files {
			f := &c.Files[j]
			if d.Names(f.Path) || d.Names(f.Before) {
				f.Path, f.Before = leftOut, ""
			}
			f.Blob = ""
		}
	}
	g.Head.Author = author(g.Head.Author)
	for i := range g.Policy {
		g.Policy[i].Author = author(g.Policy[i].Author)
	}
	for i := range g.Changes {
		c := &g.Changes[i]
		c.Author, c.From, c.To = author(c.Author), value(c.Field, c.From), value(c.Field, c.To)
	}
	g.maskGone(d.Names)
	for i := range g.Reports {
		for j, id := range g.Reports[i].Former {
			if d.Names(id) {
				g.Reports[i].Former[j] = leftOut
			}
		}
	}
	for i := range g.Observations {
		if o := &g.Observations[i]; o.Kind == history.AfterApproval {
			what, _, _ := strings.Cut(o.Message, " changed from ")
			o.Message = what + " changed after the approval"
		}
		g.Observations[i].Message = d.Text(g.Observations[i].Message)
	}
	for i := range g.Notes {
		g.Notes[i] = d.Text(g.Notes[i])
	}
}

// redactedTree copies no file that a report names: what is in it nobody has looked at.
type redactedTree struct{ Tree }

// Proof says that the file is not copied.
func (redactedTree) Proof(string) (Source, string) {
	return Source{}, "a pack that is redacted copies no files, because nobody has looked for people in them"
}
