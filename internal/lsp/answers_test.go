package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pir-cli/pir/internal/format"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

const draft = "reports/2026-03-02-x.md"

const sample = `---
title: Störung 決済
severity: sev1
status: draft
causes:
  - {id: C1, role: root, category: secrets-exposure, statement: It was so}
controls:
  - {ref: "iso27001:A.8.4", verdict: failed}
actions:
  - id: A1
    title: Mask it
    addresses: [C1, "iso27001:A.8.4"]
    owner: "@sre-1"
    status: open
classification: {attack: [T1552.001]}
related: [{id: 2025-01-02-older, relation: similar, reason: alike}]
---

# Report

## Summary

See 2025-01-02-older/A1.

### Detail

## Lessons learned
`

func TestHover(t *testing.T) {
	for _, c := range []struct{ at, says string }{
		{"sever‸ity: sev1", "**severity**: An entry of the policy's severities"},
		{"sev‸1", "Critical"},
		{"secrets-‸exposure", "fishbone bone"},
		{"[C‸1, ", "`C1`: It was so"},
		{`C1, "iso27001:A.8‸.4`, "Control `iso27001:A.8.4`: Access to source code"},
		{"T1552‸.001", "MITRE ATT&CK `T1552.001`: Unsecured Credentials: Credentials In Files"},
		{"{id: 2025-01-02‸-older", "**2025-01-02-older**: An older one, sev3, closed"},
		{"See 2025‸-01-02-older/A1", "**2025-01-02-older/A1**: Alert on it, done"},
		{"id: A‸1", "A1: open, owner @sre-1"},
		{"---\ntitle‸", "What happened, in one line"},
	} {
		plain := strings.ReplaceAll(c.at, "‸", "")
		if !strings.Contains(sample, plain) {
			t.Fatalf("%q is not in the sample", plain)
		}
		s := session(t, utf16Units)
		got := askAt[*hover](t, s, "textDocument/hover", draft, strings.Replace(sample, plain, c.at, 1))
		if got == nil || !strings.Contains(got.Contents.Value, c.says) {
			t.Errorf("%q: %+v, want %q", c.at, got, c.says)
		}
	}
}

// TestHoverOnFinding shows the page of the rule at the place of a finding, without its examples.
func TestHoverOnFinding(t *testing.T) {
	s := session(t, utf16Units)
	got := askAt[*hover](t, s, "textDocument/hover", draft, strings.Replace(sample, "status: draft", "status: drft‸", 1))
	if got == nil || !strings.Contains(got.Contents.Value, "### invalid-value") || strings.Contains(got.Contents.Value, "## Bad") {
		t.Errorf("%+v", got)
	}
}

func TestDefinition(t *testing.T) {
	for _, c := range []struct {
		at, uri string
		line    uint32
	}{
		{"[C‸1, ", draft, 5},
		{`"iso27001:A.8.4‸"]`, draft, 7},
		{"{id: 2025-01-02‸-older", "reports/2025-01-02-older.md", 1},
		{"See 2025‸-01-02-older/A1", "reports/2025-01-02-older.md", 5},
		{"sev‸1", "", 0},
	} {
		plain := strings.ReplaceAll(c.at, "‸", "")
		s := session(t, utf16Units)
		got := askAt[*location](t, s, "textDocument/definition", draft, strings.Replace(sample, plain, c.at, 1))
		if c.uri == "" {
			if got != nil {
				t.Errorf("%q leads to %+v", c.at, got)
			}
			continue
		}
		if got == nil || got.URI != "file:///repo/"+c.uri || got.Range.Start.Line != c.line {
			t.Errorf("%q leads to %+v, want %s line %d", c.at, got, c.uri, c.line)
		}
	}
}

func TestSymbols(t *testing.T) {
	s := session(t, utf16Units)
	openDocument(t, s, draft, sample)
	var got []string
	var walk func(in string, list []documentSymbol)
	walk = func(in string, list []documentSymbol) {
		for _, sym := range list {
			got = append(got, in+sym.Name)
			if sym.Selection.Start.Line < sym.Range.Start.Line || sym.Selection.End.Line > sym.Range.End.Line {
				t.Errorf("%s: the name is not within the whole: %+v", sym.Name, sym)
			}
			walk(in+sym.Name+" > ", sym.Children)
		}
	}
	walk("", ask[[]documentSymbol](t, s, "textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": "file:///repo/" + draft}}))
	want := "title|severity|status|causes|causes > C1 It was so|controls|controls > iso27001:A.8.4|actions|actions > A1 Mask it|" +
		"classification|related|Report|Report > Summary|Report > Summary > Detail|Report > Lessons learned"
	if all := strings.Join(got, "|"); all != want {
		t.Errorf("symbols\n%s, want\n%s", all, want)
	}
	found := ask[[]symbolInformation](t, s, "workspace/symbol", map[string]any{"query": "alert OLDER"})
	if len(found) != 1 || found[0].Name != "2025-01-02-older/A1 Alert on it" || found[0].Location.Range.Start.Line != 5 {
		t.Errorf("workspace symbols %+v", found)
	}
}

func TestLinksAndReferences(t *testing.T) {
	s := session(t, utf16Units)
	openDocument(t, s, draft, sample)
	doc := map[string]any{"uri": "file:///repo/" + draft}
	links := ask[[]documentLink](t, s, "textDocument/documentLink", map[string]any{"textDocument": doc})
	if len(links) != 1 || links[0].Target != "file:///repo/reports/2025-01-02-older.md" || links[0].Range.Start != (position{15, 15}) {
		t.Errorf("links %+v", links)
	}
	// Once this report lies on the disk, the other one is referred to from it.
	s.Disk.(*memory).reports[draft] = sample
	tellServer(t, s, "textDocument/didSave", map[string]any{"textDocument": doc})
	got := ask[[]location](t, s, "textDocument/references", map[string]any{"textDocument": doc, "position": position{15, 18}})
	if len(got) != 1 || got[0].URI != "file:///repo/"+draft || got[0].Range.Start != (position{15, 15}) {
		t.Errorf("references %+v", got)
	}
}

// TestFormatting compares with what `pir fmt` makes of the text.
func TestFormatting(t *testing.T) {
	s := session(t, utf16Units)
	text := strings.Replace(sample, "severity: sev1\nstatus: draft\n", "status: draft\nseverity: sev1\n", 1)
	openDocument(t, s, draft, text)
	edits := ask[[]textEdit](t, s, "textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": "file:///repo/" + draft}})
	parser := report.NewParser()
	want, err := format.Report(parser, parser.Parse(source.New(draft, []byte(text))))
	if err != nil {
		t.Fatal(err)
	}
	now := newText([]byte(text), utf16Units)
	for _, e := range edits {
		now = now.replace(e.Range, e.NewText)
	}
	if string(now.bytes) != string(want.Bytes) || len(edits) == 0 {
		t.Errorf("formatted\n%s, want\n%s", now.bytes, want.Bytes)
	}
}

// TestSuppress takes the action that suppresses a rule: the finding goes once the reason is written.
func TestSuppress(t *testing.T) {
	s := session(t, utf16Units)
	for _, front := range []string{"", "lint:\n  ignore:\n    - {rule: cause-missing, reason: none}\n", "lint: {ignore: []}\n"} {
		text := strings.Replace(sample, "---\n\n# Report", front+"---\n\n# Report", 1)
		text = strings.Replace(text, "sev1", "sev8", 1)
		openDocument(t, s, draft, text)
		got := ask[[]codeAction](t, s, "textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": "file:///repo/" + draft}, "range": textRange{position{2, 11}, position{2, 11}}, "context": map[string]any{"diagnostics": []any{}},
		})
		now := newText([]byte(text), utf16Units)
		for _, a := range got {
			if strings.HasPrefix(a.Title, "Suppress severity-unknown") {
				for _, e := range a.Edit.Changes["file:///repo/"+draft] {
					now = now.replace(e.Range, e.NewText)
				}
			}
		}
		with := strings.Replace(string(now.bytes), `{rule: severity-unknown, reason: ""}`, `{rule: severity-unknown, reason: because}`, 1)
		if with == string(now.bytes) {
			t.Fatalf("%q: nothing was suppressed in %+v:\n%s", front, got, now.bytes)
		}
		openDocument(t, s, draft, with)
		for _, f := range s.findings(s.docs["file:///repo/"+draft]) {
			if f.Rule == "severity-unknown" || f.Rule == "suppression-reason" {
				t.Errorf("%q: %s is still found", front, f.Rule)
			}
		}
	}
}

// TestLifecycle holds the server to the stages of a session.
func TestLifecycle(t *testing.T) {
	s := newServer(Options{Disk: &memory{}, Log: &strings.Builder{}})
	step := func(method, params string, notification bool, want int64) {
		t.Helper()
		_, bad := s.handle(method, []byte(params), notification)
		got := int64(0)
		if bad != nil {
			got = bad.code
		}
		if got != want {
			t.Errorf("%s: code %d, want %d", method, got, want)
		}
	}
	step("textDocument/hover", "{}", false, codeNotInitialized)
	step("textDocument/didOpen", "{}", true, 0)
	step("shutdown", "", false, codeNotInitialized)
	step("initialize", "[]", false, codeInvalidParams)
	step("initialize", `{"capabilities":{"general":{"positionEncodings":["utf-7","utf-8","utf-16"]}}}`, false, 0)
	if s.client.units != utf8Units {
		t.Errorf("agreed on %s", s.client.units)
	}
	step("initialize", "{}", false, codeInvalidRequest)
	step("no/such", "{}", false, codeUnknownMethod)
	step("$/setTrace", "{}", true, codeUnknownMethod)
	step("textDocument/hover", `{"textDocument":{"uri":"file:///x.md"}}`, false, codeInvalidParams)
	step("textDocument/hover", "", false, codeInvalidParams)
	step("shutdown", "", false, 0)
	step("textDocument/hover", "{}", false, codeInvalidRequest)
	step("exit", "", true, 0)
	if s.stage != exited {
		t.Errorf("stage %d", s.stage)
	}
}

// TestQueue holds the order of messages, and cancels a request that still waits and no other.
func TestQueue(t *testing.T) {
	q := newQueue()
	take := func(id uint64, method, params string, notification bool) {
		raw := json.RawMessage(params)
		q.Handle(t.Context(), nil, &jsonrpc2.Request{ID: jsonrpc2.ID{Num: id}, Method: method, Params: &raw, Notif: notification})
	}
	if m, ok := q.next(false); m != nil || !ok {
		t.Errorf("an empty queue has %v", m)
	}
	take(1, "a", "{}", false)
	take(0, "b", "{}", true)
	take(2, "c", "{}", false)
	take(0, "$/cancelRequest", `{"id":2}`, true)
	take(0, "$/cancelRequest", `{"id":"2"}`, true)
	take(0, "$/cancelRequest", `[]`, true)
	q.close()
	var got []string
	for {
		m, ok := q.next(true)
		if !ok {
			break
		}
		if m.cancelled {
			got = append(got, "cancelled")
		}
		got = append(got, m.request.Method)
	}
	if all := strings.Join(got, " "); all != "a b cancelled c" {
		t.Errorf("the queue had %s", all)
	}
}
