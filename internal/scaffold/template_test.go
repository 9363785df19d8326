package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/templates"
)

// own writes templates of a repository and returns its root.
func own(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "templates"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, "templates", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var major = Request{Title: "a: #1", Kind: "incident", Severity: "sev1", Date: testDay}

func TestOwnTemplatesWin(t *testing.T) {
	mine := func(mark string) string {
		return "---\ntitle: {{quote .Title}}\nseverity: {{.Severity}}\nstatus: draft\n---\n" + mark + " {{.ID}} {{.Date}}\n"
	}
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{"sev1.md", "incident.md", "report.md"}, "sev1.md"},
		{[]string{"sev2.md", "incident.md", "report.md"}, "incident.md"},
		{[]string{"sev2.md", "near-miss.md", "report.md"}, "report.md"},
		{[]string{"sev2.md", "near-miss.md", "README.md"}, "## Summary"},
	} {
		files := map[string]string{}
		for _, name := range c.files {
			files[name] = mine(name)
		}
		b, err := Draft(own(t, files), major, policy.Default(), "2026-03-02-a-1")
		if err != nil || !strings.Contains(string(b), c.want) {
			t.Errorf("%s: %v\n%s", c.files, err, b)
		}
	}
}

func TestFaultyTemplates(t *testing.T) {
	head := "---\ntitle: {{quote .Title}}\nseverity: sev1\nstatus: draft\n"
	for _, c := range []struct{ name, text, want string }{
		{"syntax", head + "---\n{{if}}\n", "templates/report.md:6: missing value for if"},
		{"no such field", head + "---\n{{.Nobody}}\n", "templates/report.md:6:2: "},
		{"no such function", head + "---\n{{env \"HOME\"}}\n", `templates/report.md:6: function "env" not defined`},
		{"no such template", head + "---\n{{template \"/etc/passwd\"}}\n", "templates/report.md:6:"},
		{"bad yaml", "---\ntitle: {{.Title}}: x: y\n---\n", "templates/report.md makes a report that cannot be read: line 2 of it"},
		{"cut title", "---\ntitle: {{.Title}}\nseverity: sev1\nstatus: draft\n---\n", "write `title: {{quote .Title}}`"},
		{"no front matter", "# {{.Title}}\n", "there is no front matter"},
		{"endless", head + "---\n{{define \"x\"}}more and more{{template \"x\"}}{{end}}{{template \"x\"}}\n", "templates/report.md:6:"},
		{"huge", head + "---\n{{range 100000}}{{range 100000}}more and more{{end}}{{end}}\n", "gets larger than 8 MB"},
	} {
		req := major
		if c.name == "cut title" {
			req.Title = "a #1"
		}
		_, err := Draft(own(t, map[string]string{"report.md": c.text}), req, policy.Default(), "x")
		faulty, ok := errors.AsType[*TemplateError](err)
		if !ok || !strings.Contains(faulty.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// TestReadmeTemplate runs the template that the README of the folder shows, so that it stays true.
func TestReadmeTemplate(t *testing.T) {
	var text []string
	for line := range strings.Lines(string(templates.Readme)) {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			text = append(text, code)
		} else if len(text) > 0 && strings.TrimSpace(line) == "" {
			text = append(text, "\n")
		}
	}
	b, err := Draft(own(t, map[string]string{"report.md": strings.Join(text, "")}), major, policy.Default(), "x")
	if err != nil || !strings.Contains(string(b), "## Lessons learned") || !strings.Contains(string(b), "milestone: contained") {
		t.Errorf("%v\n%s", err, b)
	}
	for _, name := range []string{"ID", "Title", "Kind", "Severity", "SeverityName", "Organisation", "Date", "Incident", "Owner", "Services", "Teams", "Timeline", "Sections", "Review", "Causes", "Contributing", "Actions", "ReviewWithin", "HotWash", "Bones"} {
		if !strings.Contains(string(templates.Readme), "`."+name+"`") {
			t.Errorf("the README does not tell of .%s", name)
		}
	}
}
