package trends

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/actions"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/stats"
)

func (f *RiskFeed) row(t *testing.T, subject, key string) *Risk {
	t.Helper()
	for i := range f.Rows {
		if f.Rows[i].Subject == subject && f.Rows[i].Key == key {
			return &f.Rows[i]
		}
	}
	t.Fatalf("there is no row %s %s", subject, key)
	return nil
}

// endangered returns an incident of a risk, with a root cause, a failed control and a service.
func endangered(t *testing.T, id, when, risk, severity string, with func(*Incident)) Incident {
	t.Helper()
	return made(t, id, when, func(in *Incident) {
		in.Severity, in.Risks, in.Services = severity, []string{risk}, []string{"billing"}
		in.Causes = []Cause{{ID: "C1", Category: "secrets-exposure", Root: true}}
		in.Controls = []Control{{"iso27001:A.8.4", "failed"}}
		if with != nil {
			with(in)
		}
	})
}

// TestRiskFeed is the example of the documentation: four events in a year, two of them after a verified fix.
func TestRiskFeed(t *testing.T) {
	fix := actions.Action{ID: "a/A1", Report: "a", Written: "verified", Done: day(t, "2026-03-01"), Verified: day(t, "2026-04-01"), Result: "effective", Addresses: []string{"C1"}}
	late := actions.Action{ID: "b/A1", Report: "b", Written: "open", Due: day(t, "2026-06-01"), Addresses: []string{"C1", "iso27001:A.8.4"}}
	later := actions.Action{ID: "old/A1", Report: "old", Written: "open", Due: day(t, "2028-06-01"), Addresses: []string{"C9"}}
	f := of2026(t, "2026-12-31",
		endangered(t, "old", "2025-01-01T08:00:00Z", "R-017", "sev1", func(in *Incident) { in.Actions = []actions.Action{later} }),
		endangered(t, "a", "2026-02-01T08:00:00Z", "R-017", "sev3", func(in *Incident) { in.Actions = []actions.Action{fix} }),
		endangered(t, "b", "2026-02-20T08:00:00Z", "R-017", "sev2", func(in *Incident) { in.Actions = []actions.Action{late} }),
		endangered(t, "c", "2026-05-01T08:00:00Z", "R-017", "sev4", nil),
		endangered(t, "d", "2026-08-01T08:00:00Z", "R-017", "whatever", nil),
		endangered(t, "miss", "2026-08-02T08:00:00Z", "R-017", "sev1", func(in *Incident) { in.Kind = KindNearMiss }),
		endangered(t, "drill", "2025-08-02T08:00:00Z", "R-099", "sev1", func(in *Incident) { in.Kind = KindExercise }),
		made(t, "none", "2026-08-02T08:00:00Z", func(in *Incident) {
			in.Severity, in.Controls = "sev4", []Control{{"iso27001:A.8.4", "effective"}, {"iso27001:A.8.5", "partial"}}
		}),
		made(t, "worse", "2026-09-02T08:00:00Z", func(in *Incident) { in.Severity = "sev2" }),
	).RiskFeed()
	r := f.row(t, SubjectRisk, "R-017")
	want := Risk{
		Subject: SubjectRisk, Key: "R-017", Events: 4, Previous: 1, Worst: "sev2", Unrated: 1, NearMiss: Pair{1, 0},
		Open: 2, Overdue: 1, AfterFix: 2, AfterVerified: 2, Last: day(t, "2026-08-01"), Reports: []string{"a", "b", "c", "d"}, Rule: "after-verified-fix",
		Question: "R-017: 4 events in 12 months, 2 after a verified fix; is the likelihood in the register still right?",
	}
	got := *r
	if len(got.Fixes) != 2 || got.Fixes[0].Action != "a/A1" {
		t.Errorf("fixes %v", got.Fixes)
	}
	if c := got.Change; !c.Compared || c.Verdict != stats.TooFew || !strings.HasPrefix(c.Said, "too few to tell; after 1 it takes 8 or more") {
		t.Errorf("change %+v", c)
	}
	if math.Abs(got.Low-1.0899) > 1e-4 || math.Abs(got.High-10.2416) > 1e-4 || got.Rate != 4 || got.RateHigh != got.High {
		t.Errorf("limits %v %v of %v", got.Low, got.High, got.Rate)
	}
	got.Fixes, got.Change = nil, RiskChange{}
	got.Low, got.High, got.Rate, got.RateLow, got.RateHigh = 0, 0, 0, 0, 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r := f.row(t, SubjectRisk, "R-099"); r.Events != 0 || r.Exercise != (Pair{0, 1}) || r.Rule != "none" || !strings.Contains(r.Question, "no event in 12 months, which fits up to 3.7 a year") {
		t.Errorf("%+v", r)
	}
	// The action that addresses another cause is open for the risk and the service alone.
	if r := f.row(t, SubjectCause, "secrets-exposure"); r.Open != 1 || r.Overdue != 1 || r.AfterVerified != 2 || r.Name == "" {
		t.Errorf("%+v", r)
	}
	if r := f.row(t, SubjectControl, "iso27001:A.8.4"); r.Events != 4 || r.Effective != 1 || r.Open != 1 || r.AfterFix != 0 || r.Rule != "overdue" {
		t.Errorf("%+v", r)
	}
	if r := f.row(t, SubjectControl, "iso27001:A.8.5"); r.Events != 0 || r.Partial != 1 || r.Change.Said != "none in either period" {
		t.Errorf("%+v", r)
	}
	if r := f.row(t, SubjectService, "billing"); r.Open != 2 || r.AfterVerified != 2 {
		t.Errorf("%+v", r)
	}
	if diff := cmp.Diff([]Unlinked{{"worse", day(t, "2026-09-02"), "sev2"}, {"none", day(t, "2026-08-02"), "sev4"}}, f.Unlinked); diff != "" {
		t.Errorf("unlinked (-want +got):\n%s", diff)
	}
	if !slices.ContainsFunc(f.Notes, func(n string) bool { return strings.Contains(n, "Of a risk without an incident nothing is known") }) {
		t.Error("the notes do not say what cannot be known")
	}
}

// TestRiskChange holds that a change is claimed only when it stands out among all rows.
func TestRiskChange(t *testing.T) {
	list := func(others int) []Incident {
		var all []Incident
		for i := range 9 {
			all = append(all, made(t, "n"+string(rune('a'+i)), "2026-03-01T08:00:00Z", func(in *Incident) { in.Risks = []string{"R-1"} }))
		}
		for i := range others {
			for _, when := range []string{"2026-04-01T08:00:00Z", "2025-04-01T08:00:00Z"} {
				all = append(all, made(t, when[:4]+string(rune('a'+i)), when, func(in *Incident) { in.Risks = []string{"S-" + string(rune('a'+i))} }))
			}
		}
		return append(all, made(t, "first", "2025-01-01T08:00:00Z", func(in *Incident) { in.Risks = []string{"R-1"} }))
	}
	// 9 against 1: p is 0.0215 alone.
	alone := of2026(t, "2026-12-31", list(0)...).RiskFeed()
	if r := alone.row(t, SubjectRisk, "R-1"); r.Change.Verdict != stats.MoreThanChance || r.Rule != "more" || math.Abs(r.Change.Ratio.P-0.0215) > 1e-4 || r.Change.Holm != r.Change.Ratio.P {
		t.Errorf("alone: %+v %s", r.Change, r.Rule)
	}
	many := of2026(t, "2026-12-31", list(9)...).RiskFeed()
	if r := many.row(t, SubjectRisk, "R-1"); r.Change.Verdict != stats.NoChange || r.Rule != "again" || r.Change.Said != "more than chance would explain for this row alone, and not among 10 rows" {
		t.Errorf("among many: %+v %s", r.Change, r.Rule)
	}
	if got := of2026(t, "2026-12-31", list(0)[:9]...).RiskFeed().Rows[0].Change; got.Compared || got.Said != "nothing to compare with" {
		t.Errorf("without records before: %+v", got)
	}
}

// TestRiskSums holds for many incidents: the events of a subject are the keys of the incidents, parts are no more than
// the whole, and the incidents with a risk and those without one are all.
func TestRiskSums(t *testing.T) {
	var list []Incident
	for i := range 600 {
		at := time.Date(2025, 1, 1+i, 8, 0, 0, 0, time.UTC)
		in := Incident{Report: at.Format("2006-01-02-x"), Kind: []string{KindIncident, KindIncident, KindNearMiss, KindExercise}[i%4], At: at, Severity: []string{"sev1", "sev4", ""}[i%3]}
		for k := range i % 3 {
			in.Risks = append(in.Risks, "R-"+string(rune('a'+(i+k)%7)))
			in.Causes = append(in.Causes, Cause{ID: "C" + string(rune('1'+k)), Category: []string{"alerting-gap", "misconfiguration"}[(i/5+k)%2], Root: k == 0})
			in.Controls = append(in.Controls, Control{"iso27001:A.8." + string(rune('1'+i%5)), []string{"failed", "effective", "missing", "partial"}[(i+k)%4]})
		}
		in.Services = []string{"a", "b", "c"}[:i%4%3]
		in.Actions = []actions.Action{{ID: in.Report + "/A1", Report: in.Report, Written: []string{"open", "done"}[i%2], Due: at.AddDate(0, 1, 0), Done: at.AddDate(0, 0, 10*(i%2)), Addresses: []string{"C1", "iso27001:A.8.3"}}}
		list = append(list, in)
	}
	f := of2026(t, "2026-12-31", list...).RiskFeed()
	for _, s := range riskSubjects {
		want, without := 0, 0
		for i := range list {
			if in := &list[i]; in.Kind == KindIncident && in.At.Year() == 2026 {
				n := len(distinct(s.keys(in)))
				want += n
				if n == 0 {
					without++
				}
			}
		}
		got := 0
		for i := range f.Rows {
			r := &f.Rows[i]
			if r.Subject != s.name {
				continue
			}
			got += r.Events
			if r.Events != len(r.Reports) || r.Overdue > r.Open || r.AfterVerified > r.AfterFix || r.AfterFix > r.Events || r.Unrated > r.Events || r.Question == "" || r.Change.Said == "" {
				t.Errorf("%+v", r)
			}
		}
		if got != want || got == 0 || !slices.Contains(f.Without, Without{s.name, without}) {
			t.Errorf("%s: %d events, want %d; without %v, want %d", s.name, got, want, f.Without, without)
		}
	}
	if linked := f.Incidents.N - len(f.Unlinked); linked <= 0 || f.Without[0].N != len(f.Unlinked) {
		t.Errorf("%d incidents, %d without a risk", f.Incidents.N, len(f.Unlinked))
	}
}

// TestRiskSpan says a period as a reader would.
func TestRiskSpan(t *testing.T) {
	for _, c := range []struct {
		period Period
		asOf   string
		want   string
	}{
		{Year(2026), "2026-12-31", "12 months"},
		{Year(2026), "2026-10-01", "274 days"},
		{Quarter(2026, 2), "2026-12-31", "3 months"},
		{Period{day(t, "2026-01-31"), day(t, "2026-02-27")}, "2026-12-31", "1 month"},
		{Period{day(t, "2026-01-01"), day(t, "2026-01-01")}, "2026-12-31", "1 day"},
		{LastDays(90, day(t, "2026-09-30")), "2026-12-31", "90 days"},
	} {
		f := Compute(nil, c.period, c.period.Before(), day(t, c.asOf), policy.Default()).RiskFeed()
		if got := f.Span(); got != c.want {
			t.Errorf("%s: %s, want %s", c.period, got, c.want)
		}
	}
}

// TestRiskRulesDocumented holds that the document has each rule with its words, in the order in which they are tried.
func TestRiskRulesDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/risk.md")
	if err != nil {
		t.Fatal(err)
	}
	rest := string(text)
	for _, r := range riskRules {
		row := "| `" + r.name + "` | " + r.when + " | … " + r.ask.risk + "? |\n"
		_, after, found := strings.Cut(rest, row)
		if !found {
			t.Errorf("docs/risk.md lacks, or has in another place: %s", row)
			continue
		}
		rest = after
	}
}
