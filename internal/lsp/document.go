package lsp

import (
	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// document is a file that the client has open, with the text that the client has of it.
type document struct {
	uri     string
	version int32
	repo    *Repository
	name    string // of the file below the root of its repository
	report  bool   // it is a report
	stale   bool   // its diagnostics are to be made anew

	text *text
	file *source.File

	// What was read of the present text; nil until it is asked for.
	parsed  *report.Report
	outline *outline
	found   []diag.Diagnostic
}

// set gives the document a new text.
func (d *document) set(t *text) {
	d.text, d.file = t, source.New(d.name, t.bytes)
	d.forget()
}

// forget drops what was read, because the text or the repository changed.
func (d *document) forget() { d.parsed, d.outline, d.found, d.stale = nil, nil, nil, true }

// read returns the report.
func (d *document) read(parser *report.Parser) *report.Report {
	if d.parsed == nil {
		d.parsed = parser.Parse(d.file)
	}
	return d.parsed
}

// yaml returns the outline of the front matter, or of a file that is all YAML.
func (d *document) yaml(parser *report.Parser) *outline {
	if d.outline == nil {
		o := readOutline(d.text.bytes, d.yamlRegion(parser))
		d.outline = &o
	}
	return d.outline
}

// yamlRegion returns the part of the file that is YAML. Front matter that nothing closes yet goes to the end.
func (d *document) yamlRegion(parser *report.Parser) source.Span {
	all := source.Span{End: len(d.text.bytes)}
	if !d.report {
		return all
	}
	rep := d.read(parser)
	if rep.FrontMatter.Present() {
		return rep.FrontMatter
	}
	opening := rep.Opening()
	if string(d.text.bytes[opening.Start:opening.End]) != "---" {
		return source.Span{}
	}
	all.Start = min(opening.End+1, all.End)
	return all
}

// findings returns what is wrong with the document.
func (s *server) findings(d *document) []diag.Diagnostic {
	if d.found == nil {
		switch {
		case d.repo == nil:
		case d.report:
			d.found = d.repo.findings(d.read(s.parser))
		default:
			d.found, _ = d.repo.setUp(d.file, s.Rules)
		}
		if d.found == nil {
			d.found = []diag.Diagnostic{}
		}
	}
	return d.found
}
