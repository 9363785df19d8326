package evidence

import (
	"strings"
	"testing"
	"time"

	"github.com/pir-cli/pir/internal/taxonomy"
)

// TestEveryRecordIsKnown holds that what the data files refer to is there, and that nothing else is.
func TestEveryRecordIsKnown(t *testing.T) {
	used := map[string]bool{}
	for _, p := range taxonomy.Points() {
		for _, name := range p.Records {
			used[name] = true
			if answers[name] == nil {
				t.Errorf("%s %s: there is no record %q", p.Framework, p.ID, name)
			}
		}
		if p.Checked != "text" && p.Checked != "memory" || strings.TrimSpace(p.Title) == "" || p.Ref == "" || len(p.Records) == 0 {
			t.Errorf("%+v", p)
		}
	}
	for _, f := range taxonomy.AuditFindings() {
		for _, name := range f.Records {
			used[name] = true
			if answers[name] == nil {
				t.Errorf("%s: there is no record %q", f.Finding, name)
			}
		}
	}
	for name := range answers {
		if !used[name] {
			t.Errorf("nothing refers to the record %q", name)
		}
	}
	if n := len(taxonomy.AuditFindings()); n != 18 {
		t.Errorf("%d findings", n)
	}
}

func TestWave(t *testing.T) {
	days := func(list ...string) []time.Time {
		var all []time.Time
		for _, s := range list {
			all = append(all, day(s))
		}
		return all
	}
	for _, c := range []struct {
		days []time.Time
		n    int
		from string
	}{
		{nil, 0, ""},
		{days("2026-01-01"), 1, "2026-01-01"},
		{days("2026-01-08", "2026-01-01"), 1, "2026-01-01"},
		{days("2026-01-07", "2026-01-01"), 2, "2026-01-01"},
		{days("2026-01-01", "2026-02-01", "2026-02-02", "2026-02-07", "2026-02-08"), 3, "2026-02-01"},
	} {
		n, from := wave(c.days)
		if n != c.n || date(from) != c.from {
			t.Errorf("%v: %d from %s, want %d from %s", c.days, n, date(from), c.n, c.from)
		}
	}
}

func TestFilled(t *testing.T) {
	const place = "<!-- pir:keep decisions -->\n%s<!-- pir:end decisions -->\n"
	for inside, want := range map[string]bool{
		"- Discussed on:\n- Present:\n\n| Decision | Owner | By when |\n|---|---|---|\n|  |  |  |\n":                      false,
		"- Discussed on: 2026-07-14\n- Present:\n\n| Decision | Owner | By when |\n|---|---|---|\n|  |  |  |\n":           true,
		"- Discussed on:\n- Present:\n\n| Decision | Owner | By when |\n|---|---|---|\n| Fund A1 | @cto | 2026-08-01 |\n": true,
		"": false,
	} {
		if got := filled(strings.Replace(place, "%s", inside, 1), "decisions"); got != want {
			t.Errorf("%q: %v", inside, got)
		}
	}
	if filled("no place", "decisions") {
		t.Error("no place is filled")
	}
}
