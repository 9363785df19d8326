package lsp

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/source"
)

// stale reports whether the diagnostics of a document are to be made anew.
func (s *server) stale() bool {
	for _, d := range s.docs {
		if d.stale {
			return s.stage == running
		}
	}
	return false
}

// publish tells the client what is wrong with one document that changed: the first by its URI, so that the answer to a
// request never waits for more than one.
func (s *server) publish() {
	for _, uri := range slices.Sorted(maps.Keys(s.docs)) {
		d := s.docs[uri]
		if !d.stale {
			continue
		}
		d.stale = false
		version := d.version
		s.tell("textDocument/publishDiagnostics", publishParams{URI: uri, Version: &version, Diagnostics: s.diagnostics(d, s.findings(d))})
		return
	}
}

// showFaults tells what is wrong with the files that a repository is set up by, where the client has them not open: the
// findings in its reports are then not those that the team wants.
func (s *server) showFaults(r *Repository) {
	now := map[string]bool{}
	for _, f := range r.Faults {
		uri := uriOf(filepath.Join(r.Root, filepath.FromSlash(f.File.Path)))
		now[uri] = true
		if s.docs[uri] == nil {
			d := &document{uri: uri, repo: r, name: f.File.Path, text: newText(f.File.Bytes, s.client.units), file: f.File}
			s.faulty[uri] = r.Root
			s.tell("textDocument/publishDiagnostics", publishParams{URI: uri, Diagnostics: s.diagnostics(d, faults(f.File, f.Problems))})
		}
	}
	for _, uri := range slices.Sorted(maps.Keys(s.faulty)) {
		if s.faulty[uri] == r.Root && !now[uri] {
			delete(s.faulty, uri)
			s.tell("textDocument/publishDiagnostics", publishParams{URI: uri, Diagnostics: []diagnostic{}})
		}
	}
}

// diagnostics returns findings as the protocol has them.
func (s *server) diagnostics(d *document, found []diag.Diagnostic) []diagnostic {
	list := make([]diagnostic, 0, len(found))
	for i := range found {
		list = append(list, s.diagnostic(d, &found[i]))
	}
	return list
}

// diagnostic returns one finding as the protocol has it.
func (s *server) diagnostic(d *document, f *diag.Diagnostic) diagnostic {
	out := diagnostic{
		Range: d.rangeOf(f.Range), Severity: severityOf(f.Severity), Code: f.Rule,
		Description: codeDescription{s.Page(f.Rule)}, Source: "pir", Message: f.Message,
	}
	if f.Rule == "suppression-unused" {
		out.Tags = []int{1} // unnecessary: editors fade it
	}
	for _, other := range f.Also {
		if other.File == d.name {
			continue
		}
		at := spot{file: other.File, line: other.Range.Start.Line, text: other.Excerpt}
		at.span = excerptSpan(&other)
		out.Related = append(out.Related, relatedLocation{Location: s.locate(d.repo, at), Message: other.Message})
	}
	return out
}

// rangeOf returns a range of the document's file as the client counts it.
func (d *document) rangeOf(r source.Range) textRange {
	return d.text.span(source.Span{Start: d.file.Offset(r.Start), End: d.file.Offset(r.End)})
}

// severityOf returns a severity as the protocol has it: 1 error, 2 warning, 3 information.
func severityOf(s diag.Severity) int {
	switch s {
	case diag.Error:
		return 1
	case diag.Warning:
		return 2
	default:
		return 3
	}
}

// excerptSpan returns where a finding is in the line that it carries.
func excerptSpan(f *diag.Diagnostic) source.Span {
	line := source.New("", []byte(f.Excerpt))
	end := len(f.Excerpt)
	if f.Range.End.Line == f.Range.Start.Line {
		end = line.Offset(source.Position{Line: 1, Column: f.Range.End.Column})
	}
	return source.Span{Start: line.Offset(source.Position{Line: 1, Column: f.Range.Start.Column}), End: end}
}

// locate returns a spot in a file of a repository as the client counts it.
func (s *server) locate(r *Repository, at spot) location {
	in := newText([]byte(at.text), s.client.units).span(at.span)
	line := uint32(max(at.line, 1) - 1)
	in.Start.Line, in.End.Line = line, line
	return location{URI: uriOf(filepath.Join(r.Root, filepath.FromSlash(at.file))), Range: in}
}
