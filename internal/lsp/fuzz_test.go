package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"log"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pir-cli/pir/internal/source"
)

// FuzzMessages tells and asks anything: nothing may panic, and every answer is JSON. guard is not in the way here.
func FuzzMessages(f *testing.F) {
	doc := `{"textDocument":{"uri":"file:///repo/` + draft + `"`
	f.Add(sample, doc+`,"version":2},"contentChanges":[{"range":{"start":{"line":1,"character":9},"end":{"line":1,"character":99}},"text":"é"}]}`)
	f.Add(sample, doc+`},"position":{"line":4294967295,"character":4294967295}}`)
	f.Add("---\nactions: [{", doc+`},"range":{"start":{"line":9,"character":9},"end":{"line":0,"character":0}},"context":{"only":["source"]}}`)
	f.Add("---\r\n- \r\n  - : \"\\", `{"query":"\u0000","changes":[{"uri":"file:///repo/pir.yaml"},{"uri":"%"}]}`)
	f.Add("", `{"textDocument":null,"position":-1}`)
	f.Fuzz(func(t *testing.T, text, params string) {
		s := session(t, utf16Units)
		openDocument(t, s, draft, text)
		openDocument(t, s, "pir.yaml", text)
		openDocument(t, s, "people.yaml", text)
		for _, method := range slices.Sorted(maps.Keys(notifications)) {
			s.handle(method, json.RawMessage(params), true)
			for s.stale() {
				s.publish()
			}
			encode(t, s.outgoing[len(s.outgoing)/2:])
		}
		for _, method := range slices.Sorted(maps.Keys(requests)) {
			result, bad := s.handle(method, json.RawMessage(params), false)
			if bad == nil {
				encode(t, result)
			}
		}
	})
}

// FuzzPlaces asks everything at any place of any text: nothing may panic, and an edit that is offered stays in its line.
func FuzzPlaces(f *testing.F) {
	f.Add(sample, 40)
	f.Add("---\nactions:\n  - {addresses: [C1, \"\n", 30)
	f.Add("---\na:\n - - - b: 'c\n\n   d'\n", 12)
	f.Add("\ufeff---\r\ntitle: \"é\r\n---\r\n", 14)
	f.Fuzz(func(t *testing.T, text string, at int) {
		s := session(t, utf16Units)
		text = strings.ToValidUTF8(text, "�") // what JSON can carry
		openDocument(t, s, draft, text)
		d := s.docs["file:///repo/"+draft]
		place := d.text.position(at)
		params := encode(t, map[string]any{
			"textDocument": map[string]any{"uri": d.uri}, "position": place,
			"range": textRange{place, place}, "query": "", "context": map[string]any{},
		})
		for _, method := range slices.Sorted(maps.Keys(requests)) {
			result, bad := s.handle(method, params, false)
			if bad != nil {
				t.Fatalf("%s: %s", method, bad.message)
			}
			list, _ := result.(completionList)
			for _, item := range list.Items {
				r := item.TextEdit.Range
				if r.Start.Line != place.Line || r.End.Line != place.Line || r.Start.Character > place.Character || r.End.Character < place.Character {
					t.Fatalf("at %v the item %s edits %v", place, item.Label, r)
				}
			}
		}
		for s.stale() {
			s.publish()
		}
	})
}

// FuzzOutline holds the outline to its order, and its places to the text.
func FuzzOutline(f *testing.F) {
	f.Add("a: {b: [c, \"d\"], e: f}\ng:\n  - h: |\n      i\n    j: 'k'\n")
	f.Add("- - a\n-\n  b: [\nc: }")
	f.Fuzz(func(t *testing.T, text string) {
		o := readOutline([]byte(text), source.Span{End: len(text)})
		for _, tok := range o.tokens {
			for _, s := range []source.Span{tok.span, tok.slot} {
				if s.Start < 0 || s.Start > s.End || s.End > len(text) {
					t.Fatalf("token %+v of %d bytes", tok, len(text))
				}
			}
		}
		for i := range len(text) {
			if tok, ok := o.at(i); ok && (tok.slot.Start > i || tok.slot.End < i) && (tok.span.Start > i || tok.span.End < i) {
				t.Fatalf("at %d there is %+v", i, tok)
			}
			o.rowAt(i)
		}
	})
}

// FuzzFraming reads any bytes as messages: it comes to an end, and what follows a bad message is read.
func FuzzFraming(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}"))
	f.Add([]byte("content-length:5\r\nContent-Type: x\r\n\r\nabcde"))
	f.Add([]byte("Content-Length: 99999999999\r\n\r\n"))
	f.Add([]byte("\r\n\r\n: \n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bufio.NewReader(bytes.NewReader(b))
		codec := framing{note: log.New(io.Discard, "", 0)}
		for {
			var v json.RawMessage
			if codec.ReadObject(r, &v) != nil {
				break
			}
		}
		const good = "Content-Length: 40\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":\"12\"}"
		r = bufio.NewReader(strings.NewReader("Content-Length: 3\r\n\r\n{]}\r\n\r\n" + good))
		var v jsonrpc2.Request
		if err := codec.ReadObject(r, &v); err != nil || v.Method != "x" {
			t.Fatalf("%+v %v", v, err)
		}
	})
}
