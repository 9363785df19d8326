package evidence_test

import (
	"encoding/csv"
	"path"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/rules"
)

// hostile is a report by somebody who wants the reader's machine to do something.
const hostile = `---
title: "=cmd|'/c calc'!A1</title><script>alert(1)</script>"
kind: incident
severity: "=1+1"
status: closed
tlp: green
incident: "@SUM(1)"
timeline:
  - {at: 2026-03-02T10:00:00Z, event: "<img src=x onerror=alert(1)>", milestone: detected, source: "javascript:alert(1)"}
  - {at: 2026-03-02T11:00:00Z, event: over, milestone: resolved}
causes:
  - {id: C1, role: root, category: "+1", statement: "[x](javascript:alert(1))", evidence: ["../../etc/passwd", "link.txt"]}
responders: [{who: "-@a"}]
review: {held: 2026-03-05, participants: ["=HYPERLINK(\"http://x.example\")"]}
actions:
  - id: A1
    title: "\t=1+1"
    kind: control
    owner: "=1+1"
    priority: P1
    due: 2026-03-31
    status: done
    done: 2026-03-20
    evidence: ["../../../etc/passwd", "/etc/passwd", "C:\\secret", "proofs/ok.txt", "proofs/../proofs/ok.txt", "link.txt", "proofs", "gone.txt", "https://x.example/y", "commit:abc"]
    verified: {on: 2026-04-01, by: "＝1", method: "=1", result: effective, evidence: ["+1"]}
sharing: [{on: 2026-03-20, audience: "=1", how: "@x y", link: "javascript:alert(1)"}]
lint: {ignore: [{rule: action-vague, reason: "=1"}]}
---
## Summary
<script>alert(1)</script> ![x](../../../etc/passwd) <svg onload=alert(1)>
`

// TestHostile holds that nothing of a report runs, and that nothing outside of the repository is copied.
func TestHostile(t *testing.T) {
	in := ofReports(map[string]string{"reports/2026-03-02-=x.md": hostile, "reports/sub/nul.md": hostile, "reports/2026-03-02-=X.md": hostile})
	in.Tree = tree{"proofs/ok.txt": "proof", "link.txt": "link"}
	in.Sources = append(in.Sources, evidence.Source{
		Role: evidence.RoleRegister, Path: "incidents.csv",
		Bytes: []byte("key,title,severity,detected,closed\n=1+1,\"=cmd|'/c calc'!A1\",sev1,2026-03-02T10:00:00Z,2026-03-05\n"),
	})
	files := build(t, in)
	for _, f := range files {
		switch path.Ext(f.Name) {
		case ".csv":
			checkCells(t, f)
		case ".html":
			page := string(f.Bytes)
			for _, bad := range []string{"<script", "<img src=x", "<svg onload", `href="javascript:`, "</title><"} {
				if strings.Contains(page, bad) {
					t.Errorf("%s has %s", f.Name, bad)
				}
			}
		case ".md":
			if !strings.HasPrefix(f.Name, "04-reviews/") && (strings.Contains(string(f.Bytes), "<script") || strings.Contains(string(f.Bytes), "<img")) {
				t.Errorf("%s has a tag of the report", f.Name)
			}
		}
	}
	if got := text(t, files, "06-implementation/files/proofs/ok.txt"); got != "proof" {
		t.Errorf("%q", got)
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name, "06-implementation/files/") && f.Name != "06-implementation/files/proofs/ok.txt" {
			t.Errorf("%s was copied", f.Name)
		}
	}
	list := text(t, files, "06-implementation/evidence.csv")
	for _, want := range []string{
		"../../../etc/passwd,file,not copied,its path leads out of the repository",
		"/etc/passwd,file,not copied,\"its path is absolute, so it is not in the repository\"",
		"C:\\secret,file,not copied,\"its path is absolute",
		"link.txt,file,not copied,it is a link that leads out of the repository",
		"gone.txt,file,not copied,there is no such file in the repository",
		"https://x.example/y,address,not copied,it is on another system",
		"commit:abc,record,not copied,it names a record and no file",
		"proofs/ok.txt,file,copied,,06-implementation/files/proofs/ok.txt,",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("evidence.csv has no %s:\n%s", want, list)
		}
	}
	if verdict, _ := evidence.Verify(files, rules.All(), "v1"); len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
}

// TestLongNames makes a pack of reports whose names are longer than those of a pack, and alike where they are cut.
func TestLongNames(t *testing.T) {
	long := "2026-03-02-" + strings.Repeat("long-", 30)
	in := ofReports(map[string]string{"reports/" + long + "a.md": hostile, "reports/" + long + "b.md": hostile, "reports/" + strings.Repeat("é. ", 50) + ".md": hostile})
	files := build(t, in)
	if verdict, _ := evidence.Verify(files, rules.All(), "v1"); len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
	pages := 0
	for _, f := range files {
		if strings.HasPrefix(f.Name, "04-reviews/") && strings.HasSuffix(f.Name, ".html") {
			pages++
		}
	}
	if pages != 3 {
		t.Errorf("%d pages of 3 reports", pages)
	}
}

// checkCells fails for a cell that a spreadsheet would compute.
func checkCells(t *testing.T, f pack.File) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(string(f.Bytes))).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", f.Name, err)
	}
	for _, row := range all {
		for _, cell := range row {
			first := strings.TrimSpace(cell)
			if first == "" || strings.HasPrefix(first, "@") && !strings.ContainsAny(first, "( \t!") {
				continue
			}
			if strings.ContainsAny(first[:1], "=+-@\t\r") || strings.HasPrefix(first, "＝") {
				t.Errorf("%s: a spreadsheet would compute %q", f.Name, cell)
			}
		}
	}
}
