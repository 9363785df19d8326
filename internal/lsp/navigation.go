package lsp

import (
	"cmp"
	"encoding/json"
	"path/filepath"
	"strings"
)

// definition returns where what is named at a place stands: a related report, the cause or the control that an action
// addresses, a report or an action that the text names.
func (s *server) definition(raw json.RawMessage) (any, *fault) {
	d, offset, bad := s.placeOf(raw)
	if bad != nil || d == nil || !d.report {
		return nil, bad
	}
	if region := d.yamlRegion(s.parser); region.Start <= offset && offset <= region.End {
		t, ok := d.yaml(s.parser).at(offset)
		switch {
		case !ok || t.isKey:
			return nil, nil
		case t.path == addressesField:
			return s.addressed(d, t.text), nil
		case t.path != "related[].id":
			return nil, nil
		}
		return s.reportPlace(d.repo, t.text), nil
	}
	id, _, _ := wordAt(d.text.bytes, offset)
	return s.reportPlace(d.repo, id), nil
}

// addressed returns where the report itself has a cause or a control; nil where it has none.
func (s *server) addressed(d *document, ref string) any {
	for _, t := range d.yaml(s.parser).tokens {
		if !t.isKey && t.text == ref && (t.path == "causes[].id" || t.path == "controls[].ref") {
			return location{URI: d.uri, Range: d.text.span(t.span)}
		}
	}
	return nil
}

// reportPlace returns where a report or an action of one is; nil for an id of none.
func (s *server) reportPlace(r *Repository, id string) any {
	name, action, _ := strings.Cut(id, "/")
	k := r.byID[name]
	if k == nil {
		return nil
	}
	for _, a := range k.actions {
		if a.id == action {
			return s.locate(r, a.place)
		}
	}
	return s.locate(r, k.place)
}

// references returns where other reports name the report that is named at a place, or this one.
func (s *server) references(raw json.RawMessage) (any, *fault) {
	d, offset, bad := s.placeOf(raw)
	if bad != nil || d == nil || !d.report {
		return nil, bad
	}
	id := d.read(s.parser).ID
	if t, ok := d.yaml(s.parser).at(offset); ok && t.path == "related[].id" && !t.isKey && t.text != "" {
		id = t.text
	}
	found := []location{}
	for _, k := range d.repo.sorted {
		for _, other := range k.related {
			if other.name == id {
				found = append(found, s.locate(d.repo, other))
			}
		}
	}
	return found, nil
}

// links returns what leads from the front matter to related reports.
func (s *server) links(raw json.RawMessage) (any, *fault) {
	d, bad := s.ofDocument(raw)
	if bad != nil || d == nil || !d.report {
		return nil, bad
	}
	links := []documentLink{}
	for _, t := range d.yaml(s.parser).tokens {
		if t.isKey || t.path != "related[].id" {
			continue
		}
		if k := d.repo.byID[t.text]; k != nil {
			links = append(links, documentLink{Range: d.text.span(t.span), Target: d.repo.uri(k.File), Tooltip: k.Title})
		}
	}
	return links, nil
}

// uri returns the URI of a file of the repository.
func (r *Repository) uri(name string) string {
	return uriOf(filepath.Join(r.Root, filepath.FromSlash(name)))
}

// ofDocument returns the document that a request is about; nil for one of no repository.
func (s *server) ofDocument(raw json.RawMessage) (*document, *fault) {
	params, bad := read[documentParams](raw)
	if bad != nil {
		return nil, bad
	}
	d, bad := s.open(params.TextDocument.URI)
	if d == nil || d.repo == nil {
		return nil, bad
	}
	return d, nil
}

// workspaceSymbols returns the reports and actions whose id or title has the words that are looked for.
func (s *server) workspaceSymbols(raw json.RawMessage) (any, *fault) {
	const most = 200
	params, bad := read[symbolParams](raw)
	if bad != nil {
		return nil, bad
	}
	words := strings.Fields(strings.ToLower(params.Query))
	found := []symbolInformation{}
	add := func(r *Repository, kind int, id, title, in string, at spot) {
		if name := strings.TrimSpace(id + " " + title); len(found) < most && hasWords(name, words) {
			found = append(found, symbolInformation{Name: name, Kind: kind, Location: s.locate(r, at), Container: in})
		}
	}
	for _, r := range s.inFolders() {
		for _, k := range r.sorted {
			add(r, symbolFile, k.ID, k.Title, "", k.place)
			for _, a := range k.actions {
				add(r, symbolEvent, k.ID+"/"+a.id, a.title, cmp.Or(k.Title, k.ID), a.place)
			}
		}
	}
	return found, nil
}

// hasWords reports whether a text has all of some words, which are in lower case.
func hasWords(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// inFolders returns the repositories that the client works in: those of its open documents, and those of its folders.
func (s *server) inFolders() []*Repository {
	for _, uri := range s.folders {
		if path, ok := pathOf(uri); ok {
			if root, err := s.Disk.Root(path); err == nil {
				s.repository(root)
			}
		}
	}
	return sortedRepositories(s.repos)
}
