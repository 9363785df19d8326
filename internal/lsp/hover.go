package lsp

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/markdown"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/internal/taxonomy"
)

// hover explains what stands at a place: the findings there, the field, and what its value stands for.
func (s *server) hover(raw json.RawMessage) (any, *fault) {
	d, offset, bad := s.placeOf(raw)
	if bad != nil || d == nil {
		return nil, bad
	}
	var parts []string
	at := source.Span{Start: offset, End: offset}
	fields := report.Fields()
	if !d.report {
		fields = d.repo.fields(d.name)
	}
	if region := d.yamlRegion(s.parser); region.Present() && region.Start <= offset && offset <= region.End {
		if t, ok := d.yaml(s.parser).at(offset); ok && t.span.Start <= offset && offset <= t.span.End && t.text != "" {
			at = t.span
			if f, known := lookUp(fields, t.path); known {
				parts = append(parts, fmt.Sprintf("**%s**: %s", t.path, f.Doc))
			}
			parts = append(parts, s.meaning(d, t)...)
		}
	} else if id, span, ok := wordAt(d.text.bytes, offset); ok {
		if said := d.repo.about(id); said != "" {
			parts, at = append(parts, said), span
		}
	}
	parts = append(parts, s.rulePages(d, offset)...)
	if len(parts) == 0 {
		return nil, nil
	}
	return hover{Contents: markup{"markdown", strings.Join(parts, "\n\n")}, Range: d.text.span(at)}, nil
}

// meaning says what a value stands for.
func (s *server) meaning(d *document, t token) []string {
	if t.isKey {
		if strings.HasSuffix(t.in, "rules") {
			return s.rulePage(t.text)
		}
		return nil
	}
	var parts []string
	if said := d.repo.about(t.text); said != "" && t.path == "related[].id" {
		parts = append(parts, said)
	}
	if t.path == "lint.ignore[].rule" {
		return s.rulePage(t.text)
	}
	if c, known, _ := taxonomy.LookupControl(t.text); known {
		parts = append(parts, "Control `"+c.Ref()+"`: "+markdown.Escape(c.Title))
	}
	if technique, ok := taxonomy.LookupTechnique(t.text); ok {
		parts = append(parts, s.technique(technique))
	}
	if c, ok := d.repo.Policy.Cause(t.text); ok && t.path == "causes[].category" {
		parts = append(parts, fmt.Sprintf("Category `%s`: %s; fishbone bone %s", c.ID, markdown.Escape(cmp.Or(c.Name, c.ID)), markdown.Escape(c.Bone)))
	}
	for _, w := range s.valueWords(d, t) {
		if w.value == t.text && w.doc != "" && len(parts) == 0 {
			parts = append(parts, "`"+w.value+"`: "+markdown.Escape(w.doc))
		}
	}
	if t.path == "actions[].id" {
		parts = append(parts, actionState(d.read(s.parser), t.text)...)
	}
	return parts
}

// valueWords returns the words that a value is one of.
func (s *server) valueWords(d *document, t token) []word {
	switch {
	case !d.report:
		return nil
	case t.path == addressesField:
		return inReport(d.yaml(s.parser))
	}
	return s.words(d.repo)[t.path]
}

func (s *server) technique(t taxonomy.Technique) string {
	names := make([]string, 0, len(t.Tactics))
	for _, id := range t.Tactics {
		names = append(names, taxonomy.TacticName(id))
	}
	return fmt.Sprintf("MITRE ATT&CK `%s`: %s (%s)", t.ID, markdown.Escape(techniqueName(t)), strings.Join(names, ", "))
}

// actionState says how far an action of the report is.
func actionState(rep *report.Report, id string) []string {
	i := slices.IndexFunc(rep.Actions, func(a report.Action) bool { return a.ID.Value == id })
	if i < 0 {
		return nil
	}
	a := rep.Actions[i]
	said := fmt.Sprintf("%s: %s", rep.FullID(&a), cmp.Or(a.Status.Value, "open"))
	if !a.Due.Empty() {
		said += ", due " + a.Due.Value
	}
	if !a.Owner.Empty() {
		said += ", owner " + a.Owner.Value
	}
	return []string{markdown.Escape(said)}
}

// about says what a report, or an action of one, is; "" for an id of none.
func (r *Repository) about(id string) string {
	name, action, _ := strings.Cut(id, "/")
	k := r.byID[name]
	if k == nil {
		return ""
	}
	for _, a := range k.actions {
		if a.id == action {
			return fmt.Sprintf("**%s/%s**: %s, %s", markdown.Escape(k.ID), markdown.Escape(a.id), markdown.Escape(a.title), markdown.Escape(cmp.Or(a.status, "open")))
		}
	}
	said := []string{fmt.Sprintf("**%s**: %s", markdown.Escape(k.ID), markdown.Escape(cmp.Or(k.Title, "without a title")))}
	for _, part := range []string{k.Severity, k.Status} {
		if part != "" {
			said = append(said, markdown.Escape(part))
		}
	}
	return strings.Join(said, ", ")
}

// rulePages returns the pages of the rules that found something at an offset.
func (s *server) rulePages(d *document, offset int) []string {
	var parts []string
	seen := map[string]bool{}
	for _, f := range s.findings(d) {
		at := source.Span{Start: d.file.Offset(f.Range.Start), End: d.file.Offset(f.Range.End)}
		if at.Start <= offset && offset <= at.End && !seen[f.Rule] {
			seen[f.Rule] = true
			parts = append(parts, s.rulePage(f.Rule)...)
		}
	}
	return parts
}

// rulePage returns what the page of a rule says before its examples.
func (s *server) rulePage(name string) []string {
	i := slices.IndexFunc(s.Rules, func(r lint.Rule) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	page, _, _ := strings.Cut(s.Rules[i].Page, "\n## Bad")
	return []string{"---\n\n" + strings.TrimSpace(strings.Replace(page, "# ", "### ", 1))}
}

// wordAt returns the word at an offset that could be the id of a report or of an action: letters, digits, hyphens and
// underscores, with a slash before the action.
func wordAt(b []byte, offset int) (string, source.Span, bool) {
	part := func(c byte) bool {
		return c == '-' || c == '_' || c == '/' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
	}
	at := source.Span{Start: offset, End: offset}
	for at.Start > 0 && part(b[at.Start-1]) {
		at.Start--
	}
	for at.End < len(b) && part(b[at.End]) {
		at.End++
	}
	return string(b[at.Start:at.End]), at, at.End > at.Start
}
