package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// editor speaks the Language Server Protocol with `pir lsp` over a pipe, as an editor does. It shares no code with the
// server: messages are maps, and positions are counted here.
type editor struct {
	t    *testing.T
	in   io.WriteCloser
	out  *bufio.Reader
	cmd  *exec.Cmd
	dir  string
	next int

	diagnostics map[string]published // by URI, the last
	told        []map[string]any     // other notifications
}

type published struct {
	version     int
	diagnostics []any
}

// startEditor starts a server in a folder and initializes it. capabilities may be nil.
func startEditor(t *testing.T, dir string, capabilities map[string]any) *editor {
	t.Helper()
	e := launch(t, dir)
	answer := e.ask("initialize", map[string]any{"processId": nil, "rootUri": e.uri(""), "capabilities": capabilities})
	if answer["capabilities"] == nil {
		t.Fatalf("initialize: %v", answer)
	}
	e.say("initialized", map[string]any{})
	return e
}

// launch starts a server without a word to it.
func launch(t *testing.T, dir string) *editor {
	t.Helper()
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pir", "lsp")
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, in: in, out: bufio.NewReaderSize(out, 1<<16), cmd: cmd, dir: dir, diagnostics: map[string]published{}}
	t.Cleanup(func() {
		if cmd.ProcessState == nil { // a test that failed
			t.Log(in.Close(), cmd.Wait())
		}
	})
	return e
}

// quit ends the session by the protocol and returns the exit status.
func (e *editor) quit() int {
	e.t.Helper()
	e.ask("shutdown", nil)
	e.say("exit", nil)
	return e.wait()
}

func (e *editor) wait() int {
	e.t.Helper()
	if rest, err := io.ReadAll(e.out); err != nil || len(rest) > 0 {
		e.t.Errorf("the server wrote after the end: %q %v", rest, err)
	}
	var status *exec.ExitError
	if err := e.cmd.Wait(); err != nil && !errors.As(err, &status) {
		e.t.Fatal(err)
	}
	return e.cmd.ProcessState.ExitCode()
}

func (e *editor) uri(name string) string {
	p := filepath.ToSlash(filepath.Join(e.dir, filepath.FromSlash(name)))
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

func (e *editor) send(message map[string]any) {
	e.t.Helper()
	message["jsonrpc"] = "2.0"
	b, err := json.Marshal(message)
	if err != nil {
		e.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(b), b); err != nil {
		e.t.Fatal(err)
	}
}

// say sends a notification.
func (e *editor) say(method string, params any) {
	e.t.Helper()
	m := map[string]any{"method": method}
	if params != nil {
		m["params"] = params
	}
	e.send(m)
}

// request sends a request and returns its id.
func (e *editor) request(method string, params any) int {
	e.t.Helper()
	e.next++
	m := map[string]any{"id": e.next, "method": method}
	if params != nil {
		m["params"] = params
	}
	e.send(m)
	return e.next
}

// ask sends a request and returns its result, which is an object or null.
func (e *editor) ask(method string, params any) map[string]any {
	e.t.Helper()
	result, _ := e.result(method, params).(map[string]any)
	return result
}

// list is ask for a result that is a list.
func (e *editor) list(method string, params any) []any {
	e.t.Helper()
	result, _ := e.result(method, params).([]any)
	return result
}

func (e *editor) result(method string, params any) any {
	e.t.Helper()
	answer := e.answer(e.request(method, params))
	if answer["error"] != nil {
		e.t.Fatalf("%s: %v", method, answer["error"])
	}
	return answer["result"]
}

// answer reads until the answer to a request.
func (e *editor) answer(id int) map[string]any {
	e.t.Helper()
	for {
		m := e.read()
		if _, isRequest := m["method"]; !isRequest && m["id"] == float64(id) {
			return m
		}
	}
}

// read reads one message, and takes up what the server tells.
func (e *editor) read() map[string]any {
	e.t.Helper()
	size := 0
	for {
		line, err := e.out.ReadString('\n')
		if err != nil {
			e.t.Fatalf("the server ended: %v", err)
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		value, ok := strings.CutPrefix(line, "Content-Length: ")
		if size, err = strconv.Atoi(value); !ok || err != nil {
			e.t.Fatalf("on standard output stands something that is not the protocol: %q", line)
		}
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(e.out, b); err != nil {
		e.t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		e.t.Fatal(err)
	}
	switch params, _ := m["params"].(map[string]any); {
	case m["method"] == "textDocument/publishDiagnostics":
		version, _ := params["version"].(float64)
		e.diagnostics[params["uri"].(string)] = published{int(version), params["diagnostics"].([]any)}
	case m["method"] != nil && m["id"] != nil:
		e.send(map[string]any{"id": m["id"], "result": nil})
		e.told = append(e.told, m)
	case m["method"] != nil:
		e.told = append(e.told, m)
	}
	return m
}

// open opens a document and returns its diagnostics.
func (e *editor) open(name, text string) []any {
	e.t.Helper()
	e.say("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": e.uri(name), "languageId": "markdown", "version": 1, "text": text}})
	return e.published(name, 1)
}

// change edits a document and returns its diagnostics.
func (e *editor) change(name string, version int, changes ...map[string]any) []any {
	e.t.Helper()
	e.say("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": e.uri(name), "version": version}, "contentChanges": changes})
	return e.published(name, version)
}

// published reads until the diagnostics of that version of a document.
func (e *editor) published(name string, version int) []any {
	e.t.Helper()
	uri := e.uri(name)
	delete(e.diagnostics, uri)
	for {
		if p, ok := e.diagnostics[uri]; ok && p.version == version {
			return p.diagnostics
		}
		e.read()
	}
}

// place returns a byte offset as line and UTF-16 character; the text has LF and CRLF alone.
func place(text string, offset int) map[string]any {
	before := text[:offset]
	line := strings.Count(before, "\n")
	start := strings.LastIndexByte(before, '\n') + 1
	return map[string]any{"line": line, "character": len(utf16.Encode([]rune(before[start:])))}
}

// offset is the inverse of place.
func offset(text string, at map[string]any) int {
	line, char := int(at["line"].(float64)), int(at["character"].(float64))
	start := 0
	for range line {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	for n := 0; n < char; {
		r := []rune(text[start:min(len(text), start+4)])[0]
		n += len(utf16.Encode([]rune{r}))
		start += len(string(r))
	}
	return start
}

// apply makes the edits of a WorkspaceEdit or of a formatting in a text.
func apply(text string, edits []any) string {
	type span struct {
		start, end int
		by         string
	}
	spans := make([]span, 0, len(edits))
	for _, one := range edits {
		m := one.(map[string]any)
		r := m["range"].(map[string]any)
		spans = append(spans, span{offset(text, r["start"].(map[string]any)), offset(text, r["end"].(map[string]any)), m["newText"].(string)})
	}
	for _, s := range slices.Backward(spans) {
		text = text[:s.start] + s.by + text[s.end:]
	}
	return text
}
