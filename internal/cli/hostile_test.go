package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBadFiles runs lint over a folder of files that are broken or made to hurt, and holds that the run
// goes through and says one thing about each.
func TestBadFiles(t *testing.T) {
	const head = "---\ntitle: T\nseverity: sev4\nstatus: draft\nkind: near-miss\n"
	var bomb strings.Builder
	bomb.WriteString("---\nstatus: draft\nseverity: sev4\na: &a [x,x,x,x,x,x,x,x,x]\n")
	for c := 'b'; c <= 'k'; c++ {
		fmt.Fprintf(&bomb, "%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ","))
	}
	files := map[string]struct{ text, rule string }{
		"empty":      {"", "front-matter-missing"},
		"body":       {"# Outage\n\nIt broke.\n", "front-matter-missing"},
		"unclosed":   {head, "front-matter-unclosed"},
		"toml":       {"+++\ntitle = 'x'\n+++\n", "front-matter-missing"},
		"indented":   {head + "elsewhere: |\n  a\n  ---\n  b\n---\n", "front-matter-indented-delimiter"},
		"second":     {head + "---\nservices: [a]\n---\n", "second-document"},
		"duplicate":  {head + "title: U\n---\n", "duplicate-key"},
		"loop":       {head + "teams: &t [*t]\n---\n", "front-matter-syntax"},
		"bomb":       {bomb.String() + "---\n", "front-matter-syntax"},
		"deep":       {"---\nstatus: " + strings.Repeat("[", 100_000) + "\n---\n", "front-matter-syntax"},
		"latin1":     {head + "# caf\xe9\n---\n", "file-unreadable"},
		"nul":        {head + "---\nx\x00\n", "file-unreadable"},
		"utf16":      {"\xff\xfe-\x00", "file-unreadable"},
		"quotes":     {head + "---\n" + strings.Repeat(">", 64<<10) + "\n", "body-unread"},
		"binary":     {"\x7fELF\x02\x01\x01\x00", "file-unreadable"},
		"wrong-type": {head + "services: {a: b}\n---\n", "wrong-type"},
		"unknown":    {head + "sevices: [a]\n---\n", "unknown-field"},
	}
	dir := repository(t, nil)
	for name, f := range files {
		writeFile(t, dir, "reports/2026-01-01-"+name+".md", f.text)
	}
	large, err := os.Create(filepath.Join(dir, "reports", "2026-01-01-large.md"))
	if err != nil {
		t.Fatal(err)
	}
	if err := large.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	if err := large.Close(); err != nil {
		t.Fatal(err)
	}

	got := run(t, dir, "lint", "--format", "json")
	if got.status != ExitFindings {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	var out struct {
		Findings []struct{ Rule, Severity, Report, Message string }
		Summary  struct{ Files int }
	}
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil {
		t.Fatal(err)
	}
	if out.Summary.Files != len(files)+1 {
		t.Errorf("%d files, want %d", out.Summary.Files, len(files)+1)
	}
	found := map[string][]string{}
	for _, f := range out.Findings {
		if f.Severity != "info" {
			name := strings.TrimPrefix(f.Report, "2026-01-01-")
			found[name] = append(found[name], f.Rule)
		}
	}
	if r := found["large"]; len(r) != 1 || r[0] != "file-unreadable" {
		t.Errorf("large: %v", r)
	}
	for name, f := range files {
		if r := found[name]; len(r) != 1 || r[0] != f.rule {
			t.Errorf("%s: findings %v, want one %s", name, r, f.rule)
		}
	}
}
