package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// planted is a report with a person in every field that can have one, and with words that only a restricted section,
// a comment and a key that the format does not have say.
const planted = `---
title: Alma Verstegen locked the wrong bucket
severity: sev2
status: in-review
tlp: green
incident: INC-1
services: [billing-api]
impact: {summary: "Alma Verstegen could not open the store; mail to alma.verstegen@mail.example bounced"}
timeline:
  - {at: 2026-03-02T09:00:00Z, event: "@alma sees the alert", milestone: detected, source: "chat:@tomasz-k"}
  - {at: 2026-03-02T11:00:00Z, event: Tomasz Kowalczuk closes it, milestone: closed}
causes:
  - {id: C1, role: root, category: alerting-gap, statement: "The alert goes to Alma Verstegen alone", whys: ["@tomasz-k was on leave"], evidence: ["ticket:alma.verstegen@mail.example"]}
controls:
  - {ref: "iso27001:A.8.16", verdict: failed, note: Known to @alma}
responders: [{who: "@alma", role: incident-commander}, {who: "Tomasz Kowalczuk"}]
review:
  held: 2026-03-10
  facilitator: "@ines"
  participants: ["@alma", "@tomasz-k"]
  absent: [{who: "Beatrix Unlisted", input: "Told @ines by phone"}]
  waived: null
actions:
  - id: A1
    title: Ask Tomasz Kowalczuk for a second key
    owner: "@tomasz-k"
    due: 2026-03-20
    status: blocked
    addresses: [C1, "iso27001:A.8.16"]
    blocked: {since: 2026-03-12, reason: "@alma has no time"}
    escalations: [{on: 2026-03-15, to: "@ines", ask: "Free @alma"}]
  - id: A2
    title: Drill
    owner: "Beatrix Unlisted"
    status: verified
    done: 2026-03-11
    verified: {on: 2026-03-12, by: "@ines", method: exercise, result: effective, evidence: ["@alma saw it"]}
  - id: A3
    title: Buy
    status: declined
    declined: {on: 2026-03-11, by: "@ines", reason: "Too dear, says Alma Verstegen"}
sharing: [{on: 2026-03-20, audience: engineering, how: "talk by @alma"}]
approvals: [{on: 2026-03-14, by: "@ines", role: approver}]
unknown_key: plantedinakey
---
<!-- plantedinacomment -->

## Summary

Alma Verstegen and @tomasz-k looked at it. ![Alma Verstegen at work](alma.gif)

## Notes of the interview
<!-- pir:restricted -->

Plantedinasection, said Alma Verstegen.

## Lessons learned

Alma Verstegen should not be the only one with a key; ask @tomasz-k or alma.verstegen@mail.example.
`

// TestSiteRedacted looks for every name and token that was planted in every byte of the site, and in the names of its
// files.
func TestSiteRedacted(t *testing.T) {
	dir := repository(t, map[string]string{
		"people.yaml": "people:\n  - {handle: \"@alma\", name: Alma Verstegen, email: alma.verstegen@mail.example, active_until: 2026-03-01}\n" +
			"  - {handle: \"@tomasz-k\", name: Tomasz Kowalczuk, email: tomasz@mail.example}\n  - {handle: \"@ines\", name: Ines Okafor}\n",
		"incidents.csv":                       "key,title,severity,detected,closed\nINC-1,Told by Alma Verstegen,sev2,2026-03-02,2026-03-02\nINC-2,Tomasz Kowalczuk lost a key,sev1,2026-03-05,2026-03-06\n",
		"reports/2026-03-02-bucket/index.md":  planted,
		"reports/2026-03-02-bucket/alma.gif":  "GIF89a",
		"reports/2026-02-02-earlier/index.md": strings.ReplaceAll(planted, "INC-1", "INC-0"),
	})
	secrets := []string{"alma", "verstegen", "tomasz", "kowalczuk", "ines okafor", "@ines", "beatrix", "unlisted", "mail.example", "plantedina", "gif89a"}
	count := func(folder string) (found map[string]string) {
		found = map[string]string{}
		err := filepath.WalkDir(filepath.Join(dir, folder), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(file)
			text := strings.ToLower(d.Name() + "\n" + string(b))
			for _, s := range secrets {
				if strings.Contains(text, s) {
					found[s] = file
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}

	if got := run(t, dir, "site", "-o", "open"); got.status != ExitOK {
		t.Fatal(got.stderr)
	}
	if found := count("open"); len(found) < len(secrets)-2 { // the comment and the key, which are on no page, begin alike
		t.Errorf("without --redact only %v are on the site, so that the test would not see them", found)
	}
	got := run(t, dir, "site", "-o", "redacted", "--redact")
	if got.status != ExitOK {
		t.Fatal(got.stderr)
	}
	for secret, file := range count("redacted") {
		t.Errorf("%q is in %s", secret, file)
	}
	for _, said := range []string{got.stdout, got.stderr} {
		for _, s := range secrets {
			if strings.Contains(strings.ToLower(said), s) {
				t.Errorf("%q was said", s)
			}
		}
	}
	about, err := os.ReadFile(filepath.Join(dir, "redacted", "about.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(about), "2 sections that are marked as restricted") {
		t.Error("about.html does not say how many sections were left out")
	}
}

// TestSiteRedactedRefuses holds that nothing is written of what cannot be redacted.
func TestSiteRedactedRefuses(t *testing.T) {
	dir := repository(t, map[string]string{
		"people.yaml":                "people:\n  - {handle: \"@alma\", name: Alma Verstegen}\n",
		"reports/2026-03-02-alma.md": "---\ntitle: T\nseverity: sev4\nstatus: draft\n---\n",
	})
	got := run(t, dir, "site", "-o", "site", "--redact")
	if got.status != ExitFailure || !strings.Contains(got.stderr, "the file's name names somebody") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "site")); err == nil {
		t.Error("a folder was written")
	}
}

// TestSiteRedactedOfShown holds that a report that is left out need not be one that can be redacted.
func TestSiteRedactedOfShown(t *testing.T) {
	dir := repository(t, map[string]string{
		"people.yaml":                  "people:\n  - {handle: \"@alma\", name: Alma Verstegen}\n",
		"reports/2026-03-01-shown.md":  "---\ntitle: T\nseverity: sev4\nstatus: draft\ntlp: green\n---\n",
		"reports/2026-03-02-alma.md":   "---\ntitle: T\nseverity: sev4\nstatus: draft\ntlp: red\n---\n",
		"reports/2026-03-03-alma.md":   "---\ntitle: T\nseverity: sev4\nstatus: draft\n---\n",
		"reports/2026-03-04-broken.md": "---\ntitle: [\n---\n",
	})
	got := run(t, dir, "site", "-o", "site", "--redact", "--tlp-max", "green")
	if got.status != ExitOK || !strings.Contains(got.stderr, "reports left out by --tlp-max: 2, of which 1 without a label") ||
		!strings.Contains(got.stderr, "2026-03-04-broken.md is left out") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}
