package lsp

import (
	"cmp"
	"maps"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// Disk is where repositories are read from. The server asks it when a document is opened, and again when a file was
// saved; it never reads a file itself.
type Disk interface {
	// Root returns the root of the repository that a folder is in.
	Root(dir string) (string, error)
	// Load reads the repository at a root. Faults of the files that it is set up by are in the Repository.
	Load(root string) (*Repository, error)
	// Report reads one report of a repository by its name; nil when there is none of that name.
	Report(r *Repository, name string) (*report.Report, error)
}

// Repository is what the server knows of a repository as it lies on the disk.
type Repository struct {
	Root     string
	Policy   *policy.Policy
	Linter   *lint.Linter // in the world of the repository
	Baseline lint.Baseline
	People   *people.List // nil without one
	Faults   []Faulty     // of pir.yaml and people.yaml: what keeps `pir lint` from running

	// IsReport reports whether a file below the root is a report, if it lies there; the name has forward slashes.
	IsReport func(name string) bool

	reports map[string]*Known // by the name of the file
	byID    map[string]*Known
	sorted  []*Known
	words   map[string][]word // see vocabulary; made when first asked for
}

// Faulty is a file with what is wrong in it.
type Faulty struct {
	File     *source.File
	Problems []diag.Problem
}

// Fault notes what is wrong in a file; nothing when nothing is.
func (r *Repository) Fault(f *source.File, problems []diag.Problem) {
	if len(problems) > 0 {
		r.Faults = append(r.Faults, Faulty{f, problems})
	}
}

// Known is what is kept of a report on the disk.
type Known struct {
	File, ID, Title, Severity, Status string

	checked lint.Checked // the facts for rules that compare reports
	place   spot         // of the title, else of the opening line
	actions []knownAction
	related []spot // where the report names others
}

// spot is a place in a file that is not at hand: its line is kept, to count its characters in what a client counts.
type spot struct {
	file, name string
	line       int // from 1
	text       string
	span       source.Span // within the text of the line
}

type knownAction struct {
	id, title, status string
	place             spot
}

// Know takes the facts of a report. Several goroutines may do so at once.
func Know(rep *report.Report, linter *lint.Linter) *Known {
	k := &Known{
		File: rep.File.Path, ID: rep.ID, Title: rep.Title.Value, Severity: rep.Severity.Value, Status: rep.Status.Value,
		checked: linter.Check(rep).Facts(),
		place:   spotAt(rep.File, rep.Opening(), rep.ID),
	}
	if rep.Title.Span.Present() {
		k.place = spotAt(rep.File, rep.Title.Span, rep.ID)
	}
	for i := range rep.Actions {
		a := &rep.Actions[i]
		k.actions = append(k.actions, knownAction{a.ID.Value, a.Title.Value, a.Status.Value, spotAt(rep.File, cmp.Or(a.ID.Span, a.Span), rep.FullID(a))})
	}
	for _, other := range rep.Related {
		k.related = append(k.related, spotAt(rep.File, other.ID.Span, other.ID.Value))
	}
	return k
}

func spotAt(f *source.File, at source.Span, name string) spot {
	n := f.Position(at.Start).Line
	line := f.LineSpan(n)
	clip := func(offset int) int { return max(0, min(offset, line.End)-line.Start) }
	return spot{file: f.Path, name: name, line: n, text: f.Line(n), span: source.Span{Start: clip(at.Start), End: clip(at.End)}}
}

// Keep makes the reports that are given the ones that the repository is known to have.
func (r *Repository) Keep(all []*Known) {
	r.reports = make(map[string]*Known, len(all))
	for _, k := range all {
		r.reports[k.File] = k
	}
	r.index()
}

// update takes up a report that was written, made or, when k is nil, deleted.
func (r *Repository) update(name string, k *Known) {
	if k == nil {
		delete(r.reports, name)
	} else {
		r.reports[name] = k
	}
	r.index()
}

func (r *Repository) index() {
	r.sorted = slices.SortedFunc(maps.Values(r.reports), func(a, b *Known) int { return cmp.Compare(a.File, b.File) })
	r.byID = make(map[string]*Known, len(r.sorted))
	for _, k := range r.sorted {
		r.byID[k.ID] = k
	}
	r.words = nil
}

// findings returns what `pir lint --stdin` finds in a report with that text: the findings of its own, and those of the
// rules that compare it with the others as they lie on the disk.
func (r *Repository) findings(rep *report.Report) []diag.Diagnostic {
	name := rep.File.Path
	checked := make([]lint.Checked, 0, len(r.sorted)+1)
	mine := r.Linter.Check(rep)
	at, _ := slices.BinarySearchFunc(r.sorted, name, func(k *Known, name string) int { return cmp.Compare(k.File, name) })
	for i, k := range r.sorted {
		if i == at {
			checked = append(checked, mine)
		}
		if k.File != name {
			checked = append(checked, k.checked)
		}
	}
	if at == len(r.sorted) {
		checked = append(checked, mine)
	}
	only := func(file string) bool { return file == name }
	return r.Linter.Finish(checked).Accept(r.Baseline).Only(only, 1).Told(only).Diagnostics
}

// setUp returns what is wrong in a file that the program is set up by, as it would be read in place of the one on the
// disk. known is false for a file that is none.
func (r *Repository) setUp(f *source.File, rules []lint.Rule) (found []diag.Diagnostic, known bool) {
	switch f.Path {
	case policy.FileName:
		pol, problems := policy.Parse(f)
		linter, unknown := lint.New(rules, pol)
		if problems = append(problems, unknown...); len(problems) > 0 {
			return faults(f, problems), true
		}
		only := func(file string) bool { return file == f.Path }
		return linter.In(lint.World{Policy: f}).Finish(nil).Only(only, 1).Diagnostics, true
	case r.Policy.People:
		_, problems := people.Parse(f)
		return faults(f, problems), true
	}
	return nil, false
}

// fields returns what the keys of a file that the program is set up by are.
func (r *Repository) fields(name string) []field.Description {
	switch name {
	case policy.FileName:
		return policy.Fields()
	case r.Policy.People:
		return people.Fields()
	}
	return nil
}

// faults makes problems of a file that keeps the program from running into findings, each an error.
func faults(f *source.File, problems []diag.Problem) []diag.Diagnostic {
	found := make([]diag.Diagnostic, 0, len(problems))
	for _, p := range problems {
		d := diag.At(f, p.Span)
		d.Rule, d.Severity, d.Message = p.Rule, diag.Error, p.Message
		found = append(found, d)
	}
	return diag.Sort(found)
}
