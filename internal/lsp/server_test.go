package lsp

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// memory is a Disk with one repository that is at /repo.
type memory struct {
	reports map[string]string // by name
	policy  string
}

func (m *memory) Root(string) (string, error) { return "/repo", nil }

func (m *memory) Load(root string) (*Repository, error) {
	file := source.New(policy.FileName, []byte(m.policy))
	pol, problems := policy.Parse(file)
	linter, _ := lint.New(rules.All(), pol)
	list, _ := people.Parse(source.New("people.yaml", []byte("people:\n  - {handle: \"@sre-1\", team: platform}\n  - {handle: \"@security-lead\", team: security}\n")))
	r := &Repository{Root: root, Policy: pol, Linter: linter.In(lint.World{People: list}), People: list}
	r.Fault(file, problems)
	var known []*Known
	for name := range m.reports {
		rep, _ := m.Report(r, name)
		known = append(known, Know(rep, r.Linter))
	}
	r.Keep(known)
	r.IsReport = func(name string) bool { return strings.HasPrefix(name, "reports/") && strings.HasSuffix(name, ".md") }
	return r, nil
}

func (m *memory) Report(_ *Repository, name string) (*report.Report, error) {
	text, ok := m.reports[name]
	if !ok {
		return nil, nil
	}
	return report.NewParser().Parse(source.New(name, []byte(text))), nil
}

const other = `---
title: An older one
severity: sev3
status: closed
actions:
  - {id: A1, title: Alert on it, status: done}
---
`

// session returns a server that is initialized, for one repository.
func session(tb testing.TB, units encoding) *server {
	tb.Helper()
	m := &memory{policy: "vocabulary: {services: [billing-api, export-worker]}\n", reports: map[string]string{"reports/2025-01-02-older.md": other}}
	s := newServer(Options{Disk: m, Rules: rules.All(), Log: io.Discard, Page: func(rule string) string { return "https://pir.example/" + rule }})
	init := `{"capabilities":{"general":{"positionEncodings":["` + string(units) + `"]},"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}}`
	if _, bad := s.handle("initialize", json.RawMessage(init), false); bad != nil {
		tb.Fatal(bad.message)
	}
	return s
}

// tellServer sends a notification.
func tellServer(tb testing.TB, s *server, method string, params any) {
	tb.Helper()
	if _, bad := s.handle(method, encode(tb, params), true); bad != nil {
		tb.Fatalf("%s: %s", method, bad.message)
	}
}

func encode(tb testing.TB, v any) json.RawMessage {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func openDocument(tb testing.TB, s *server, name, text string) {
	tb.Helper()
	tellServer(tb, s, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": "file:///repo/" + name, "version": 1, "text": text}})
}

// askAt sends a request about the place of the mark ‸ in a text, which the document has without it, and returns the result
// as it is sent.
func askAt[T any](tb testing.TB, s *server, method, name, marked string) T {
	tb.Helper()
	before, after, ok := strings.Cut(marked, "‸")
	if !ok {
		tb.Fatal("there is no mark in the text")
	}
	text := before + after
	openDocument(tb, s, name, text)
	at := newText([]byte(text), s.client.units).position(len(before))
	return ask[T](tb, s, method, map[string]any{"textDocument": map[string]any{"uri": "file:///repo/" + name}, "position": at})
}

func ask[T any](tb testing.TB, s *server, method string, params any) T {
	tb.Helper()
	result, bad := s.handle(method, encode(tb, params), false)
	if bad != nil {
		tb.Fatalf("%s: %s", method, bad.message)
	}
	var out T
	if err := json.Unmarshal(encode(tb, result), &out); err != nil {
		tb.Fatal(err)
	}
	return out
}
