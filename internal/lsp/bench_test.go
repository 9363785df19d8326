package lsp

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkAnswers is what each answer costs in a report of 2 000 lines, half of it front matter, after an edit of it.
// What is shared by several answers to one text, such as parsing it, is part of each.
func BenchmarkAnswers(b *testing.B) {
	text := longReport()
	uri := "file:///repo/" + draft
	change := func(b *testing.B, s *server, version int) {
		b.Helper()
		at := position{Line: 700, Character: 20}
		tellServer(b, s, "textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": version},
			"contentChanges": []any{map[string]any{"range": textRange{at, at}, "text": "é"}},
		})
	}
	run := func(name string, answer func(b *testing.B, s *server)) {
		b.Run(name, func(b *testing.B) {
			s := session(b, utf16Units)
			openDocument(b, s, draft, text)
			for b.Loop() {
				change(b, s, 2)
				answer(b, s)
				s.outgoing = nil
			}
		})
	}
	run("change", func(*testing.B, *server) {})
	run("diagnostics", func(b *testing.B, s *server) {
		b.Helper()
		s.publish()
		encode(b, s.outgoing[0].params)
	})
	doc := map[string]any{"uri": uri}
	for _, c := range []struct {
		name, method string
		at           position
	}{
		{"completion of a key", "textDocument/completion", position{3, 3}},
		{"completion of a word", "textDocument/completion", position{2, 11}},
		{"hover", "textDocument/hover", position{700, 9}},
		{"definition", "textDocument/definition", position{700, 9}},
		{"symbols", "textDocument/documentSymbol", position{}},
		{"code actions", "textDocument/codeAction", position{2, 11}},
		{"formatting", "textDocument/formatting", position{}},
	} {
		run(c.name, func(b *testing.B, s *server) {
			b.Helper()
			ask[any](b, s, c.method, map[string]any{"textDocument": doc, "position": c.at, "range": textRange{c.at, c.at}, "context": map[string]any{}})
		})
	}
}

// longReport returns a report of 2 000 lines.
func longReport() string {
	var b strings.Builder
	b.WriteString("---\ntitle: Störung 決済\nseverity: sev9\nstatus: drft\ntimeline:\n")
	for i := range 500 {
		fmt.Fprintf(&b, "  - {at: 2026-03-%02dT%02d:%02d:00Z, event: Beobachtung %d 決済障害 👩‍🚒, source: \"log:x\"}\n", 1+i/50, i%24, i%60, i)
	}
	b.WriteString("actions:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  - id: A%d\n    title: Mask secret %d\n    kind: control\n    effect: prevent\n    owner: \"@sre-1\"\n    priority: P2\n    due: 2026-04-0%d\n    status: open\n", i, i, 1+i%9)
	}
	b.WriteString("---\n\n## Summary\n\n")
	for i := range 1020 {
		fmt.Fprintf(&b, "Absatz %d: Störung 決済障害 beobachtet, und so fort über eine Zeile von hundert Zeichen.\n", i)
		if i%25 == 0 {
			b.WriteString("\n### Zwischenstand\n\n")
		}
	}
	return b.String()
}
