package trends

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pir-cli/pir/internal/actions"
)

// fixed is an action for C1 that was done on a day.
func fixed(t *testing.T, id, done string) actions.Action {
	t.Helper()
	return actions.Action{ID: id, Addresses: []string{"C1"}, Written: "done", Done: day(t, done)}
}

func withActions(list ...actions.Action) func(*Incident) {
	return func(in *Incident) { in.Actions = list }
}

// TestFixes has an action for each verdict.
func TestFixes(t *testing.T) {
	ineffective := fixed(t, "e/A1", "2024-01-02")
	ineffective.Written, ineffective.Verified, ineffective.Result = "verified", day(t, "2024-03-01"), "ineffective"
	open := fixed(t, "e/A2", "2024-01-02")
	open.Written = "open"
	elsewhere := fixed(t, "e/A3", "2024-01-02")
	elsewhere.Addresses = []string{"C9"}
	list := []Incident{
		hit(t, "a", "2023-01-01T00:00:00Z", "hit", "", withActions(fixed(t, "a/A1", "2023-02-01"))),
		hit(t, "b", "2026-02-01T00:00:00Z", "hit", "", withActions(fixed(t, "b/A1", "2026-03-01"))),
		hit(t, "c", "2023-01-01T00:00:00Z", "before", "", withActions(fixed(t, "c/A1", "2023-02-01"))),
		hit(t, "d", "2024-01-01T00:00:00Z", "before", "", nil),
		hit(t, "e", "2024-01-01T00:00:00Z", "own", "", withActions(ineffective, open, elsewhere)),
		hit(t, "late", "2027-01-05T00:00:00Z", "own", "", nil),
	}
	// Three in the year before the action, and none in the three after it.
	for _, when := range []string{"2022-12-31", "2023-03-01", "2023-06-01"} {
		list = append(list, hit(t, "held"+when, when+"T00:00:00Z", "held", "", nil))
	}
	list[len(list)-1].Actions = []actions.Action{fixed(t, "held/A1", "2023-12-30")}
	got := of2026(t, "2026-12-31", list...)
	f := got.Fixes
	if f.Hit != 1 || f.HitBefore != 1 || f.Ineffective != 1 || f.HeldAll != 1 || f.EarlyAll != 1 || f.All() != 5 {
		t.Errorf("got %+v", f)
	}
	want := Fix{Action: "held/A1", State: "done", Since: day(t, "2023-12-30"), Days: 1097, Addresses: []string{"cause held"}, Expected: 9.016438, P: 0.000121398}
	if diff := cmp.Diff([]Fix{want}, f.Held, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
		t.Errorf("held (-want +got):\n%s", diff)
	}
	if len(f.Early) != 1 || f.Early[0].Action != "b/A1" || f.Early[0].Days != 305 || f.Early[0].Enough() {
		t.Errorf("too early: %+v", f.Early)
	}
	// Two incidents in the 1157 days of the record up to the action, and 305 days after it.
	if got, want := f.Early[0].Expected, 2.0/1157*305; math.Abs(got-want) > 1e-12 {
		t.Errorf("expected %v, want %v", got, want)
	}
	if len(got.DidNotHold) != 1 || got.DidNotHold[0].Days != 1096 || got.DidNotHold[0].HitBy != "b" {
		t.Errorf("an action is hit after the time of a repeat too: %+v", got.DidNotHold)
	}
}

// TestEnough takes about three expected incidents.
func TestEnough(t *testing.T) {
	for expected, want := range map[float64]bool{0: false, 0.4: false, 2.99: false, 2.9958: true, 3: true} {
		if f := (Fix{Expected: expected, P: math.Exp(-expected)}); f.Enough() != want {
			t.Errorf("%v: %v", expected, f.Enough())
		}
	}
}

// TestChance counts by hand: of five incidents three have the cause. The action of the first has four after it, two of
// them in the period; of the C(4, 2) = 6 ways to place the two others, one leaves the period free.
func TestChance(t *testing.T) {
	cause := func(id, when, category string) Incident { return hit(t, id, when, category, "", nil) }
	got := of2026(t, "2026-12-31",
		hit(t, "a", "2025-01-01T00:00:00Z", "x", "", withActions(fixed(t, "a/A1", "2025-02-01"))),
		cause("b", "2025-06-01T00:00:00Z", "x"), cause("c", "2025-07-01T00:00:00Z", "y"),
		cause("d", "2026-06-01T00:00:00Z", "x"), cause("e", "2026-07-01T00:00:00Z", "z"),
	).Fixes
	if want := 5.0 / 6; math.Abs(got.Cause.Expected-want) > 1e-12 || got.Cause.Hit != 1 || got.Cause.Of != 1 {
		t.Errorf("got %+v, want %v", got.Cause, want)
	}
	early := of2026(t, "2026-12-31", // its own incident cannot hit an action that was done before it
		cause("b", "2025-06-01T00:00:00Z", "x"), hit(t, "a", "2026-03-01T00:00:00Z", "x", "", withActions(fixed(t, "a/A1", "2026-01-05"))),
		cause("c", "2026-07-01T00:00:00Z", "y")).Fixes
	if math.Abs(early.Cause.Expected-0.5) > 1e-12 || early.Cause.Hit != 0 {
		t.Errorf("done before the incident: %+v", early.Cause)
	}
	if got.Control != (Chance{}) {
		t.Errorf("controls: %+v", got.Control)
	}
	for hits, want := range map[int]bool{0: false, 3: false, 4: true} { // P(X >= 3) = 0.08 and P(X >= 4) = 0.02 at 1
		if c := (Chance{Hit: hits, Expected: 1}); c.Beyond() != want {
			t.Errorf("%d hits where 1 is expected: %v", hits, c.Beyond())
		}
	}
}

// TestStrength puts a rare control behind a common cause, and a technique on the same service between them.
func TestStrength(t *testing.T) {
	on := func(technique string, services ...string) func(*Incident) {
		return func(in *Incident) { in.Techniques, in.Services = []string{technique}, services }
	}
	got := of2026(t, "2026-12-31",
		hit(t, "a", "2026-01-01T00:00:00Z", "x", "s:1", on("T1078", "ci", "wiki")),
		hit(t, "b", "2026-02-01T00:00:00Z", "x", "s:2", on("T1078", "portal")),
		hit(t, "c", "2026-03-01T00:00:00Z", "", "s:1", on("T1078", "wiki")),
		hit(t, "d", "2026-04-01T00:00:00Z", "", "s:2", on("T1530", "wiki")),
		hit(t, "e", "2026-05-01T00:00:00Z", "", "s:2", nil))
	want := []string{
		"b<-a 31 cause x 2/2 none ", "c<-a 59 technique T1078 on wiki 2/3 none ",
		"d<-b 59 control s:2 2/4 none ", "e<-d 30 control s:2 3/5 none ", "e<-b 89 control s:2 3/5 none ", "c<-a 59 control s:1 2/3 none ",
	}
	list := said(got.Repeats)
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	weak := 0
	for i := range got.Repeats {
		if got.Repeats[i].Weak() {
			weak++
		}
	}
	if weak != 2 { // those of e: three of five incidents have s:2
		t.Errorf("%d weak repeats: %q", weak, list)
	}
}

// TestUnreasoned lets a pair be no repeat for a reason only.
func TestUnreasoned(t *testing.T) {
	for _, reason := range []string{"", "Another zone"} {
		got := of2026(t, "2026-12-31",
			hit(t, "a", "2026-01-01T00:00:00Z", "x", "", nil),
			hit(t, "b", "2026-02-01T00:00:00Z", "x", "", func(in *Incident) { in.Related = []Relation{{"a", NotARepeat, reason}} }))
		if settled := got.Repeats[0].Settled == NotARepeat; settled != (reason != "") || got.Repeats[0].Reason != reason {
			t.Errorf("reason %q: %+v", reason, got.Repeats[0])
		}
	}
}

// TestHints finds texts that are alike and that nothing else connects.
func TestHints(t *testing.T) {
	text := func(words string, with func(*Incident)) func(*Incident) {
		return func(in *Incident) {
			in.Text = words
			if with != nil {
				with(in)
			}
		}
	}
	const gateway = "expired tls certificate on payment gateway monitoring missing"
	list := []Incident{
		hit(t, "old", "2024-12-31T00:00:00Z", "o", "", text(gateway, nil)),
		hit(t, "a", "2025-07-01T00:00:00Z", "x", "s:1", text(gateway, nil)),
		hit(t, "b", "2026-02-01T00:00:00Z", "y", "s:1", text("payment gateway certificate expired no alert", nil)),
		hit(t, "c", "2026-03-01T00:00:00Z", "z", "", text("phishing mail led to stolen credentials mfa missing", nil)),
		hit(t, "d", "2026-04-01T00:00:00Z", "w", "", text(gateway, func(in *Incident) { in.Related = []Relation{{"a", "similar", ""}, {"b", NotARepeat, ""}} })),
		hit(t, "e", "2026-05-01T00:00:00Z", "y", "", text("payment gateway certificate expired", func(in *Incident) { in.Related = []Relation{{"d", "similar", ""}, {"a", "similar", ""}} })),
	}
	got := of2026(t, "2026-12-31", list...)
	if len(got.Hints) != 1 || got.HintsAll != 1 || got.Hints[0].Report != "b" || got.Hints[0].Earlier != "a" || got.Hints[0].Days != 215 {
		t.Fatalf("got %+v, want b and a", got.Hints)
	}
	if words := strings.Join(got.Hints[0].Words, " "); got.Hints[0].Cosine < 0.35 || !strings.Contains(words, "certificate") {
		t.Errorf("got %+v", got.Hints[0])
	}
	for _, r := range got.Repeats {
		if r.Report == "b" && strength(r.Why) == 0 {
			t.Errorf("a hint counts as a repeat: %+v", r)
		}
	}
}
