package evidence_test

import (
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/evidence"
	"github.com/pir-cli/pir/internal/pack"
	"github.com/pir-cli/pir/internal/rules"
)

// tree answers about files as a repository would.
type tree map[string]string

// Exists reports whether there is something at a path.
func (t tree) Exists(path string) bool {
	for name := range t {
		if name == path || strings.HasPrefix(name, path+"/") {
			return true
		}
	}
	return false
}

// Proof returns a file, or why it is not to be copied.
func (t tree) Proof(path string) (evidence.Source, string) {
	text, ok := t[path]
	switch {
	case !ok:
		return evidence.Source{}, "it is a folder"
	case text == "link":
		return evidence.Source{}, "it is a link that leads out of the repository"
	}
	return evidence.Source{Bytes: []byte(text)}, ""
}

// request asks for a pack of the first half of 2026.
func request() evidence.Request {
	all, _ := evidence.Frameworks(nil)
	return evidence.Request{
		Version: evidence.Version, Pir: "v1", Commit: strings.Repeat("c", 40), From: "2026-01-01", To: "2026-06-30", AsOf: "2026-06-30",
		Frameworks: all, Sample: &evidence.Draw{N: 3, Key: "k"},
	}
}

// ofExamples returns the example repository as inputs, without a history but for one commit of each file.
func ofExamples(t *testing.T) *evidence.Inputs {
	t.Helper()
	in := &evidence.Inputs{Request: request(), Tree: tree{}}
	err := fs.WalkDir(examples.Files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		role := map[string]evidence.Role{
			"pir.yaml": evidence.RolePolicy, "people.yaml": evidence.RolePeople, "incidents.csv": evidence.RoleRegister,
		}[name]
		switch dir, _, _ := strings.Cut(name, "/"); {
		case dir == "reports" && path.Ext(name) == ".md":
			role = evidence.RoleReport
		case dir == "trend-reports" && strings.Contains(name, "2026-H1"):
			role = evidence.RoleTrends
		case dir == "management-reports":
			role = evidence.RoleManagement
		}
		if role == "" {
			return nil
		}
		text, err := examples.Files.ReadFile(name)
		in.Sources = append(in.Sources, evidence.Source{Role: role, Path: name, Bytes: text})
		in.Git.Commits = append(in.Git.Commits, evidence.Commit{
			ID: strings.Repeat("c", 40), Author: "A", Committed: "2026-07-01T00:00:00Z", Files: []evidence.CommitFile{{Path: name}},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	evidence.SortSources(in.Sources)
	return in
}

// ofReports returns inputs with reports alone.
func ofReports(reports map[string]string) *evidence.Inputs {
	in := &evidence.Inputs{Request: request(), Tree: tree{}}
	for name, text := range reports {
		in.Sources = append(in.Sources, evidence.Source{Role: evidence.RoleReport, Path: name, Bytes: []byte(text)})
	}
	evidence.SortSources(in.Sources)
	return in
}

func build(t *testing.T, in *evidence.Inputs) []pack.File {
	t.Helper()
	files, err := evidence.Build(in, rules.All())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// text returns a file of a pack.
func text(t *testing.T, files []pack.File, name string) string {
	t.Helper()
	f, ok := pack.Find(files, name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return string(f.Bytes)
}

// TestSameBytes makes one pack on one core and on many, and again from itself.
func TestSameBytes(t *testing.T) {
	first := build(t, ofExamples(t))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	alone := build(t, ofExamples(t))
	if p := evidence.Compare(alone, first, "differs"); len(p) > 0 {
		t.Errorf("on one core: %v", p)
	}
	verdict, _ := evidence.Verify(first, rules.All(), "v1")
	if len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
	for _, f := range first {
		if pack.Name(f.Name) != f.Name {
			t.Errorf("unsafe name %q", f.Name)
		}
	}
}

// TestTampering changes a pack and makes its manifest fit again: the figures still tell.
func TestTampering(t *testing.T) {
	in := ofExamples(t)
	in.Sources = slices.DeleteFunc(in.Sources, func(s evidence.Source) bool { // fewer reports, because many packs are made
		return s.Role == evidence.RoleReport && !strings.HasPrefix(s.Path, "reports/2026-0")
	})
	files := build(t, in)
	for _, c := range []struct{ name, file, from, to, want string }{
		{"a figure of the readme", "00-README.md", "6 held", "7 held", "00-README.md"},
		{"a row of the population", "02-population.csv", ",missing,", ",reviewed,", "02-population.csv"},
		{"a state of an action", "05-actions.csv", ",open,", ",done,", "05-actions.csv"},
		{"a figure of the trends", "08-trends/data.json", `"n": 8`, `"n": 4`, "08-trends/data.json"},
		{"a gap of a framework", "12-frameworks/iso27001.md", "**Gap:**", "**Note:**", "12-frameworks/iso27001.md"},
		{"a rank of the sample", "03-sample.csv", "INC-", "INX-", "03-sample.csv"},
		{"a cell of the workbook", "tables.xlsx", "PK", "pk", "tables.xlsx"},
		{"a page of a report", "04-reviews/2026-03-02-leaked-ci-token.html", "Leaked", "Lost", "04-reviews/2026-03-02-leaked-ci-token.html"},
		{"a report", "04-reviews/2026-03-02-leaked-ci-token.md", "severity: sev1", "severity: sev4", "01-index.csv"},
		{"the register", "policy/incidents.csv.txt", "INC-5077", "INC-9999", "02-population.csv"},
		{"the list of files", "records.json", `"path": "reports/2026-03-02`, `"path": "reports/2026-03-03`, "records.json"},
		{"the request", "pack.json", `"to": "2026-06-30"`, `"to": "2026-05-30"`, "00-README.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := slices.DeleteFunc(slices.Clone(files), func(f pack.File) bool { return f.Name == pack.Manifest })
			for i, f := range changed {
				if f.Name == c.file {
					changed[i].Bytes = []byte(strings.Replace(string(f.Bytes), c.from, c.to, 1))
					if string(changed[i].Bytes) == string(f.Bytes) {
						t.Fatalf("%s does not have %q", c.file, c.from)
					}
				}
			}
			again, err := pack.Seal(changed)
			if err != nil {
				t.Fatal(err)
			}
			verdict, _ := evidence.Verify(again, rules.All(), "v1")
			if !slices.ContainsFunc(verdict.Problems, func(p pack.Problem) bool { return p.File == c.want }) {
				t.Errorf("%s is not among %v", c.want, verdict.Problems)
			}
		})
	}
	for _, gone := range []string{"00-README.md", pack.Identity, "records.json", "13-history.json", "04-reviews/2026-03-02-leaked-ci-token.md", "policy/pir.yaml"} {
		part, err := pack.Seal(slices.DeleteFunc(slices.Clone(files), func(f pack.File) bool { return f.Name == gone || f.Name == pack.Manifest }))
		if err != nil {
			t.Fatal(err)
		}
		if verdict, _ := evidence.Verify(part, rules.All(), "v1"); len(verdict.Problems) == 0 {
			t.Errorf("nobody misses %s", gone)
		}
	}
	more, err := pack.Seal(append(slices.DeleteFunc(slices.Clone(files), func(f pack.File) bool { return f.Name == pack.Manifest }), pack.File{Name: "15-more.md"}))
	if err != nil {
		t.Fatal(err)
	}
	if verdict, _ := evidence.Verify(more, rules.All(), "v1"); len(verdict.Problems) != 1 || verdict.Problems[0].File != "15-more.md" {
		t.Errorf("a file more: %v", verdict.Problems)
	}
}

// TestForged makes a whole pack of an edited report: it fits together, and only the repository tells.
func TestForged(t *testing.T) {
	in := ofExamples(t)
	for i, s := range in.Sources {
		if strings.HasSuffix(s.Path, "leaked-ci-token.md") {
			in.Sources[i].Bytes = []byte(strings.Replace(string(s.Bytes), "severity: sev1", "severity: sev3", 1))
		}
	}
	forged := build(t, in)
	if verdict, _ := evidence.Verify(forged, rules.All(), "v1"); len(verdict.Problems) > 0 {
		t.Errorf("by itself: %v", verdict.Problems)
	}
	found := evidence.Compare(forged, build(t, ofExamples(t)), "differs")
	for _, want := range []string{"04-reviews/2026-03-02-leaked-ci-token.md", "01-index.csv", "02-population.md"} {
		if !slices.ContainsFunc(found, func(p pack.Problem) bool { return p.File == want }) {
			t.Errorf("%s is not among %v", want, found)
		}
	}
}

// TestAnotherVersion says that another program may rightly make other files.
func TestAnotherVersion(t *testing.T) {
	files := build(t, ofExamples(t))
	if verdict, _ := evidence.Verify(files, rules.All(), "v2"); len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
	for i, f := range files {
		if f.Name == "00-README.md" {
			files[i].Bytes = []byte("other")
		}
	}
	verdict, _ := evidence.Verify(files, rules.All(), "v2")
	if !slices.ContainsFunc(verdict.Problems, func(p pack.Problem) bool {
		return p.File == pack.Identity && strings.Contains(p.Message, "made by pir v1")
	}) {
		t.Errorf("%v", verdict.Problems)
	}
}

// TestNothingHappened gives a nil statement that says what was examined.
func TestNothingHappened(t *testing.T) {
	in := ofReports(nil)
	files := build(t, in)
	readme := text(t, files, "00-README.md")
	if want := "**Nil statement.** No incident was detected between 2026-01-01 and 2026-06-30. Examined: 0 reports of any period and kind; there is no register"; !strings.Contains(readme, want) {
		t.Errorf("%s", readme)
	}
	if page := text(t, files, "02-population.md"); !strings.Contains(page, "**Nil statement.**") {
		t.Errorf("%s", page)
	}
	if verdict, _ := evidence.Verify(files, rules.All(), "v1"); len(verdict.Problems) > 0 {
		t.Errorf("%v", verdict.Problems)
	}
}

// TestDirty marks every page and every table.
func TestDirty(t *testing.T) {
	in := ofExamples(t)
	in.Request.Dirty, in.Unsaved = true, []string{"reports/x.md"}
	for _, f := range build(t, in) {
		switch copied := strings.HasPrefix(f.Name, "04-reviews/") || strings.Contains(f.Name, "/kept/") || strings.Contains(f.Name, "/reports/") || strings.HasPrefix(f.Name, "policy/"); {
		case path.Ext(f.Name) == ".html" && !strings.Contains(string(f.Bytes), "files that no commit has"),
			path.Ext(f.Name) == ".md" && !copied && !strings.HasPrefix(string(f.Bytes), "> **Made from files that no commit has.**"),
			path.Ext(f.Name) == ".csv" && !copied && f.Name != "08-trends/data.csv" && !strings.HasPrefix(string(f.Bytes), "state,"):
			t.Errorf("%s does not say so: %.80s", f.Name, f.Bytes)
		}
	}
}

// TestLater leaves out what happened after the day.
func TestLater(t *testing.T) {
	for _, f := range build(t, ofExamples(t)) {
		if strings.Contains(f.Name, "2026-07-") && !strings.HasPrefix(f.Name, "09-management/") {
			t.Errorf("%s is of a later incident", f.Name)
		}
	}
}
