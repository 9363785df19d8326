package evidence_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/history"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/redact"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

// settings reads the policy and the people of inputs.
func settings(t *testing.T, in *evidence.Inputs) (*policy.Policy, *people.List) {
	t.Helper()
	pol, list := policy.Default(), (*people.List)(nil)
	for _, s := range in.Sources {
		switch s.Role {
		case evidence.RolePolicy:
			pol, _ = policy.Parse(source.New(s.Path, s.Bytes))
		case evidence.RolePeople:
			list, _ = people.Parse(source.New(s.Path, s.Bytes))
		default:
		}
	}
	return pol, list
}

// everything returns all text of a pack by file, also what is inside of the workbook.
func everything(t *testing.T, files []pack.File) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range files {
		all[f.Name] = string(f.Bytes)
		if path.Ext(f.Name) != ".xlsx" {
			continue
		}
		book, err := zip.NewReader(bytes.NewReader(f.Bytes), int64(len(f.Bytes)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range book.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			all[f.Name+"/"+part.Name] = string(b)
		}
	}
	return all
}

// TestRedacted greps a redacted pack for everybody and everything that was planted.
func TestRedacted(t *testing.T) {
	in := ofExamples(t)
	for i, s := range in.Sources {
		switch {
		case s.Role == evidence.RolePeople:
			in.Sources[i].Bytes = slices.Concat(s.Bytes, []byte("  - {handle: \"@planted\", name: Quillon Varga, email: quillon@planted.example}\n"))
		case s.Role == evidence.RolePolicy:
			in.Sources[i].Bytes = slices.Concat(s.Bytes, []byte("# ask Quillon Varga\n"))
		case s.Role == evidence.RoleRegister:
			in.Sources[i].Bytes = bytes.Replace(s.Bytes, []byte("INC-5077,"), []byte("INC-5077,Quillon Varga: "), 1)
		case strings.HasSuffix(s.Path, "leaked-ci-token.md"):
			in.Sources[i].Bytes = slices.Concat(s.Bytes, []byte("\nQuillon Varga (quillon@planted.example) saw it.\n\n## Personal notes\n\n<!-- pir:restricted -->\nsecret-token-4711\n"))
		}
	}
	in.Tree = tree{"notes.md": "Quillon Varga"}
	in.Git = evidence.Git{
		Head:    evidence.Commit{Author: "Quillon Varga", Committed: "2026-07-01T00:00:00Z"},
		Policy:  []evidence.Commit{{ID: strings.Repeat("d", 40), Author: "Quillon Varga", Committed: "2026-07-01T00:00:00Z"}},
		Reports: []evidence.GitReport{{ID: "2026-03-02-leaked-ci-token", File: "reports/2026-03-02-leaked-ci-token.md"}, {ID: "quillon-varga"}},
		Commits: []evidence.Commit{{ID: strings.Repeat("c", 40), Author: "Wendeline Ott", Committed: "2026-07-01T00:00:00Z", Files: []evidence.CommitFile{{Path: "reports/quillon-varga.md"}, {Path: "reports/2026-03-02-leaked-ci-token.md"}}}},
		Changes: []evidence.Change{
			{Report: "2026-03-02-leaked-ci-token", Action: "A1", Field: "owner", From: "@planted", To: "Wendeline Ott", Author: "Wendeline Ott"},
			{Report: "2026-03-02-leaked-ci-token", Action: "A1", Field: "due", From: "2026-03-31", To: "2026-04-30", Author: "Quillon Varga"},
			{Report: "quillon-varga", Field: "severity", From: "sev1", To: "sev2", Author: "Quillon Varga"},
		},
		Observations: []evidence.Observation{{Kind: history.AfterApproval, Report: "2026-03-02-leaked-ci-token", Message: `title changed from "Wendeline Ott" to "x" after the approval`}},
	}
	pol, list := settings(t, in)
	if err := evidence.Redact(in, redact.New(list, pol.Vocabulary.Teams), pol); err != nil {
		t.Fatal(err)
	}
	in.Request.Redact = true
	files := build(t, in)
	gone := []string{"Quillon", "Varga", "quillon", "@planted", "planted.example", "secret-token-4711", "Wendeline"}
	for _, p := range list.People {
		gone = append(gone, p.Handle.Value)
	}
	for name, text := range everything(t, files) {
		for _, word := range gone {
			if i := strings.Index(text, word); i >= 0 {
				t.Errorf("%s still has %s: %q", name, word, text[max(0, i-40):min(len(text), i+40)])
			}
		}
	}
	if got := text(t, files, "05-action-history.csv"); !strings.Contains(got, "A1,owner,[left out],[left out],") || !strings.Contains(got, "A1,due,2026-03-31,2026-04-30,") || !strings.Contains(got, "author 1") {
		t.Errorf("%s", got)
	}
	if readme := text(t, files, "00-README.md"); !strings.Contains(readme, "1 restricted section") || !strings.Contains(readme, "people.yaml: it names people") {
		t.Errorf("%s", readme)
	}
	if _, ok := pack.Find(files, "08-trends/kept/2026-H1/causes.svg"); !ok {
		t.Error("a picture without people is left out")
	}
	if verdict, _ := evidence.Verify(files, rules.All(), "v1"); len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
}

// TestRedactRefuses says of everything that names somebody where a role is needed.
func TestRedactRefuses(t *testing.T) {
	in := ofReports(map[string]string{"reports/2026-03-02-x.md": "---\ntitle: x\n  bad: [\n---\n"})
	in.Sources = append(in.Sources, evidence.Source{Role: evidence.RolePolicy, Path: "pir.yaml", Bytes: []byte("organisation: \"@planted\"\n")})
	in.Sources = append(in.Sources, evidence.Source{Role: evidence.RoleRegister, Path: "incidents.csv", Bytes: []byte("key,title,severity,detected,resolved,closed,report\n@planted-1,x,sev1,2026-03-02,,,\n")})
	err := evidence.Redact(in, redact.New(nil, nil), policy.Default())
	if err == nil || !strings.Contains(err.Error(), "pir.yaml:1: it names somebody") || !strings.Contains(err.Error(), "incidents.csv: a key, a report or another cell") || !strings.Contains(err.Error(), "reports/2026-03-02-x.md: the front matter could not be read") {
		t.Errorf("%v", err)
	}
}

// TestLimitedHistory shows that nothing is told of reports whose label nobody knows any more, nor under which name a report
// above the limit once was; a report that is shown keeps its commits from before it was renamed.
func TestLimitedHistory(t *testing.T) {
	const head = "---\ntitle: x\nseverity: sev3\nstatus: draft\ntlp: "
	in := ofReports(map[string]string{
		"reports/2026-03-02-green.md": head + "green\n---\n", "reports/2026-03-03-red.md": head + "red\n---\n",
	})
	commit := func(files ...evidence.CommitFile) evidence.Commit { return evidence.Commit{Files: files} }
	in.Git = evidence.Git{
		Commits: []evidence.Commit{
			commit(evidence.CommitFile{Path: "reports/2026-03-01-old-green.md"}, evidence.CommitFile{Path: "reports/2026-03-03-secret.md"}, evidence.CommitFile{Path: "reports/2026-03-04-secret.md"}),
			commit(evidence.CommitFile{Path: "reports/2026-03-02-green.md", Before: "reports/2026-03-01-old-green.md"}, evidence.CommitFile{Path: "reports/2026-03-03-red.md", Before: "reports/2026-03-03-secret.md"}),
			commit(evidence.CommitFile{Path: "reports/2026-03-04-secret.md"}),
		},
		Reports: []evidence.GitReport{
			{ID: "2026-03-02-green", File: "reports/2026-03-02-green.md"},
			{ID: "2026-03-03-red", File: "reports/2026-03-03-red.md", Former: []string{"2026-03-03-secret"}},
			{ID: "2026-03-04-secret", Former: []string{"2026-03-05-secret"}, Actions: []evidence.GitAction{{ID: "secret"}}},
		},
		Changes:      []evidence.Change{{Report: "2026-03-04-secret", From: "secret"}, {Report: "2026-03-02-green", Field: "status"}},
		Observations: []evidence.Observation{{Report: "2026-03-04-secret", Message: "secret"}},
		Notes:        []string{"2026-03-04-secret: one version is not in this clone", "2026-03-03-red: one version is not in this clone", "2026-03-02-green: one version is not in this clone"},
	}
	for _, name := range []string{"2026-H1.md", "2025-H2.md"} {
		in.Sources = append(in.Sources, evidence.Source{Role: evidence.RoleTrends, Path: "trend-reports/" + name, Bytes: []byte(map[string]string{"2026-H1.md": "2026-03-03-secret"}[name])})
	}
	if err := evidence.Limit(in, "green", policy.Default()); err != nil {
		t.Fatal(err)
	}
	if len(in.Dropped) != 1 || in.Dropped[0].Path != "trend-reports/2026-H1.md" {
		t.Errorf("left out: %v", in.Dropped)
	}
	told, err := json.Marshal(in.Git)
	if err != nil || strings.Contains(string(told), "secret") || strings.Contains(string(told), "03-red") {
		t.Errorf("%v %s", err, told)
	}
	if g := in.Git; len(g.Reports) != 2 || len(g.Changes) != 1 || len(g.Commits) != 2 || len(g.Notes) != 1 || g.Commits[0].Files[0].Path != "reports/2026-03-01-old-green.md" {
		t.Errorf("%s", told)
	}
}

// TestLimited greps a pack for what stands only in reports above the limit.
func TestLimited(t *testing.T) {
	in := ofExamples(t)
	pol, _ := settings(t, in)
	in.Request.TLPMax = "green"
	for i, s := range in.Sources {
		if strings.HasSuffix(s.Path, "ci-runner-disk-full.md") {
			in.Sources[i].Bytes = slices.Concat(s.Bytes, []byte("\n[a](2026-03-02-leaked-ci-token.md) [b](2025-05-20-label-parser-vulnerability/upload.csv) [c](ok.txt) [d](../../etc/passwd) [e](https://x.example/y.txt) [f](2026-06-24-office-uplink-loss.md) [g](../incidents.csv) [h](../told.md) [i](<café 1.txt>) [j](caf%C3%A9%201.txt)\n"))
		}
	}
	in.Tree = tree{
		"reports/2026-03-02-leaked-ci-token.md": "secret", "reports/2025-05-20-label-parser-vulnerability/upload.csv": "secret", "reports/ok.txt": "fine", "reports/café 1.txt": "fine", "incidents.csv": "key,title\nINC-4711,secret\n", "told.md": "secret: Leaked CI token exposed customer exports",
		"reports/2026-06-24-office-uplink-loss.md": "report",
	}
	if err := evidence.Limit(in, "green", pol); err != nil {
		t.Fatal(err)
	}
	files := build(t, in)
	for name, text := range everything(t, files) {
		for _, word := range []string{"leaked-ci-token", "Leaked CI token", "INC-4711"} {
			if strings.Contains(text, word) && !strings.HasPrefix(name, "04-reviews/") && !strings.HasPrefix(name, "06-") && !strings.HasPrefix(name, "tables.xlsx") && name != "records.json" {
				t.Errorf("%s still has %s", name, word)
			}
		}
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name, "08-trends/kept/") {
			t.Errorf("%s counts reports that are left out", f.Name)
		}
	}
	if lint := text(t, files, "13-lint-report.json"); strings.Contains(lint, `"rule": "related-unknown"`) {
		t.Error("what is left out is told as a fault of the reports that are here")
	}
	list := text(t, files, "06-implementation/evidence.csv")
	for _, want := range []string{
		",text,2025-05-20-label-parser-vulnerability/upload.csv,file,not copied,it belongs to a report that is left out",
		",text,../incidents.csv,file,not copied,it names a report that is left out",
		",text,../told.md,file,not copied,it names a report that is left out",
		",text,ok.txt,file,copied,,06-implementation/files/reports/ok.txt,",
		",text,../../etc/passwd,file,not copied,its path leads out of the repository",
		",text,2026-06-24-office-uplink-loss.md,file,in the pack,,04-reviews/2026-06-24-office-uplink-loss.md,",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("evidence.csv has no %s\n%s", want, list)
		}
	}
	page := text(t, files, "04-reviews/2026-01-08-ci-runner-disk-full.html")
	for _, want := range []string{`<a href="../06-implementation/files/reports/ok.txt">c</a>`, `caf%C3%A9%201.txt">i</a>`, `caf%C3%A9%201.txt">j</a>`, `<a href="../04-reviews/2026-06-24-office-uplink-loss.html">f</a>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	for _, bad := range []string{`href="2`, `href="../incidents.csv`, `href="../../`} {
		if strings.Contains(page, bad) {
			t.Errorf("the page links to what is not in the pack: %s", bad)
		}
	}
	if strings.Contains(list, "x.example/y.txt") {
		t.Error("an address of the text counts as evidence")
	}
	if readme := text(t, files, "00-README.md"); !strings.Contains(readme, "left out, and in no figure and no list: 15 reports (15 TLP:AMBER)") {
		t.Errorf("%s", readme)
	}
	if verdict, _ := evidence.Verify(files, rules.All(), "v1"); len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
}
