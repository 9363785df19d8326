package lsp

import (
	"cmp"
	"slices"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/schema"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// word is a value that a field may have, and what it means.
type word struct{ value, doc string }

// The fields whose values are people, and those whose values are in the report itself.
var (
	peopleFields = []string{
		"actions[].owner", "actions[].verified.by", "actions[].declined.by", "actions[].escalations[].to", "responders[].who",
		"review.facilitator", "review.participants[]", "review.absent[].who", "review.waived.by", "approvals[].by",
	}
	addressesField = "actions[].addresses[]"
)

// words returns the values that a field of a report is offered. The maps are made once for a repository.
func (s *server) words(r *Repository) map[string][]word {
	if r.words != nil {
		return r.words
	}
	r.words = map[string][]word{}
	named := make([]schema.Word, 0, len(s.Rules))
	for _, rule := range s.Rules {
		named = append(named, schema.Word{Value: rule.Name, Doc: rule.Title()})
	}
	for path, list := range schema.ReportWords(r.Policy, named) {
		for _, w := range list {
			r.words[path] = append(r.words[path], word{w.Value, w.Doc})
		}
	}
	for _, t := range taxonomy.Techniques() {
		r.words["classification.attack[]"] = append(r.words["classification.attack[]"], word{t.ID, techniqueName(t)})
	}
	r.words[addressesField] = r.words["controls[].ref"]
	for _, k := range r.sorted {
		r.words["related[].id"] = append(r.words["related[].id"], word{k.ID, k.Title})
	}
	for _, path := range peopleFields {
		r.words[path] = r.handles()
	}
	for _, c := range r.Policy.Notifications.Clocks() {
		r.words["notifications[].regime"] = appendNew(r.words["notifications[].regime"], word{c.Regime, c.Ref})
		r.words["notifications[].stage"] = appendNew(r.words["notifications[].stage"], word{c.Stage, c.Name})
	}
	return r.words
}

// appendNew appends a word that has a value and that is not there.
func appendNew(list []word, w word) []word {
	if w.value == "" || slices.ContainsFunc(list, func(other word) bool { return other.value == w.value }) {
		return list
	}
	return append(list, w)
}

// techniqueName returns the name of a technique, with that of its parent.
func techniqueName(t taxonomy.Technique) string {
	if parent, ok := taxonomy.LookupTechnique(t.Parent); ok {
		return parent.Name + ": " + t.Name
	}
	return t.Name
}

// handles returns everybody who may be named, each with an @.
func (r *Repository) handles() []word {
	if r.People == nil {
		return nil
	}
	list := make([]word, 0, len(r.People.People))
	for _, p := range r.People.People {
		w := word{p.Handle.Value, cmp.Or(p.Name.Value, p.Team.Value)}
		if p.ActiveUntil.Known {
			w.doc += " (until " + p.ActiveUntil.Day.Format("2006-01-02") + ")"
		}
		list = append(list, w)
	}
	return list
}

// policyWords returns the values that a field of pir.yaml is offered.
func (s *server) policyWords(path string) []word {
	switch path {
	case "rules", "overrides[].rules":
		list := make([]word, 0, len(s.Rules))
		for _, r := range s.Rules {
			list = append(list, word{r.Name, r.Title()})
		}
		return list
	case "severities[].milestones[]", "kinds[].milestones[]":
		return plainWords(report.Milestones.List)
	}
	return nil
}

// levelWords are the levels of a rule in pir.yaml.
func levelWords() []word { return plainWords([]string{"off", "info", "warning", "error"}) }

func plainWords(list []string) []word {
	words := make([]word, 0, len(list))
	for _, w := range list {
		words = append(words, word{value: w})
	}
	return words
}

// inReport returns the causes and controls that the report itself names, so that an action can address them.
func inReport(o *outline) []word {
	var list []word
	var cause word
	for _, t := range o.tokens {
		switch {
		case t.isKey || t.text == "":
		case t.path == "causes[].id":
			cause = word{value: t.text}
			list = append(list, cause)
		case t.path == "causes[].statement" && len(list) > 0 && list[len(list)-1] == cause:
			list[len(list)-1].doc = t.text
			cause = word{}
		case t.path == "controls[].ref":
			list = append(list, word{t.text, ""})
		}
	}
	for i := range list {
		if c, known, _ := taxonomy.LookupControl(list[i].value); known {
			list[i].doc = c.Title
		}
	}
	return list
}

// describe returns the fields of the mapping at a path, and whether there is one.
func describe(fields []field.Description, path string) ([]field.Description, bool) {
	if path == "" {
		return fields, true
	}
	f, ok := lookUp(fields, path)
	return f.Fields, ok && len(f.Fields) > 0
}

// lookUp returns what the field at a path is. The entries of a list are described by the list.
func lookUp(fields []field.Description, path string) (field.Description, bool) {
	var f field.Description
	for _, name := range splitPath(path) {
		i := slices.IndexFunc(fields, func(f field.Description) bool { return f.Name == name })
		if i < 0 {
			return f, false
		}
		f = fields[i]
		fields = f.Fields
	}
	return f, true
}
