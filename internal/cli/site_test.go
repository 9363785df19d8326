package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSitePictures holds which pictures of a report are copied: those of the repository, and none that a link leads to
// outside of it.
func TestSitePictures(t *testing.T) {
	const gif = "GIF89a"
	outside := t.TempDir()
	writeFile(t, outside, "secret.gif", gif+"secret")
	dir := repository(t, map[string]string{
		"reports/2026-03-02-a/index.md": "---\ntitle: T\nseverity: sev4\nstatus: draft\n---\n\n## Summary\n\n" +
			"![a](a.gif) ![b](../../pictures/b.gif) ![c](c.gif) ![d](d/secret.gif) ![e](e.gif) ![f](../../../" + filepath.Base(outside) + "/secret.gif)\n",
		"reports/2026-03-02-a/a.gif": gif + "a",
		"pictures/b.gif":             gif + "b",
	})
	report := filepath.Join(dir, "reports", "2026-03-02-a")
	for name, target := range map[string]string{"c.gif": filepath.Join(outside, "secret.gif"), "d": outside, "e.gif": "a.gif"} {
		if err := os.Symlink(target, filepath.Join(report, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	for range 2 { // the second time it is known what was made
		if got := run(t, dir, "site", "-o", "out"); got.status != ExitOK {
			t.Fatal(got.stderr)
		}
		entries, err := os.ReadDir(filepath.Join(dir, "out", "pictures"))
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		for _, e := range entries {
			b, err := os.ReadFile(filepath.Join(dir, "out", "pictures", e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			shown = append(shown, strings.TrimPrefix(string(b), gif))
		}
		if got := strings.Join(shown, " "); got != "a b a" {
			t.Errorf("pictures %q, want those of the repository", got)
		}
	}

	// A picture that is another one is a change.
	writeFile(t, dir, "pictures/b.gif", gif+"new")
	if got := run(t, dir, "site", "-o", "out"); !strings.Contains(got.stdout, " 1 written, ") {
		t.Errorf("after a picture was changed: %s", got.stdout)
	}
}

// TestSiteInputs holds that whatever the pages are made from is looked at before nothing is made.
func TestSiteInputs(t *testing.T) {
	const day = "--as-of=2026-05-10"
	head := "---\ntitle: T\nseverity: sev2\nstatus: approved\ntlp: clear\nactions: [{id: A1, title: Do, owner: \"@a\", due: 2026-04-02, status: open}]\n---\n"
	for name, c := range map[string]struct {
		file, text string
		args       []string
	}{
		"a report":      {"reports/2026-03-02-a.md", strings.ReplaceAll(head, "title: T", "title: U"), nil},
		"a new report":  {"reports/2026-03-03-b.md", head, nil},
		"the policy":    {"pir.yaml", "organisation: Lindgrove Parcel\n", nil},
		"the people":    {"people.yaml", "people: [{handle: \"@a\", active_until: 2026-03-01}]\n", nil},
		"the register":  {"incidents.csv", "key,title,severity,detected\nINC-9,New,sev1,2026-03-04\n", nil},
		"a record":      {"management-reports/2026-Q1.md", "# Report\n", nil},
		"the day":       {"", "", []string{"--as-of=2026-06-09"}},
		"the title":     {"", "", []string{"--title=Other"}},
		"the address":   {"", "", []string{"--url=https://reviews.example"}},
		"the label":     {"", "", []string{"--tlp-max=clear"}},
		"the redaction": {"", "", []string{"--redact"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := repository(t, map[string]string{"reports/2026-03-02-a.md": head})
			for _, want := range []bool{true, false} {
				if got := run(t, dir, "site", "-o", "out", day); got.status != ExitOK || strings.Contains(got.stdout, " 0 written") == want {
					t.Fatalf("%s%s", got.stdout, got.stderr)
				}
			}
			if c.file != "" {
				writeFile(t, dir, c.file, c.text)
			}
			if got := run(t, dir, append([]string{"site", "-o", "out", day}, c.args...)...); got.status != ExitOK || strings.Contains(got.stdout, " 0 written") {
				t.Errorf("%s%s", got.stdout, got.stderr)
			}
		})
	}
}
