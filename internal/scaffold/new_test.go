package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/rules"
	"github.com/pir-cli/pir/internal/source"
)

var testDay = time.Date(2026, 3, 2, 21, 14, 0, 0, time.UTC)

func TestSlug(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"Ausfall Zahlungsgateway", "ausfall-zahlungsgateway"},
		{"Störung bei Größe", "stoerung-bei-groesse"},
		{"ÜBERLAST", "ueberlast"},
		{"決済障害", "jue-ji-zhang-hai"},
		{"Сбой оплаты", "sboi-oplaty"},
		{"Leaked CI token exposed customer exports", "leaked-ci-token-exposed-customer-exports"},
		{"Customer's export: 50 % gone!", "customers-export-50-gone"},
		{"../../etc/passwd", "etc-passwd"},
		{`C:\Windows\con`, "c-windows-con"},
		{"🔥🔥🔥", "incident"},
		{"---", "incident"},
		{"", "incident"},
		{"a\x00b\nc", "ab-c"},
		{strings.Repeat("x", 200), strings.Repeat("x", maxSlug)},
		{strings.Repeat("word ", 30), strings.TrimSuffix(strings.Repeat("word-", 12), "-")},
	} {
		if got := Slug(c.title); got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.title, got, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"  two\n\tlines\r\n", "two lines"},
		{"bell\a and \x1b[31mred", "bell and [31mred"},
		{"turned \u202eround\u2069", "turned round"},
		{"nbsp\u00a0nel\u0085ls\u2028ps\u2029end", "nbsp nel ls ps end"},
		{"family 👩\u200d🚒 stays", "family 👩\u200d🚒 stays"},
		{"not \xff text", "not text"},
		{"a \u200b b", "a b"},
		{"\u200d", ""},
		{"\ufeffbom", "bom"},
	} {
		if got := Clean(c.title); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.title, got, c.want)
		}
	}
}

func TestQuote(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Leaked CI token", "Leaked CI token"},
		{"Größe", "Größe"},
		{"@sre-1", `"@sre-1"`},
		{"a: b", `"a: b"`},
		{"a, b", `"a, b"`},
		{"a #1", `"a #1"`},
		{"yes", `"yes"`},
		{"1.0", `"1.0"`},
		{"null", `"null"`},
		{`say "hi" \n`, `"say \"hi\" \\n"`},
		{"", `""`},
	} {
		if got := quote(c.text); got != c.want {
			t.Errorf("quote(%q) = %s, want %s", c.text, got, c.want)
		}
	}
	if got := list([]string{"a-b", "x, y"}); got != `[a-b, "x, y"]` {
		t.Errorf("list = %s", got)
	}
}

// TestNewHasNoFindings holds, for every severity and kind, that a new report has nothing that lint minds in a draft.
func TestNewHasNoFindings(t *testing.T) {
	root := t.TempDir()
	pol := policy.Default()
	for _, severity := range pol.Severities {
		for _, kind := range report.Kinds.List {
			for _, full := range []bool{false, true} {
				req := Request{Title: "Token in a log", Kind: kind, Severity: severity.ID, Date: testDay}
				if full {
					req.Detected, req.Incident, req.Owner = "2026-03-02T22:00:00+01:00", "INC-1", "@sre-1"
					req.Services, req.Teams = []string{"billing-api"}, []string{"platform", "security"}
				}
				b, err := Draft(root, req, pol, baseID(req.Date, req.Title))
				if err != nil {
					t.Fatalf("%s %s: %v", severity.ID, kind, err)
				}
				checkDraft(t, req, b)
			}
		}
	}
}

// checkDraft reads a new report back and runs all rules over it.
func checkDraft(t *testing.T, req Request, b []byte) {
	t.Helper()
	name := "reports/" + baseID(req.Date, req.Title) + ".md"
	r := report.NewParser().Parse(source.New(name, b))
	if !r.HasFrontMatter || r.Title.Value != Clean(req.Title) || r.Severity.Value != req.Severity || r.Status.Value != "draft" {
		t.Fatalf("%+v reads back as title %q, severity %q, status %q:\n%s", req, r.Title.Value, r.Severity.Value, r.Status.Value, b)
	}
	if req.Kind != "incident" && r.Kind.Value != req.Kind {
		t.Errorf("%+v reads back as kind %q", req, r.Kind.Value)
	}
	linter, problems := lint.New(rules.All(), policy.Default())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, d := range linter.Finish([]lint.Checked{linter.Check(r)}).Diagnostics {
		if d.Severity > diag.Info {
			t.Errorf("%s %s: %s", req.Severity, req.Kind, d)
		}
	}
}

// TestNewAsksForWhatIsNeeded holds that a minor report is short and a major one complete.
func TestNewAsksForWhatIsNeeded(t *testing.T) {
	lines := func(severity string) string {
		b, err := Draft(t.TempDir(), Request{Title: "x", Kind: "incident", Severity: severity, Date: testDay}, policy.Default(), "x")
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, c := range []struct {
		severity  string
		has, lack []string
	}{
		{"sev1", []string{"\ncauses:", "\nactions:", "hot_wash:", "milestone: contained", "## Where we got lucky", "elsewhere:"}, nil},
		{"sev3", []string{"\ncauses:", "\nactions:", "held:", "within 14 days"}, []string{"hot_wash:", "milestone: contained", "## Where we got lucky", "elsewhere:"}},
		{"sev4", []string{"milestone: detected", "## Summary"}, []string{"causes:", "actions:", "review:", "impact:", "## What went well"}},
	} {
		text := lines(c.severity)
		for _, want := range c.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing", c.severity, want)
			}
		}
		for _, not := range c.lack {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q is not needed", c.severity, not)
			}
		}
	}
	if n := strings.Count(lines("sev4"), "\n"); n > 25 {
		t.Errorf("a minor report starts with %d lines", n)
	}
}

func TestNewNeverOverwrites(t *testing.T) {
	root := t.TempDir()
	req := Request{Title: "Disk full", Kind: "incident", Severity: "sev4", Date: testDay}
	for _, name := range []string{"2026-03-02-Disk-Full.markdown", "2026-03-02-disk-full-2/index.md", "2026-03-02-disk-full-3.txt"} {
		file := filepath.Join(root, "reports", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	taken := Taken{}
	taken.Add("reports/archive/2026-03-02-disk-full-4.md") // on another branch
	for _, want := range []string{"reports/2026-03-02-disk-full-5.md", "reports/2026-03-02-disk-full-6.md"} {
		name, err := New(root, "reports", req, policy.Default(), taken)
		if err != nil || name != want {
			t.Errorf("got %s, %v, want %s", name, err, want)
		}
	}
}

// TestNewInParallel starts many reports of one title at once, each as a program of its own would.
func TestNewInParallel(t *testing.T) {
	root := t.TempDir()
	const n = 20
	names := make([]string, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			name, err := New(root, "reports", Request{Title: "Disk full", Kind: "incident", Severity: "sev4", Date: testDay}, policy.Default(), Taken{})
			if err != nil {
				t.Error(err)
			}
			names[i] = name
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, name := range names {
		if seen[name] {
			t.Errorf("%s was given twice", name)
		}
		seen[name] = true
	}
}

func TestNewNeedsATitle(t *testing.T) {
	if _, err := New(t.TempDir(), "reports", Request{Title: "\x1b\u202e", Kind: "incident", Severity: "sev1", Date: testDay}, policy.Default(), Taken{}); !errors.Is(err, errNoTitle) {
		t.Errorf("got %v", err)
	}
}

// TestNewStaysInside holds that neither a policy nor a link makes it write or read outside of the root.
func TestNewStaysInside(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "report.md"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(root, "link")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	req := Request{Title: "x", Kind: "incident", Severity: "sev1", Date: testDay}
	for _, folder := range []string{"../x", "link"} {
		if name, err := New(root, folder, req, policy.Default(), Taken{}); err == nil {
			t.Errorf("wrote %s", name)
		}
		pol := policy.Default()
		pol.Templates = folder
		if b, err := Draft(root, req, pol, "x"); err == nil && folder == "link" || strings.Contains(string(b), "secret") {
			t.Errorf("template from %s: %v\n%s", folder, err, b)
		}
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) != 1 {
		t.Errorf("outside: %v %v", entries, err)
	}
}

func FuzzNew(f *testing.F) {
	for _, title := range []string{
		"Leaked CI token", `"quoted" and 'single'`, "key: value", "a #comment", "@handle first", "two\nlines", "tab\tbell\a", "🔥 fire 👩‍🚒",
		"- dash", "? question", "*alias", "&anchor", "!tag", "%percent", "`tick", "{flow}", "[list]", "| pipe", "> fold", "yes", "null", "~", "1e3", "0x1F",
		"2026-03-02", "---", "...", "=", "<<", "{{.Title}}", "{{quote `x`}}", "\u0085nel\u2028", "\ufeffbom", "e\u0301", "\U0010ffff", "\ufffe", " ", "\\", `\"`, "a\u00a0b",
		"決済障害", "שלום \u200f", strings.Repeat("long ", 500),
	} {
		f.Add(title, uint8(0))
	}
	root := f.TempDir()
	pol := policy.Default()
	f.Fuzz(func(t *testing.T, title string, pick uint8) {
		severity := pol.Severities[int(pick)%len(pol.Severities)].ID
		kind := report.Kinds.List[int(pick/8)%len(report.Kinds.List)]
		req := Request{Title: title, Kind: kind, Severity: severity, Date: testDay, Incident: Clean(title)}
		b, err := Draft(root, req, pol, baseID(testDay, title))
		if Clean(title) == "" {
			if !errors.Is(err, errNoTitle) {
				t.Fatalf("an empty title gives %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		checkDraft(t, req, b)
		if again := Clean(Clean(title)); again != Clean(title) {
			t.Errorf("cleaning %q twice gives %q", title, again)
		}
		slug := Slug(title)
		if slug == "" || len(slug) > maxSlug || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(slug, "-") != slug {
			t.Errorf("slug %q", slug)
		}
	})
}
