package lsp

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// symbols returns the parts of a report: those of its front matter, and the headings of its text.
func (s *server) symbols(raw json.RawMessage) (any, *fault) {
	d, bad := s.ofDocument(raw)
	if bad != nil || d == nil || !d.report {
		return nil, bad
	}
	rep := d.read(s.parser)
	tree := append(s.parts(d, rep), s.headings(d, rep)...)
	if s.client.trees {
		return tree, nil
	}
	return flatten(d.uri, "", tree, []symbolInformation{}), nil
}

// parts returns the keys of the front matter, with the entries of its lists.
func (s *server) parts(d *document, rep *report.Report) []documentSymbol {
	parts := []documentSymbol{}
	for _, f := range report.Fields() {
		key, block, ok := rep.Key(f.Name)
		if !ok {
			continue
		}
		block.End = block.Start + len(bytes.TrimRight(rep.File.Bytes[block.Start:block.End], " \t\r\n"))
		sym := d.symbol(f.Name, symbolField, key, block)
		sym.Children = s.entries(d, rep, f.Name, block)
		parts = append(parts, sym)
	}
	slices.SortStableFunc(parts, func(a, b documentSymbol) int {
		return cmp.Or(cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Character, b.Range.Start.Character))
	})
	return parts
}

// entry is one entry of a list, as the outline of an editor names it.
type entry struct {
	name, detail string
	kind         int
	at           source.Span // where it starts
}

// entries returns the entries of timeline, causes, controls and actions.
func (s *server) entries(d *document, rep *report.Report, name string, block source.Span) []documentSymbol {
	var list []entry
	switch name {
	case "timeline":
		for _, e := range rep.Timeline {
			list = append(list, entry{cmp.Or(e.Event.Value, e.At.Value), e.Milestone.Value, symbolEvent, e.Span})
		}
	case "causes":
		for _, c := range rep.Causes {
			list = append(list, entry{join2(c.ID.Value, c.Statement.Value), c.Category.Value, symbolKey, c.Span})
		}
	case "controls":
		for _, c := range rep.Controls {
			list = append(list, entry{c.Ref.Value, c.Verdict.Value, symbolKey, c.Span})
		}
	case "actions":
		for _, a := range rep.Actions {
			list = append(list, entry{join2(a.ID.Value, a.Title.Value), a.Status.Value, symbolKey, a.Span})
		}
	}
	var symbols []documentSymbol
	for i, e := range list {
		whole := source.Span{Start: e.at.Start, End: block.End}
		if i+1 < len(list) && list[i+1].at.Start > whole.Start {
			whole.End = list[i+1].at.Start
		}
		if whole.Start > whole.End || !e.at.Present() {
			continue // stands elsewhere, by an alias
		}
		whole.End = whole.Start + len(bytes.TrimRight(rep.File.Bytes[whole.Start:whole.End], " \t\r\n-"))
		sym := d.symbol(e.name, e.kind, whole, whole)
		sym.Detail = e.detail
		symbols = append(symbols, sym)
	}
	return symbols
}

func join2(id, text string) string {
	if id == "" || text == "" {
		return id + text
	}
	return id + " " + text
}

// headings returns the headings of the text, those of a lower level within those of a higher one.
func (s *server) headings(d *document, rep *report.Report) []documentSymbol {
	sections, _ := rep.Sections()
	ends := make([]int, len(sections))
	for i, sec := range sections {
		ends[i] = len(rep.File.Bytes)
		for _, next := range sections[i+1:] {
			if next.Level <= sec.Level {
				ends[i] = rep.File.LineSpan(rep.File.Position(next.Span.Start).Line).Start
				break
			}
		}
	}
	tree, _ := d.headingTree(sections, ends, 0, 0)
	return tree
}

// headingTree returns the headings from number i on that are deeper than a level, and the number of the first that is not.
func (d *document) headingTree(sections []report.Section, ends []int, i, above int) ([]documentSymbol, int) {
	list := []documentSymbol{}
	for i < len(sections) && sections[i].Level > above {
		sec, end := sections[i], ends[i]
		start := min(d.file.LineSpan(d.file.Position(sec.Span.Start).Line).Start, sec.Span.Start)
		end = max(sec.Span.End, start+len(bytes.TrimRight(d.text.bytes[start:max(start, end)], " \t\r\n")))
		sym := d.symbol(sec.Title, symbolString, sec.Span, source.Span{Start: start, End: end})
		sym.Children, i = d.headingTree(sections, ends, i+1, sec.Level)
		list = append(list, sym)
	}
	return list, i
}

func (d *document) symbol(name string, kind int, selection, whole source.Span) documentSymbol {
	selection.End = min(selection.End, whole.End)
	return documentSymbol{Name: cmp.Or(name, "(empty)"), Kind: kind, Range: d.text.span(whole), Selection: d.text.span(selection)}
}

// flatten lists symbols for a client that reads no trees.
func flatten(uri, in string, tree []documentSymbol, into []symbolInformation) []symbolInformation {
	for _, sym := range tree {
		into = append(into, symbolInformation{Name: sym.Name, Kind: sym.Kind, Location: location{uri, sym.Range}, Container: in})
		into = flatten(uri, sym.Name, sym.Children, into)
	}
	return into
}

// sortedRepositories returns those that could be read, by their root.
func sortedRepositories(all map[string]*Repository) []*Repository {
	var list []*Repository
	for _, root := range slices.Sorted(maps.Keys(all)) {
		if r := all[root]; r != nil {
			list = append(list, r)
		}
	}
	return list
}
