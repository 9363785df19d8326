package history

import (
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/bench"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
)

// same fails when the pieces of a file say something else than the whole. It reports whether it could be cut.
func same(t *testing.T, b *Reader, name string, file []byte) bool {
	t.Helper()
	p, ok := cutReport(file)
	if !ok {
		return false
	}
	got, ok := b.fromPieces(p)
	if !ok {
		return false
	}
	r := b.parser.Parse(source.New("", file))
	if !r.HasFrontMatter {
		for _, problem := range r.Problems {
			if problem.Rule == "front-matter-syntax" {
				return true // a fault in a part that is not compared
			}
		}
		t.Errorf("%s is read in pieces, and as a whole it is no report: %v", name, r.Problems)
		return true
	}
	if diff := cmp.Diff(plain(Of(r)), plain(got)); diff != "" {
		t.Errorf("%s (-whole +pieces):\n%s\n%s", name, diff, file)
	}
	return true
}

func plain(v *Version) []string {
	lines := append(make([]string, 0, 3+len(v.actions)), v.head.text, v.head.severity, v.head.kind)
	for _, a := range v.actions {
		lines = append(lines, a.id+" "+a.due.String()+" "+a.done.String()+" "+a.text)
	}
	return lines
}

// TestPiecesAreTheWhole compares reading in pieces with reading as a whole, on all example reports and many made-up
// ones, with the states of all remembered as in a run.
func TestPiecesAreTheWhole(t *testing.T) {
	b := NewReader()
	all, cut := 0, 0
	check := func(name string, text []byte) {
		all++
		if same(t, b, name, text) {
			cut++
		}
		if same(t, b, name+" with CRLF", []byte(strings.ReplaceAll(string(text), "\n", "\r\n"))) {
			cut++
		}
	}
	err := fs.WalkDir(examples.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".md" || !strings.Contains(name, "reports/") {
			return err
		}
		text, err := fs.ReadFile(examples.Files, name)
		check(name, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	corpus := bench.Corpus{Seed: 3, Size: 300}
	for i := range corpus.Size {
		name, text := corpus.Report(i)
		check(name, text)
	}
	if all < 330 || cut < 2*all*9/10 {
		t.Errorf("of %d reports only %d of twice as many could be cut: that is slow", all, cut)
	}
}

// layouts are front matters that are laid out in an unusual way, with whether they are cut nevertheless.
var layouts = []struct {
	name, front string
	cut         bool
}{
	{"usual", "title: x\nseverity: sev1\nstatus: draft\nactions:\n  - id: A1\n    due: 2026-03-31\n  - id: A2\n", true},
	{"entries in the first column", "title: x\nseverity: sev1\nstatus: draft\nactions:\n- id: A1\n  due: 2026-03-31\n# between\n- id: A2\n", true},
	{"comments and blank lines", "# a\n\ntitle: x # b\nseverity: sev1\n\n# c\nstatus: draft\nactions: # d\n\n  # e\n  - id: A1\n# f\n    due: 2026-03-31\n", true},
	{"no entries", "severity: sev1\nstatus: draft\nactions: []\n", true},
	{"null", "severity: sev1\nstatus: draft\nactions:\n", true},
	{"entries in one line", "severity: sev1\nstatus: draft\nactions: [{id: A1, due: 2026-03-31}]\n", false},
	{"entries over lines", "severity: sev1\nstatus: draft\nactions:\n  - {id: A1,\n     due: 2026-03-31}\n", false},
	{"a key in a quoted text", "severity: sev1\ntitle: \"a\nstatus: closed\"\nactions:\n  - id: A1\n", false},
	{"a key in brackets", "severity: sev1\nstatus: draft\nteams: [a,\nstatus: b]\nactions:\n  - id: A1\n", false},
	{"an entry in a block of text", "severity: sev1\nstatus: draft\nactions:\n  - id: A1\n    done_when: |\n      x\n\n      - id: A2\n  - id: A3\n", true},
	{"an alias", "severity: &s sev1\nstatus: draft\nimpact: {summary: *s}\nactions:\n  - id: A1\n", false},
	{"emphasis", "severity: sev1\nstatus: draft\ntitle: a **b** and 3 * 4\nactions:\n  - id: A1\n", true},
	{"a tag", "severity: !!str 1\nstatus: draft\nactions:\n  - id: A1\n", false},
	{"a misspelt key", "severty: sev1\nstatus: draft\nkind: incident\nactions:\n  - id: A1\n", false},
	{"a key twice", "severity: sev1\nseverity: sev2\nstatus: draft\nactions:\n  - id: A1\n", false},
	{"a quoted key", "\"severity\": sev1\nstatus: draft\nkind: incident\nactions:\n  - id: A1\n", false},
	{"everything indented", "  severity: sev1\n  status: draft\n  actions:\n    - id: A1\n", false},
	{"of another tool", "title: x\nlayout: post\ndate: 2026-01-01\ntags: [a]\n", false},
	{"an entry that is no mapping", "severity: sev1\nstatus: draft\nactions:\n  - id: A1\n  - text\n", false},
	{"closed in capitals and by escape", "severity: sev1\nstatus: draft\ntimeline:\n  - {at: 2026-01-01, milestone: CLOSED}\n  - {at: 2026-01-02, milestone: \"c\\x6cosed\"}\n", true},
	{"closed second", "severity: sev1\nstatus: draft\ntimeline:\n  - at: 2026-01-01\n    event: not closed\n  - {at: 2026-01-02, milestone: closed}\n", true},
	{"another line end", "severity: sev1\nstatus: draft\ntitle: a\u2028b\nactions:\n  - id: A1\n", false},
	{"an end of a document", "severity: sev1\nstatus: draft\n...\nkind: incident\n", false},
	{"a tab", "severity: sev1\nstatus: draft\nactions:\n\t- id: A1\n", false},
	{"other indentation", "severity: sev1\nstatus: draft\nactions:\n   - id: A1\n  - id: A2\n", false},
}

func TestLayouts(t *testing.T) {
	b := NewReader()
	for _, l := range layouts {
		if cut := same(t, b, l.name, []byte("---\n"+l.front+"---\nText.\n")); cut != l.cut {
			t.Errorf("%s: cut is %t", l.name, cut)
		}
	}
}

func FuzzPieces(f *testing.F) {
	for _, l := range layouts {
		f.Add("---\n" + l.front + "---\nText.\n")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < report.MaxFrontMatter {
			same(t, NewReader(), "text", []byte(text))
		}
	})
}

// TestPiecesOfSpoiltReports spoils reports line by line: lines go, come twice, change places or their indentation, or
// lose and win quotes and brackets.
func TestPiecesOfSpoiltReports(t *testing.T) {
	rounds := 1500
	if testing.Short() {
		rounds = 200
	}
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same each time
	corpus := bench.Corpus{Seed: 5, Size: 50}
	b := NewReader()
	cut := 0
	for range rounds {
		_, text := corpus.Report(r.IntN(corpus.Size))
		front, ok := frontMatter(text)
		if !ok {
			t.Fatal("no front matter")
		}
		lines := strings.SplitAfter(string(front), "\n")
		for range 1 + r.IntN(3) {
			i := r.IntN(len(lines) - 1)
			switch line := lines[i]; r.IntN(8) {
			case 0:
				lines = slices.Delete(lines, i, i+1)
			case 1:
				lines = slices.Insert(lines, i, line)
			case 2:
				lines[i] = " " + line
			case 3:
				lines[i] = strings.TrimPrefix(line, "  ")
			case 4:
				lines[i] = strings.Replace(line, ": ", ": \"", 1)
			case 5:
				lines[i] = strings.Replace(line, ": ", ": [", 1)
			case 6:
				lines[i] = strings.Replace(line, ": ", ": |\n", 1)
			case 7:
				j := r.IntN(len(lines) - 1)
				lines[i], lines[j] = lines[j], lines[i]
			}
			if len(lines) < 3 {
				break
			}
		}
		if same(t, b, "spoilt", []byte("---\n"+strings.Join(lines, "")+"---\nText.\n")) {
			cut++
		}
	}
	if cut < rounds/4 {
		t.Errorf("only %d of %d were cut, so this tests little", cut, rounds)
	}
}
