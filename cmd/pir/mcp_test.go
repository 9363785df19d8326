package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// assistant speaks the Model Context Protocol with `pir mcp` over a pipe, by the client of the official library.
type assistant struct {
	t       *testing.T
	dir     string
	session *sdk.ClientSession
}

func startAssistant(t *testing.T, dir string, flags ...string) *assistant {
	t.Helper()
	cmd := exec.Command("pir", append([]string{"mcp"}, flags...)...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(context.Background(), &sdk.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(); err != nil {
			t.Errorf("the server did not end well: %v", err)
		}
	})
	return &assistant{t, dir, session}
}

func (a *assistant) call(tool string, arguments map[string]any) *sdk.CallToolResult {
	a.t.Helper()
	res, err := a.session.CallTool(a.t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		a.t.Fatalf("%s: %v", tool, err)
	}
	return res
}

// ask calls a tool and returns its structured answer.
func (a *assistant) ask(tool string, arguments map[string]any) map[string]any {
	a.t.Helper()
	res := a.call(tool, arguments)
	if res.IsError {
		a.t.Fatalf("%s: %s", tool, said(res))
	}
	answer, _ := res.StructuredContent.(map[string]any)
	return answer
}

// refused calls a tool that fails, and returns why.
func (a *assistant) refused(tool string, arguments map[string]any) string {
	a.t.Helper()
	res := a.call(tool, arguments)
	if !res.IsError {
		a.t.Fatalf("%s was done: %s", tool, said(res))
	}
	return said(res)
}

func said(res *sdk.CallToolResult) string {
	var all []string
	for _, c := range res.Content {
		if text, ok := c.(*sdk.TextContent); ok {
			all = append(all, text.Text)
		}
	}
	return strings.Join(all, "\n")
}

func (a *assistant) tools() []string {
	a.t.Helper()
	list, err := a.session.ListTools(a.t.Context(), nil)
	if err != nil {
		a.t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if tool.OutputSchema == nil || tool.Description == "" || tool.Annotations == nil {
			a.t.Errorf("%s has no schema of its answer, no description or no hints", tool.Name)
		}
	}
	slices.Sort(names)
	return names
}

// command returns what a command prints as JSON in the folder of the assistant.
func (a *assistant) command(stdin string, args ...string) map[string]any {
	a.t.Helper()
	cmd := exec.Command("pir", append(args, "--format", "json", "--quiet")...)
	cmd.Dir, cmd.Stdin = a.dir, strings.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		a.t.Fatalf("pir %v: %v", args, err)
	}
	var answer map[string]any
	if err := json.Unmarshal(out, &answer); err != nil {
		a.t.Fatal(err)
	}
	return answer
}

var readingTools = []string{"actions", "check", "report", "rules", "search", "status", "trends"}

// TestMCPAnswers compares the answers of the tools with those of the commands.
func TestMCPAnswers(t *testing.T) {
	a := startAssistant(t, demoRepository(t))
	same(t, "tools", readingTools, a.tools())
	draft := "---\ntitle: Störung\nseverity: sev9\nstatus: drft\n---\n"
	for _, c := range []struct {
		tool    string
		asks    map[string]any
		command []string
		stdin   string
	}{
		{tool: "actions", asks: map[string]any{"state": []string{"open"}, "owner": []string{"platform-lead"}, "as_of": "2026-05-01"}, command: []string{"actions", "--state", "open", "--owner", "platform-lead", "--as-of", "2026-05-01"}},
		{tool: "status", asks: map[string]any{"as_of": "2026-05-01", "ahead": "90d"}, command: []string{"status", "--as-of", "2026-05-01", "--ahead", "90d"}},
		{tool: "trends", asks: map[string]any{"quarter": "2026Q1", "as_of": "2026-05-01"}, command: []string{"trends", "--quarter", "2026Q1", "--as-of", "2026-05-01"}},
		{tool: "rules", asks: map[string]any{"name": "training-only"}, command: []string{"rules", "training-only"}},
		{tool: "report", asks: map[string]any{"id": "2026-03-02", "as_of": "2026-05-01"}, command: []string{"show", "2026-03-02", "--as-of", "2026-05-01"}},
		{tool: "check", asks: map[string]any{"text": draft, "file": "reports/2026-04-01-x.md"}, command: []string{"lint", "--stdin", "--stdin-filename", "reports/2026-04-01-x.md", "--fail-on", "off"}, stdin: draft},
	} {
		if diff := cmp.Diff(a.command(c.stdin, c.command...), a.ask(c.tool, c.asks)); diff != "" {
			t.Errorf("%s (-command +tool):\n%s", c.tool, diff)
		}
	}
	if text := said(a.call("report", map[string]any{"id": "2026-03-02"})); !strings.Contains(text, "# Leaked CI token exposed customer exports") {
		t.Errorf("the text of a report is no markdown: %.200s", text)
	}
	listed, whole := a.ask("rules", map[string]any{}), a.command("", "rules")
	for _, rule := range whole["rules"].([]any) {
		rule.(map[string]any)["page"] = "" // an assistant reads all that it is given
	}
	if diff := cmp.Diff(whole, listed); diff != "" {
		t.Errorf("rules without their pages (-command +tool):\n%s", diff)
	}
	if text := said(a.call("rules", map[string]any{})); !strings.Contains(text, "| training-only |") || len(text) > 64<<10 {
		t.Errorf("the list of rules has %d bytes: %.200s", len(text), text)
	}
	found := a.ask("search", map[string]any{"query": "TOKEN wiki", "limit": 1})
	first := found["reports"].([]any)[0].(map[string]any)
	if found["total"].(float64) < 2 || first["id"] != "2025-09-14-token-in-wiki" || len(first["lines"].([]any)) == 0 {
		t.Errorf("search found %v", found)
	}
	template, err := a.session.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: "pir://template/sev1"})
	if err != nil || !strings.Contains(template.Contents[0].Text, "severity: sev1") {
		t.Errorf("template: %+v %v", template, err)
	}
	schema, err := a.session.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: "pir://schema/report"})
	if err != nil || !strings.Contains(schema.Contents[0].Text, "urn:pir:schema:report:1") {
		t.Errorf("schema: %v", err)
	}
}

// TestMCPConfined asks for what lies outside of the repository, for flags in place of values, and for too much.
func TestMCPConfined(t *testing.T) {
	dir := demoRepository(t)
	outside := filepath.Join(filepath.Dir(dir), "secret.md")
	if err := os.WriteFile(outside, []byte("---\ntitle: Secret\nseverity: sev1\nstatus: draft\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	a := startAssistant(t, dir)
	for _, id := range []string{outside, "../secret.md", "pir.yaml", "reports/2026-03-02-leaked-ci-token.md", "--help", "-C/", ""} {
		if why := a.refused("report", map[string]any{"id": id}); !strings.Contains(why, "there is no report") {
			t.Errorf("%q: %s", id, why)
		}
	}
	for _, c := range []struct {
		tool string
		asks map[string]any
		why  string
	}{
		{"check", map[string]any{"text": "x", "file": "../secret.md"}, "within the repository"},
		{"check", map[string]any{"text": "x", "file": "/etc/x.md"}, "within the repository"},
		{"check", map[string]any{"text": strings.Repeat("é", 1<<20)}, "at most"},
		{"check", map[string]any{}, "text"},
		{"search", map[string]any{"query": "  "}, "one to a few words"},
		{"search", map[string]any{"query": strings.Repeat("a ", 1000)}, "at most"},
		{"actions", map[string]any{"state": []string{"opne"}}, "state"},
		{"actions", map[string]any{"output": "x"}, "output"},
		{"trends", map[string]any{"year": "2026 --write"}, "--year"},
		{"rules", map[string]any{"name": "traning-only"}, "did you mean training-only"},
		{"status", map[string]any{"as_of": "tomorrow"}, "--as-of"},
	} {
		if why := a.refused(c.tool, c.asks); !strings.Contains(why, c.why) {
			t.Errorf("%s %.60v: %s", c.tool, c.asks, why)
		}
	}
	for _, tool := range []string{"new_report", "action_step"} {
		if _, err := a.session.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: map[string]any{}}); err == nil {
			t.Errorf("%s is there without --allow-write", tool)
		}
	}
	same(t, "files", before, snapshot(t, dir))
}

// snapshot returns the files of a repository with their contents, without git's own.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		b, err := os.ReadFile(path)
		files[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestMCPLabels leaves out reports above a label: no tool tells of them.
func TestMCPLabels(t *testing.T) {
	dir := demoRepository(t)
	all := startAssistant(t, dir)
	a := startAssistant(t, dir, "--tlp-max", "green")
	red := "2026-03-02-leaked-ci-token" // amber
	if said(all.call("report", map[string]any{"id": red})) == "" {
		t.Fatal("the report is not there")
	}
	if why := a.refused("report", map[string]any{"id": red}); !strings.Contains(why, "there is no report") {
		t.Errorf("report: %s", why)
	}
	for tool, asks := range map[string]map[string]any{
		"search": {"query": "export token"}, "actions": {}, "status": {"as_of": "2026-04-01"}, "trends": {"last": "36m"},
	} {
		with, without := said(all.call(tool, asks)), said(a.call(tool, asks))
		if !strings.Contains(with, red) || strings.Contains(without, red) {
			t.Errorf("%s: with all %t, with green ones alone %t", tool, strings.Contains(with, red), strings.Contains(without, red))
		}
	}
}

// TestMCPWrites starts a report and takes an action through its steps, as the commands do.
func TestMCPWrites(t *testing.T) {
	dir := demoRepository(t)
	a := startAssistant(t, dir, "--allow-write")
	same(t, "tools", slices.Sorted(slices.Values(append([]string{"action_step", "new_report"}, readingTools...))), a.tools())
	made := a.ask("new_report", map[string]any{"title": "--help, said the \"assistant\"", "severity": "sev2", "date": "2026-06-01", "services": []string{"billing-api"}})
	file, _ := made["file"].(string)
	if text := readText(t, dir, file); made["id"] != "2026-06-01-help-said-the-assistant" || !strings.Contains(text, "severity: sev2") || !strings.Contains(text, "services: [billing-api]") {
		t.Errorf("made %v:\n%.300s", made, text)
	}
	step := func(asks map[string]any, state string) {
		t.Helper()
		list := a.ask("action_step", asks)["actions"].([]any)
		if len(list) != 1 || list[0].(map[string]any)["status"] != state {
			t.Errorf("%v: %v", asks, list)
		}
	}
	const action = "2026-03-02-leaked-ci-token/A4" // done, owner @sre-2
	if why := a.refused("action_step", map[string]any{"action": action, "step": "verify", "by": "@sre-2", "method": "control-retest", "result": "effective", "evidence": []string{"commit:ab12cd3"}}); !strings.Contains(why, "somebody else has to check it") {
		t.Errorf("the owner verifies: %s", why)
	}
	step(map[string]any{"action": action, "step": "verify", "by": "@sre-1", "method": "control-retest", "result": "effective", "evidence": []string{"commit:ab12cd3, and more"}}, "verified")
	if text := readText(t, dir, exampleReport); !strings.Contains(text, `"commit:ab12cd3, and more"`) {
		t.Error("the evidence is not in the report as it was given")
	}
	for _, asks := range []map[string]any{
		{"action": "../secret.md/A1", "step": "start"},
		{"action": exampleReport + "/A1", "step": "start"},
		{"action": action, "step": "delete"},
		{"action": action, "step": "start", "risk": "R-1"},
	} {
		a.refused("action_step", asks)
	}
}
