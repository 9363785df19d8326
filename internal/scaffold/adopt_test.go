package scaffold

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/policy"
)

const oldReport = "# Parcels stuck\n\n**Impact:** none\n\n## Timeline\n\n- 08:00 first alert\n\n## Root cause\n\nA full disk.\n\n## Action items\n\n- [ ] Watch the disk\n"

// oldTree writes files below a new folder.
func oldTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFindReports(t *testing.T) {
	const prose = "# How to deploy\n\n## Steps\n\n1. Push\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string // path reports/files, joined by a space
	}{
		{"a folder of its own", map[string]string{
			"README.md": prose, "docs/deploy.md": prose, "docs/postmortems/README.md": prose, "docs/postmortems/2021-03-04-disk.md": oldReport,
			"docs/postmortems/2021-05-04-dns.md": oldReport, "docs/postmortems/template.md": oldReport,
		}, "docs/postmortems 2/4"},
		{"years and months", map[string]string{
			"incidents/2021/03/disk.md": oldReport, "incidents/2022/Q1/dns.md": oldReport, "incidents/2022/jan/x.md": oldReport,
		}, "incidents 3/3"},
		{"a folder each", map[string]string{"pm/2021-03-04-disk/index.md": oldReport, "pm/2021-05-04-dns/index.md": oldReport}, "pm 2/2"},
		{"an index beside them", map[string]string{"docs/pm/index.md": oldReport, "docs/pm/2021-05-04-dns.md": oldReport, "docs/pm/2021-06-04-x.md": oldReport}, "docs/pm 3/3"},
		{"two folders", map[string]string{
			"a/outages/1.md": oldReport, "a/outages/2.md": oldReport, "b/rca/1.md": oldReport, "b/rca/2.md": oldReport, "b/rca/3.md": oldReport,
		}, "b/rca 3/3 a/outages 2/2"},
		{"the root", map[string]string{"2021-03-04-disk.md": oldReport, "2021-05-04-dns.md": oldReport, "README.md": prose}, "."},
		{"by headings alone", map[string]string{"notes/disk.md": oldReport, "notes/dns.md": oldReport}, "notes 2/2"},
		{"one report", map[string]string{"docs/postmortem/disk.md": oldReport, "docs/x.md": prose}, "docs/postmortem 1/1"},
		{"of another tool", map[string]string{"content/issues/2021-03-04-x.md": "---\ntitle: x\nseverity: down\nresolved: true\naffected: [api]\n---\nText\n"}, "content/issues 1/1"},
		{"Japanese", map[string]string{"障害/2021-03-04.md": "# 障害\n\n## タイムライン\n\n## 影響\n\n## 原因\n", "x.md": prose}, "障害 1/1"},
		{"among much else", map[string]string{"docs/2021-03-04-postmortem.md": oldReport, "docs/a.md": prose, "docs/b.md": prose}, ""},
		{"libraries", map[string]string{"node_modules/x/postmortems/2021-03-04.md": oldReport, ".hidden/2021-03-04.md": oldReport}, ""},
		{"ignored", map[string]string{"ignored/2021-03-04.md": oldReport}, ""},
		{"nothing", map[string]string{"README.md": prose}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := FindReports(oldTree(t, tt.files), func(name string) bool { return name == "ignored" })
			if err != nil {
				t.Fatal(err)
			}
			words := make([]string, 0, len(found))
			for _, f := range found {
				words = append(words, fmt.Sprintf("%s %d/%d", f.Path, f.Reports, f.Files))
			}
			if got := strings.Join(words, " "); got != tt.want && (tt.want != "." || !strings.HasPrefix(got, ". 2/")) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestAdopt(t *testing.T) {
	dir := t.TempDir()
	folders := []string{"docs/post mortems", "a: b", "#x"}
	created, err := Adopt(dir, folders)
	if err != nil || !created {
		t.Fatal(created, err)
	}
	b, err := os.ReadFile(filepath.Join(dir, policy.FileName))
	if err != nil {
		t.Fatal(err)
	}
	want := policy.Default()
	want.Reports = folders
	if diff := cmp.Diff(want, parsePolicy(t, b)); diff != "" {
		t.Errorf("policy (-want +got):\n%s", diff)
	}
	if created, err := Adopt(dir, []string{"other"}); err != nil || created {
		t.Errorf("written twice: %t, %v", created, err)
	}
	if again, err := os.ReadFile(filepath.Join(dir, policy.FileName)); err != nil || string(again) != string(b) {
		t.Errorf("the policy has changed: %v", err)
	}
}
