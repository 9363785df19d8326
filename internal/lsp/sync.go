package lsp

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pir-cli/pir/internal/policy"
)

// didOpen takes up a document. One that is no file, or lies in no repository that can be read, is kept without answers.
func (s *server) didOpen(raw json.RawMessage) *fault {
	params, bad := read[didOpenParams](raw)
	if bad != nil {
		return bad
	}
	d := &document{uri: params.TextDocument.URI, version: params.TextDocument.Version}
	s.docs[d.uri] = d
	s.place(d)
	d.set(newText([]byte(params.TextDocument.Text), s.client.units))
	delete(s.faulty, d.uri)
	return nil
}

// place finds the repository of a document, and what it is in it.
func (s *server) place(d *document) {
	path, ok := pathOf(d.uri)
	if !ok {
		return
	}
	root, err := s.Disk.Root(filepath.Dir(path))
	if err != nil {
		s.note.Print(err)
		return
	}
	d.repo = s.repository(root)
	if d.repo == nil {
		return
	}
	if rel, err := filepath.Rel(root, path); err == nil {
		d.name = filepath.ToSlash(rel)
		d.report = d.repo.IsReport(d.name)
	}
}

// repository returns the repository at a root, read when it is first asked for; nil when it cannot be read.
func (s *server) repository(root string) *Repository {
	if r, ok := s.repos[root]; ok {
		return r
	}
	r, err := s.Disk.Load(root)
	if err != nil {
		s.warn(err.Error())
	}
	s.repos[root] = r
	if r != nil {
		s.showFaults(r)
	}
	return r
}

// warn shows the user a message.
func (s *server) warn(message string) {
	s.tell("window/showMessage", map[string]any{"type": 2, "message": "pir: " + message})
}

// didChange makes the edits of a document, one after the other.
func (s *server) didChange(raw json.RawMessage) *fault {
	params, bad := read[didChangeParams](raw)
	if bad != nil {
		return bad
	}
	d := s.docs[params.TextDocument.URI]
	if d == nil {
		return invalid("the document is not open")
	}
	d.version = params.TextDocument.Version
	t := d.text
	for _, c := range params.Changes {
		if c.Range == nil {
			t = newText([]byte(c.Text), s.client.units)
		} else {
			t = t.replace(*c.Range, c.Text)
		}
	}
	d.set(t)
	return nil
}

// didClose forgets a document, and what was shown of it.
func (s *server) didClose(raw json.RawMessage) *fault {
	params, bad := read[documentParams](raw)
	if bad != nil {
		return bad
	}
	if s.docs[params.TextDocument.URI] != nil {
		delete(s.docs, params.TextDocument.URI)
		s.tell("textDocument/publishDiagnostics", publishParams{URI: params.TextDocument.URI, Diagnostics: []diagnostic{}})
	}
	return nil
}

// didSave reads a file again that others may be compared with.
func (s *server) didSave(raw json.RawMessage) *fault {
	params, bad := read[documentParams](raw)
	if bad != nil {
		return bad
	}
	s.changed([]string{params.TextDocument.URI})
	return nil
}

// didChangeWatched reads files again that others changed.
func (s *server) didChangeWatched(raw json.RawMessage) *fault {
	params, bad := read[watchedParams](raw)
	if bad != nil {
		return bad
	}
	uris := make([]string, 0, len(params.Changes))
	for _, c := range params.Changes {
		uris = append(uris, c.URI)
	}
	s.changed(uris)
	return nil
}

// changed reads again what changed on the disk: a report by itself, and after a change of anything else that counts, or
// of very much, the whole repository. Documents are then checked anew.
func (s *server) changed(uris []string) {
	const many = 20
	again := map[string]bool{}
	for _, uri := range uris {
		path, ok := pathOf(uri)
		if !ok {
			continue
		}
		for root, r := range s.repos {
			rel, err := filepath.Rel(root, path)
			if name := filepath.ToSlash(rel); err == nil && filepath.IsLocal(rel) {
				again[root] = again[root] || s.reread(r, name, len(uris) > many)
			}
		}
	}
	for root, all := range again {
		if all {
			delete(s.repos, root)
		}
	}
	if len(again) == 0 {
		return
	}
	for _, uri := range slices.Sorted(maps.Keys(s.docs)) {
		d := s.docs[uri]
		d.repo, d.report = nil, false
		s.place(d)
		d.forget()
	}
}

// reread reads a report again that changed; all says that the whole repository is to be read again instead.
func (s *server) reread(r *Repository, name string, many bool) (all bool) {
	base := name[strings.LastIndexByte(name, '/')+1:]
	switch {
	case r == nil:
		return true
	case name == policy.FileName || name == r.Policy.People || name == r.Policy.Register.File || base == ".pir-baseline.json" || base == policy.FileName:
		return true
	case r.reports[name] == nil && !r.IsReport(name):
		return false
	case many:
		return true
	}
	rep, err := s.Disk.Report(r, name)
	switch {
	case err != nil:
		s.note.Print(err)
	case rep == nil:
		r.update(name, nil)
	default:
		r.update(name, Know(rep, r.Linter))
	}
	return false
}
