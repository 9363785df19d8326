//go:build counterpart

package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// neovimScript has Neovim start the server, edit a report in the middle of a word of several bytes, ask for what an
// editor asks for, and take a fix. What it saw it writes as JSON.
const neovimScript = `
local seen = {}
local ok, why = xpcall(function()
  local root = vim.fn.getcwd()
  vim.cmd('edit ' .. vim.env.REPORT)
  local client = vim.lsp.start_client({ name = 'pir', cmd = { 'pir', 'lsp' }, root_dir = root })
  vim.lsp.buf_attach_client(0, client)
  local function settled(n)
    return vim.wait(20000, function() return #vim.diagnostic.get(0) == n end, 20)
  end
  vim.wait(20000, function() return vim.lsp.get_client_by_id(client) ~= nil and vim.lsp.get_client_by_id(client).initialized end, 20)
  local title = vim.fn.search('^title:')
  vim.api.nvim_buf_set_lines(0, title - 1, title, false, { 'title: Störung 決済障害 beobachtet' })
  vim.api.nvim_buf_set_text(0, title - 1, 19, title - 1, 19, { 'é 👩‍🚒' })
  local status = vim.fn.search('^status:')
  vim.api.nvim_buf_set_lines(0, status - 1, status, false, { 'status: closd' })
  seen.settled = settled(1)
  seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
  seen.found = vim.tbl_map(function(d) return { line = d.lnum + 1, column = d.col, message = d.message, code = d.code } end, vim.diagnostic.get(0))
  local function ask(method, line, column)
    local params = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line - 1, character = column } }
    local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
    return answers[client] and answers[client].result or nil
  end
  seen.completion = vim.tbl_map(function(i) return i.label end, ask('textDocument/completion', status, 9).items)
  seen.hover = ask('textDocument/hover', status, 9).contents.value
  local action = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = { line = status - 1, character = 8 }, ['end'] = { line = status - 1, character = 8 } },
    context = { diagnostics = {} },
  }, 20000)[client].result[1]
  seen.action = action.title
  vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
  seen.mended = vim.api.nvim_buf_get_lines(0, status - 1, status, false)[1]
  seen.clean = settled(0)
  vim.lsp.stop_client(client)
end, debug.traceback)
if not ok then seen = { failed = why } end
pcall(function() vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.SEEN) end)
vim.cmd('qa!')
`

// TestCounterpartNeovim has a real editor speak with the server.
func TestCounterpartNeovim(t *testing.T) {
	if _, err := exec.LookPath("nvim"); err != nil {
		t.Fatal("nvim is missing on this machine")
	}
	dir := demoRepository(t)
	own := t.TempDir()
	script, seenFile := filepath.Join(own, "script.lua"), filepath.Join(own, "seen.json")
	if err := os.WriteFile(script, []byte(neovimScript), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "REPORT="+exampleReport, "SEEN="+seenFile, "HOME="+own, "XDG_CACHE_HOME="+own, "XDG_STATE_HOME="+own)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("nvim: %v\n%s", err, out)
	}
	var seen struct {
		Failed, Text, Hover, Action, Mended string
		Settled, Clean                      bool
		Completion                          []string
		Found                               []struct {
			Line, Column  int
			Message, Code string
		}
	}
	b, err := os.ReadFile(seenFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &seen); err != nil || seen.Failed != "" {
		t.Fatalf("%v %s", err, seen.Failed)
	}
	if !strings.Contains(seen.Text, "title: Störung 決é 👩‍🚒済障害") || !seen.Settled || !seen.Clean {
		t.Errorf("the diagnostics did not settle: %+v", seen)
	}
	want := linted(t, dir, exampleReport, seen.Text)
	if len(want) != 1 || len(seen.Found) != 1 || !strings.HasSuffix(want[0], seen.Found[0].Message) || seen.Found[0].Line != 5 || seen.Found[0].Column != 8 {
		t.Errorf("Neovim shows %+v, lint finds %q", seen.Found, want)
	}
	if !strings.Contains(strings.Join(seen.Completion, " "), "in-review") || !strings.Contains(seen.Hover, "**status**: How far the review is") {
		t.Errorf("completion %v, hover %q", seen.Completion, seen.Hover)
	}
	if seen.Action != "Mend: invalid-value" || seen.Mended != "status: closed" {
		t.Errorf("the action %q leads to %q", seen.Action, seen.Mended)
	}
}

// TestCounterpartVSCode has the client library of VS Code speak with the server, and hold the answers against its types.
func TestCounterpartVSCode(t *testing.T) {
	script, err := filepath.Abs("../../tools/npm/lsp.mjs")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", script, exampleReport)
	var stderr strings.Builder
	cmd.Dir, cmd.Stderr = demoRepository(t), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the client does not run, `npm ci` in tools/npm brings it: %v\n%s", err, &stderr)
	}
	var seen struct {
		Wrong, Diagnostics, Completion, Actions, Symbols []string
		Status, Links                                    int
	}
	if err := json.Unmarshal(out, &seen); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range seen.Wrong {
		t.Errorf("an answer is not of the protocol: %s", wrong)
	}
	if seen.Status != 0 || seen.Links != 2 || strings.Join(seen.Diagnostics, " ") != "invalid-value" ||
		strings.Join(seen.Completion, " ") != "draft in-review approved closed" ||
		len(seen.Actions) != 3 || seen.Actions[0] != "Mend: invalid-value" || len(seen.Symbols) < 20 {
		t.Errorf("the client saw %+v", seen)
	}
}
