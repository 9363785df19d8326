package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// exampleReport is the report of the example repository that the tests edit.
const exampleReport = "reports/2026-03-02-leaked-ci-token.md"

// demoRepository makes an example repository.
func demoRepository(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	if out, err := exec.Command("pir", "demo", dir).CombinedOutput(); err != nil {
		t.Fatalf("pir demo: %v\n%s", err, out)
	}
	return dir
}

func readText(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// long returns a report of 2 000 lines with words of several bytes: the timeline of a long incident, and its text.
func long(text string) string {
	var b strings.Builder
	for i := range 1700 {
		fmt.Fprintf(&b, "Absatz %d: Störung 決済障害 👩‍🚒 beobachtet, Naïve Café.\n", i)
		if i%20 == 0 {
			b.WriteString("\n### Zwischenstand\n\n")
		}
	}
	return text + "\n## Verlauf\n\n" + b.String()
}

// linted is what `pir lint --stdin` finds in a text, as line:column of start and end, rule and message.
func linted(t *testing.T, dir, name, text string) []string {
	t.Helper()
	cmd := exec.Command("pir", "lint", "--stdin", "--stdin-filename", name, "-f", "json", "--fail-on", "off")
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(text)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pir lint: %v", err)
	}
	var res struct {
		Findings []struct {
			Rule, Severity, Message string
			Line, Column            int
			EndLine                 int `json:"end_line"`
			EndColumn               int `json:"end_column"`
		}
	}
	if err := json.Unmarshal(out, &res); err != nil {
		t.Fatal(err)
	}
	list := []string{}
	for _, f := range res.Findings {
		list = append(list, fmt.Sprintf("%d:%d-%d:%d %s %s %s", f.Line, f.Column, f.EndLine, f.EndColumn, f.Severity, f.Rule, f.Message))
	}
	slices.Sort(list)
	return list
}

// shown is the same of diagnostics: their UTF-16 places in a text as code points.
func shown(text string, diagnostics []any) []string {
	list := []string{}
	where := func(at map[string]any) string {
		o := offset(text, at)
		start := strings.LastIndexByte(text[:o], '\n') + 1
		before := strings.TrimPrefix(text[start:o], "\ufeff") // a byte order mark has no width for lint
		return fmt.Sprintf("%v:%d", at["line"].(float64)+1, utf8.RuneCountInString(before)+1)
	}
	severities := map[any]string{1.0: "error", 2.0: "warning", 3.0: "info"}
	for _, one := range diagnostics {
		d := one.(map[string]any)
		r := d["range"].(map[string]any)
		list = append(list, fmt.Sprintf("%s-%s %s %s %s", where(r["start"].(map[string]any)), where(r["end"].(map[string]any)), severities[d["severity"]], d["code"], d["message"]))
	}
	slices.Sort(list)
	return list
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// TestLSPFindings edits a report of 2 000 lines in the middle of words of several bytes, and compares the diagnostics
// with the findings of lint in the same text.
func TestLSPFindings(t *testing.T) {
	dir := demoRepository(t)
	text := long(readText(t, dir, exampleReport))
	if n := strings.Count(text, "\n"); n < 2000 {
		t.Fatalf("the text has %d lines", n)
	}
	e := startEditor(t, dir, nil)
	for seed, text := range []string{text, strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff" + text} {
		name := fmt.Sprintf("reports/2026-03-0%d-copy.md", seed+1)
		opened := shown(text, e.open(name, text))
		same(t, name+" opened", linted(t, dir, name, text), opened)
		found := len(opened)
		r := rand.New(rand.NewPCG(1, uint64(seed)))
		for version := 2; version < 12; version++ {
			var changes []map[string]any
			changes, text = randomEdits(r, text)
			now := shown(text, e.change(name, version, changes...))
			same(t, fmt.Sprintf("%s version %d", name, version), linted(t, dir, name, text), now)
			found += len(now)
		}
		if found == 0 {
			t.Errorf("%s: nothing was ever found", name)
		}
	}
	if got := e.quit(); got != 0 {
		t.Errorf("exit status %d, want 0", got)
	}
}

// randomEdits makes up to three edits in a text, two thirds of them in its front half, and returns them with the text
// afterwards.
func randomEdits(r *rand.Rand, text string) ([]map[string]any, string) {
	words := []string{"é", "日本", "👩‍🚒", "x", "", "\n", "\r\n", "owner: \"@nobody\"\n", "severity: sev9\n", "  - {id: C1}\n", "\"", "{", "---\n", "human error by the operator ", "## Ende\n", "\u00a0"}
	var changes []map[string]any
	for range 1 + r.IntN(3) {
		reach := len(text)
		if front := strings.Index(text, "## Verlauf"); front >= 0 && r.IntN(3) > 0 {
			reach = front
		}
		start := boundary(text, r.IntN(reach+1))
		end := boundary(text, min(len(text), start+r.IntN(12)))
		by := words[r.IntN(len(words))]
		changes = append(changes, map[string]any{"range": map[string]any{"start": place(text, start), "end": place(text, end)}, "text": by})
		text = text[:start] + by + text[end:]
	}
	return changes, text
}

// boundary moves an offset to the start of a character that a position can name: not between CR and LF.
func boundary(text string, at int) int {
	for at > 0 && at < len(text) && (!utf8.RuneStart(text[at]) || text[at] == '\n' && text[at-1] == '\r') {
		at--
	}
	return at
}

// TestLSPFixes takes the actions that the server offers: all mended is what `pir lint --fix` leaves, and the fixes one by
// one lead there too.
func TestLSPFixes(t *testing.T) {
	dir := demoRepository(t)
	text := readText(t, dir, exampleReport)
	for old, by := range map[string]string{"severity: sev1": "severty: sev1", "status: closed": "status: Closed", "detection: customer": "detection: custmer", "role: root": "role: rot"} {
		text = strings.Replace(text, old, by, 1)
	}
	text += "\n<!-- pir:begin intervals -->\n<!-- pir:end -->\n"
	want := mended(t, dir, text)
	if want == text {
		t.Fatal("lint --fix mends nothing")
	}
	for _, capabilities := range []map[string]any{nil, {"workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}}}} {
		e := startEditor(t, dir, capabilities)
		e.open(exampleReport, text)
		all := e.actions(text, "source.fixAll")
		if len(all) != 1 {
			t.Fatalf("fix all: %v", all)
		}
		same(t, "all mended", want, apply(text, edits(t, all[0], e.uri(exampleReport))))

		now, version := text, 1
		for range 10 {
			one := slices.IndexFunc(e.actions(now, "quickfix"), func(a any) bool { return a.(map[string]any)["isPreferred"] == true })
			if one < 0 {
				break
			}
			now = apply(now, edits(t, e.actions(now, "quickfix")[one], e.uri(exampleReport)))
			version++
			e.change(exampleReport, version, map[string]any{"text": now})
		}
		same(t, "mended one by one", want, now)
		if got := e.quit(); got != 0 {
			t.Errorf("exit status %d", got)
		}
	}
}

// mended returns what `pir lint --fix` makes of the text of a report; the file is as it was afterwards.
func mended(t *testing.T, dir, text string) string {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(exampleReport))
	before := readText(t, dir, exampleReport)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pir", "lint", "--fix", "--fail-on", "off", exampleReport)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pir lint --fix: %v\n%s", err, out)
	}
	after := readText(t, dir, exampleReport)
	if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	return after
}

// actions returns the code actions of one kind for the whole of a text.
func (e *editor) actions(text, kind string) []any {
	e.t.Helper()
	return e.list("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": e.uri(exampleReport)},
		"range":        map[string]any{"start": place(text, 0), "end": place(text, len(text))},
		"context":      map[string]any{"diagnostics": []any{}, "only": []any{kind}},
	})
}

// edits returns the edits of a code action in its one document, in either form.
func edits(t *testing.T, action any, uri string) []any {
	t.Helper()
	edit := action.(map[string]any)["edit"].(map[string]any)
	if changes, ok := edit["changes"].(map[string]any); ok {
		return changes[uri].([]any)
	}
	doc := edit["documentChanges"].([]any)[0].(map[string]any)
	if doc["textDocument"].(map[string]any)["uri"] != uri {
		t.Fatalf("edits of %v", doc["textDocument"])
	}
	return doc["edits"].([]any)
}

// TestLSPComparesWithDisk changes another report on the disk: the comparison in the open one follows when the client says
// so, and not before.
func TestLSPComparesWithDisk(t *testing.T) {
	dir := demoRepository(t)
	const name = "reports/2026-03-03-copy.md"
	e := startEditor(t, dir, map[string]any{"workspace": map[string]any{"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}}})
	text := strings.Replace(readText(t, dir, exampleReport), "2025-09-14-token-in-wiki", "2026-09-09-later", 1)
	has := func(list []any, rule string) bool {
		return slices.ContainsFunc(list, func(d any) bool { return d.(map[string]any)["code"] == rule })
	}
	if !has(e.open(name, text), "related-unknown") {
		t.Error("a report that is not there is not found")
	}
	if len(e.told) == 0 || e.told[0]["method"] != "client/registerCapability" {
		t.Errorf("the server does not ask for changes of files: %v", e.told)
	}
	other := filepath.Join(dir, "reports", "2026-09-09-later.md")
	if err := os.WriteFile(other, []byte("---\ntitle: x\nseverity: sev4\nstatus: draft\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if !has(e.change(name, 2, map[string]any{"text": text}), "related-unknown") {
		t.Error("the disk was read without being asked")
	}
	told := map[string]any{"changes": []any{map[string]any{"uri": e.uri("reports/2026-09-09-later.md"), "type": 1}}}
	e.say("workspace/didChangeWatchedFiles", told)
	now := e.published(name, 2)
	if has(now, "related-unknown") {
		t.Error("the report that is there now is not found")
	}
	same(t, "with the other report", linted(t, dir, name, text), shown(text, now))
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	e.say("workspace/didChangeWatchedFiles", told)
	if !has(e.published(name, 2), "related-unknown") {
		t.Error("the report that is gone is still known")
	}
	e.quit()
}

// TestLSPPolicy shows the faults of pir.yaml, typed or on the disk, and reads reports by the policy that was saved.
func TestLSPPolicy(t *testing.T) {
	dir := demoRepository(t)
	e := startEditor(t, dir, nil)
	pol := readText(t, dir, "pir.yaml")
	if got := e.open("pir.yaml", pol); len(got) != 0 {
		t.Errorf("the example policy: %v", got)
	}
	wrong := pol + "severites: []\nrules: {training-ony: off}\n"
	list := shown(wrong, e.change("pir.yaml", 2, map[string]any{"text": wrong}))
	if len(list) != 2 || !strings.Contains(list[0], `did you mean "severities"?`) || !strings.Contains(list[1], `did you mean "training-only"?`) {
		t.Errorf("the faults of the policy: %v", list)
	}
	report := readText(t, dir, exampleReport)
	if got := e.open(exampleReport, report); len(got) != 0 {
		t.Errorf("the example report: %v", got)
	}
	// A rule that is off goes once the policy is saved.
	odd := strings.Replace(report, "tlp: amber\n", "", 1)
	if got := shown(odd, e.change(exampleReport, 2, map[string]any{"text": odd})); len(got) == 0 {
		t.Fatal("nothing is found without a tlp")
	}
	if err := os.WriteFile(filepath.Join(dir, "pir.yaml"), []byte(pol+"rules: {tlp-missing: off}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e.say("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": e.uri("pir.yaml")}})
	same(t, "by the new policy", linted(t, dir, exampleReport, odd), shown(odd, e.published(exampleReport, 2)))

	// Closed and broken on the disk, it is shown all the same.
	e.say("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": e.uri("pir.yaml")}})
	if err := os.WriteFile(filepath.Join(dir, "pir.yaml"), []byte("severites: []\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e.say("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": e.uri("pir.yaml"), "type": 2}}})
	if got := e.published("pir.yaml", 0); len(got) == 0 { // of the closing
		e.published("pir.yaml", 0)
	}
	if got := e.diagnostics[e.uri("pir.yaml")].diagnostics; len(got) != 1 {
		t.Errorf("the broken policy on the disk: %v", got)
	}
	e.quit()
}

// TestLSPEnds holds the exit statuses to the protocol, and the server to life after bad messages.
func TestLSPEnds(t *testing.T) {
	dir := t.TempDir()
	e := launch(t, dir)
	if answer := e.answer(e.request("textDocument/hover", map[string]any{})); answer["error"].(map[string]any)["code"] != -32002.0 {
		t.Errorf("before initialize: %v", answer)
	}
	for _, bad := range []string{"Content-Length: 1\r\n\r\n{", "Content-Length: 2\r\n\r\n[]", "Content-Length: 7\r\n\r\n\"x\":1}}", "Content-Type: x\r\n\r\n"} {
		if _, err := e.in.Write([]byte(bad)); err != nil {
			t.Fatal(err)
		}
	}
	e.ask("initialize", map[string]any{"capabilities": map[string]any{}})
	e.say("exit", nil)
	if got := e.wait(); got != 1 {
		t.Errorf("exit without shutdown: status %d, want 1", got)
	}

	e = startEditor(t, dir, nil)
	if err := e.in.Close(); err != nil {
		t.Fatal(err)
	}
	if got := e.wait(); got != 1 {
		t.Errorf("the client is gone: status %d, want 1", got)
	}

	// A request that was cancelled before its turn, or one that was answered already: either is right, silence is not.
	e = startEditor(t, dir, nil)
	id := e.request("workspace/symbol", map[string]any{"query": ""})
	e.say("$/cancelRequest", map[string]any{"id": id})
	if answer := e.answer(id); answer["result"] == nil && answer["error"].(map[string]any)["code"] != -32800.0 {
		t.Errorf("cancelled: %v", answer)
	}
	if got := e.quit(); got != 0 {
		t.Errorf("exit status %d, want 0", got)
	}
}
