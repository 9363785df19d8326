package lsp

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/amend"
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/format"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// The kinds of code actions.
const (
	kindQuickFix = "quickfix"
	kindFixAll   = "source.fixAll.pir"
)

// codeActions returns what can be done about the findings in a range: the fix of each, its suppression in the front
// matter, and what `pir lint --fix` would do to the whole report.
func (s *server) codeActions(raw json.RawMessage) (any, *fault) {
	params, bad := read[codeActionParams](raw)
	if bad != nil {
		return nil, bad
	}
	d, bad := s.open(params.TextDocument.URI)
	if d == nil || d.repo == nil || !d.report {
		return nil, bad
	}
	list := []codeAction{}
	asked := source.Span{Start: d.text.offset(params.Range.Start), End: d.text.offset(params.Range.End)}
	var fixes, suppressions []codeAction
	seen := map[string]bool{}
	for _, f := range s.findings(d) {
		at := source.Span{Start: d.file.Offset(f.Range.Start), End: d.file.Offset(f.Range.End)}
		if at.End < asked.Start || at.Start > asked.End {
			continue
		}
		if a, ok := s.fix(d, &f); ok {
			fixes = append(fixes, a)
		}
		if !seen[f.Rule] {
			seen[f.Rule] = true
			if a, ok := s.suppress(d, &f); ok {
				suppressions = append(suppressions, a)
			}
		}
	}
	if wanted(params.Context.Only, kindQuickFix) {
		list = append(append(list, fixes...), suppressions...)
	}
	if wanted(params.Context.Only, kindFixAll) {
		if a, ok := s.fixAll(d); ok {
			list = append(list, a)
		}
	}
	return list, nil
}

// wanted reports whether a client that asks for some kinds alone asks for this one.
func wanted(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool { return kind == o || strings.HasPrefix(kind, o+".") })
}

// fix returns the fix of a finding that has one.
func (s *server) fix(d *document, f *diag.Diagnostic) (codeAction, bool) {
	if f.Fix == nil {
		return codeAction{}, false
	}
	edits := make([]textEdit, 0, len(f.Fix))
	for _, e := range edit.Choose([][]diag.Edit{f.Fix}) {
		edits = append(edits, textEdit{d.text.span(e.Span), e.New})
	}
	return codeAction{
		Title: "Mend: " + f.Rule, Kind: kindQuickFix, Preferred: true,
		Diagnostics: []diagnostic{s.diagnostic(d, f)}, Edit: s.edit(d, edits),
	}, len(edits) > 0
}

// suppress returns the change that suppresses the rule of a finding in this report. The reason is empty, because only a
// person has one; until it is written, it is a finding of its own.
func (s *server) suppress(d *document, f *diag.Diagnostic) (codeAction, bool) {
	rep := d.read(s.parser)
	if !rep.HasFrontMatter || slices.ContainsFunc(rep.Lint.Ignore, func(i report.Ignore) bool { return i.Rule.Value == f.Rule }) {
		return codeAction{}, false
	}
	entry := field.NewMapping(field.Pair{Key: "rule", Value: field.NewWord(f.Rule)}, field.Pair{Key: "reason", Value: field.NewText("")})
	change := field.Append(field.Path{field.In("lint")}, "ignore", entry)
	if !rep.Lint.Span.Present() {
		change = field.Set(nil, "lint", field.NewMapping(field.Pair{Key: "ignore", Value: field.NewList(entry)}))
	}
	now, err := amend.Report(s.parser, rep, []field.Change{change})
	if err != nil {
		return codeAction{}, false // what cannot be changed without a doubt is not offered
	}
	return codeAction{
		Title: "Suppress " + f.Rule + " in this report; write the reason", Kind: kindQuickFix,
		Diagnostics: []diagnostic{s.diagnostic(d, f)}, Edit: s.edit(d, d.text.difference(now.File.Bytes)),
	}, true
}

// fixAll returns what `pir lint --fix` would change.
func (s *server) fixAll(d *document) (codeAction, bool) {
	if !slices.ContainsFunc(s.findings(d), func(f diag.Diagnostic) bool { return f.Fix != nil }) {
		return codeAction{}, false
	}
	rep := d.read(s.parser)
	now, _, err := d.repo.Linter.Fix(s.parser, rep, d.repo.Baseline)
	if err != nil || now == rep {
		return codeAction{}, false
	}
	return codeAction{Title: "Mend all that pir can mend", Kind: kindFixAll, Edit: s.edit(d, d.text.difference(now.File.Bytes))}, true
}

// edit returns edits of a document as the client can read them.
func (s *server) edit(d *document, edits []textEdit) workspaceEdit {
	if s.client.versioned {
		return workspaceEdit{DocumentChanges: []documentEdit{{versionedID{d.uri, d.version}, edits}}}
	}
	return workspaceEdit{Changes: map[string][]textEdit{d.uri: edits}}
}

// formatting returns what `pir fmt` would change.
func (s *server) formatting(raw json.RawMessage) (any, *fault) {
	d, bad := s.ofDocument(raw)
	if bad != nil || d == nil || !d.report {
		return nil, bad
	}
	res, err := format.Report(s.parser, d.read(s.parser))
	if err != nil {
		return nil, &fault{codeInternal, err.Error()}
	}
	return d.text.difference(res.Bytes), nil
}
